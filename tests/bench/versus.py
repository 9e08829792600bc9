"""The engine beside llama.cpp's own benchmarks: decode, prefill, and eight samples of one prompt, on the same weights.

Ours are whole runs of the real engine process: rendering, sampling, channels and frames are in every figure, and with
figures also those of every token. Theirs compute tokens drawn at random and sample nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.engine.launch import Launch
from app.engine.options import LoadOptions
from app.engine.rig import Rig, Timed
from tests.bench.native import BatchedBench, LlamaBench
from tests.bench.sizes import Sizes
from tests.bench.turns import Turns, take_turns

PLAIN, TOLD, THEIRS = "engine", "engine, figures", "llama.cpp"
SEEDS = 6
TOGETHER = 8


@dataclass(frozen=True)
class Row:
    """A comparison: tokens per second of all sides."""

    weights: str
    what: str
    target: float
    turns: Turns


def compare(programs: Path, weights: Path, name: str, sizes: Sizes, threads: int) -> Iterator[Row]:
    """All comparisons on one set of weights."""
    need = max(max(sizes.depths) + sizes.tokens, sizes.shared + TOGETHER * sizes.sampled, sizes.prompt) + 256
    with Rig(Launch()) as rig:
        rig.load(weights, LoadOptions(n_ctx=need, threads=threads))
        common = {"threads": threads, "rounds": sizes.rounds}
        yield Row(name, f"prefill, {sizes.prompt} tokens", 0.97, _prefill(programs, weights, rig, sizes, common))
        for depth in sizes.depths:
            turns = _decode(programs, weights, rig, depth, sizes, common)
            yield Row(name, f"decode at depth {max(depth, rig.least):,}", 0.98, turns)
        turns = _samples(programs, weights, rig, sizes, common)
        yield Row(name, f"{TOGETHER} samples of one prompt of {sizes.shared}", 0.97, turns)


def _prefill(programs: Path, weights: Path, rig: Rig, sizes: Sizes, common: dict[str, int]) -> Turns:
    """Both read the same number of tokens after as many as the template puts first."""
    fresh = iter(range(1, 10_000))

    def ours(figures: bool) -> float:
        rig.run([], 1)  # what the last run left is put away, so that it is not this one that has to
        return rig.run(rig.text(sizes.prompt, turn=next(fresh)), 1, figures=figures).prefill_per_s

    ours(True)  # the other side warms up, too
    with LlamaBench(programs, weights, depth=rig.least, prompt=sizes.prompt, **common) as theirs:
        return _turns(ours, theirs.measure, sizes)


def _decode(programs: Path, weights: Path, rig: Rig, depth: int, sizes: Sizes, common: dict[str, int]) -> Turns:
    before = rig.prefix(depth)
    rig.run(before, 1)

    def ours(figures: bool) -> float:
        return _complete([rig.whole(before, sizes.tokens, figures=figures)])[0].decode_per_s

    with LlamaBench(programs, weights, depth=max(depth, rig.least), tokens=sizes.tokens, **common) as theirs:
        return _turns(ours, theirs.measure, sizes)


def _samples(programs: Path, weights: Path, rig: Rig, sizes: Sizes, common: dict[str, int]) -> Turns:
    before = rig.prefix(sizes.shared)
    rig.run(before, 1)

    def ours(figures: bool) -> float:
        for seed in range(1, SEEDS * 100, 100):
            runs, span = rig.together(before, sizes.sampled, TOGETHER, figures=figures, seed=seed)
            if all(run.ending == "length" for run in runs):
                break
        return sum(len(run.at) - 1 for run in _complete(runs)) / span

    shape = {"prompt": sizes.shared, "tokens": sizes.sampled, "count": TOGETHER}
    with BatchedBench(programs, weights, **shape, **common) as theirs:
        return _turns(ours, theirs.measure, sizes)


def _turns(ours: Callable[[bool], float], theirs: Callable[[], float], sizes: Sizes) -> Turns:
    # In one order and in the other, llama.cpp's turn lies beside a turn of each of ours.
    sides = {PLAIN: lambda: ours(False), THEIRS: theirs, TOLD: lambda: ours(True)}
    return take_turns(sides, sizes.rounds)


def _complete(runs: list[Timed]) -> list[Timed]:
    """A run that ended before its last token would have had an easier time."""
    for run in runs:
        if run.ending != "length":
            raise RuntimeError(f"a run ended by itself ({run.ending}) after {len(run.at)} tokens: nothing to compare")
    return runs
