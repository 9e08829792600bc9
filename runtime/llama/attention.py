"""Whether a device can read a KV cache of certain types by flash attention.

llama.cpp does not say: where the device cannot, it moves the attention of every layer to the CPU without a word. So the
very operation is made up here, without data, and the device asked (`ggml_backend_dev_supports_op`). RPC servers always
say yes.
"""

import ctypes
from typing import Final

from runtime.llama.contents import Heads
from runtime.llama.devices import Found
from runtime.llama.symbols import function
from runtime.protocol import CacheType

CACHE_TYPES: Final[dict[CacheType, int]] = {
    "f32": 0, "f16": 1, "q4_0": 2, "q4_1": 3, "q5_0": 6, "q5_1": 7, "q8_0": 8, "iq4_nl": 20, "bf16": 30,
}  # fmt: skip
"""ggml_type of ggml.h."""
WHOLE: Final = frozenset({"f32", "f16", "bf16"})
"""Those that are not quantized."""

_TENSORS = 16
_CELLS = 256


class _Room(ctypes.Structure):
    """ggml_init_params."""

    _fields_ = (("size", ctypes.c_size_t), ("buffer", ctypes.c_void_p), ("no_alloc", ctypes.c_bool))


def attends(device: Found, type_k: CacheType, type_v: CacheType, heads: Heads) -> bool:
    """Whether `device` reads keys and values of these types, for weights with such heads."""
    size = _TENSORS * function("ggml_tensor_overhead", ctypes.c_size_t)()
    context = function("ggml_init", ctypes.c_void_p, _Room)(_Room(size, None, True))
    integers = [ctypes.c_int64] * 4
    tensor = function("ggml_new_tensor_4d", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, *integers)
    pointers, floats = [ctypes.c_void_p] * 5, [ctypes.c_float] * 3
    attention = function("ggml_flash_attn_ext", ctypes.c_void_p, *pointers, *floats)
    supports = function("ggml_backend_dev_supports_op", ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    try:
        queries = tensor(context, CACHE_TYPES["f32"], heads.size, 1, heads.count, 1)
        keys = tensor(context, CACHE_TYPES[type_k], heads.size, _CELLS, heads.kept, 1)
        values = tensor(context, CACHE_TYPES[type_v], heads.size, _CELLS, heads.kept, 1)
        mask = tensor(context, CACHE_TYPES["f16"], _CELLS, 1, 1, 1)
        operation = attention(context, queries, keys, values, mask, heads.size**-0.5, 0.0, 0.0)
        return bool(supports(device.address, operation))
    finally:
        function("ggml_free", None, ctypes.c_void_p)(context)
