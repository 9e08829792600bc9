"""What a GGUF file holds, as far as placing it needs to know: layers, names of tensors, and whether it is an adapter.

Read with ggml's own reader (`gguf_*` of gguf.h), which is what llama.cpp reads the file with a moment later. Read only
where an option needs it: it costs about as much as reading the vocabulary.
"""

import ctypes
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from runtime.llama.symbols import function

_SHARD = re.compile(r"(?P<stem>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL)
_EXPERTS = re.compile(r"blk\.(\d+)\.ffn_(up|down|gate|gate_up)_(ch|)exps")
_INTEGERS: Final = {2: "u16", 4: "u32", 5: "i32", 10: "u64"}
_STRING: Final = 8
"""gguf_type of gguf.h."""


class _Reading(ctypes.Structure):
    """gguf_init_params."""

    _fields_ = (("no_alloc", ctypes.c_bool), ("context", ctypes.c_void_p))


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the attention."""

    count: int
    kept: int
    """Heads of keys and values; with grouped queries, fewer."""
    size: int
    """Numbers in each."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Of weights in several files, those of all of them together."""

    architecture: str
    kind: str
    """`general.type`: "model" or empty, "adapter"."""
    adapter: str
    """`adapter.type`: "lora"; empty for what is no adapter."""
    layers: int
    """Repeating layers."""
    tensors: tuple[str, ...]
    heads: Heads | None
    """None where they differ by layer, or where keys and values differ in size (MLA)."""

    @property
    def expert_layers(self) -> list[int]:
        """Layers that have experts, ascending."""
        return sorted({int(found[1]) for found in map(_EXPERTS.match, self.tensors) if found})

    @property
    def latent(self) -> bool:
        """Whether attention is compressed (MLA) and kept by heads; older files keep all heads in one."""
        return any(".attn_k_b." in name for name in self.tensors)


def read_contents(path: Path) -> Contents | None:
    """None for a file that is no GGUF or lacks a part; llama.cpp says better than this what is wrong with it."""
    parts = [_read(part) for part in _parts(path)]
    first = parts[0]
    if first is None or None in parts:
        return None
    tensors = tuple(name for part in parts if part is not None for name in part.tensors)
    return replace(first, tensors=tensors)


def _parts(path: Path) -> list[Path]:
    found = _SHARD.fullmatch(path.name)
    if found is None:
        return [path]
    count = int(found["count"])
    return [path.with_name(f"{found['stem']}-{number:05}-of-{count:05}.gguf") for number in range(1, count + 1)]


def _read(path: Path) -> Contents | None:
    open_file = function("gguf_init_from_file", ctypes.c_void_p, ctypes.c_char_p, _Reading)
    context = open_file(os.fsencode(path), _Reading(no_alloc=True, context=None))
    if not context:
        return None
    try:
        architecture = _text(context, "general.architecture")
        count = function("gguf_get_n_tensors", ctypes.c_int64, ctypes.c_void_p)(context)
        name = function("gguf_get_tensor_name", ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int64)
        return Contents(
            architecture=architecture,
            kind=_text(context, "general.type"),
            adapter=_text(context, "adapter.type"),
            layers=_number(context, f"{architecture}.block_count"),
            tensors=tuple(name(context, index).decode("utf-8", "replace") for index in range(count)),
            heads=_heads(context, architecture),
        )
    finally:
        function("gguf_free", None, ctypes.c_void_p)(context)


def _heads(context: int, architecture: str) -> Heads | None:
    def number(key: str) -> int:
        return _number(context, f"{architecture}.{key}")

    count = number("attention.head_count")
    size = number("attention.key_length") or (number("embedding_length") // count if count else 0)
    kept = number("attention.head_count_kv") or count
    values = number("attention.value_length") or size
    return Heads(count, kept, size) if count and size and kept and values == size else None


def _text(context: int, key: str) -> str:
    at, kind = _find(context, key)
    if kind != _STRING:
        return ""
    value = function("gguf_get_val_str", ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int64)(context, at)
    return str(value.decode("utf-8", "replace"))


def _number(context: int, key: str) -> int:
    at, kind = _find(context, key)
    if kind not in _INTEGERS:
        return 0
    result: Any = getattr(
        ctypes, {"u16": "c_uint16", "u32": "c_uint32", "i32": "c_int32"}.get(_INTEGERS[kind], "c_uint64")
    )
    get = function(f"gguf_get_val_{_INTEGERS[kind]}", result, ctypes.c_void_p, ctypes.c_int64)
    return int(get(context, at))


def _find(context: int, key: str) -> tuple[int, int]:
    """Place and type of a key; a getter of another type would abort the process. Type -1 where there is none."""
    at = function("gguf_find_key", ctypes.c_int64, ctypes.c_void_p, ctypes.c_char_p)(context, key.encode())
    if at < 0:
        return -1, -1
    return at, function("gguf_get_kv_type", ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)(context, at)
