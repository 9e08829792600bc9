"""Random tensors in ggml's own block formats, made at once and not by quantizing: half a billion numbers in seconds.

Every value has mean 0 (but for a twentieth of a step) and the standard deviation that is asked for. Layouts: the
`block_*` structs of ggml-common.h.
"""

import zlib
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.constants import GGML_QUANT_SIZES

Array = np.ndarray
_BITS4, _BITS5, _BITS6, _BYTE = (np.sqrt((n * n - 1) / 12) for n in (16, 32, 64, 255))
"""Standard deviations of evenly spread whole numbers."""


def random_tensor(name: str, shape: tuple[int, ...], kind: Type, deviation: float, seed: int) -> Array:
    """A tensor whose numbers depend on its name and `seed` alone. `shape` has the rows' length last, as numpy has it.

    Quantized ones come as bytes, rows of whole blocks.
    """
    generator = np.random.default_rng((seed, zlib.crc32(name.encode())))
    if kind in (Type.F32, Type.F16):
        values = generator.standard_normal(shape, dtype=np.float32) * np.float32(deviation)
        return values.astype(np.float16 if kind == Type.F16 else np.float32)
    block, size = GGML_QUANT_SIZES[kind]
    if shape[-1] % block:
        raise ValueError(f"rows of {shape[-1]} are no whole blocks of {kind.name}")
    count = int(np.prod(shape)) // block
    data = np.frombuffer(generator.bytes(count * size), np.uint8).reshape(count, size).copy()
    _SCALES[kind](data, deviation)
    return data.reshape(*shape[:-1], shape[-1] // block * size)


def _half(value: float) -> Array:
    return np.array([value], np.float16).view(np.uint8)


def _q8_0(data: Array, deviation: float) -> None:
    data[:, :2] = _half(deviation / _BYTE)
    data[:, 2:][data[:, 2:] == 128] = 0  # ggml never writes -128


def _q4_0(data: Array, deviation: float) -> None:
    data[:, :2] = _half(deviation / _BITS4)


def _q5_0(data: Array, deviation: float) -> None:
    data[:, :2] = _half(deviation / _BITS5)


def _q4_k(data: Array, deviation: float) -> None:
    """Eight scales and minima of 6 bits, all 1: value = d * q - dmin."""
    step = deviation / _BITS4
    data[:, :2] = _half(step)
    data[:, 2:4] = _half(7.5 * step)
    data[:, 4:12] = 1
    data[:, 12:16] = 0x11


def _q6_k(data: Array, deviation: float) -> None:
    data[:, 192:208] = 1
    data[:, 208:] = _half(deviation / _BITS6)


_SCALES: Final[Mapping[Type, Callable[[Array, float], None]]] = {
    Type.Q8_0: _q8_0,
    Type.Q4_0: _q4_0,
    Type.Q5_0: _q5_0,
    Type.Q4_K: _q4_k,
    Type.Q6_K: _q6_k,
}
