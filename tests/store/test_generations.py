"""What is asked, the stream of what comes, and how it ends."""

import math
import sqlite3
from dataclasses import replace

import pytest

from app.errors import StoreError, WrongUse
from app.store.changes import Changes
from app.store.records import Chunk, Happening, NewExchange, Outcome, Part, Said
from app.store.tokens import Tokens
from tests.store.figures import full_tokens


def test_the_question_is_on_the_disk_once_begin_is_done(hand, database):
    begun = hand.begin("重要的问题\x00 with a NUL", template="ci")
    with sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True) as other:
        rows = other.execute("SELECT p.text, m.template FROM parts p JOIN messages m ON m.id = p.message").fetchall()
    other.close()
    assert rows == [("重要的问题\x00 with a NUL", "ci")]
    assert hand.store.conversations.get(begun.conversation).head == begun.answer


def test_a_running_generation_shows_what_was_committed_so_far(hand):
    begun = hand.begin()
    hand.say(begun, "<think>想", "一想</think>")
    running = hand.store.generations.get(begun.generation)
    assert (running.raw, running.ending, running.ended) == ("<think>想一想</think>", None, None)
    assert running.sampling == {"temperature": 0.6}


def test_the_exact_prompt_is_kept(hand):
    begun = hand.begin()
    hand.done(hand.store.generations.prepared(begun.generation, "<|user|>…<think>\n", 12, 5, True, "qwq", 2**32 - 1))
    kept = hand.store.generations.of_message(begun.answer)
    assert (kept.prompt, kept.prompt_tokens, kept.cached_tokens) == ("<|user|>…<think>\n", 12, 5)
    assert (kept.opened, kept.family, kept.seed) == (True, "qwq", 2**32 - 1)


def test_finishing_folds_the_stream_into_the_generation(hand, database):
    begun = hand.begin()
    hand.done(hand.store.generations.append(begun.generation, Chunk("<think>a", Tokens((1, 2), (0.1, 0.2)))))
    hand.done(hand.store.generations.append(begun.generation, Chunk("b</think>c", Tokens((3,), (3723.000001,)))))
    timings = {"first_token_s": 0.1, "first_answer_token_s": None, "thinking_s": 0.1, "answer_s": 0.0}
    outcome = Outcome("failed", (Part("thinking", "ab"), Part("answer", "c")), "engine_died", 2, 1, timings)
    written = hand.store.generations.finish(begun.generation, outcome).result()
    one = frozenset({begun.conversation})
    assert written.changes == Changes(conversations=one, branches=one)
    ended = hand.store.generations.get(begun.generation)
    assert (ended.raw, ended.ending, ended.error) == ("<think>ab</think>c", "failed", "engine_died")
    assert (ended.thinking_tokens, ended.answer_tokens, ended.timings) == (2, 1, timings)
    assert ended.ended >= ended.started
    tokens = hand.store.generations.tokens(begun.generation)
    assert (tokens.ids, tokens.at) == ((1, 2, 3), (0.1, 0.2, 3723.000001))
    (exchange,) = hand.store.conversations.branch(begun.conversation)
    assert exchange.answer.parts == outcome.parts
    hand.store.close()
    with sqlite3.connect(database) as other:
        assert other.execute("SELECT count(*) FROM chunks").fetchone() == (0,)
    other.close()


def test_a_run_that_has_ended_takes_nothing_more(hand):
    begun = hand.exchange("q", "a")
    for late in (
        hand.store.generations.append(begun.generation, Chunk("late")),
        hand.store.generations.finish(begun.generation, Outcome("stop", ())),
        hand.store.generations.prepared(begun.generation, "p", 1, 0, False, "none", 1),
        hand.store.generations.append(99, Chunk("nobody's")),
    ):
        with pytest.raises(StoreError) as refused:
            late.result()
        assert refused.value.kind == "store_failed"
    assert hand.store.generations.get(begun.generation).raw == "a"


def test_a_continued_answer_begins_with_what_it_continues(hand):
    first = hand.begin("q")
    hand.say(first, "<think>half a tho")
    hand.finish(first, "", "half a tho")
    more = hand.go_on(first, 1)
    assert hand.store.generations.tokens(more.generation).lengths == (len("<think>half a tho"),)
    hand.say(more, "ught</think>done")
    hand.finish(more, "done", "half a thought")
    whole = hand.store.generations.get(more.generation)
    assert whole.raw == "<think>half a thought</think>done"
    assert whole.prefix_chars == len("<think>half a tho")
    assert hand.store.generations.get(first.generation).raw == "<think>half a tho"
    older, tokens = (hand.store.generations.tokens(each.generation) for each in (first, more))
    assert (tokens.ids, tokens.at) == ((*older.ids, *full_tokens(1).ids), (0.0, 0.0))
    assert list(tokens.top_ids) == [*older.top_ids, *full_tokens(1).top_ids]
    assert (whole.origin, whole.origin_kind, whole.prefix_tokens) == (first.generation, "continue", 1)


def test_a_fork_keeps_exactly_the_tokens_before_it(hand):
    first = hand.begin("q")
    hand.say(first, "one ", "two ", "three")
    hand.finish(first, "one two three")
    fork = hand.go_on(first, 2, origin_kind="fork", origin_insert="四")
    hand.append(fork, "四", Tokens((99,), (0.5,), (1,), (2,)))
    hand.finish(fork, "one two 四")
    kept = hand.store.generations.get(fork.generation)
    assert (kept.raw, kept.prefix_chars, kept.prefix_tokens, kept.origin_tokens) == ("one two 四", 8, 2, 2)
    tokens = hand.store.generations.tokens(fork.generation)
    assert (tokens.lengths, tokens.origins, tokens.at) == ((4, 4, 1), (0, 0, 2), (0.0, 0.0, 0.5))
    assert math.isnan(tokens.entropy[2])
    assert not math.isnan(tokens.entropy[1])


@pytest.mark.logs_warnings
def test_what_is_carried_over_must_come_from_the_same_conversation(hand):
    first, other = hand.exchange("q", "a"), hand.exchange("x", "y")
    for wrong in ({"origin": None}, {"origin": other.generation}, {"origin": 404}):
        with pytest.raises(ValueError, match="conversation"):
            hand.go_on(first, 1, **wrong)
    assert len(hand.store.conversations.branch(first.conversation)[0].answers) == 1


def test_what_was_asked_of_a_run_and_what_happened_to_it_is_kept(hand):
    begun = hand.begin("q", steering={"budget": 64, "phrases": ["等等", "Wait"]})
    seen = (Happening("extended", 3, "等等"), Happening("trial", 3, "42", number=1))
    hand.append(begun, "a", Tokens(), seen[0])
    running = hand.store.generations.get(begun.generation)
    assert running.steering == {"budget": 64, "phrases": ["等等", "Wait"]}
    assert [each.kind for each in running.happenings] == ["extended"]
    hand.done(hand.store.generations.finish(begun.generation, Outcome("stop", (Part("answer", "a"),), happenings=seen)))
    kept = hand.store.generations.get(begun.generation).happenings
    assert kept == tuple(replace(each, generation=begun.generation) for each in seen)


def test_what_came_with_the_chunks_is_kept_where_the_ending_tells_nothing(hand):
    begun = hand.begin("q")
    hand.append(begun, "a", Tokens(), Happening("budget", 9), Happening("gauge", 9, entropy=1.5))
    hand.finish(begun, "a")
    kept = hand.store.generations.get(begun.generation).happenings
    assert [(each.kind, each.token, each.entropy) for each in kept] == [("budget", 9, None), ("gauge", 9, 1.5)]


def test_a_branch_is_read_without_its_prompts(hand):
    begun = hand.begin()
    hand.done(hand.store.generations.prepared(begun.generation, "<p>", 1, 0, False, "none", 1))
    (exchange,) = hand.store.conversations.branch(begun.conversation)
    assert (exchange.generation.prompt, exchange.generation.prompt_tokens) == ("", 1)
    assert hand.store.generations.get(begun.generation).prompt == "<p>"


def test_a_group_is_one_question_with_several_answers(hand):
    group = hand.group("哪个更大？", 3, system="s", thoughts="keep")
    assert len({each.question for each in group}) == 1
    (exchange,) = hand.store.conversations.branch(group[0].conversation)
    assert exchange.answers == tuple(each.answer for each in group)
    assert exchange.answer.id == group[0].answer
    kept = hand.store.generations.group(group[0].group)
    assert (kept.conversation, kept.question) == (group[0].conversation, group[0].question)
    assert kept.generations == tuple(each.generation for each in group)
    assert {hand.store.generations.get(each.generation).group for each in group} == {kept.id}
    assert hand.store.conversations.get(kept.conversation).thoughts == "keep"
    assert hand.store.generations.group(404) is None


def test_a_group_can_answer_an_older_question_and_grow(hand):
    first = hand.exchange("q", "a")
    group = hand.group(None, 2, conversation=first.conversation, parent=first.question)
    more = hand.begin(None, conversation=first.conversation, parent=first.question, group=group[0].group)
    assert hand.store.generations.get(first.generation).group is None
    assert hand.store.generations.group(group[0].group).generations[-1] == more.generation


@pytest.mark.logs_warnings
def test_a_group_is_begun_whole_or_not_at_all(hand):
    first, other = hand.exchange("q", "a"), hand.group("x", 2)
    good = {"model": "m", "weights": "w", "fingerprint": "f", "family": "none", "sampling": {}}
    place = {"conversation": first.conversation, "parent": first.answer}
    with pytest.raises(ValueError, match="one question"):
        hand.done(
            hand.store.generations.begin_group(
                [NewExchange(question="q1", **place, **good), NewExchange(question="q2", **place, **good)]
            )
        )
    with pytest.raises(ValueError, match="origin"):
        hand.done(
            hand.store.generations.begin_group(
                [NewExchange(question="q1", **place, **good), NewExchange(None, None, None, prefix="p", **good)]
            )
        )
    with pytest.raises(ValueError, match="group"):
        hand.begin(None, conversation=first.conversation, parent=first.question, group=other[0].group)
    with pytest.raises(ValueError, match="neither"):
        hand.store.generations.begin_group([])
    assert len(hand.store.conversations.branch(first.conversation)) == 1
    assert len(hand.store.conversations.branch(first.conversation)[0].answers) == 1


def test_a_purged_conversation_takes_its_groups_and_tokens_along(hand, database):
    group = hand.group("q", 2)
    for each in group:
        hand.say(each, "a")
        hand.finish(each, "a")
    hand.finish(hand.go_on(group[0], 1, group=group[0].group), "a")
    hand.done(hand.store.conversations.purge(group[0].conversation))
    hand.store.close()
    with sqlite3.connect(database) as other:
        left = [
            other.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("groups", "tokens", "generations")
        ]
    other.close()
    assert left == [(0,)] * 3


def test_a_continued_run_remembers_that_the_prompt_had_opened_the_thinking(hand):
    first = hand.begin("q")
    hand.done(hand.store.generations.prepared(first.generation, "p", 1, 0, True, "think", 1))
    hand.say(first, "half")
    hand.finish(first, "", "half")
    more = hand.go_on(first, 1)
    assert hand.store.generations.get(more.generation).opened


def test_turns_are_what_a_model_should_be_shown(hand):
    first = hand.begin("一", system="用文言回答")
    hand.finish(first, "甲", thinking="想了很久")
    second = hand.begin("二", conversation=first.conversation, parent=first.answer, system="ignored: not a new one")
    turns = [Said("system", "用文言回答"), Said("user", "一"), Said("assistant", "甲", "想了很久"), Said("user", "二")]
    assert hand.store.generations.turns(second.question) == turns
    hand.done(hand.store.conversations.set_system(first.conversation, ""))
    assert hand.store.generations.turns(first.answer) == [Said("user", "一"), Said("assistant", "甲", "想了很久")]
    assert hand.store.generations.turns(404) == []


def test_turns_follow_the_branch_they_are_asked_for(hand):
    old = hand.exchange("q", "old")
    new = hand.exchange(None, "new", conversation=old.conversation, parent=old.question)
    assert hand.store.generations.turns(old.answer)[-1] == Said("assistant", "old")
    assert hand.store.generations.turns(new.answer)[-1] == Said("assistant", "new")


def test_an_unknown_conversation_is_refused(hand):
    with pytest.raises(WrongUse):
        hand.begin("q", conversation=9)


@pytest.mark.logs_warnings
def test_an_exchange_that_fits_nowhere_in_the_tree_writes_nothing(hand):
    begun, other = hand.exchange("q", "a"), hand.exchange("x", "y")
    misfits = [
        {"question": "under a question", "conversation": begun.conversation, "parent": begun.question},
        {"question": None, "conversation": begun.conversation, "parent": begun.answer},
        {"question": "across", "conversation": begun.conversation, "parent": other.answer},
        {"question": "parent without conversation", "parent": begun.answer},
        {"question": None, "parent": begun.question},
    ]
    before = hand.store.conversations.list()
    for fields in misfits:
        with pytest.raises(ValueError, match="conversation"):
            hand.begin(**fields)
    with pytest.raises(ValueError, match="neither"):
        hand.begin(None)
    assert hand.store.conversations.list() == before


def test_ids_and_times_must_pair(hand):
    begun = hand.begin()
    with pytest.raises(ValueError, match="2 ids"):
        hand.store.generations.append(begun.generation, Chunk("x", Tokens((1, 2), (0.5,))))


def test_half_a_surrogate_pair_does_not_lose_the_question(hand):
    begun = hand.begin("a\ud800b")
    (exchange,) = hand.store.conversations.branch(begun.conversation)
    assert exchange.question.text("text") == "a\ufffdb"
