"""What can be typed after `sibian trace`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli.numbers import number

TRACE = "a generation's number, or a file with a text; - reads standard input"


def add(to: argparse.ArgumentParser, command: Callable[..., argparse.ArgumentParser]) -> None:
    actions = to.add_subparsers(dest="action", metavar="ACTION", required=True)
    split = command(actions, "split", "tell the thinking in a raw text from the answer")
    split.add_argument("file", metavar="FILE", help="a text file; - reads standard input")
    split.add_argument("--family", required=True, metavar="F", help="family of thinking markers, such as deepseek-r1")
    split.add_argument("--opened", action="store_true", help="the prompt had opened the thinking")

    show = command(actions, "show", "what is kept of a generation")
    show.add_argument("generation", type=number(int, 1), metavar="GENERATION", help="its number")
    show.add_argument("--tokens", action="store_true", help="every token with its figures")

    bring = command(actions, "import", "bring in collections of traces")
    bring.description = (
        "Bring in reasoning traces as JSON lines, JSON, or Parquet where pyarrow is installed: a question, a thinking "
        "and an answer under their usual names, or <think> in a completion. All or nothing is written."
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file, a zip or a folder")

    steps = command(actions, "steps", "a thinking step by step, with what each one does (a guess)")
    steps.add_argument("trace", metavar="TRACE", help=TRACE)
    steps.add_argument(
        "--rule", choices=("default", "thought-anchors"), default="default", help="how it is cut (default: default)"
    )

    stats = command(actions, "stats", "figures of traces: lengths, doubts, switches, tempo, confidence")
    stats.add_argument("traces", nargs="*", metavar="TRACE", help=f"{TRACE}; none for every trace that is kept")
    stats.add_argument("--reference", metavar="VALUE", help="the right answer, to tell right from wrong")

    compare = command(actions, "compare", "two to four traces side by side")
    compare.add_argument("traces", nargs="+", metavar="TRACE", help=TRACE)

    for each in (split, show, bring, steps, stats, compare):
        each.add_argument("--json", action="store_true", help="print JSON, for programs")
    _export(command(actions, "export", "traces with their steps and a reader's labels, as JSON lines"))


def _export(to: argparse.ArgumentParser) -> None:
    generation: Any = number(int, 1)
    to.add_argument(
        "generations", nargs="*", type=generation, metavar="GENERATION", help="none for all that have annotations"
    )
    to.add_argument("--all", action="store_true", help="every trace that is kept")
    to.add_argument("-o", "--output", type=Path, metavar="FILE", help="a new file, instead of standard output")
