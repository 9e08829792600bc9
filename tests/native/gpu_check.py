"""`make gpu-check`: speed, offload and memory on whatever accelerator there is, each as a table in Markdown.

Uses the bindings that are installed (`make GPU=cuda setup`), or the libraries that `LLAMA_CPP_LIB_PATH` names, through
the engine itself. Weights are random ones of the shape of Qwen2.5-0.5B and a tiny mixture of experts, unless a file is
named; they are read and not mapped, so that the sizes are exact.
"""

import argparse
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from runtime.protocol import Delta, Failed, Finished, Generate, Hello, Load, Loaded, Prepared, Sampling, Turn
from tests.native.tools import table
from tests.rpc.check import layers_of
from tests.runtime.conftest import Engine
from tests.weights import QWEN_HALF_BILLION, TINY, write_weights

MIB = 1 << 20
TOKENS = 128
USES = ("weights", "kv", "compute")
Steps = dict[str, dict[str, Any]]
PROMPT = "There is more to be said of the sea than of any one ship on it. " * 32


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", nargs="?", type=Path, help="a GGUF file in place of random weights")
    parser.add_argument("--rpc", action="append", default=[], metavar="HOST:PORT", help="an RPC server to use as well")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine("--backend", "llama", log=Path(folder) / "log")
        try:
            return check(engine, Path(folder), chosen.weights, chosen.rpc)
        finally:
            engine.process.kill()
            engine.process.wait()


def check(engine: Engine, folder: Path, named: Path | None, rpc: list[str]) -> int:
    hello = engine.event(60)
    assert isinstance(hello, Hello)
    devices = [device for device in hello.devices if device.kind != "cpu"]
    show_devices(hello)
    dense = named or write_weights(folder / "dense.gguf", QWEN_HALF_BILLION)
    some = bool(devices or rpc)
    faults = measure(engine, dense, dense_steps(layers_of(dense), some), dense.stem, rpc)
    if named is None:
        mixture = write_weights(folder / "experts.gguf", TINY["qwen3moe"])
        faults += measure(engine, mixture, expert_steps(some), "a tiny mixture of experts (no times to go by)", rpc)
    if not some:
        print("\nThere is no accelerator here, or llama.cpp was built without one: the CPU alone was measured.")
    print("\n".join(["", *faults]) if faults else "")
    return 1 if faults else 0


def show_devices(hello: Hello) -> None:
    print(f"llama-cpp-python {hello.backend_version} on {platform.machine()} {platform.system()}, RPC: {hello.rpc}\n")
    rows = [
        (each.name, each.description, each.kind, f"{each.memory_free / MIB:.0f}", f"{each.memory_total / MIB:.0f}")
        for each in hello.devices
    ]
    print(table(("device", "what", "kind", "free MiB", "of"), rows))


def dense_steps(layers: int, accelerated: bool) -> Steps:
    steps: Steps = {"CPU": {"gpu_layers": 0}}
    if accelerated:
        steps |= {
            "half of the layers": {"gpu_layers": layers // 2},
            "all": {"gpu_layers": -1},
            "all, flash attention": {"gpu_layers": -1, "flash_attention": "on"},
            "all, q8_0 cache": {"gpu_layers": -1, "type_k": "q8_0", "type_v": "q8_0"},
            "all, cache in main memory": {"gpu_layers": -1, "kv_on_gpu": False},
        }
    return steps


def expert_steps(accelerated: bool) -> Steps:
    steps: Steps = {"CPU": {"gpu_layers": 0}}
    if accelerated:
        steps |= {
            "all": {"gpu_layers": -1},
            "experts on the CPU": {"gpu_layers": -1, "experts_on_cpu": -1},
            "experts of the last 2 on the CPU": {"gpu_layers": -1, "experts_on_cpu": 2, "experts_from": "last"},
        }
    return steps


def measure(engine: Engine, weights: Path, steps: Steps, title: str, rpc: list[str]) -> list[str]:
    """A table of speed and memory, step by step. Returns what is not as it should be."""
    rows, faults = [], []
    for name, options in steps.items():
        loaded = load(engine, weights, rpc=rpc, **options)
        if isinstance(loaded, Failed):
            faults.append(f"{name}: {loaded.kind} {loaded.field} {loaded.detail}")
            continue
        on_gpu = {use: sum(b.size for b in loaded.buffers if b.use == use and b.device != "CPU") for use in USES}
        in_main = sum(b.size for b in loaded.buffers if b.device == "CPU")
        prefill, decode = run(engine)
        memory = [f"{on_gpu[use] / MIB:.1f}" for use in USES]
        rows.append((name, str(loaded.gpu_layers), *memory, f"{in_main / MIB:.1f}", f"{prefill:.0f}", f"{decode:.1f}"))
        if options["gpu_layers"] and not on_gpu["weights"]:
            faults.append(f"{name}: no weights on an accelerator")
    head = ("placed", "layers", *(f"{use} there" for use in USES), "main memory", "prefill tok/s", "decode tok/s")
    print(f"\n### {title}, MiB as llama.cpp's log has them\n\n{table(head, rows)}")
    return faults


def load(engine: Engine, weights: Path, **options: Any) -> Loaded | Failed:
    engine.send(Load(id=1, path=str(weights), n_ctx=4096, lanes=4, mmap=False, **options))
    last = engine.until(Loaded, Failed, within=300)[-1]
    assert isinstance(last, Loaded | Failed)
    return last


def run(engine: Engine) -> tuple[float, float]:
    """Tokens a second of the prompt and of what follows, of a second run, so that everything is warmed up."""
    for number, words in ((2, "again: "), (3, "")):
        turns = [Turn(role="user", content=words + PROMPT)]
        began = time.monotonic()
        engine.send(
            Generate(id=number, turns=turns, sampling=Sampling(temperature=0.0), max_tokens=TOKENS, figures=False)
        )
        events = engine.until(Prepared, Failed, within=300)
        events += engine.until(Finished, Failed, within=300)
        took = time.monotonic() - began
    last = events[-1]
    assert isinstance(last, Finished), last
    prepared = next(event for event in events if isinstance(event, Prepared))
    told = [event for event in events if isinstance(event, Delta)]
    first = last.totals.first_token_s or took
    tokens = sum(len(event.ids) for event in told)
    read = prepared.prompt_tokens - prepared.cached_tokens
    return read / first, (tokens - 1) / max(took - first, 1e-9)


if __name__ == "__main__":
    sys.exit(main())
