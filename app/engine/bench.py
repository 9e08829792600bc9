"""`sibian bench`: which measurements there are, and what comes of each. A generator; who prints it is not known here.

Every figure comes from the real engine process, by its own clock. Where two things are compared they take turns.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, cycle, islice
from pathlib import Path
from statistics import median

import psutil

from app.engine.launch import Launch
from app.engine.rig import Rig, Timed
from app.engine.values import LoadOptions, ModelInfo

MIB = 1 << 20
SAVED_WITHIN_S = 60.0
"""The engine writes the KV cache down after some seconds of silence; a slow disk takes its time."""

_AFTER = 32_768
"""Scripted tokens after those that are looked at: more than a delta brings, even at a microsecond for each."""
SENTENCES = (
    "Wait, let me check this <b>step</b> once more: if x < 3, then 2x + 1 is below 7.\n",
    "先看平仄：东风一夜到扬州，平平仄仄仄平平，没有问题。\n\n",
    "```python\nif a < b and c > d:\n    return [x for x in xs]\n```\n",
)
"""What a script says over and over: markup, Chinese and code, which all take the longer way through the engine."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `key` is for programs and stays the same; `what` is for people."""

    key: str
    what: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be measured here, and why."""

    key: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured; all in tokens but `groups` and `pairs`."""

    depths: tuple[int, ...] = (0, 2048, 8192, 16384)
    prompt: int = 512
    tokens: int = 64
    shared: int = 512
    groups: tuple[int, ...] = (1, 2, 4, 8)
    pairs: int = 5
    early: int = 256
    late: int = 32_768
    window: int = 2048
    """Over so many tokens from `early` and from `late` on the cost of one is averaged."""
    conversation: int = 4000


WHOLE = Plan()
QUICK = Plan(
    depths=(0, 256), prompt=64, tokens=16, shared=64, groups=(1, 2), pairs=5, late=4096, window=256, conversation=512
)
"""To see that everything works. Its figures are too coarse to be compared."""

Tell = Callable[[str], None]


class Bench:
    """Measures one set of weights. Everything raises `rig.Stopped` once `stopped()`, EngineError and WeightsError."""

    def __init__(
        self,
        launch: Launch,
        weights: Path,
        options: LoadOptions,
        plan: Plan = WHOLE,
        *,
        trained: int | None = None,
        stopped: Callable[[], bool] = lambda: False,
        tell: Tell = lambda _: None,
    ) -> None:
        """trained: the context the weights were trained for, where it is known. tell: hears what is being done."""
        self._launch, self._weights, self._plan = launch, weights, plan
        self._stopped, self._tell = stopped, tell
        wanted = max(max(plan.depths) + plan.prompt, plan.conversation) + plan.tokens
        self._options = replace(options, n_ctx=options.n_ctx or min(trained or wanted, wanted))
        self.model: ModelInfo | None = None

    def run(self) -> Iterator[Row | LeftOut]:
        """All measurements, one after the other, each as soon as it is known."""
        self._tell("Opening the weights")
        with Rig(self._launch, self._stopped) as rig:
            self.model = model = rig.load(self._weights, self._options)
            yield Row("load", "opening the weights", model.load_s, "s")
            for depth in self._plan.depths:
                yield from self._at_depth(rig, model, depth)
            yield from self._groups(rig, model)
            yield self._figures(rig)
            yield self._memory(rig, model)
        yield from self._outside()
        yield from self._reopening(model)

    # ---- how fast -----------------------------------------------------------------------------------------------

    def _at_depth(self, rig: Rig, model: ModelInfo, depth: int) -> Iterator[Row | LeftOut]:
        plan = self._plan
        names = (
            (f"prefill.{depth}", f"reading {plan.prompt} tokens at depth {depth:,}"),
            (
                f"decode.{depth}",
                f"generating at depth {depth:,}",
            ),
        )
        if max(depth, rig.least) + max(plan.prompt, plan.tokens) >= model.n_ctx:
            for key, what in names:
                yield LeftOut(key, what, f"the context holds {model.n_ctx:,} tokens")
            return
        self._tell(f"Reading {depth:,} tokens")
        before = rig.prefix(depth)
        rig.run(before, 1)
        read = rig.run([*before, *rig.text(plan.prompt, turn=1)], 1)
        yield Row(*names[0], read.prefill_per_s, "tokens/s")
        self._tell(f"Generating at depth {depth:,}")
        said = rig.whole(before, plan.tokens)
        note = "" if said.ending == "length" else f"ended by itself after {len(said.at)} tokens"
        yield Row(*names[1], said.decode_per_s, "tokens/s", note)

    def _groups(self, rig: Rig, model: ModelInfo) -> Iterator[Row | LeftOut]:
        plan = self._plan
        before = rig.prefix(plan.shared)
        rig.run(before, 1)
        for size in plan.groups:
            key, what = f"group.{size}", f"{size} sample{'s' * (size > 1)} of one prompt of {plan.shared} tokens"
            if size > model.lanes or plan.shared + size * plan.tokens > model.n_ctx:
                yield LeftOut(key, what, f"{model.lanes} runs and {model.n_ctx:,} tokens fit in at once")
                continue
            self._tell(f"Sampling {size} at once")
            runs, span = rig.together(before, plan.tokens, size)
            short = sum(run.ending != "length" for run in runs)
            note = f"{short} of them ended by themselves before {plan.tokens} tokens" if short else ""
            yield Row(key, what, sum(len(run.at) - 1 for run in runs) / span, "tokens/s", note)

    def _figures(self, rig: Rig) -> Row:
        """Runs with and without figures take turns; each goes first in every other pair."""
        plan, ratios = self._plan, list[float]()
        before = rig.prefix(plan.early)
        for turn in range(plan.pairs):
            self._tell(f"Comparing with and without figures, {turn + 1} of {plan.pairs}")
            order = (True, False) if turn % 2 else (False, True)
            speeds = {figures: rig.whole(before, plan.tokens, figures=figures).decode_per_s for figures in order}
            ratios.append(speeds[True] / speeds[False])
        note = f"median of {plan.pairs} pairs of {plan.tokens} tokens, {min(ratios):.3f} to {max(ratios):.3f}"
        return Row("figures", "speed with figures of every token against without", median(ratios), "times", note)

    # ---- what it costs ------------------------------------------------------------------------------------------

    def _memory(self, rig: Rig, model: ModelInfo) -> Row | LeftOut:
        key, what = "memory", "memory of the engine's process beyond weights and KV cache"
        if not sys.platform.startswith("linux"):
            return LeftOut(key, what, "only Linux says what of a process is a file that lies in memory")
        process = psutil.Process(rig.pid)
        resident = process.memory_info().rss
        folder = str(self._weights.parent)
        maps = [each for each in process.memory_maps() if each.path.startswith(folder) and each.path.endswith(".gguf")]
        mapped, mappable = sum(each.rss for each in maps), sum(each.size for each in maps)
        here = [each for each in model.buffers if each.device == "CPU"]
        # Weights that were repacked for this processor, or read instead of mapped, lie beside the file's own pages.
        copied = max(0, sum(each.size for each in here if each.use == "weights") - mappable)
        kv = sum(each.size for each in here if each.use == "kv")
        note = f"{resident / MIB:.0f} MiB resident, of which weights {(mapped + copied) / MIB:.0f}, KV {kv / MIB:.0f}"
        return Row(key, what, (resident - mapped - copied - kv) / MIB, "MiB", note)

    def _outside(self) -> Iterator[Row]:
        """A script runs through the engine at full speed: what a token takes there is what it takes beside the model
        (but for sampling and its figures, which need real predictions)."""
        plan, rounds = self._plan, list[tuple[float, float]]()
        with tempfile.TemporaryDirectory() as folder:
            for turn in range(plan.pairs):
                self._tell(f"Measuring the cost outside the model, {turn + 1} of {plan.pairs}")
                run = scripted_run(Path(folder), plan.late + plan.window, self._stopped)
                rounds.append((cost_us(run, plan.early, plan.window), cost_us(run, plan.late, plan.window)))
        note = f"median of {plan.pairs} scripted runs, over {plan.window:,} tokens and more"
        for place, (name, tokens) in enumerate((("early", plan.early), ("late", plan.late))):
            what = f"cost of a token outside the model after {tokens:,} tokens"
            yield Row(f"outside.{name}", what, median(each[place] for each in rounds), "µs", note)
        ratio = median(late / early for early, late in rounds)
        yield Row("outside.ratio", f"the same after {plan.late:,} against after {plan.early:,}", ratio, "times", note)

    def _reopening(self, model: ModelInfo) -> Iterator[Row | LeftOut]:
        plan = self._plan
        what = f"first token of a conversation of {plan.conversation:,} tokens"
        if self._launch.scripted or plan.conversation + plan.tokens > model.n_ctx:
            why = "a script keeps no KV cache" if self._launch.scripted else f"the context holds {model.n_ctx:,} tokens"
            yield LeftOut("reopen", f"{what}, with and without saved KV cache", why)
            return
        with tempfile.TemporaryDirectory() as folder:
            options = replace(self._options, saved_folder=folder)
            self._tell(f"Reading a conversation of {plan.conversation:,} tokens")
            cold = self._reopened(options, Path(folder))
            yield Row("reopen.cold", f"{what}, computed", cold.first_s, "s")
            self._tell("Opening it again")
            warm = self._reopened(options, None)
            note = f"{warm.cached_tokens:,} of {warm.prompt_tokens:,} tokens were not computed"
            yield Row("reopen.warm", f"{what}, from saved KV cache", warm.first_s, "s", note)
            yield Row("reopen.ratio", "the second against the first", warm.first_s / cold.first_s, "times")

    def _reopened(self, options: LoadOptions, saved: Path | None) -> Timed:
        """A new engine's first run; where `saved` is given, it has time to write its KV cache there."""
        with Rig(self._launch, self._stopped) as rig:
            rig.load(self._weights, options)
            run = rig.run(rig.prefix(self._plan.conversation), 2)
            if saved is not None:
                self._tell("Waiting until its KV cache is saved")
                rig.wait(lambda: any(saved.glob("*.kv")), SAVED_WITHIN_S)
            return run


def scripted_run(folder: Path, tokens: int, stopped: Callable[[], bool] = lambda: False) -> Timed:
    """One run of more than `tokens` tokens that takes no computing, through a real engine process and its real pipe."""
    script = folder / "long.jsonl"
    whole = tokens + _AFTER
    # A script is cut much like a vocabulary cuts; some three characters a token, and far more than are needed.
    raw = "".join(islice(cycle(SENTENCES), whole // 8))
    script.write_text(json.dumps({"family": "deepseek-r1", "raw": raw}), "utf-8")
    with Rig(Launch("scripted", script), stopped) as rig:
        rig.load(script, LoadOptions(n_ctx=whole + 1024))
        return rig.run([], whole)


def cost_us(run: Timed, start: int, count: int) -> float:
    """Microseconds of a token, over all deltas that bring any of the `count` tokens which follow `start` others.

    Whole deltas, because most of the work on a token's text is done when its delta is sent: of fewer tokens than one
    brings, some windows would hold that work for all of them, and some none of it. Raises ValueError where the run
    ended before a token came after these.
    """
    ends = [0, *accumulate(run.told)]
    first = max(end for end in ends if end <= start)
    last = min((end for end in ends if end >= start + count and end < len(run.at)), default=0)
    if not last:
        raise ValueError(f"the run has {len(run.at)} tokens, and no delta between {start + count} and the last")
    return (run.at[last] - run.at[first]) / (last - first) * 1e6
