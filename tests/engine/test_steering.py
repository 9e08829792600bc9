"""Steering, branches and groups over a real engine process that plays scripts, on a real store."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.engine import branch
from app.engine.questions import Probe, Questions
from app.engine.session import Ask, LoadOptions, Phase
from app.engine.values import Origin, Probing, Steering
from app.store.records import Generation, Said
from app.store.store import Store
from runtime import protocol

THOUGHT, SAID = "九点一一比九点九短一位。\n再想一想。", "9.9 更大。"
RAW = f"{THOUGHT}\n</think>\n\n{SAID}"
LONG = "想" * 400 + "\n</think>\n\n" + "答" * 400

Playing = Callable[..., Any]


def branched(desk: Any, store: Store, make: Callable[..., Origin | None], number: int = 2, **fields: Any) -> Generation:
    """The run that goes on from the first one as `make` says."""
    first, begun = desk.ended(1), desk.all("begun")[0]
    kept = store.generations.get(first.generation)
    origin = make(kept, store.generations.tokens(kept.id))
    assert origin is not None
    desk.ask(None, conversation=first.conversation, parent=begun.question, origin=origin, **fields)
    found = store.generations.get(desk.ended(number).generation)
    assert found is not None
    return found


# ---- branches -------------------------------------------------------------------------------------------------------


def test_a_cut_off_run_goes_on_where_it_ended_and_its_tokens_are_not_read_again(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}).ready()
    desk.ask(max_tokens=100)
    first = store.generations.get(desk.ended(1).generation)
    second = branched(desk, store, branch.carry_on)
    assert second.raw == LONG
    assert (second.prefix_chars, second.prefix_tokens) == (100, 100)
    assert (second.origin, second.origin_kind, second.origin_tokens) == (first.id, "continue", 100)
    # All that was computed before is still held, but for the last token, which is what the next is predicted from.
    assert second.cached_tokens >= first.prompt_tokens + 99
    tokens = store.generations.tokens(second.id)
    assert sum(tokens.lengths) == len(LONG)
    assert tokens.ids[:100] == store.generations.tokens(first.id).ids
    exchange = store.conversations.branch(desk.all("begun")[0].conversation)[0]
    assert exchange.answer.text("thinking") == "想" * 400
    assert exchange.answer.text("answer") == "答" * 400
    assert len(exchange.answers) == 2


def test_a_run_that_went_on_can_be_gone_on_with_itself(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}).ready()
    desk.ask(max_tokens=100)
    second = branched(desk, store, branch.carry_on, max_tokens=50)
    assert second.raw == LONG[:150]
    again = branch.carry_on(second, store.generations.tokens(second.id))
    desk.ask(None, conversation=1, parent=desk.all("begun")[0].question, origin=again)
    third = store.generations.get(desk.ended(3).generation)
    assert (third.raw, third.prefix_tokens) == (LONG, 150)


def test_another_answer_keeps_the_thinking_and_its_mark(playing: Playing, store: Store) -> None:
    desk = playing({"raw": RAW}).ready()
    desk.ask()
    second = branched(desk, store, branch.reroll_answer)
    assert second.raw == RAW
    assert second.raw[: second.prefix_chars] == f"{THOUGHT}\n</think>\n\n"
    assert desk.text("thinking") == THOUGHT  # only the first run's: what is kept is not said again
    assert desk.session.status.phase is Phase.READY


def test_a_thinking_that_a_person_edited_stays_open_and_goes_on(playing: Playing, store: Store) -> None:
    desk = playing({"raw": RAW}).ready()
    desk.ask()
    edited = "九点一一比九点九短一位。\n不对，"
    second = branched(desk, store, lambda kept, tokens: branch.edit_thinking(kept, tokens, edited))
    assert second.raw.startswith(edited)
    assert second.raw[: second.prefix_chars] == "九点一一比九点九短一位。\n"
    assert second.origin_insert == "不对，"
    tokens = store.generations.tokens(second.id)
    typed = [length for length, origin in zip(tokens.lengths, tokens.origins, strict=True) if origin == 2]
    assert sum(typed) == len("不对，")
    assert sum(tokens.lengths) == len(second.raw)
    answer = store.conversations.branch(1)[0].answer
    assert answer.text("thinking").startswith(edited)


def test_a_fork_takes_an_alternative_by_its_id_and_keeps_what_it_says(playing: Playing, store: Store) -> None:
    desk = playing({"raw": RAW}).ready()
    desk.ask()
    tokens = store.generations.tokens(desk.ended(1).generation)
    other = tokens.ids[0]
    second = branched(desk, store, lambda kept, all: branch.fork_at(kept, all, 3, other))
    assert second.raw.startswith("九点一九")
    assert second.prefix_chars == 3
    kept = store.generations.tokens(second.id)
    assert kept.ids[:4] == (*tokens.ids[:3], other)
    assert kept.origins[:4] == (0, 0, 0, 2)
    assert sum(kept.lengths) == len(second.raw)


def test_weights_of_another_kind_get_the_text_and_not_the_tokens(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}).ready()
    desk.ask(max_tokens=100)
    desk.ended(1)
    model = desk.session._model
    object.__setattr__(model, "fingerprint", "other weights")
    second = branched(desk, store, branch.carry_on)
    assert (second.raw, second.prefix_chars, second.origin_tokens) == (LONG, 0, 0)


def test_an_origin_that_is_gone_is_refused_before_anything_is_written(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    origin = Origin(99, "continue", 3)
    assert not desk.session.ask(Ask(conversation=None, parent=None, question="?", origin=origin))
    assert [error.kind for error in desk.all("failed")] == ["unknown_generation"]
    assert store.conversations.list() == []


# ---- steering -------------------------------------------------------------------------------------------------------


def test_answer_now_ends_the_thinking_and_the_run_says_so(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=400).ready()
    desk.ask()
    desk.wait(lambda: len(desk.text("thinking")) > 30)
    desk.session.answer_now()
    ended = desk.ended()
    assert ended.ending == "stop"
    kept = store.generations.get(ended.generation)
    assert [each.kind for each in kept.happenings] == ["answer_now"]
    assert desk.all("happened") == list(kept.happenings)
    answer = store.conversations.branch(ended.conversation)[0].answer
    assert answer.text("answer") == "答" * 400
    assert 30 < len(answer.text("thinking")) < 400
    forced = [origin for origin in store.generations.tokens(ended.generation).origins if origin == 1]
    assert forced


def test_a_budget_is_asked_kept_and_told(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}).ready()
    desk.ask(steering=Steering(budget=50, tolerance=8))
    ended = desk.ended()
    kept = store.generations.get(ended.generation)
    assert (kept.steering["budget"], kept.steering["tolerance"]) == (50, 8)
    assert [each.kind for each in kept.happenings] == ["budget"]
    assert ended.figures.thinking_tokens < 100


def test_a_view_that_arrives_late_hears_what_happened_before(playing: Playing) -> None:
    desk = playing({"raw": LONG}, speed=200).ready()
    desk.ask(steering=Steering(budget=20, tolerance=0))
    desk.wait(lambda: desk.all("happened"))
    live = desk.session.live
    assert live.happenings == tuple(desk.all("happened"))
    assert live.tokens > 0
    desk.session.stop()
    desk.ended()


# ---- what goes back -------------------------------------------------------------------------------------------------


def test_a_conversation_keeps_its_own_policy_of_what_goes_back(playing: Playing, store: Store) -> None:
    desk = playing({"raw": RAW}).ready()
    desk.ask("第一问")
    first = desk.ended(1)
    desk.ask("第二问", conversation=first.conversation, parent=first.message)
    second = desk.ended(2)
    assert THOUGHT not in store.generations.get(second.generation).prompt
    store.conversations.set_thoughts(first.conversation, "keep").result(20)
    desk.ask("第三问", conversation=first.conversation, parent=second.message)
    third = desk.ended(3)
    assert store.generations.get(third.generation).prompt.count(THOUGHT) == 2
    desk.ask("第四问", conversation=first.conversation, parent=third.message, thoughts="last")
    assert store.generations.get(desk.ended(4).generation).prompt.count(THOUGHT) == 1


def test_the_exact_prompt_is_shown_token_by_token_with_what_was_left_out(playing: Playing) -> None:
    desk = playing().ready()
    turns = [Said("user", "一"), Said("assistant", SAID, THOUGHT), Said("user", "二")]
    desk.session.inspect(turns)
    desk.wait(lambda: desk.all("inspected"))
    found = desk.all("inspected")[0]
    assert "".join(found.pieces) == found.prompt
    assert len(found.ids) == len(found.pieces) == found.prompt_tokens
    assert found.left_out > 0
    desk.session.inspect(turns, "keep")
    desk.wait(lambda: len(desk.all("inspected")) == 2)
    assert desk.all("inspected")[1].left_out == 0
    assert desk.all("measured") == []


def test_how_settled_a_thinking_was_is_told_for_every_place_asked(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    desk.ask()
    ended, begun = desk.ended(), desk.all("begun")[0]
    turns = tuple(store.generations.turns(begun.question))
    ids = tuple(store.generations.tokens(ended.generation).ids)
    desk.session.probe(Probe(ended.generation, turns, ids, (2, 5)))
    desk.wait(lambda: desk.all("probed"))
    found = desk.all("probed")[0]
    assert (found.generation, found.places) == (ended.generation, (2, 5))
    assert len(found.entropies) == 2


def test_tokens_are_spelled_also_while_something_runs(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=200).ready()
    desk.ask(max_tokens=4)
    tokens = store.generations.tokens(desk.ended(1).generation)
    desk.session.spell(tokens.ids[:1])
    desk.wait(lambda: desk.all("spelled"))
    assert desk.all("spelled") == [{tokens.ids[0]: "想"}]
    desk.ask()
    desk.wait(lambda: desk.text("thinking"))
    desk.session.spell(tokens.ids[:1])
    desk.session.spell(tokens.ids[1:2])
    desk.session.stop()
    desk.wait(lambda: any(tokens.ids[1] in spelled for spelled in desk.all("spelled")))
    desk.ended(2)


def test_a_prompt_that_cannot_be_shown_is_told(playing: Playing) -> None:
    desk = playing({"raw": RAW}).ready()
    desk.session._questions.inspect([Said("user", "?")], "drop")
    desk.session._questions.ask(running=False)
    (number,) = desk.session._questions._asked.values()
    desk.session._on_received(protocol.Failed(id=number, kind="template_failed"))
    assert [error.kind for error in desk.all("failed")] == ["engine"]


# ---- groups ---------------------------------------------------------------------------------------------------------


def sample(seed: int, **fields: Any) -> Ask:
    return Ask(**{"conversation": None, "parent": None, "question": "哪个更大？", "sampling": {"seed": seed}} | fields)


def test_a_group_answers_one_question_side_by_side(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=1500).ready()
    assert desk.session.group([sample(seed) for seed in range(3)])
    desk.wait(lambda: len(desk.session.lives) == 3 and all(live.thinking for live in desk.session.lives.values()))
    desk.ended(3)
    begun = desk.all("begun")
    assert len({one.question for one in begun}) == 1
    (exchange,) = store.conversations.branch(begun[0].conversation)
    assert exchange.answers == tuple(one.answer for one in begun)
    assert [store.generations.get(one.generation).seed for one in begun] == [0, 1, 2]
    assert {store.generations.get(one.generation).raw for one in begun} == {LONG}
    assert store.generations.group(begun[0].group).generations == tuple(one.generation for one in begun)
    assert desk.session.lives == {}
    assert desk.session.status.phase is Phase.READY


def test_one_of_a_group_is_stopped_and_the_others_go_on(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=800).ready()
    desk.session.group([sample(seed) for seed in range(3)])
    desk.wait(lambda: len(desk.session.lives) == 3 and all(live.thinking for live in desk.session.lives.values()))
    one = desk.all("begun")[1].generation
    desk.session.stop(one)
    desk.wait(lambda: desk.all("ended"))
    assert desk.ended(1).generation == one
    assert desk.ended(1).ending == "cancelled"
    assert desk.session.status.phase is not Phase.STOPPING
    desk.ended(3)
    endings = [store.generations.get(begun.generation).ending for begun in desk.all("begun")]
    assert endings == ["stop", "cancelled", "stop"]


def test_stop_ends_all_of_a_group(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=400).ready()
    desk.session.group([sample(seed) for seed in range(3)])
    desk.wait(lambda: desk.text("thinking"))
    desk.session.stop()
    assert desk.session.status.phase is Phase.STOPPING
    desk.ended(3)
    assert {ended.ending for ended in desk.all("ended")} == {"cancelled"}
    desk.wait_phase(Phase.READY)


def test_a_group_ends_as_soon_as_its_answers_agree(playing: Playing, store: Store) -> None:
    lines = ({"raw": RAW, "match": "快"}, {"raw": LONG})
    desk = playing(*lines, speed=400).ready()
    desk.session.group([sample(seed, question="快", max_tokens=0) for seed in range(2)], stop_when_agreed=2)
    desk.ended(2)
    assert {ended.ending for ended in desk.all("ended")} == {"stop"}
    # Of three more, one is made to think on and on: the other two agree, and nobody waits for it.
    question, conversation = desk.all("begun")[0].question, desk.ended(1).conversation
    quick, slow = Steering(budget=1, tolerance=0), Steering(extensions=50, trials=False)
    again = [
        sample(seed, question=None, parent=question, conversation=conversation, steering=steering)
        for seed, steering in enumerate([quick, slow, quick])
    ]
    desk.session.group(again, stop_when_agreed=2)
    desk.ended(5)
    endings = [store.generations.get(begun.generation).ending for begun in desk.all("begun")[2:]]
    assert endings == ["stop", "cancelled", "stop"]


def test_an_engine_that_dies_loses_no_text_of_any_sample(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG, "after": 100, "die": "abort"}, speed=1500).ready()
    desk.session.group([sample(seed) for seed in range(3)])
    desk.ended(3)
    for ended in desk.all("ended"):
        assert (ended.ending, ended.error.kind) == ("failed", "engine_died")
        said = "".join(t for g in desk.all("grew") if g.generation == ended.generation for _, t in g.pieces)
        assert store.generations.get(ended.generation).raw == said
        assert len(said) > 40
    desk.wait_phase(Phase.READY)


def test_more_samples_than_fit_wait_their_turn_and_say_so(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=4000)
    desk.session.load(Path("/w"), LoadOptions(lanes=2))
    desk.wait_phase(Phase.READY)
    desk.session.group([sample(seed) for seed in range(4)])
    desk.wait(lambda: any(live.waiting is not None for live in desk.session.lives.values()))
    desk.ended(4)
    assert {store.generations.get(begun.generation).raw for begun in desk.all("begun")} == {LONG}


def test_a_group_of_which_one_makes_no_sense_is_not_begun(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    assert not desk.session.group([sample(1), sample(2, sampling={"temprature": 1})])
    assert store.conversations.list() == []
    assert desk.session.status.phase is Phase.READY


@pytest.mark.parametrize("count", [1, 3])
def test_closing_during_a_group_keeps_every_text(playing: Playing, store: Store, count: int) -> None:
    desk = playing({"raw": LONG}, speed=400).ready()
    desk.session.group([sample(seed) for seed in range(count)])
    desk.wait(lambda: desk.session.lives and all(live.thinking for live in desk.session.lives.values()))
    shown = {generation: live.thinking for generation, live in desk.session.lives.items()}
    desk.session.close()
    assert {generation: store.generations.get(generation).raw for generation in shown} == shown
    assert {store.generations.get(generation).ending for generation in shown} == {"cancelled"}


def test_what_nobody_wants_to_know_any_more_is_not_told(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    desk.ask()
    ended, begun = desk.ended(), desk.all("begun")[0]
    turns = tuple(store.generations.turns(begun.question))
    ids = tuple(store.generations.tokens(ended.generation).ids)
    desk.session.probe(Probe(ended.generation, turns, ids, (2, 5)))
    desk.session.probe(None)
    desk.session.measure(turns)
    desk.wait(lambda: desk.all("measured"))
    assert desk.all("probed") == []


def test_that_it_cannot_be_told_is_told() -> None:
    sent: list[protocol.Command] = []
    questions = Questions(sent.append, count(7).__next__)
    told: list[Probing] = []
    questions.probed.connect(told.append)
    questions.probe(Probe(3, (), (1, 2), (2,)))
    questions.ask(running=False)
    assert [command.id for command in sent] == [7]
    questions.take(protocol.Failed(id=7, kind="template_failed", detail="the weights say so"))
    assert [(each.generation, each.places, each.entropies) for each in told] == [(3, (2,), ())]
    assert str(told[0].error)
    assert not questions.hears(7)
