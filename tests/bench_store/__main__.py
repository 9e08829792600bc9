"""`make bench-store`: a database of 100,000 messages, and how long it takes to open, list, search and write in it;
and to bring in and take out large files.

The database and its index are made once and kept under build/. With `--paper` the tables go into docs/performance.md.
"""

import argparse
import sys
from pathlib import Path

from tests.bench_store import build, measure
from tests.bench_store.carrying import carrying
from tests.bench_store.texts import Texts
from tests.native.tools import table

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
PARTS = ("sizes", "opening", "searching", "writing", "carrying")
BEGIN, END = "<!-- store: begin -->", "<!-- store: end -->"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_store", description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench_store")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--paper", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument("--carry", type=int, default=200, metavar="MB", help="size of the files that are brought in")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this alone")
    options = parser.parse_args()
    path = build.database(options.folder, options.messages)
    seconds = build.indexed(path)
    if seconds > 10:
        print(f"the index was made in {seconds:.0f} s", file=sys.stderr)
    texts = Texts(build.SEED + 1)
    texts.chinese, texts.english = (lambda known: (known.chinese, known.english))(Texts(build.SEED))
    parts = []
    measures = {
        "sizes": lambda: measure.sizes(path),
        "opening": lambda: measure.opening(path, options.folder),
        "searching": lambda: measure.searching(path, texts, options.queries),
        "writing": lambda: measure.writing(path, texts),
        "carrying": lambda: carrying(options.folder, texts, options.carry),
    }
    for name in options.only or PARTS:
        parts.append(table(*measures[name]()))
        print(parts[-1] + "\n", flush=True)
    text = "\n\n".join(parts)
    if options.paper:
        before, begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            raise SystemExit(f"{PAGE} has no {BEGIN} … {END}")
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
