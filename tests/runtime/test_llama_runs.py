"""Several runs at once, forks, saved states and figures, with the starter weights in a real engine process."""

import math
import struct
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from runtime.protocol import (
    FORCED,
    AnswerNow,
    Delta,
    Failed,
    Finished,
    Generate,
    Load,
    Prepared,
    Probe,
    Probed,
    Sampling,
    Steered,
    Steering,
    Trial,
    Turn,
)

Start = Callable[..., Any]
GREEDY = Sampling(temperature=0.0)
STORY = [Turn(role="user", content="Tell me a story about a fox and a river.")]
pytestmark = pytest.mark.model


@pytest.fixture
def ready(start_engine: Start, starter_weights: Path) -> Any:
    engine = start_engine("--backend", "llama")
    engine.load(starter_weights, n_ctx=4096)
    return engine


def ids(events: list[Any]) -> list[int]:
    return [token for event in events if isinstance(event, Delta) for token in event.ids]


def said(events: list[Any]) -> str:
    return "".join(event.raw for event in events if isinstance(event, Delta))


def together(engine: Any, commands: list[Generate]) -> dict[int, list[Any]]:
    """The events of each of these runs, which are asked for at once."""
    engine.send(*commands)
    events: list[Any] = []
    while sum(isinstance(event, Finished | Failed) for event in events) < len(commands):
        events += engine.until(Finished, Failed, within=60)
    events.sort(key=lambda event: event.id)
    return {number: list(own) for number, own in groupby(events, key=lambda event: event.id)}


def column(events: list[Any], name: str) -> list[float]:
    found: list[float] = []
    for event in events:
        if isinstance(event, Delta) and event.figures is not None:
            data = getattr(event.figures, name)
            found += struct.unpack(f"<{len(data) // 4}{'i' if name == 'top_ids' else 'f'}", data)
    return found


# ---- groups -------------------------------------------------------------------------------------------------------


def test_greedy_samples_are_bit_for_bit_what_one_alone_is(ready: Any) -> None:
    alone = ids(ready.ask("", 2, turns=STORY, sampling=GREEDY, max_tokens=40))
    group = together(
        ready, [Generate(id=number, turns=STORY, sampling=GREEDY, max_tokens=40) for number in range(10, 18)]
    )
    assert [ids(events) == alone for events in group.values()] == [True] * 8


def story(number: int) -> Generate:
    return Generate(id=number, turns=STORY, sampling=Sampling(temperature=0.7, seed=number), max_tokens=30)


def test_three_samples_are_bit_for_bit_what_their_seeds_give_alone(ready: Any) -> None:
    alone = {number: ready.ask("", number, **options(number)) for number in range(10, 13)}
    group = together(ready, [story(number) for number in range(10, 13)])
    for number, events in group.items():
        assert ids(events) == ids(alone[number])
        assert column(events, "logprob") == column(alone[number], "logprob")
    assert len({said(events) for events in group.values()}) > 1


def test_from_four_samples_on_the_processor_rounds_otherwise(ready: Any) -> None:
    """Where a group may differ from a sample alone: llama.cpp's kernels for 4-bit weights on a CPU take four tokens at
    a time where there are four, and round what goes into them otherwise than for one. Up to the first token that
    differs, each sample is as sure of its tokens as alone, but for that rounding; weights in whole numbers (f16, f32)
    do not differ at all (see test_groups_of_whole_numbers)."""
    alone = {number: ready.ask("", number, **options(number)) for number in range(10, 18)}
    group = together(ready, [story(number) for number in range(10, 18)])
    for number, events in group.items():
        one, other = ids(events), ids(alone[number])
        same = next((at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))
        pairs = zip(column(events, "logprob")[:same], column(alone[number], "logprob")[:same], strict=True)
        assert all(abs(a - b) < 0.35 for a, b in pairs)


def options(number: int) -> dict[str, Any]:
    command = story(number)
    return {"turns": command.turns, "sampling": command.sampling, "max_tokens": command.max_tokens}


def test_a_group_reads_its_prompt_once(ready: Any) -> None:
    turns = [Turn(role="user", content=" ".join(map(str, range(300))))]
    group = together(ready, [Generate(id=number, turns=turns, sampling=GREEDY, max_tokens=3) for number in range(5)])
    prepared = [event for events in group.values() for event in events if isinstance(event, Prepared)]
    assert sorted(event.cached_tokens for event in prepared) == [0] + [prepared[0].prompt_tokens] * 4


# ---- branches -----------------------------------------------------------------------------------------------------


def test_a_branch_shares_what_it_has_in_common_with_both_sides(ready: Any) -> None:
    first = ready.ask("", 2, turns=STORY, sampling=GREEDY, max_tokens=120)
    tokens, prompt = ids(first), first[0].prompt_tokens
    fork = ready.ask("", 3, turns=STORY, sampling=GREEDY, max_tokens=120, prefix=tokens[:20], insert=" But a wolf")
    assert fork[0].cached_tokens >= prompt + 20 - 1
    # The branch that was left is found again, though the other one went over its place.
    back = ready.ask("", 4, turns=STORY, sampling=GREEDY, max_tokens=5, prefix=tokens[:119])
    assert back[0].cached_tokens >= prompt + 118


def test_a_conversation_is_reopened_from_disk(start_engine: Start, starter_weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kv"
    turns = [Turn(role="user", content=" ".join(map(str, range(400))))]
    first = start_engine("--backend", "llama")
    first.load(starter_weights, n_ctx=4096, saved_folder=str(folder))
    events = first.ask("", 2, turns=turns, sampling=GREEDY, max_tokens=5)
    until = time.monotonic() + 30
    while not any(path.suffix != ".part" for path in folder.glob("*")):
        assert time.monotonic() < until, first.said
        time.sleep(0.1)
    first.hang_up()
    first.leave()
    other = start_engine("--backend", "llama")
    other.load(starter_weights, n_ctx=4096, saved_folder=str(folder))
    again = other.ask("", 2, turns=turns, sampling=GREEDY, max_tokens=5)
    assert again[0].cached_tokens == events[0].prompt_tokens - 1
    assert ids(again) == ids(events)
    # Another KV type is another key: nothing of it may be used.
    other.load(starter_weights, n_ctx=4096, saved_folder=str(folder), type_k="q8_0")
    assert other.ask("", 3, turns=turns, sampling=GREEDY, max_tokens=2)[0].cached_tokens == 0


# ---- figures ------------------------------------------------------------------------------------------------------


def test_every_token_has_its_figures(ready: Any) -> None:
    events = ready.ask("", 2, turns=STORY, sampling=Sampling(temperature=0.8, seed=3), max_tokens=30, alternatives=4)
    tokens = ids(events)
    logprob, sampled, entropy, confidence = (
        column(events, name) for name in ("logprob", "sampled", "entropy", "confidence")
    )
    assert len(logprob) == len(sampled) == len(entropy) == len(confidence) == len(tokens)
    assert len(column(events, "top_ids")) == 4 * len(tokens)
    assert all(value <= 0 for value in logprob)
    assert all(value <= 1e-6 for value in sampled)
    assert all(0 <= value < math.log(49152) for value in entropy)
    assert all(value > 0 for value in confidence)
    top, raw, after = (column(events, name) for name in ("top_ids", "top_logprob", "top_sampled"))
    for place, token in enumerate(tokens):
        row = slice(4 * place, 4 * place + 4)
        assert raw[row] == sorted(raw[row], reverse=True)
        if token in top[row]:
            at = top[row].index(token)
            assert raw[row][at] == pytest.approx(logprob[place], abs=1e-4)
            assert after[row][at] == pytest.approx(sampled[place], abs=1e-4)


def test_figures_can_be_left_out_and_change_nothing(ready: Any) -> None:
    sampling = Sampling(temperature=0.8, top_p=0.9, repeat_penalty=1.1, seed=5)
    one = ready.ask("", 2, turns=STORY, sampling=sampling, max_tokens=30)
    other = ready.ask("", 3, turns=STORY, sampling=sampling, max_tokens=30, figures=False)
    assert ids(one) == ids(other)
    assert all(event.figures is None for event in other if isinstance(event, Delta))


# ---- steering -----------------------------------------------------------------------------------------------------


@pytest.fixture
def thinker(start_engine: Start, starter_weights: Path) -> Any:
    """The starter made to think: whatever it says after an opening mark is thinking until it is told to answer."""
    engine = start_engine("--backend", "llama")
    engine.load(starter_weights, n_ctx=4096, family="deepseek-r1")
    return engine


def test_answer_now_ends_a_thinking(thinker: Any) -> None:
    thinker.send(Generate(id=2, turns=STORY, sampling=GREEDY, max_tokens=200, insert="<think>\nOkay, "))
    events = thinker.until(Delta)
    thinker.send(AnswerNow(id=2))
    events += thinker.until(Finished, within=60)
    thinking, answer = thinker.spoken(events)
    assert thinking.startswith("Okay,")
    assert answer
    assert FORCED in [origin for event in events if isinstance(event, Delta) for origin in event.origins]
    assert [event.kind for event in events if isinstance(event, Steered)] == ["answer_now"]


def test_an_extension_keeps_the_answer_that_would_have_come(thinker: Any) -> None:
    events = thinker.ask(
        "",
        2,
        turns=STORY,
        sampling=GREEDY,
        max_tokens=400,
        insert="<think>\nOkay, the fox crosses the river.",
        steering=Steering(budget=60, tolerance=20, extensions=1, trial_tokens=12),
    )
    kinds = [event.kind for event in events if isinstance(event, Steered)]
    # The starter was never taught to end a thinking: the budget ends it, unless it stopped before by itself.
    assert kinds in (["budget"], ["extended", "budget"], ["extended"])
    assert len([event for event in events if isinstance(event, Trial)]) == kinds.count("extended")


def test_the_entropy_after_a_trial_end_is_told_for_each_place(thinker: Any) -> None:
    events = thinker.ask("", 2, turns=STORY, sampling=GREEDY, max_tokens=40, insert="<think>\n")
    tokens = ids(events)
    thinker.send(Probe(id=3, turns=STORY, prefix=tokens, places=[5, 20, 40]))
    probed = thinker.until(Probed, Failed)[-1]
    assert len(probed.entropies) == 3
    assert all(0 < value < math.log(49152) for value in probed.entropies)


def test_guessing_ahead_changes_nothing(ready: Any) -> None:
    turns = [Turn(role="user", content="Write the numbers from 1 to 40, separated by commas.")]
    plain = ready.ask("", 2, turns=turns, sampling=GREEDY, max_tokens=100)
    guessed = ready.ask("", 3, turns=turns, sampling=GREEDY, max_tokens=100, speculation="lookup")
    assert ids(guessed) == ids(plain)


def test_draft_weights_guess_for_their_elder(start_engine: Start, starter_weights: Path) -> None:
    # Its own twin as the draft: every guess should be right, which shows that guesses are made and taken.
    engine = start_engine("--backend", "llama")
    engine.load(starter_weights, n_ctx=1024, draft=str(starter_weights))
    plain = engine.ask("", 2, turns=STORY, sampling=GREEDY, max_tokens=60)
    guessed = engine.ask("", 3, turns=STORY, sampling=GREEDY, max_tokens=60, speculation="draft")
    assert ids(guessed) == ids(plain)
    totals = guessed[-1].totals
    assert totals.accepted == totals.drafted > 0


def test_a_load_without_room_for_its_lanes_is_refused(start_engine: Start, starter_weights: Path) -> None:
    engine = start_engine("--backend", "llama")
    engine.send(Load(id=1, path=str(starter_weights), lanes=65))
    failed = engine.until(Failed)[-1]
    assert (failed.kind, failed.field, failed.value) == ("bad_option", "lanes", "65")
