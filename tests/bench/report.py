"""What was measured, as Markdown; and the page that it is put into."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from runtime.figures import Reader
from tests.bench import loop, versus
from tests.bench import outside as beside
from tests.bench import reopening as again
from tests.bench.sizes import Sizes
from tests.bench.turns import Turns
from tests.native.tools import table
from tests.weights import QWEN_HALF_BILLION

STARTER, HALF = "SmolLM2-135M Q4_1", "shape of Qwen2.5-0.5B Q4_K_M"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True)
class Section:
    """A part of the page."""

    title: str
    text: str
    numbers: dict[str, Any] = field(default_factory=dict)


def page(sections: Sequence[Section], *, threads: int, load: float, took_s: float) -> str:
    """Everything between the two marks."""
    machine = f"{_processor()}, {os.cpu_count()} cores, {threads} threads, {platform.system()}"
    head = (
        f"Measured on {date.today().isoformat()}: {machine}; llama-cpp-python {version('llama-cpp-python')}, numpy "
        f"{np.__version__}; load before the run {load:.1f}; took {took_s / 60:.1f} minutes."
    )
    return "\n\n".join([head, *(f"### {section.title}\n\n{section.text}" for section in sections)])


def filled_in(page: str, text: str) -> str:
    """`page` with `text` between its marks. Raises ValueError where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


# ---- sections -------------------------------------------------------------------------------------------------------


def against_llama(programs: Path | None, weights: Mapping[str, Path], sizes: Sizes, threads: int) -> Section:
    title = "Beside llama-bench and llama-batched-bench"
    if programs is None:
        return Section(title, "Left out: llama.cpp's programs are not built here (`make native`).")
    rows = [row for name, path in weights.items() for row in versus.compare(programs, path, name, sizes, threads)]
    head = ("weights", "what", "llama.cpp tok/s", "ratio", "from to", "with figures", "from to", "target")
    cells = [
        (
            row.weights,
            row.what,
            f"{row.turns.median(versus.THEIRS):.1f}",
            f"{row.turns.ratio(versus.PLAIN, versus.THEIRS):.3f}",
            row.turns.spread(versus.PLAIN, versus.THEIRS),
            f"{row.turns.ratio(versus.TOLD, versus.THEIRS):.3f}",
            row.turns.spread(versus.TOLD, versus.THEIRS),
            f"{row.target}",
        )
        for row in rows
    ]
    numbers = {f"{row.weights}, {row.what}": row.turns.rounds for row in rows}
    return Section(title, f"{table(head, cells)}\n\n{_figures(rows)}", numbers)


def _figures(rows: Sequence[versus.Row]) -> str:
    """The cost of figures, from the very runs of the table above."""
    head = ("weights", "what", "speed with figures / without", "from to")
    cells = [
        (
            row.weights,
            row.what,
            f"{row.turns.ratio(versus.TOLD, versus.PLAIN):.3f}",
            row.turns.spread(versus.TOLD, versus.PLAIN),
        )
        for row in rows
        if not row.what.startswith("prefill")
    ]
    n_vocab = QWEN_HALF_BILLION.vocabulary.size
    size = Reader(n_vocab).nbytes / 1e6
    buffers = f"Buffers for the figures of a vocabulary of {n_vocab:,} tokens: {size:.2f} MB (target: at most 2 MB)."
    return f"The cost of figures, out of the same rounds (target: at least 0.96):\n\n{table(head, cells)}\n\n{buffers}"


def outside(words: Path, sizes: Sizes, threads: int) -> Section:
    ways = {
        "script, through the pipe": beside.scripted(sizes.early, sizes.late, sizes.rounds),
        "152k vocabulary, sampler and figures": beside.real(words, sizes.early, sizes.late, sizes.rounds, threads),
    }
    head = ("way", f"µs a token at {sizes.early:,}", f"at {sizes.late:,}", "ratio", "from to", "target")
    cells = [
        (
            name,
            f"{turns.median(beside.EARLY):.0f}",
            f"{turns.median(beside.LATE):.0f}",
            f"{turns.ratio(beside.LATE, beside.EARLY):.2f}",
            turns.spread(beside.LATE, beside.EARLY),
            "≤ 1.2",
        )
        for name, turns in ways.items()
    ]
    return Section("Cost of a token outside llama_decode", table(head, cells), _numbers(ways))


def reopening(weights: Mapping[str, Path], sizes: Sizes, threads: int) -> Section:
    title = f"Opening a conversation of {sizes.conversation:,} tokens again"
    name, path = next(iter(weights.items()))
    turns = again.reopen(path, sizes.conversation, sizes.rounds, threads)
    head = ("weights", "first token, computed anew, s", "from the saved KV cache, s", "ratio", "from to", "target")
    cell = (
        name,
        f"{turns.median(again.COLD):.2f}",
        f"{turns.median(again.WARM):.2f}",
        f"{turns.ratio(again.WARM, again.COLD):.3f}",
        turns.spread(again.WARM, again.COLD),
        "≤ 0.10",
    )
    return Section(title, table(head, [cell]), _numbers({name: turns}))


def against_python(weights: Mapping[str, Path], sizes: Sizes, threads: int) -> Section:
    name, path = next(iter(weights.items()))
    turns = loop.bench(path, sizes.completion, sizes.rounds, threads)
    head = ("weights", "tokens", "create_completion tok/s", "ratio", "from to", "with figures", "from to")
    cell = (
        name,
        f"{sizes.completion}",
        f"{turns.median(loop.THEIRS):.1f}",
        f"{turns.ratio(loop.OURS, loop.THEIRS):.2f}",
        turns.spread(loop.OURS, loop.THEIRS),
        f"{turns.ratio(loop.OURS_TOLD, loop.THEIRS):.2f}",
        turns.spread(loop.OURS_TOLD, loop.THEIRS),
    )
    return Section("Beside llama-cpp-python's create_completion", table(head, [cell]), _numbers({name: turns}))


def _numbers(ways: Mapping[str, Turns]) -> dict[str, Any]:
    return {name: turns.rounds for name, turns in ways.items()}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
