"""`make bench-ui`: how long texts stream, open and scroll in the window, beside the naive ways, as tables in Markdown.

With `--paper` the tables are put into docs/performance.md. Takes some minutes.
"""

import argparse
import datetime
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.text.formulas.desk import Formulas
from app.ui.theme import Theme, ThemeKeeper
from app.ui.widgets import code_desk, formula_desk
from tests.bench_ui import measures, texts
from tests.native.tools import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- reading: begin -->", "<!-- reading: end -->"
KINDS = ("English", "Chinese", "formulas", "code")


LIMITS_MB = {110_000: 25, 1_000_000: 60}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_ui", description=__doc__.splitlines()[0])
    parser.add_argument("--paper", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="short texts and one round: to see that it works")
    parser.add_argument("--memory", type=int, default=0, help="say only what opening so many characters takes")
    options = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = ThemeKeeper(application, "light").theme
    formulas, colours = formula_desk.FormulaDesk(Formulas()), code_desk.CodeDesk()
    formula_desk.install(formulas)
    code_desk.install(colours)
    try:
        if options.memory:
            print(measures.memory_of(theme, texts.of_kind("English", options.memory)))
            return 0
        text = report(theme, options.quick, options.rounds)
    finally:
        formulas.close()
        colours.close()
    print(text)
    if options.paper:
        write(text)
    return 0


def report(theme: Theme, quick: bool, rounds: int) -> str:
    rounds, length, divisor = (1, 6000, 10) if quick else (rounds, 60_000, 1)
    measures.stream(theme, texts.of_kind("English", 3000))  # everybody's first time costs more
    parts = [machine(), streaming(theme, rounds, length), opening(theme, rounds, divisor), memory(divisor)]
    return "\n\n".join(parts)


def machine() -> str:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    loops = [measures.loop_ms() for _ in range(30)]
    return (
        f"Measured on {datetime.date.today()}, {os.cpu_count()} cores, drawn offscreen. "
        "Times are CPU time of the window's thread, painting included, where nothing else is said. Other programs were "
        f"at work: the load before was {load}, and a loop that takes {min(loops):.1f} ms of CPU at best took "
        f"{median(loops):.1f} at the median."
    )


def write(text: str) -> None:
    before, begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} … {END}")
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def streaming(theme: Theme, rounds: int, length: int) -> str:
    """Tables of texts that grow."""
    rows = []
    for kind in KINDS:
        text = texts.of_kind(kind, min(length, 20_000) if kind == "code" else length)
        ways = {"this window": [measures.stream(theme, text) for _ in range(rounds)]}
        if kind == "English":
            ways["setMarkdown of the whole"] = [measures.naive(text, measures.as_markdown)]
            ways["setHtml of the whole"] = [measures.naive(text, measures.as_html)]
        for way, runs in ways.items():
            figures = (
                f"{median(run.mean for run in runs):.2f}",
                f"{median(run.at(0.5) for run in runs):.2f}",
                f"{median(run.at(0.99) for run in runs):.1f}",
                f"{median(run.at(1) for run in runs):.1f}",
                f"{median(run.growth for run in runs):.2f}",
                f"{median(run.busy for run in runs):.1%}",
                f"{median(run.per_thousand for run in runs):.2f}",
            )
            rows.append((kind, way, f"{len(text):,}", *figures))
    head = (
        *("text", "way", "characters", "mean ms", "median", "p99", "worst", "last tenth / first"),
        *("GUI thread busy", "CPU s per 1,000 tokens"),
    )
    title = (
        f"A thinking as it comes: {measures.SPEED} tokens a second, {measures.UPDATES} updates a second, each one drawn"
    )
    return f"### {title}\n\n{table(head, rows)}"


def opening(theme: Theme, rounds: int, divisor: int) -> str:
    """Tables of texts that are there."""
    rows = []
    for kind, length in (("English", 110_000), ("English", 1_000_000), ("Chinese", 110_000), ("formulas", 90_000)):
        runs = []
        for number in range(rounds):
            # Formulas that were drawn before would be known: each round has its own.
            text = texts.of_kind(kind, length // divisor, number)
            runs.append(measures.open_text(theme, text))
        figures = [
            f"{median(getattr(run, name) for run in runs):.0f}"
            for name in ("readable", "computing", "jump", "worst_jump", "resize", "formulas")
        ]
        rows.append((kind, f"{len(text):,}", *figures))
    head = (
        *("text", "characters", "readable after ms", "of which CPU", "jump", "worst jump", "worst resize"),
        "formulas in sight drawn after ms",
    )
    text = texts.of_kind("English", 11_000)
    many = median(measures.open_many(theme, 500 // divisor, 5_000_000 // divisor, text) for _ in range(rounds))
    size = f"{500 // divisor} exchanges and {5_000_000 // divisor:,} characters"
    said = f"A conversation of {size} opens in {many:.0f} ms of CPU."
    return f"### Finished texts\n\n{table(head, rows)}\n\n{said}"


def memory(divisor: int) -> str:
    """What it takes, each in a process of its own."""
    told = []
    for length in LIMITS_MB:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench_ui", "--memory", str(length // divisor)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        told.append(f"{float(done.stdout.split()[-1]):.0f} MB for {length // divisor:,} characters")
    return f"Memory that opening a text and scrolling through all of it takes: {', '.join(told)}."


if __name__ == "__main__":
    raise SystemExit(main())
