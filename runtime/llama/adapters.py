"""LoRA adapters: opened beside weights, put to work in a context, and let go of with them."""

import ctypes
import os
from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from llama_cpp import llama_cpp as api

from runtime.backend import Fault
from runtime.llama.contents import Contents, read_contents
from runtime.protocol import Adapter

_SUFFIXES = (".lora_a", ".lora_b")


def check_adapters(adapters: Sequence[Adapter], weights: Contents | None) -> None:
    """Refuse, before anything is loaded, what is no adapter or one for other weights. Raises Fault."""
    for adapter in adapters:
        _check(adapter, weights)


def _check(adapter: Adapter, weights: Contents | None) -> None:
    path = Path(adapter.path)
    if not path.is_file():
        raise _fault(adapter, "there is no such file")
    if not isfinite(adapter.scale):
        raise Fault("bad_option", "the scale is no number", field="adapters", value=f"{adapter.path}: {adapter.scale}")
    contents = read_contents(path)
    if contents is None:
        raise _fault(adapter, "not a GGUF file")
    if contents.kind != "adapter" or contents.adapter != "lora":
        raise _fault(adapter, f"not a LoRA adapter but {contents.adapter or contents.kind or 'weights'}")
    if weights is None:
        return
    if contents.architecture != weights.architecture:
        raise _fault(adapter, f"for {contents.architecture}, and the weights are {weights.architecture}")
    names = {name.removesuffix(end) for name in contents.tensors for end in _SUFFIXES if name.endswith(end)}
    foreign = sorted(names - set(weights.tensors))
    if foreign:
        raise _fault(adapter, f"these weights have no {foreign[0]}")


def open_adapters(model: Any, adapters: Sequence[Adapter], reason: Callable[[], tuple[str, str]]) -> list[Any]:
    """Open them for these weights. They are freed with the weights. `reason` tells kind and words of llama.cpp's last
    complaints. Raises Fault."""
    opened = []
    for adapter in adapters:
        handle = api.llama_adapter_lora_init(model, os.fsencode(adapter.path))
        if not handle:
            raise _fault(adapter, reason()[1])
        opened.append(handle)
    return opened


def apply_adapters(context: Any, opened: Sequence[Any], adapters: Sequence[Adapter]) -> None:
    """Have a context compute with opened adapters, at their scales. Raises Fault."""
    if not opened:
        return
    handles = (ctypes.c_void_p * len(opened))(*(ctypes.cast(each, ctypes.c_void_p).value for each in opened))
    scales = (ctypes.c_float * len(opened))(*(each.scale for each in adapters))
    first = ctypes.cast(handles, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))
    if api.llama_set_adapters_lora(context, first, len(opened), scales):
        raise _fault(adapters[0], "llama.cpp would not use it")


def _fault(adapter: Adapter, detail: str) -> Fault:
    return Fault("bad_option", detail, field="adapters", value=adapter.path)
