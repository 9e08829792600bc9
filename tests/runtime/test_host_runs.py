"""The rules of the engine's process that are about commands: cancels, slices, and exactly one end each."""

import itertools
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from runtime.protocol import (
    AnswerNow,
    Cancel,
    Delta,
    Failed,
    Finished,
    Generate,
    Load,
    Loaded,
    Loading,
    Measure,
    Measured,
    Prefilling,
    Sampling,
    Turn,
)

Start = Callable[..., Any]
LONG = "word " * 2000
ASK = [Turn(role="user", content="question")]


def run_of(number: int, **options: Any) -> Generate:
    return Generate(id=number, turns=ASK, sampling=Sampling(seed=1), **options)


# ---- 2: a cancel overtakes its run --------------------------------------------------------------------------------


def test_cancel_overtakes_the_running_generation(start_scripted: Start) -> None:
    engine = start_scripted({"raw": LONG}, speed=100)
    engine.load()
    engine.send(run_of(2))
    engine.until(Delta)
    engine.send(Cancel(id=2))
    sent = time.monotonic()
    last = engine.until(Finished)[-1]
    assert time.monotonic() - sent < 0.5
    assert last.id == 2
    assert last.ending == "cancelled"
    assert last.totals.answer_tokens > 0


def test_cancel_reaches_one_of_several_runs(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 60}, speed=100)
    engine.load()
    engine.send(run_of(2), run_of(3), run_of(4), Cancel(id=3))
    ends = {event.id: event for _ in range(3) for event in engine.until(Finished)[-1:]}
    assert list(ends) == [3, 2, 4]
    assert [end.ending for end in ends.values()] == ["cancelled", "stop", "stop"]
    assert ends[3].totals.answer_tokens < 60


def test_cancel_reaches_a_run_that_still_waits_for_its_turn(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 60}, speed=100)
    engine.load(lanes=1)
    engine.send(run_of(2), run_of(3), Cancel(id=3))
    ends = {event.id: event for _ in range(2) for event in engine.until(Finished)[-1:]}
    assert [(number, end.ending) for number, end in ends.items()] == [(3, "cancelled"), (2, "stop")]
    assert ends[3].totals.answer_tokens == 0


def test_answer_now_overtakes_the_thinking(start_scripted: Start) -> None:
    engine = start_scripted({"family": "deepseek-r1", "raw": LONG + "</think>\n\nYes."}, speed=100)
    engine.load()
    engine.send(run_of(2))
    events = engine.until(Delta)
    engine.send(AnswerNow(id=2))
    events += engine.until(Finished, within=10)
    thinking, answer = engine.spoken(events)
    assert answer == "Yes."
    assert len(thinking) < len(LONG) / 2
    assert events[-1].ending == "stop"


def test_cancel_of_a_run_that_has_ended_does_not_touch_the_next(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 5})
    engine.load()
    engine.ask("question", 2)
    engine.send(Cancel(id=2), Cancel(id=99), run_of(3))
    last = engine.until(Finished)[-1]
    assert (last.id, last.ending) == (3, "stop")


def test_cancel_reaches_a_load(start_scripted: Start) -> None:
    engine = start_scripted({"on": "load", "read_s": 30}, {"raw": "a"})
    engine.send(Load(id=1, path="slow.gguf"))
    assert isinstance(engine.event(), Loading)
    engine.send(Cancel(id=1))
    assert engine.event(within=1) == Failed(id=1, kind="cancelled")


def test_cancel_reaches_a_measurement_that_waits(start_scripted: Start) -> None:
    engine = start_scripted({"on": "load", "read_s": 1}, {"raw": "a"})
    engine.send(Load(id=1, path="slow.gguf"), Measure(id=3, turns=ASK), Cancel(id=3))
    engine.until(Loaded)
    assert engine.event() == Failed(id=3, kind="cancelled")


def test_a_measurement_does_not_wait_for_a_run(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 60}, speed=100)
    engine.load()
    engine.send(run_of(2), Measure(id=3, turns=ASK))
    assert not any(isinstance(event, Finished) for event in engine.until(Measured))
    assert engine.until(Finished)[-1].ending == "stop"


def test_other_weights_wait_for_the_run_in_hand(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 30}, speed=100)
    engine.load()
    engine.send(run_of(2), Load(id=3, path="other.gguf"), run_of(4, max_tokens=1))
    ends = [event.id for event in engine.until(Loaded) if isinstance(event, Finished | Loaded)]
    assert ends == [2, 3]
    assert engine.until(Finished)[-1].id == 4


# ---- 5: the prompt is read in slices ------------------------------------------------------------------------------


def test_the_prompt_is_read_in_slices_and_each_is_reported(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a"})
    engine.load(n_batch=100)
    events = engine.ask(LONG)
    reading = [event for event in events if isinstance(event, Prefilling)]
    assert reading[-1].done == reading[-1].total == events[0].prompt_tokens
    steps = [b.done - a.done for a, b in itertools.pairwise(reading)]
    assert set(steps[:-1]) == {100}


def test_cancel_comes_between_two_slices(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a", "read_s": 0.1})
    engine.load(n_batch=20)
    engine.send(Generate(id=2, turns=[Turn(role="user", content=LONG)], sampling=Sampling()))
    engine.until(Prefilling)
    engine.send(Cancel(id=2))
    rest = engine.until(Finished, within=1)
    assert rest[-1].ending == "cancelled"
    assert rest[-1].totals.first_token_s is None
    assert not any(isinstance(event, Delta) for event in rest)


# ---- 6: exactly one end -------------------------------------------------------------------------------------------


def test_every_command_has_exactly_one_end(start_scripted: Start) -> None:
    engine = start_scripted(
        {"match": "fault", "raw": LONG, "after": 5, "fail": "out_of_memory"},
        {"raw": "<think>a</think>b"},
    )
    fault = [Turn(role="user", content="fault")]
    engine.send(
        run_of(1),  # no model yet
        Load(id=2, path="a.gguf", n_ctx=64),
        run_of(3),
        Generate(id=4, turns=fault, sampling=Sampling()),
        Generate(id=5, turns=[Turn(role="user", content=LONG)], sampling=Sampling()),
        Load(id=6, path="a.gguf", family="no such family"),
        Load(id=7, path="a.gguf"),
        run_of(8, max_tokens=1),
        Measure(id=9, turns=ASK),
        run_of(10),
        Cancel(id=10),
        Measure(id=11, turns=ASK),
    )
    ends: list[Any] = []
    while len(ends) < 11:
        event = engine.event()
        if isinstance(event, Finished | Failed | Loaded | Measured):
            ends.append(event)
    ends.sort(key=lambda event: event.id)
    assert [event.id for event in ends] == list(range(1, 12))
    kinds = {event.id: event.kind for event in ends if isinstance(event, Failed)}
    assert kinds == {1: "no_model", 4: "out_of_memory", 5: "prompt_too_long", 6: "wrong_use"}


def test_a_fault_comes_after_everything_that_was_said_before_it(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "one two three four", "after": 3, "fail": "out_of_memory"})
    engine.load()
    events = engine.ask("question")
    assert engine.spoken(events) == ("", "one two three")
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "out_of_memory"


def test_a_bug_in_a_run_is_reported_and_survived(start_scripted: Start) -> None:
    # A script whose token is no byte: bytes([999]) raises in the midst of the run.
    engine = start_scripted({"match": "bug", "tokens": ["a", [999]]}, {"raw": "fine"})
    engine.load()
    failed = engine.ask("bug")[-1]
    assert isinstance(failed, Failed)
    assert failed.kind == "engine"
    assert failed.detail.startswith("ValueError")
    assert "Traceback" in engine.said
    assert engine.spoken(engine.ask("question", 3)) == ("", "fine")


@pytest.mark.parametrize(("how", "status"), [("abort", -signal.SIGABRT), ("segfault", -signal.SIGSEGV), ("exit", 0)])
def test_a_death_closes_the_stream_at_a_whole_frame(start_scripted: Start, how: str, status: int) -> None:
    engine = start_scripted({"raw": LONG, "after": 50, "die": how})
    engine.load()
    engine.send(run_of(2))
    with pytest.raises(EOFError):
        engine.until(Finished, Failed)
    assert engine.leave() == status
    assert engine.cut_off == 0


def test_a_load_that_fails_leaves_the_engine_able_to_load_again(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "a"})
    engine.load()
    engine.send(Load(id=2, path="a.gguf", family="no such family"), run_of(3), Load(id=4, path="b.gguf"), run_of(5))
    ends = [engine.until(Finished, Failed, Loaded)[-1] for _ in range(4)]
    assert [type(end) for end in ends] == [Failed, Failed, Loaded, Finished]
    assert ends[1].kind == "no_model"
