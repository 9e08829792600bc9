"""Where llama.cpp puts weights and KV cache, compared with what it was told: the proof of placement, without a GPU.

RPC servers on loopback are devices like any other. Weights are read and not mapped here, so that the sizes in
llama.cpp's log are those of the tensors and can be compared with the file's own table.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.gguf import Tensor, read_header
from models.quants import TENSOR_TYPES
from tests.native.tools import RpcServer, Told, probe

EXPERTS = re.compile(r"_exps")
FEED_FORWARD = r"\.ffn_(up|down|gate)(_exps|_shexp)?\."
OUTPUT = ("output.weight", "output_norm.weight")
ROUNDING = 0.01 * (1 << 20)
"""Of the log, for each buffer."""
PADDING = 64
"""Most bytes by which a buffer rounds up a tensor."""

Place = Callable[[str, int], str]
"""Name of a tensor and its layer (-1 outside of layers, one past the last for the output): which device has it."""


@dataclass(frozen=True)
class Case:
    """One way of placing weights, and where everything should be then."""

    name: str
    options: dict[str, Any]
    place: Place
    kv: frozenset[str]
    """The devices that should hold KV cache, and no others."""
    offloaded: int
    """Layers that llama.cpp should count as offloaded, the output included."""


@dataclass(frozen=True)
class Outcome:
    """What came of a case; `faults` is empty where all is as it should be."""

    case: str
    told: Told
    expected: dict[str, int]
    """Bytes of weights for each device."""
    faults: list[str] = field(default_factory=list)


def cases(layers: int, experts: bool) -> Iterator[Case]:
    """For weights of so many layers and one server, `RPC0`."""
    half = layers // 2
    by_hand = [{"pattern": FEED_FORWARD, "device": "CPU"}]
    cpu, rpc, both = frozenset({"CPU"}), frozenset({"RPC0"}), frozenset({"CPU", "RPC0"})
    yield Case("nothing on RPC0", {"gpu_layers": 0}, lambda name, layer: "CPU", cpu, 0)
    yield Case("all layers on RPC0", {}, _from(0), rpc, layers + 1)
    yield Case(f"the last {half} and the output", {"gpu_layers": half + 1}, _from(layers - half), both, half + 1)
    yield Case("all, KV in main memory", {"kv_on_gpu": False}, _from(0), cpu, layers + 1)
    yield Case("all, feed-forward on the CPU", {"overrides": by_hand}, _but(FEED_FORWARD), rpc, layers + 1)
    if experts:
        yield Case("all, experts on the CPU", {"experts_on_cpu": -1}, _but("_exps"), rpc, layers + 1)
        # Only the last layers are there, so that it shows whether first and last are mistaken for one another.
        for part, left in (("first", ""), ("last", rf"blk\.{layers - 1}\..*_exps")):
            options = {"gpu_layers": half + 1, "experts_on_cpu": 1, "experts_from": part}
            name = f"the last {half}, experts of the {part} layer on the CPU"
            yield Case(name, options, _from(layers - half, left), both, half + 1)
    moved = [{"pattern": r"blk\.0\.ffn_", "device": "RPC0"}]
    yield Case(
        "nothing but one layer's feed-forward", {"gpu_layers": 0, "overrides": moved}, _only(r"blk\.0\.ffn_"), cpu, 0
    )


def _from(first: int, left: str = "") -> Place:
    return lambda name, layer: "RPC0" if layer >= first and not (left and re.search(left, name)) else "CPU"


def _but(pattern: str) -> Place:
    return lambda name, layer: "CPU" if layer < 0 or re.search(pattern, name) else "RPC0"


def _only(pattern: str) -> Place:
    return lambda name, layer: "RPC0" if re.search(pattern, name) else "CPU"


def run(path: Path, case: Case, server: RpcServer, programs: Path, right: Told | None) -> Outcome:
    """Carry out a case. `right` is what the same weights said before, placed otherwise."""
    told = probe(path, libraries=programs, rpc=[server.address], mmap=False, **case.options)
    expected = expect(path, case.place)
    outcome = Outcome(case.name, told, expected)
    if told.fault:
        outcome.faults.append(f"{told.fault}: {told.name} {told.detail}")
        return outcome
    tensors = len(read_header(path).tensors)
    for device in {*expected, *told.devices}:
        size, wanted = told.size(device, "weights"), expected.get(device, 0)
        if not wanted - ROUNDING <= size <= wanted + 2 * ROUNDING + PADDING * tensors:
            outcome.faults.append(f"{size} bytes of weights on {device}, and not {wanted}")
    kv = {device for device, use in told.buffers if use == "kv"}
    if kv != case.kv:
        outcome.faults.append(f"KV cache on {sorted(kv)}, and not on {sorted(case.kv)}")
    if told.offloaded[0] != case.offloaded:
        outcome.faults.append(f"{told.offloaded[0]} layers offloaded, and not {case.offloaded}")
    if right is not None and told.ids != right.ids:
        outcome.faults.append(f"it says {told.text!r}, and not {right.text!r}")
    return outcome


def expect(path: Path, place: Place) -> dict[str, int]:
    """Bytes of weights that each device should have, by the tensor table of the file."""
    header = read_header(path)
    layers = layers_of(path)
    sizes: dict[str, int] = {}

    def add(tensor: Tensor, name: str, layer: int) -> None:
        kind = TENSOR_TYPES[tensor.type]
        device = place(name, layer)
        sizes[device] = sizes.get(device, 0) + tensor.elements // kind.block * kind.size

    names = {tensor.name for tensor in header.tensors}
    for tensor in header.tensors:
        found = re.match(r"blk\.(\d+)\.", tensor.name)
        add(tensor, tensor.name, int(found[1]) if found else layers if tensor.name in OUTPUT else -1)
        tied = tensor.name == "token_embd.weight" and "output.weight" not in names
        if tied and place("output.weight", layers) != place(tensor.name, -1):
            add(tensor, "output.weight", layers)  # the same numbers again, where they are multiplied with
    return sizes


def layers_of(path: Path) -> int:
    metadata = read_header(path).metadata
    layers = metadata[f"{metadata['general.architecture']}.block_count"]
    assert isinstance(layers, int)
    return layers


def has_experts(path: Path) -> bool:
    return any(EXPERTS.search(tensor.name) for tensor in read_header(path).tensors)
