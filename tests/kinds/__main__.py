"""`python -m tests.kinds evaluate` measures the classifier; `train` measures it and writes the weights that ship."""

import json
import sys
from pathlib import Path

from tests.kinds.data import labelled
from tests.kinds.evaluation import leave_one_out
from tests.kinds.training import train

WEIGHTS = Path(__file__).parents[2] / "assets" / "kinds.npz"
REPORT = Path(__file__).with_name("report.json")


def main(words: list[str]) -> int:
    if words not in (["train"], ["evaluate"]):
        print(__doc__, file=sys.stderr)
        return 2
    traces = labelled()
    report = leave_one_out(traces, lambda line: print(line, file=sys.stderr, flush=True))
    print(json.dumps(report, indent=2))
    if words == ["train"]:
        WEIGHTS.write_bytes(train(traces, report).packed())
        REPORT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
