"""What is asked, the stream of what comes, and how it ends."""

import sqlite3

import pytest

from app.errors import StoreError, WrongUse
from app.store.changes import Changes
from app.store.records import Chunk, Outcome, Part


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
    hand.done(hand.store.generations.append(begun.generation, Chunk("<think>a", (1, 2), (0.1, 0.2))))
    hand.done(hand.store.generations.append(begun.generation, Chunk("b</think>c", (3,), (3723.000001,))))
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
    prefix = hand.store.generations.get(first.generation).raw
    more = hand.begin(None, conversation=first.conversation, parent=first.question, prefix=prefix)
    hand.say(more, "ught</think>done")
    hand.finish(more, "done", "half a thought")
    whole = hand.store.generations.get(more.generation)
    assert whole.raw == "<think>half a thought</think>done"
    assert whole.prefix_chars == len("<think>half a tho")
    assert hand.store.generations.get(first.generation).raw == "<think>half a tho"


def test_a_continued_run_remembers_that_the_prompt_had_opened_the_thinking(hand):
    first = hand.begin("q")
    hand.done(hand.store.generations.prepared(first.generation, "p", 1, 0, True, "think", 1))
    hand.say(first, "half")
    hand.finish(first, "", "half")
    more = hand.begin(None, conversation=first.conversation, parent=first.question, prefix="half")
    assert hand.store.generations.get(more.generation).opened


def test_turns_are_what_a_model_should_be_shown(hand):
    first = hand.begin("一", system="用文言回答")
    hand.finish(first, "甲", thinking="想了很久")
    second = hand.begin("二", conversation=first.conversation, parent=first.answer, system="ignored: not a new one")
    turns = [("system", "用文言回答"), ("user", "一"), ("assistant", "甲"), ("user", "二")]
    assert hand.store.generations.turns(second.question) == turns
    hand.done(hand.store.conversations.set_system(first.conversation, ""))
    assert hand.store.generations.turns(first.answer) == [("user", "一"), ("assistant", "甲")]
    assert hand.store.generations.turns(404) == []


def test_turns_follow_the_branch_they_are_asked_for(hand):
    old = hand.exchange("q", "old")
    new = hand.exchange(None, "new", conversation=old.conversation, parent=old.question)
    assert hand.store.generations.turns(old.answer)[-1] == ("assistant", "old")
    assert hand.store.generations.turns(new.answer)[-1] == ("assistant", "new")


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
        hand.store.generations.append(begun.generation, Chunk("x", (1, 2), (0.5,)))


def test_half_a_surrogate_pair_does_not_lose_the_question(hand):
    begun = hand.begin("a\ud800b")
    (exchange,) = hand.store.conversations.branch(begun.conversation)
    assert exchange.question.text("text") == "a\ufffdb"
