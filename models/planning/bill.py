"""What a placement takes on each device: weights, the memory of the context, and the buffers of a step.

Which layer goes where follows `load_tensors` of llama.cpp's llama-model.cpp: the embedding stays in main memory, the
last `gpu_layers` go to devices, the output counts as the layer after the last. Sizes are those of llama.cpp's log, but
for weights that are mapped from a file and repacked for the processor: the log counts these twice, and the mapped half
is given back when memory is wanted. Not reckoned: the layout for Intel's AMX (a tenth more, and tied weights twice).
The buffer of predictions is that of the start; speculation may add 16 rows.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from models.hardware import GIB, Device, Hardware
from models.planning.graph import MAIN, Setting, Step, compute_bytes, shortened
from models.planning.values import MAIN_MEMORY, WINDOWS_KEPT_WHOLE, Placement, Share, cache_bytes
from models.shape import Layer, Shape

_SYSTEM = 3 * GIB // 2
_SYSTEM_PART = 0.06
"""Left to the system, the desktop and Sibian: 1.5 GiB and a sixteenth."""
_DEVICE = 450 << 20
_DEVICE_PART = 0.02
"""Left on a graphics card for its driver's own context and scratch memory, which llama.cpp's log does not count."""


_PIPELINED = 4
"""GGML_SCHED_MAX_COPIES."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each layer is; 0 is main memory, devices count from 1."""

    layers: tuple[int, ...]
    experts: tuple[int, ...]
    output: int


def capacities(hardware: Hardware) -> tuple[int, ...]:
    """Bytes that weights may use: main memory's first, then each device's."""
    main = max(0, int(hardware.memory * (1 - _SYSTEM_PART)) - _SYSTEM)
    return (main, *(_capacity(device, main) for device in hardware.devices))


def _capacity(device: Device, main: int) -> int:
    if device.kind == "integrated":  # a part of main memory, and lent out whole
        return min(main, device.total)
    free = min(device.free, device.total) if device.free else device.total
    return max(0, min(free, int(device.total * (1 - _DEVICE_PART))) - _DEVICE)


def places_of(shape: Shape, devices: int, placement: Placement) -> Places:
    """Which layer lies where, as llama.cpp decides it."""
    count = len(shape.layers)
    wanted = placement.gpu_layers if placement.gpu_layers >= 0 else count + 1
    on_devices = min(wanted, count + 1) if devices else 0
    first = count + 1 - on_devices
    shares = list(placement.tensor_split[:devices]) or [1.0] * devices
    shares += [0.0] * (devices - len(shares))
    ends = [part / (sum(shares) or 1.0) for part in accumulate(shares)]

    def place(layer: int) -> int:
        if layer < first:
            return MAIN
        return 1 + min(devices - 1, bisect_right(ends, (layer - first) / on_devices))

    layers = tuple(map(place, range(count)))
    kept = set(_kept(shape.expert_layers, placement))
    experts = tuple(MAIN if number in kept else where for number, where in enumerate(layers))
    return Places(layers, experts, place(count))


def _kept(layers: Sequence[int], placement: Placement) -> Sequence[int]:
    """The layers whose experts stay in main memory."""
    wanted = placement.experts_on_cpu
    if wanted < 0 or wanted >= len(layers):
        return layers
    return layers[:wanted] if placement.experts_from == "first" else layers[len(layers) - wanted :]


def bill(shape: Shape, hardware: Hardware, placement: Placement) -> tuple[Share, ...]:
    """Bytes on main memory and on each device."""
    devices = hardware.devices
    places = places_of(shape, len(devices), placement)
    weights = _weights(shape, places, len(devices))
    kv = _kv(shape, places, placement, len(devices))
    compute = _compute(shape, hardware, places, placement)
    compute[MAIN] += 4 * placement.sequences * shape.hyper.vocabulary
    names = (MAIN_MEMORY, *(device.name for device in devices))
    return tuple(map(Share, names, weights, kv, compute, capacities(hardware)))


def _weights(shape: Shape, places: Places, devices: int) -> list[int]:
    sizes = [0] * (devices + 1)
    sizes[MAIN] += shape.embedding
    sizes[places.output] += shape.output
    if shape.hyper.tied and places.output != MAIN:
        sizes[places.output] += shape.embedding  # the same numbers again, where they are multiplied with
    for layer, place, experts in _located(shape, places):
        sizes[place] += layer.fixed
        sizes[experts] += layer.experts
    return sizes


def _kv(shape: Shape, places: Places, placement: Placement, devices: int) -> list[int]:
    sizes = [0] * (devices + 1)
    for layer, place in zip(shape.layers, places.layers, strict=True):
        where = place if placement.kv_on_gpu else MAIN
        sizes[where] += sum(_cache(layer, placement)) + layer.state * placement.sequences
    return sizes


def _cache(layer: Layer, placement: Placement) -> tuple[int, int]:
    """Bytes of a layer's keys and of its values. Rows of whole blocks: any number of cells is as many times one."""
    cells = placement.cells
    if layer.window and not WINDOWS_KEPT_WHOLE:
        seen = layer.window * placement.sequences + min(placement.n_ubatch, placement.batch)
        cells = min(cells, -(-min(cells, seen) // 256) * 256)
    return cells * cache_bytes(placement.type_k, layer.keys), cells * cache_bytes(placement.type_v, layer.values)


# ---- the buffers of a step ------------------------------------------------------------------------------------------


def _compute(shape: Shape, hardware: Hardware, places: Places, placement: Placement) -> list[int]:
    together = min(placement.n_ubatch, placement.batch)
    together = -(-max(together, placement.sequences) // placement.sequences) * placement.sequences
    copies = _PIPELINED if _pipelined(shape, hardware, places, placement) else 1
    setting = Setting(
        together, placement.cells, placement.rows, placement.flash, placement.type_k, placement.type_v, copies
    )
    sizes = [0] * (len(hardware.devices) + 1)
    for borrowed in (False, True) if _borrows(hardware) else (False,):
        carried = _carried(shape) if borrowed else (0, 0)
        steps = shortened([_step(each, at, ex, placement, carried) for each, at, ex in _located(shape, places)])
        for place, size in compute_bytes(shape.hyper, shape.latent, steps, places.output, setting):
            sizes[place] = max(sizes[place], size)
    return sizes


def _pipelined(shape: Shape, hardware: Hardware, places: Places, placement: Placement) -> bool:
    """Whether llama.cpp keeps several devices busy with a step each (`pipeline_parallel` of llama-context.cpp)."""
    apart = any(device.kind != "integrated" for device in hardware.devices)
    whole = len(hardware.devices) > 1 and MAIN not in (*places.layers, *places.experts, places.output)
    return whole and apart and placement.kv_on_gpu and not (placement.experts_on_cpu and shape.expert_layers)


def _borrows(hardware: Hardware) -> bool:
    """Whether a card takes part in reading prompts with weights that lie in main memory: llama.cpp then copies them
    there, matrix by matrix (`op_offload` of ggml-backend.cpp, from 32 tokens on). RPC servers do not."""
    return any(device.kind == "gpu" for device in hardware.devices)


def _located(shape: Shape, places: Places) -> Iterator[tuple[Layer, int, int]]:
    return zip(shape.layers, places.layers, places.experts, strict=True)


def _carried(shape: Shape) -> tuple[int, int]:
    """Bytes of the largest matrix of dense layers, and of experts, that may be brought to a card."""
    dense = max((layer.feed_forward for layer in shape.layers if not layer.experts), default=0) // 3
    return dense, max((layer.largest for layer in shape.layers), default=0)


def _step(layer: Layer, place: int, experts: int, placement: Placement, carried: tuple[int, int]) -> Step:
    """`carried` is what `_carried` says where cards borrow weights, else nothing."""
    weights, cache = 0, place != MAIN and not placement.kv_on_gpu
    if any(carried):
        if experts == MAIN:
            weights = carried[1 if layer.experts else 0]
        cache = cache or place == MAIN
        place = place or 1
        experts = experts or place
    return Step(
        place=place,
        experts_place=experts,
        mixture=layer.experts > 0,
        keys=layer.keys,
        values=layer.values,
        state=layer.state * placement.sequences,
        window=layer.window > 0,
        cache_copy=tuple(filter(None, _cache(layer, placement))) if cache else (),
        weight_copy=weights,
    )
