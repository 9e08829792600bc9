"""`make bench`: the engine's speed beside llama-cpp-python's own, and whether a long trace costs more at its end.

Prints a table and one line of JSON. Figures are worth comparing within one run only: another busy process on the
machine slows llama.cpp's threads several times over, which is why the two sides take turns.
"""

import argparse
import json
import os
from importlib.metadata import version

from models.library import starter
from tests.bench import flat, loop


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="short outputs only: half a minute")
    parser.add_argument("--only", choices=("loop", "flat"))
    options = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if load > 0.5:
        print(f"The machine is busy (load {load:.1f}): the speeds below are lower than they could be.\n")
    result: dict[str, object] = {"llama_cpp_python": version("llama-cpp-python"), "cores": os.cpu_count(), "load": load}
    if options.only != "loop":
        result["flat"] = flat.bench(8_000 if options.quick else 32_000)
    weights = starter()
    if options.only != "flat" and weights is not None:
        result["loop"] = loop.bench(weights, loop.QUICK if options.quick else loop.WHOLE)
    elif weights is None:
        print("The starter weights are not installed (make setup): nothing to compare.")
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
