"""Several runs at once, and runs that are steered, on the scripted backend."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtime.backend import StopFlag
from runtime.protocol import (
    FORCED,
    SAMPLED,
    Delta,
    Event,
    Finished,
    Generate,
    Load,
    Prefilling,
    Prepared,
    Queued,
    Sampling,
    Steered,
    Steering,
    Trial,
    Turn,
)
from runtime.scheduler import Scheduler
from runtime.scripted import ScriptedBackend

LONG = "I think about it. " * 40
R1 = {"family": "deepseek-r1", "raw": f"{LONG}</think>\n\nThe answer is 7."}


class Desk:
    """What a person wants, and when: after so many steps."""

    def __init__(self) -> None:
        self.stopped: set[int] = set()
        self.answering: set[int] = set()
        self.wanted = False


@pytest.fixture
def play(script: Callable[..., Path]) -> Callable[..., "Play"]:
    def start(*lines: dict[str, Any], **load: Any) -> "Play":
        return Play(script(*lines), **load)

    return start


class Play:
    """A scheduler with a script: `add` runs, then `events()` of all of them."""

    def __init__(self, script: Path, **load: Any) -> None:
        self.backend = ScriptedBackend(StopFlag(), script)
        self.backend.load(Load(id=1, path="any.gguf", **load), lambda _: None)
        self.desk = Desk()
        self.scheduler = Scheduler(
            self.backend,
            lambda number: number in self.desk.stopped,
            lambda number: number in self.desk.answering,
            lambda: self.desk.wanted,
        )
        self.early: list[Event] = []

    def add(self, number: int, question: str = "question", **options: Any) -> None:
        options.setdefault("sampling", Sampling(seed=1))
        command = Generate(id=number, turns=[Turn(role="user", content=question)], **options)
        self.early += self.scheduler.add(command)

    def step(self) -> list[Event]:
        return list(self.scheduler.step())

    def events(self, most: int = 5000) -> list[Event]:
        events, self.early = self.early, []
        for _ in range(most):
            if not self.scheduler.busy:
                return events
            events += self.step()
        raise AssertionError("it never ends")


def of(events: list[Event], kind: Any, number: int | None = None) -> list[Any]:
    return [event for event in events if isinstance(event, kind) and number in (None, event.id)]


def said(events: list[Event], channel: str, number: int = 2) -> str:
    return "".join(
        piece.text for each in of(events, Delta, number) for piece in each.pieces if piece.channel == channel
    )


def raw(events: list[Event], number: int = 2) -> str:
    return "".join(each.raw for each in of(events, Delta, number))


def origins(events: list[Event], number: int = 2) -> list[int]:
    return [origin for each in of(events, Delta, number) for origin in each.origins]


# ---- together -----------------------------------------------------------------------------------------------------


def test_a_prompt_in_common_is_read_once(play: Callable[..., Play]) -> None:
    stage = play(R1)
    for number in range(2, 6):
        stage.add(number, "word " * 700)
    events = stage.events()
    first, *others = of(events, Prepared)
    assert first.cached_tokens == 0
    assert [each.cached_tokens for each in others] == [first.prompt_tokens] * 3
    assert {each.id for each in of(events, Prefilling)} == {2}
    assert {said(events, "answer", number) for number in range(2, 6)} == {"The answer is 7."}


def test_a_beginning_in_common_is_read_once(play: Callable[..., Play]) -> None:
    stage = play(R1)
    for number in range(2, 5):
        stage.add(number, f"{'word ' * 700} {number}")
    first, *others = of(stage.events(), Prepared)
    assert first.cached_tokens == 0
    assert all(each.cached_tokens > 700 for each in others)


def test_runs_are_stopped_one_by_one(play: Callable[..., Play]) -> None:
    stage = play(R1)
    stage.add(2)
    stage.add(3)
    events = [event for _ in range(9) for event in stage.step()]
    stage.desk.stopped.add(2)
    at_once = stage.step()
    assert of(at_once, Finished, 2)[0].ending == "cancelled"
    events += at_once + stage.events()
    assert of(events, Finished, 3)[0].ending == "stop"
    assert "The answer" not in raw(events, 2)
    assert len(origins(events, 2)) == of(events, Finished, 2)[0].totals.thinking_tokens


def test_more_runs_than_lanes_wait_and_are_told(play: Callable[..., Play]) -> None:
    stage = play(R1, lanes=2)
    for number in range(2, 7):
        stage.add(number)
    events = stage.events()
    assert {each.id for each in of(events, Queued)} == {4, 5, 6}
    assert [each.ending for each in of(events, Finished)] == ["stop"] * 5


def test_a_full_memory_pushes_the_youngest_out_and_loses_nothing(play: Callable[..., Play]) -> None:
    alone = play(R1)
    alone.add(2)
    whole = raw(alone.events())
    stage = play(R1, n_ctx=500)
    for number in range(2, 6):
        stage.add(number)
    events = stage.events()
    assert {raw(events, number) for number in range(2, 6)} == {whole}
    assert [each.ending for each in of(events, Finished)] == ["stop"] * 4
    assert len(of(events, Prepared)) == 4


def test_a_fault_of_one_prompt_leaves_the_others_alone(play: Callable[..., Play]) -> None:
    stage = play(R1, n_ctx=400)
    stage.add(2)
    with pytest.raises(Exception, match="prompt_too_long"):
        stage.add(3, "word " * 500)
    assert of(stage.events(), Finished)[0].id == 2


# ---- alone --------------------------------------------------------------------------------------------------------


def test_a_run_that_is_alone_goes_on_by_itself_and_says_the_same(play: Callable[..., Play]) -> None:
    single, alone = play(R1), play(R1)
    for stage in (single, alone):
        stage.add(2)
    at_once = [*alone.early, *alone.step(), *alone.scheduler.go_on()]
    assert not alone.scheduler.busy
    events = single.events()
    assert (raw(at_once), origins(at_once)) == (raw(events), origins(events))
    assert of(at_once, Finished)[0].ending == of(events, Finished)[0].ending == "stop"


def test_of_several_runs_none_goes_on_by_itself(play: Callable[..., Play]) -> None:
    stage = play(R1)
    stage.add(2)
    stage.add(3)
    for _ in range(9):
        stage.step()
    assert list(stage.scheduler.go_on()) == []
    assert {each.ending for each in of(stage.events(), Finished)} == {"stop"}


@pytest.mark.parametrize("wish", ["wanted", "stopped", "answering"])
def test_a_run_that_is_alone_heeds_every_wish_within_one_token(play: Callable[..., Play], wish: str) -> None:
    stage = play(R1)
    stage.add(2)
    computed, compute = 0, stage.backend.compute

    def watched(works: Any) -> None:
        nonlocal computed
        computed += 1
        if computed == 9:  # while it computes, as the listener would
            if wish == "wanted":
                stage.desk.wanted = True
            else:
                getattr(stage.desk, wish).add(2)
        compute(works)

    stage.backend.compute = watched  # type: ignore[method-assign]
    first = [*stage.step(), *stage.scheduler.go_on()]
    assert computed == 9
    stage.desk.wanted, events, rounds = False, first, 0
    while stage.scheduler.busy:
        events += [*stage.step(), *stage.scheduler.go_on()]
        rounds += 1
    assert rounds <= 3  # what was wanted is done once, and then it goes on by itself again
    assert (of(events, Finished)[0].ending == "cancelled") is (wish == "stopped")
    if wish == "answering":
        (steered,) = of(events, Steered)
        assert steered.token <= 10
        assert said(events, "answer") == "The answer is 7."


def test_a_run_that_is_alone_computes_all_that_is_put_there(play: Callable[..., Play]) -> None:
    """Words that end the thinking are several tokens, and all of them have to be computed before it goes on."""
    stage = play(R1)
    stage.add(2, steering=Steering(budget=20, tolerance=4))
    sequences: list[int] = []
    compute = stage.backend.compute

    def watched(works: Any) -> None:
        compute(works)
        sequences[:] = stage.backend.memory.held(works[0].sequence)

    stage.backend.compute = watched  # type: ignore[method-assign]
    events = stage.early
    while stage.scheduler.busy:
        events += [*stage.step(), *stage.scheduler.go_on()]
    assert of(events, Steered)[0].kind == "budget"
    told = b"".join(map(stage.backend.piece, sequences)).decode()
    assert raw(events).startswith(told[told.index("I think") :])


# ---- steered ------------------------------------------------------------------------------------------------------


def test_answer_now_ends_the_thinking_within_one_token(play: Callable[..., Play]) -> None:
    stage = play(R1)
    stage.add(2)
    events = [event for _ in range(9) for event in stage.step()]
    stage.desk.answering.add(2)
    events += stage.events()
    (steered,) = of(events, Steered)
    assert steered.kind == "answer_now"
    assert steered.token <= 10
    assert said(events, "answer") == "The answer is 7."
    assert said(events, "thinking").startswith("I think about it.")
    assert len(said(events, "thinking")) < len(LONG) / 2
    forced = origins(events).index(FORCED)
    assert forced <= 10  # nine steps, the first of which read the prompt, and one more
    assert raw(events).count("</think>") == 1


def test_answer_now_waits_for_a_whole_character(play: Callable[..., Play]) -> None:
    halves = [[byte] for byte in "竹".encode()]
    stage = play({"family": "deepseek-r1", "tokens": ["a", *halves, *halves, "</think>", "b"]})
    stage.add(2)
    stage.desk.answering.add(2)
    events = [*stage.step(), *stage.step(), *stage.events()]
    assert "\N{REPLACEMENT CHARACTER}" not in raw(events)


def test_a_budget_lands_at_the_end_of_a_sentence(play: Callable[..., Play]) -> None:
    stage = play(R1)
    stage.add(2, steering=Steering(budget=42, tolerance=20))
    events = stage.events()
    (steered,) = of(events, Steered)
    assert steered.kind == "budget"
    assert 42 <= steered.token <= 62
    thought = raw(events)[: sum(len("".join(p.text for p in each.pieces)) for each in of(events, Delta))]
    assert thought.split(steered.text)[0].rstrip().endswith("I think about it.")
    assert said(events, "answer") == "The answer is 7."


def test_a_budget_is_hard_after_its_tolerance(play: Callable[..., Play]) -> None:
    stage = play({"family": "deepseek-r1", "raw": "word " * 200 + "</think>\n\nYes."})
    stage.add(2, steering=Steering(budget=30, tolerance=10))
    events = stage.events()
    assert of(events, Steered)[0].token == 40
    assert said(events, "answer") == "Yes."


def test_a_thinking_is_extended_as_often_as_was_asked(play: Callable[..., Play]) -> None:
    stage = play({"family": "deepseek-r1", "raw": "Short.</think>\n\nThe answer is 7."})
    stage.add(2, steering=Steering(extensions=2, phrases=["Wait, once more.", "等等，让我再检查一下。"]))
    events = stage.events()
    assert [each.kind for each in of(events, Steered)] == ["extended", "extended"]
    thinking = said(events, "thinking")
    assert thinking.startswith("Short.")
    assert thinking.index("Wait, once more.") < thinking.index("等等，让我再检查一下。")
    assert said(events, "answer") == "The answer is 7."
    assert raw(events).count("</think>") == 1
    assert [(each.number, each.answer, each.ending) for each in of(events, Trial)] == [
        (0, "The answer is 7.", "stop"),
        (1, "The answer is 7.", "stop"),
    ]


def test_a_mark_in_pieces_is_taken_back_whole(play: Callable[..., Play]) -> None:
    tokens = ["One", ".", "</", "thi", "nk>", "\n\n", "Seven", "."]
    stage = play({"family": "deepseek-r1", "tokens": tokens})
    stage.add(2, steering=Steering(extensions=1, phrases=["Wait."], trials=False))
    events = stage.events()
    assert said(events, "thinking").replace("\n", "").startswith("One.Wait.")
    assert raw(events).count("</think>") == 1
    assert said(events, "answer") == "Seven."
    assert not of(events, Trial)


def test_tokens_that_nobody_sampled_are_told_as_such(play: Callable[..., Play]) -> None:
    stage = play({"family": "deepseek-r1", "raw": "Short.</think>\n\nYes."})
    stage.add(2, steering=Steering(extensions=1, phrases=["Wait."], trials=False))
    events = stage.events()
    forced = "".join(
        each.raw[sum(each.lengths[:at]) : sum(each.lengths[: at + 1])]
        for each in of(events, Delta)
        for at, origin in enumerate(each.origins)
        if origin == FORCED
    )
    assert forced.strip() == "Wait."
    assert set(origins(events)) == {SAMPLED, FORCED}


def test_the_lengths_of_tokens_are_those_of_their_text(play: Callable[..., Play]) -> None:
    stage = play(R1)
    stage.add(2, steering=Steering(budget=30))
    for each in of(stage.events(), Delta):
        assert sum(each.lengths) == len(each.raw)
        assert len(each.ids) == len(each.at) == len(each.lengths) == len(each.origins)


def test_a_loop_is_told_and_can_end_the_thinking(play: Callable[..., Play]) -> None:
    loop = "So the sum of both numbers is again twelve, and I try it once more from the beginning.\n" * 60
    told = play({"family": "deepseek-r1", "raw": loop + "</think>\n\nTwelve."})
    told.add(2)
    events = told.events()
    assert [each.kind for each in of(events, Steered)] == ["loop"]
    assert said(events, "thinking").count("again twelve") == 60
    ended = play({"family": "deepseek-r1", "raw": loop + "</think>\n\nTwelve."})
    ended.add(2, steering=Steering(on_loop="end"))
    events = ended.events()
    assert [each.kind for each in of(events, Steered)] == ["loop"]
    assert said(events, "thinking").count("again twelve") < 30
    assert said(events, "answer") == "Twelve."


def test_a_full_context_is_shifted_where_that_is_wanted(play: Callable[..., Play]) -> None:
    stage = play({"raw": "word " * 300}, n_ctx=100)
    stage.add(2, overflow="shift")
    events = stage.events()
    assert of(events, Finished)[0].ending == "stop"
    assert all(each.kind == "shifted" and each.tokens > 0 for each in of(events, Steered))
    assert raw(events) == "word " * 300
    assert of(events, Finished)[0].totals.context_used <= 100


def test_guesses_change_nothing_but_the_speed(play: Callable[..., Play]) -> None:
    verse = "the same words come again and again, " * 30
    plain, guessing = play({"raw": verse}), play({"raw": verse})
    plain.add(2)
    guessing.add(2, speculation="lookup")
    one, other = plain.events(), guessing.events()
    assert raw(one) == raw(other)
    assert [token for each in of(one, Delta) for token in each.ids] == [
        token for each in of(other, Delta) for token in each.ids
    ]
