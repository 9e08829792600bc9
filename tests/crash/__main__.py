"""`python -m tests.crash [--rounds N]`: kill the engine N times and the program N times, and say what that cost."""

import argparse
import json
import secrets
import sys
import tempfile
from pathlib import Path

from tests.crash.rounds import kill_engine, kill_program


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--rounds", type=int, default=50, help="of each kind")
    parser.add_argument("--seed", type=int, help="repeats the moments of an earlier run")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}")
    faults = 0
    for kill in (kill_engine, kill_program):
        with tempfile.TemporaryDirectory(prefix="sibian-crash-") as folder:
            report = kill(Path(folder), options.rounds, seed)
        print(json.dumps(report.figures(), ensure_ascii=False, indent=2))
        faults += len(report.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
