"""`make bench`: the engine beside llama.cpp's own programs and beside llama-cpp-python, as tables in Markdown.

All comparisons are made in one run and taken in turns, and a ratio is the median of the ratios of single rounds:
absolute speeds of a shared machine are worth little. With `--paper` the tables are put into docs/performance.md.
Takes about ten minutes on two quiet cores. llama.cpp's programs come from `make native`; without them, what needs them
is left out, and said so.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from runtime.waiting import wait_politely

# Threads of all sides wait for each other in the way that the engine chooses here: what is imported from now on, as
# OpenMP reads this once, and programs that are started from here.
wait_politely()

from models.library import starter  # noqa: E402
from tests.bench import report  # noqa: E402
from tests.bench.report import Section  # noqa: E402
from tests.bench.sizes import QUICK, WHOLE, Sizes  # noqa: E402
from tests.native.tools import tools  # noqa: E402
from tests.weights import DRAFT_152K, QWEN_HALF_BILLION, THINKING, write_weights  # noqa: E402

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
PARTS = ("llama", "outside", "reopen", "python")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few tokens and rounds: to see that it works")
    parser.add_argument("--paper", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be repeated")
    parser.add_argument("--threads", type=int, default=threads(), help="of both sides")
    options = parser.parse_args()
    sizes = QUICK if options.quick else WHOLE
    began = time.monotonic()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if load > 0.5:
        print(f"The machine is busy (load {load:.1f}): even ratios are only worth so much.\n", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        sections = measure(options.only or PARTS, Path(folder), sizes, options.threads)
    text = report.page(sections, threads=options.threads, load=load, took_s=time.monotonic() - began)
    print(text)
    print(json.dumps({section.title: section.numbers for section in sections}))
    if options.paper:
        PAGE.write_text(report.filled_in(PAGE.read_text("utf-8"), text), "utf-8")
    return 0


def measure(parts: list[str] | tuple[str, ...], folder: Path, sizes: Sizes, threads: int) -> list[Section]:
    """The parts that were asked for, one after the other."""
    half = write_weights(folder / "half.gguf", QWEN_HALF_BILLION, template=THINKING)
    words = write_weights(folder / "words.gguf", DRAFT_152K, template=THINKING)
    weights = {report.HALF: half}
    little = starter()
    if little is not None:
        weights = {report.STARTER: little, **weights}
    programs = tools()
    ways: dict[str, Callable[[], Section]] = {
        "llama": lambda: report.against_llama(programs, weights, sizes, threads),
        "outside": lambda: report.outside(words, sizes, threads),
        "reopen": lambda: report.reopening(weights, sizes, threads),
        "python": lambda: report.against_python(weights, sizes, threads),
    }
    found = []
    for part in PARTS:
        if part in parts:
            print(f"… {part}", file=sys.stderr, flush=True)
            found.append(ways[part]())
    return found


def threads() -> int:
    """As many as the engine takes by itself."""
    from runtime.llama.placement import physical_cores

    return physical_cores()


if __name__ == "__main__":
    raise SystemExit(main())
