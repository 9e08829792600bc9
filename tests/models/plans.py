"""Five machines, some well-known weights, and how each runs on each: `python -m tests.models.plans` writes plans.txt.

Read what it writes: a plan that nobody would follow is a fault that no other test sees. The sizes of files are those of
published builds, rounded.
"""

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from models.hardware import GIB, Device, Hardware
from models.plan import Placement, Plan, Share, Wishes, best_build, builds_planned
from models.shape import Hyper

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = Path(__file__).with_name("plans.txt")
HEAD = (
    f"{'build':<12} {'GB':>6} {'machine':<14} {'fit':<18} {'tok/s':>6} {'read/s':>7} {'context':>7} {'layers':>6} "
    f"{'experts':>8} {'KV':<5} {'memory GB':>12}  devices GB"
)


def _machine(memory: int, bandwidth: float, cores: int, *cards: tuple[int, float]) -> Hardware:
    devices = tuple(
        Device(f"CUDA{number}", "gpu", size * GIB, int(size * GIB * 0.97), speed)
        for number, (size, speed) in enumerate(cards)
    )
    return Hardware(memory * GIB, int(memory * GIB * 0.75), cores, bandwidth, devices)


MACHINES: Final[Mapping[str, Hardware]] = {
    "8": _machine(8, 35e9, 4),
    "16 + 8": _machine(16, 50e9, 6, (8, 272e9)),
    "64 + 24": _machine(64, 75e9, 8, (24, 1008e9)),
    "256 + 48": _machine(256, 180e9, 16, (48, 1344e9)),
    "768 + 2x80": _machine(768, 400e9, 48, (80, 2000e9), (80, 2000e9)),
}
"""A laptop without a GPU; PCs with a middling and a large one; workstations. By GB of memory and of cards."""


@dataclass(frozen=True)
class Build:
    quantization: str
    size: int


@dataclass(frozen=True)
class Entry:
    """As much of a catalog's entry as a plan needs."""

    id: str
    architecture: str
    hyper: Hyper
    context: int
    builds: tuple[Build, ...]


def _entry(id: str, architecture: str, context: int, hyper: Hyper, **gigabytes: float) -> Entry:
    builds = tuple(Build(name, int(size * 1e9)) for name, size in gigabytes.items())
    return Entry(id, architecture, hyper, context, builds)


_MIXED = {"experts": 128, "experts_used": 8}
REFERENCE: Final[tuple[Entry, ...]] = (
    _entry(
        *("DeepSeek-R1-Distill-Qwen-1.5B", "qwen2", 131_072, Hyper(28, 1536, 12, 2, 128, 128, 8960, 151_936)),
        Q4_K_M=1.12, Q8_0=1.89,
    ),
    _entry(
        *("DeepSeek-R1-Distill-Llama-8B", "llama", 131_072, Hyper(32, 4096, 32, 8, 128, 128, 14_336, 128_256)),
        Q4_K_M=4.92, Q8_0=8.54,
    ),
    _entry(
        *("DeepSeek-R1-Distill-Qwen-32B", "qwen2", 131_072, Hyper(64, 5120, 40, 8, 128, 128, 27_648, 152_064)),
        Q4_K_M=19.85, Q8_0=34.8,
    ),
    _entry(
        *("DeepSeek-R1-Distill-Llama-70B", "llama", 131_072, Hyper(80, 8192, 64, 8, 128, 128, 28_672, 128_256)),
        IQ2_XXS=19.1, Q4_K_M=42.5,
    ),
    _entry(
        *("Qwen3-30B-A3B", "qwen3moe", 40_960),
        Hyper(48, 2048, 32, 4, 128, 128, 6144, 151_936, expert_feed_forward=768, **_MIXED),
        Q4_K_M=18.6, Q8_0=32.5,
    ),
    _entry(
        *("gpt-oss-120b", "gpt-oss", 131_072),
        Hyper(
            *(36, 2880, 64, 8, 64, 64, 2880, 201_088), experts=128, experts_used=4, expert_feed_forward=2880,
            window=128, window_every=2,
        ),
        MXFP4=63.4,
    ),
    _entry(
        *("DeepSeek-R1", "deepseek2", 163_840),
        Hyper(
            *(61, 7168, 128, 128, 192, 128, 18_432, 129_280), dense_layers=3, experts=256, experts_used=8,
            expert_feed_forward=2048, shared_experts=1, kv_rank=512, rope_length=64, q_rank=1536,
        ),
        IQ1_S=131, IQ1_M=158, Q2_K_XL=212, Q4_K_M=404, Q8_0=713,
    ),
)  # fmt: skip


def shipped() -> tuple[Any, ...]:
    """The entries of the catalog that is shipped; none where there is no catalog yet."""
    path = ROOT / "assets" / "catalog.toml"
    if importlib.util.find_spec("models.catalog") is None or not path.is_file():
        return ()
    from models.catalog import load_catalog

    return tuple(load_catalog(path).entries)


# ---- the table ------------------------------------------------------------------------------------------------------


def table(entries: tuple[Any, ...]) -> str:
    """All plans, as text for people."""
    return "\n".join(line for entry in entries for line in _lines(entry))


def _lines(entry: Any) -> Iterator[str]:
    yield f"{entry.id}\n{HEAD}"
    planned = {name: builds_planned(entry, machine) for name, machine in MACHINES.items()}
    for number, build in enumerate(entry.builds):
        for name, plans in planned.items():
            yield _line(build, name, plans[number][1])
    chosen = {name: best_build(entry, machine) for name, machine in MACHINES.items()}
    told = (f"{name}: {found[0].quantization if found else 'none'}" for name, found in chosen.items())
    yield f"recommended   {',  '.join(told)}\n"


def _line(build: Any, machine: str, plan: Plan) -> str:
    placement = plan.placement
    main, *devices = plan.shares
    missing = f"  lacks {plan.missing / 1e9:.1f}" if plan.missing else ""
    return (
        f"{build.quantization:<12} {build.size / 1e9:>6.1f} {machine:<14} {plan.fit:<18} {plan.tokens_per_s:>6.1f} "
        f"{plan.prefill_per_s:>7.0f} {placement.n_ctx:>7} {_count(placement.gpu_layers):>6} "
        f"{_experts(placement):>8} {placement.type_k:<5} {_share(main):>12}  "
        f"{'  '.join(map(_share, devices)) or '-'}{missing}"
    )


def _count(number: int) -> str:
    return "all" if number < 0 else str(number)


def _experts(placement: Placement) -> str:
    return f"{_count(placement.experts_on_cpu)} kept" if placement.experts_on_cpu else "-"


def _share(share: Share) -> str:
    return f"{share.total / 1e9:.1f}/{share.capacity / 1e9:.1f}"


def wished(entry: Any, machine: Hardware, **wishes: Any) -> list[Plan]:
    return [plan for _, plan in builds_planned(entry, machine, replace(Wishes(), **wishes))]


def text() -> str:
    return f"{__doc__.splitlines()[0].split(':')[0]}.\n\n{table(REFERENCE + shipped())}\n"


if __name__ == "__main__":
    WRITTEN.write_text(text(), "utf-8")
    sys.stdout.write(text())
