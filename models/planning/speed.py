"""How fast a placement would be: bytes that a token makes each device read, by how fast it reads.

Estimates. Writing is bound by memory: all weights that a token passes are read once for it, and the keys and values of
what came before. What a core gets through was measured: two came to 48 tokens a second of Qwen2.5-0.5B (19 GB/s) and to
109 of SmolLM2-135M (10 GB/s), on memory of 28 to 54 GB/s. The parts of a bandwidth that are reached, the times of a
layer and what cards do are set so that plans come near what owners of such machines report; none was measured here.
"""

import re
from dataclasses import dataclass

from models.hardware import Device, Hardware
from models.planning.bill import Places, places_of
from models.planning.graph import MAIN
from models.planning.values import Placement, cache_bytes
from models.shape import Layer, Shape, parameters_of

_DEPTH = 2048
"""Tokens of context that a figure is for."""
_MEMORY_EFFICIENCY, _CARD_EFFICIENCY = 0.7, 0.65
_EXPERTS = 0.7
"""Of these, what is left for experts, whose matrices are read here and there."""
_CODEBOOK = 0.6
"""The same of a card for types with code books."""
_CORE, _CORE_CODEBOOK = 10e9, 4e9
"""Bytes of weights that one core gets through in a second: types of evenly spaced steps, and those with code books (by
report)."""
_TOKEN_S, _HOP_S, _LAYER_S, _MIXTURE_S, _LATENT_S = 300e-6, 60e-6, 25e-6, 30e-6, 250e-6
"""Seconds of the engine for a token, for each change of device, and for starting and joining the work of a layer: any,
and beyond that one with experts, and one whose keys and values are compressed, which takes many small steps."""
_CORE_FLOPS = 50e9
_CARD_FLOPS_A_BYTE, _INTEGRATED_FLOPS_A_BYTE = 50.0, 20.0
"""Reading a prompt is bound by arithmetic: operations a second of a core, and of a card for each byte a second."""
_BUS = 20e9
"""Bytes a second from main memory to a card."""
_NETWORK_S = 500e-6


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens a second."""

    writing: float
    reading: float


def speed_of(shape: Shape, hardware: Hardware, placement: Placement) -> Speed:
    """How fast such a placement would be, whether or not it fits."""
    places = places_of(shape, len(hardware.devices), placement)
    return Speed(_writing(shape, hardware, placement, places), _reading(shape, hardware, placement, places))


# ---- writing --------------------------------------------------------------------------------------------------------


def _writing(shape: Shape, hardware: Hardware, placement: Placement, places: Places) -> float:
    rates = _Rates(shape, hardware)
    used = _used_part(shape)
    depth = min(_DEPTH, placement.n_ctx)
    seconds = _TOKEN_S + (shape.output + shape.embedding * shape.hyper.tied) / rates.weights(places.output)
    before = MAIN
    for layer, place, experts in zip(shape.layers, places.layers, places.experts, strict=True):
        where = place if placement.kv_on_gpu else MAIN
        seconds += _LAYER_S + _LATENT_S * shape.latent + layer.fixed / rates.weights(place)
        seconds += _cache_read(layer, placement, depth) / rates.weights(where)
        if layer.experts:
            seconds += _MIXTURE_S + layer.experts * used / (_EXPERTS * rates.weights(experts))
        hops = (place != before) + 2 * (experts != place) + 2 * (where != place)
        seconds += hops * _HOP_S
        before = place
    seconds += _NETWORK_S * sum(device.kind == "rpc" for device in hardware.devices)
    return 1 / seconds


def _cache_read(layer: Layer, placement: Placement, depth: int) -> int:
    seen = min(depth, layer.window) if layer.window else depth
    rows = cache_bytes(placement.type_k, layer.keys) + cache_bytes(placement.type_v, layer.values)
    return seen * rows + layer.state


def _used_part(shape: Shape) -> float:
    hyper = shape.hyper
    return min(1.0, hyper.experts_used / hyper.experts) if hyper.experts else 1.0


class _Rates:
    """Bytes a second that each place gets through."""

    def __init__(self, shape: Shape, hardware: Hardware) -> None:
        books = re.search(r"IQ[123]", shape.quantization.upper()) is not None
        cores = hardware.cores * (_CORE_CODEBOOK if books else _CORE)
        card = _CARD_EFFICIENCY * (_CODEBOOK if books else 1.0)
        self._rates = [
            max(1e6, min(hardware.bandwidth * _MEMORY_EFFICIENCY, cores)),
            *(max(1e6, device.bandwidth * card) for device in hardware.devices),
        ]

    def weights(self, place: int) -> float:
        return self._rates[place]


# ---- reading --------------------------------------------------------------------------------------------------------


def _reading(shape: Shape, hardware: Hardware, placement: Placement, places: Places) -> float:
    """Weights in main memory are either multiplied with there or, once for each batch, brought to a card."""
    counts, used = parameters_of(shape.hyper), _used_part(shape)
    cards = [device for device in hardware.devices if device.kind == "gpu"]
    together = max(1, min(placement.n_ubatch, placement.batch))
    main = hardware.cores * _CORE_FLOPS
    seconds = _TOKEN_S / together
    for layer, place, experts in zip(shape.layers, places.layers, places.experts, strict=True):
        common = counts.attention + (counts.shared + counts.router if layer.experts else counts.dense)
        parts = [(common, layer.fixed, place)]
        if layer.experts:
            parts.append((int(counts.experts * used), layer.experts, experts))
        for parameters, size, where in parts:
            if where != MAIN:
                seconds += 2 * parameters / _flops(hardware.devices[where - 1])
                continue
            here = 2 * parameters / main
            there = size / _BUS / together + 2 * parameters / _flops(cards[0]) if cards else here
            seconds += min(here, there)
    return 1 / seconds


def _flops(device: Device) -> float:
    a_byte = _INTEGRATED_FLOPS_A_BYTE if device.kind == "integrated" else _CARD_FLOPS_A_BYTE
    return max(1e9, device.bandwidth * a_byte)
