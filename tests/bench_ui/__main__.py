"""`make bench-ui`: how long texts stream, open and scroll in the window, beside the naive ways, as tables in Markdown.

With `--paper` the tables are put into docs/performance.md. Takes some minutes.
"""

import argparse
import os
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.ui.theme import ThemeKeeper
from tests.bench_ui import measures, texts
from tests.native.tools import table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- reading: begin -->", "<!-- reading: end -->"
KINDS = ("English", "Chinese", "formulas")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_ui", description=__doc__.splitlines()[0])
    parser.add_argument("--paper", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="short texts and one round: to see that it works")
    options = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = ThemeKeeper(application, "light").theme
    rounds, length = (1, 6000) if options.quick else (options.rounds, 60_000)
    measures.stream(theme, texts.of_kind("English", 3000))  # everybody's first time costs more
    text = "\n\n".join([streaming(theme, rounds, length), opening(theme, rounds, 10 if options.quick else 1)])
    print(text)
    if options.paper:
        before, begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            raise ValueError(f"the page has no {BEGIN} … {END}")
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")
    return 0


def streaming(theme: measures.Theme, rounds: int, length: int) -> str:
    """Tables of texts that grow."""
    rows = []
    for kind in KINDS:
        text = texts.of_kind(kind, length)
        ways = {"this window": [measures.stream(theme, text) for _ in range(rounds)]}
        if kind == "English":
            ways["setMarkdown of the whole"] = [measures.naive(text, measures.as_markdown)]
            ways["setHtml of the whole"] = [measures.naive(text, measures.as_html)]
        for way, runs in ways.items():
            rows.append(
                (
                    kind,
                    way,
                    f"{median(run.mean for run in runs):.2f}",
                    f"{median(run.at(0.99) for run in runs):.1f}",
                    f"{median(run.at(1) for run in runs):.1f}",
                    f"{median(run.growth for run in runs):.2f}",
                    f"{median(run.busy for run in runs):.1%}",
                )
            )
    head = ("text", "way", "mean ms", "p99", "worst", "last tenth / first", "GUI thread busy")
    title = f"A thinking of {length:,} characters as it comes, {measures.UPDATE} characters an update"
    return f"### {title}\n\n{table(head, rows)}"


def opening(theme: measures.Theme, rounds: int, divisor: int) -> str:
    """Tables of texts that are there."""
    rows = []
    for kind, length in (("English", 110_000), ("English", 1_000_000), ("Chinese", 110_000), ("formulas", 90_000)):
        text = texts.of_kind(kind, length // divisor)
        runs = [measures.open_text(theme, text) for _ in range(rounds)]
        figures = [
            f"{median(getattr(run, name) for run in runs):.0f}"
            for name in ("readable", "jump", "worst_jump", "resize", "memory")
        ]
        rows.append((kind, f"{len(text):,}", *figures))
    head = ("text", "characters", "readable after ms", "jump", "worst jump", "worst resize", "memory MB")
    text = texts.of_kind("English", 11_000)
    many = median(measures.open_many(theme, 500 // divisor, 5_000_000 // divisor, text) for _ in range(rounds))
    size = f"{500 // divisor} exchanges and {5_000_000 // divisor:,} characters"
    said = f"A conversation of {size} opens in {many:.0f} ms."
    return f"### Finished texts\n\n{table(head, rows)}\n\n{said}"


if __name__ == "__main__":
    raise SystemExit(main())
