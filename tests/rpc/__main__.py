"""`make rpc-check`: what lies where, weights by weights, case by case; leaves with 1 where anything is not as told."""

import sys
import tempfile
from pathlib import Path

from models.library import starter
from tests.native.tools import RpcServer, Told, table, tools
from tests.rpc.check import cases, has_experts, layers_of, run
from tests.rpc.lost import lose_a_server
from tests.weights import TINY, write_weights

MIB = 1 << 20
HEAD = ("case", "weights: CPU", "RPC0", "KV: CPU", "RPC0", "layers", "overridden", "same text", "as told")


def main() -> int:
    programs = tools()
    if programs is None:
        print("llama.cpp's programs with RPC are not here: make native", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        wrong = check_all(Path(folder), programs)
    print("\nAll is where it should be." if not wrong else f"\n{wrong} faults.")
    return 1 if wrong else 0


def check_all(folder: Path, programs: Path) -> int:
    """Returns the number of faults."""
    weights = {name: write_weights(folder / f"{name}.gguf", shape) for name, shape in TINY.items()}
    small = starter()
    if small is not None:
        weights = {"starter": small} | weights
    server = RpcServer(programs, folder / "server.log")
    wrong = 0
    try:
        for name, path in weights.items():
            wrong += check_one(name, path, server, programs)
    finally:
        server.end()
    faults = lose_a_server(next(iter(weights.values())), folder, programs)
    print("\n### A server that dies during a generation\n")
    print("\n".join(faults) or "The generation ends with `lost_peer`, and what was said before is kept.")
    return wrong + len(faults)


def check_one(name: str, path: Path, server: RpcServer, programs: Path) -> int:
    right: Told | None = None
    rows, faults = [], []
    for case in cases(layers_of(path), has_experts(path)):
        outcome = run(path, case, server, programs, right)
        told = outcome.told
        right = right or told
        sizes = [f"{told.size(device, use) / MIB:.2f}" for use in ("weights", "kv") for device in ("CPU", "RPC0")]
        layers = f"{told.offloaded[0]}/{told.offloaded[1]}"
        same = "yes" if told.ids == right.ids else "NO"
        rows.append((case.name, *sizes, layers, str(told.overridden), same, "NO" if outcome.faults else "yes"))
        faults += [f"{case.name}: {fault}" for fault in outcome.faults]
    print(f"\n### {name}: MiB as llama.cpp's log has them\n\n{table(HEAD, rows)}")
    print("\n".join(faults))
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
