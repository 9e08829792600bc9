"""A run as a generator, on the scripted backend and a clock of its own."""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from runtime.backend import StopFlag
from runtime.generate import generate, measure
from runtime.prompt import seed_for
from runtime.protocol import (
    TYPED,
    Delta,
    Event,
    Failed,
    Finished,
    Generate,
    Load,
    Measure,
    Prefilling,
    Prepared,
    Sampling,
    Turn,
)
from runtime.scripted import ScriptedBackend

R1 = "I think.</think>\n\nI answer."


class Clock:
    """Stands still but for `tick` seconds at each look."""

    def __init__(self, tick: float = 0.0) -> None:
        self.now = 100.0
        self.tick = tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


@pytest.fixture
def run(script: Callable[..., Path]) -> Callable[..., list[Event]]:
    """Plays these lines and asks one question: `run({...}, max_tokens=5)`."""

    def play(
        *lines: dict[str, Any],
        n_ctx: int = 0,
        clock: Callable[[], float] = time.monotonic,
        stopped: Callable[[], bool] | None = None,
        **options: Any,
    ) -> list[Event]:
        stop = StopFlag()
        backend = ScriptedBackend(stop, script(*lines))
        backend.load(Load(id=1, path="any.gguf", n_ctx=n_ctx), lambda _: None)
        options.setdefault("turns", [Turn(role="user", content="question")])
        options.setdefault("sampling", Sampling(seed=1))
        return list(generate(Generate(id=2, **options), backend, stopped or stop.is_set, clock))

    return play


Run = Callable[..., list[Event]]


def deltas(events: list[Event]) -> list[Delta]:
    return [event for event in events if isinstance(event, Delta)]


def text(events: list[Event], channel: str) -> str:
    return "".join(piece.text for delta in deltas(events) for piece in delta.pieces if piece.channel == channel)


def raw(events: list[Event]) -> str:
    return "".join(delta.raw for delta in deltas(events))


def prepared(events: list[Event]) -> Prepared:
    assert isinstance(events[0], Prepared)
    return events[0]


def finished(events: list[Event]) -> Finished:
    assert isinstance(events[-1], Finished)
    return events[-1]


# ---- what is said -------------------------------------------------------------------------------------------------


def test_a_thinking_that_the_prompt_opened_is_parted_from_the_answer(run: Run) -> None:
    events = run({"family": "deepseek-r1", "raw": R1})
    assert prepared(events).opened
    assert prepared(events).prompt.endswith("<think>\n")
    assert text(events, "thinking") == "I think."
    assert text(events, "answer") == "I answer."
    assert raw(events) == R1
    assert finished(events).ending == "stop"


def test_a_thinking_that_the_model_opens_itself_is_parted_too(run: Run) -> None:
    events = run({"family": "qwen3", "raw": f"<think>\n{R1}"})
    assert not prepared(events).opened
    assert text(events, "thinking") == "I think."
    assert text(events, "answer") == "I answer."


def test_a_model_without_thinking_only_answers(run: Run) -> None:
    events = run({"raw": "Hello."})
    assert text(events, "thinking") == ""
    assert text(events, "answer") == raw(events) == "Hello."


def test_a_character_of_several_tokens_is_sent_when_it_is_whole(run: Run) -> None:
    character = list("𠮷".encode())
    events = run({"tokens": ["a", *([byte] for byte in character), "b"]}, clock=Clock(tick=1.0))
    assert raw(events) == "a𠮷b"
    assert [delta.raw for delta in deltas(events)] == ["a", "", "", "", "𠮷", "b"]


def test_a_character_that_stays_broken_is_shown_as_such_at_the_end(run: Run) -> None:
    assert raw(run({"tokens": ["a", [0xE7, 0xAB]]})) == "a\N{REPLACEMENT CHARACTER}"


def test_a_marker_never_shows_however_it_is_cut(run: Run) -> None:
    events = run({"family": "deepseek-r1", "tokens": ["ab", "</", "thi", "nk>", "\n\n", "cd"]}, clock=Clock(tick=1.0))
    assert text(events, "thinking") == "ab"
    assert text(events, "answer") == "cd"


# ---- going on from a text that was cut off -------------------------------------------------------------------------


@pytest.mark.parametrize("cut", range(len(R1) + 1))
def test_a_run_that_goes_on_from_text_tells_it_as_typed(run: Run, cut: int) -> None:
    whole = run({"family": "deepseek-r1", "raw": R1})
    rest = run({"family": "deepseek-r1", "raw": R1}, insert=R1[:cut])
    assert prepared(rest).prompt == prepared(whole).prompt
    assert prepared(rest).prompt_tokens >= prepared(whole).prompt_tokens
    assert raw(rest) == R1
    typed = [
        length
        for each in deltas(rest)
        for length, origin in zip(each.lengths, each.origins, strict=True)
        if origin == TYPED
    ]
    assert sum(typed) == cut
    for channel in ("thinking", "answer"):
        assert text(rest, channel) == text(whole, channel)


@pytest.mark.parametrize("cut", range(9))
def test_a_run_that_goes_on_from_tokens_sends_only_what_is_new(script: Callable[..., Path], cut: int) -> None:
    tokens = ["I", " think.", "</", "think>", "\n\n", "I", " an", "swer."]
    backend = ScriptedBackend(StopFlag(), script({"family": "deepseek-r1", "tokens": tokens}))
    backend.load(Load(id=1, path="any.gguf"), lambda _: None)
    ids = [backend.tokenize_more("x") and backend._tokens.id(piece.encode()) for piece in tokens]

    def ask(**options: Any) -> list[Event]:
        command = Generate(id=2, turns=[Turn(role="user", content="q")], sampling=Sampling(seed=1), **options)
        return list(generate(command, backend, lambda: False))

    whole = ask()
    first = ask(max_tokens=cut) if cut else []
    backend._replies = [msgspec.structs.replace(reply, tokens=tokens[cut:]) for reply in backend._replies]
    rest = ask(prefix=ids[:cut])
    assert raw(rest) == "".join(tokens[cut:])
    assert prepared(rest).cached_tokens >= prepared(whole).prompt_tokens + cut - 1
    # Where the first run was cut inside the marker, it had sent the marker's beginning as text; nothing is sent twice.
    for channel in ("thinking", "answer"):
        assert (text(first, channel) + text(rest, channel)).startswith(text(whole, channel))


# ---- how it ends --------------------------------------------------------------------------------------------------


def test_the_limit_is_told_apart_from_a_full_context(run: Run) -> None:
    cut = run({"raw": "word " * 50}, max_tokens=7)
    assert finished(cut).ending == "length"
    assert finished(cut).totals.answer_tokens == 7
    full = run({"raw": "word " * 50}, n_ctx=40)
    assert finished(full).ending == "context_full"
    assert finished(full).totals.context_used == 40
    assert finished(full).totals.answer_tokens == 40 - prepared(full).prompt_tokens


def test_a_prompt_that_does_not_fit_is_refused_with_numbers_before_anything_is_computed(run: Run) -> None:
    length = prepared(run({"raw": "a"})).prompt_tokens
    (failed,) = run({"raw": "a"}, n_ctx=length)
    assert isinstance(failed, Failed)
    assert failed.kind == "prompt_too_long"
    assert failed.numbers == {"needed": length + 1, "available": length}
    assert finished(run({"raw": "a b c"}, n_ctx=length + 1)).totals.answer_tokens == 1


def test_a_cancelled_run_has_sent_everything_it_said(run: Run) -> None:
    looks = iter([False] * 8 + [True] * 9)
    events = run({"raw": "one two three four five six seven"}, stopped=lambda: next(looks), clock=Clock())
    assert finished(events).ending == "cancelled"
    said = [token for delta in deltas(events) for token in delta.ids]
    assert len(said) == finished(events).totals.answer_tokens > 1
    assert "one two three four five six seven".startswith(raw(events).strip())
    assert text(events, "answer") == raw(events)


def test_a_cancel_is_seen_between_two_slices_of_the_prompt(run: Run) -> None:
    looks = iter([False, False, False, True])
    events = run({"raw": "a"}, turns=[Turn(role="user", content="word " * 2000)], stopped=lambda: next(looks))
    assert [event.done for event in events if isinstance(event, Prefilling)] == [512, 1024]
    assert finished(events).ending == "cancelled"
    assert not deltas(events)


def test_a_run_that_was_cancelled_before_it_began_does_nothing(run: Run) -> None:
    events = run({"raw": "a"}, stopped=lambda: True)
    assert len(events) == 1
    assert finished(events).ending == "cancelled"


# ---- figures ------------------------------------------------------------------------------------------------------


def test_every_token_has_its_id_and_its_time(run: Run) -> None:
    events = run({"raw": "one two three four"}, clock=Clock(tick=0.004))
    ids = [token for delta in deltas(events) for token in delta.ids]
    times = [at for delta in deltas(events) for at in delta.at]
    assert len(ids) == len(times) == 4
    assert all(a < b for a, b in pairwise(times))


def test_tokens_and_seconds_are_counted_to_their_phase(run: Run) -> None:
    tokens = ["a", "b", "c", "</think>", "d", "e"]
    totals = finished(run({"family": "deepseek-r1", "tokens": tokens}, clock=Clock(tick=1.0))).totals
    # The marker belongs to the thinking that it closes.
    assert (totals.thinking_tokens, totals.answer_tokens) == (4, 2)
    assert totals.thinking_s == pytest.approx(4.0)
    assert totals.answer_s == pytest.approx(2.0)
    assert totals.first_token_s is not None
    assert totals.first_answer_token_s == pytest.approx(totals.first_token_s + 4.0)


def test_a_run_that_never_answers_has_no_time_of_a_first_answer(run: Run) -> None:
    totals = finished(run({"family": "deepseek-r1", "raw": "only thinking"})).totals
    assert totals.first_answer_token_s is None
    assert totals.answer_tokens == 0


def test_the_first_token_is_sent_at_once_and_the_others_thirty_times_a_second(run: Run) -> None:
    events = run({"raw": "word " * 500}, clock=Clock(tick=0.002))
    sent = deltas(events)
    assert len(sent[0].ids) == 1
    seconds = sent[-1].at[-1] - sent[0].at[0]
    assert 20 <= (len(sent) - 2) / seconds <= 30
    assert sum(len(delta.ids) for delta in sent) == 501


def test_neighbouring_pieces_of_a_channel_are_sent_as_one(run: Run) -> None:
    sent = deltas(run({"family": "deepseek-r1", "raw": R1}, clock=Clock()))
    assert [[piece.channel for piece in delta.pieces] for delta in sent] == [["thinking"], ["thinking", "answer"]]


def test_cached_tokens_are_reported_as_they_are(script: Callable[..., Path]) -> None:
    backend = ScriptedBackend(StopFlag(), script({"raw": "the answer"}))
    backend.load(Load(id=1, path="any.gguf"), lambda _: None)
    first = [Turn(role="user", content="first")]

    def ask(turns: list[Turn]) -> tuple[Prepared, list[Prefilling]]:
        events = list(generate(Generate(id=2, turns=turns, sampling=Sampling()), backend, lambda: False))
        return prepared(events), [event for event in events if isinstance(event, Prefilling)]

    one, _ = ask(first)
    assert one.cached_tokens == 0
    again, read = ask(first)
    assert again.cached_tokens == one.prompt_tokens - 1
    assert (read[0].done, read[0].total) == (one.prompt_tokens, one.prompt_tokens)
    two, _ = ask([*first, Turn(role="assistant", content="the answer"), Turn(role="user", content="second")])
    # What the model generated is held as well, but for the last token, which nothing came after.
    assert two.cached_tokens > one.prompt_tokens
    assert two.cached_tokens < two.prompt_tokens


# ---- smaller promises ---------------------------------------------------------------------------------------------


def test_a_measurement_is_the_prompt_that_a_run_would_have(run: Run, script: Callable[..., Path]) -> None:
    event = prepared(run({"raw": "a"}))
    backend = ScriptedBackend(StopFlag(), script({"raw": "a"}))
    backend.load(Load(id=1, path="any.gguf"), lambda _: None)
    measured = measure(Measure(id=3, turns=[Turn(role="user", content="question")]), backend)
    assert (measured.prompt, measured.prompt_tokens) == (event.prompt, event.prompt_tokens)


def test_a_seed_that_nobody_named_is_drawn_and_reported(run: Run) -> None:
    drawn = {prepared(run({"raw": "a"}, sampling=Sampling())).seed for _ in range(3)}
    assert len(drawn) == 3


@pytest.mark.parametrize("wanted", [0, 1, 2**32 - 2, 2**32 - 1, 2**40, -1])
def test_a_seed_is_one_that_the_sampler_takes_as_it_is(wanted: int) -> None:
    assert 0 <= seed_for(wanted) < 0xFFFFFFFF
    if 0 <= wanted < 0xFFFFFFFF:
        assert seed_for(wanted) == wanted


def test_a_token_costs_the_same_at_the_end_of_a_long_trace_as_at_its_start(script: Callable[..., Path]) -> None:
    # A quick look with a generous bound; `make bench` measures it properly, with a real pipe. Each third takes several
    # deltas, with which most of the work is done.
    words = "thinking about it step by step\n" * 6000
    backend = ScriptedBackend(StopFlag(), script({"family": "deepseek-r1", "raw": words}))
    backend.load(Load(id=1, path="any.gguf", n_ctx=40_000), lambda _: None)
    command = Generate(id=2, turns=[Turn(role="user", content="q")], sampling=Sampling(), max_tokens=36_000)

    def times() -> Iterator[float]:
        for event in generate(command, backend, lambda: False):
            if isinstance(event, Delta):
                yield from event.at

    at = list(times())
    assert len(at) == 36_000
    first, last = at[12_000] - at[0], at[-1] - at[-12_001]
    assert last < 3 * first
