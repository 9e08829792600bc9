"""`python -m tests.crash`: kill the engine and the program, cut the power, damage databases, let writes fail; count.

Without options all of it, as promised: 100 kills of each kind, 600 power cuts, 300 damaged databases, and every tenth
write failing. With options only what they name.
"""

import argparse
import json
import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.crash import failing, power
from tests.crash.corruption import corrupt
from tests.crash.rounds import kill_engine, kill_program

WHOLE = {"rounds": 100, "power": 600, "damaged": 300, "failing": 400}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, metavar="N", help="kills, of the engine and of the program each")
    parser.add_argument("--power", type=int, metavar="N", help="power cuts (needs strace)")
    parser.add_argument("--damaged", type=int, metavar="N", help="damaged databases")
    parser.add_argument("--failing", type=int, metavar="N", help="every tenth write up to the N-th (needs cc)")
    parser.add_argument("--seed", type=int, help="repeats the moments of an earlier run")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    named = {name: getattr(options, name) for name in WHOLE}
    wanted = WHOLE if all(value is None for value in named.values()) else {n: v or 0 for n, v in named.items()}
    return 1 if sum(_tried(wanted, seed)) else 0


def _tried(wanted: dict[str, int], seed: int) -> list[int]:
    """How many faults each kind of trial found."""
    trials: list[tuple[int, Callable[[Path], Any]]] = [
        (wanted["rounds"], lambda folder: kill_engine(folder, wanted["rounds"], seed)),
        (wanted["rounds"], lambda folder: kill_program(folder, wanted["rounds"], seed)),
        (wanted["damaged"], lambda folder: corrupt(folder, wanted["damaged"], seed)),
    ]
    if power.possible():
        trials.append((wanted["power"], lambda folder: power.cut_power(folder, wanted["power"], seed)))
    if failing.possible():
        trials.append((wanted["failing"], lambda folder: failing.fail_each(folder, wanted["failing"], step=10)))
    faults = []
    for number, trial in trials:
        if not number:
            continue
        with tempfile.TemporaryDirectory(prefix="sibian-crash-") as folder:
            report = trial(Path(folder))
        print(json.dumps(report.figures(), ensure_ascii=False, indent=2), flush=True)
        faults.append(len(report.faults))
    return faults


if __name__ == "__main__":
    sys.exit(main())
