"""Reaching into llama.cpp's libraries for what the bindings do not hand out."""

import ctypes
import os
from typing import Any

from llama_cpp import llama_cpp as api
from llama_cpp._ctypes_extensions import load_shared_library


def symbol(name: str) -> Any:
    """A function of ggml. libllama leads to it everywhere but on Windows, where each library has only its own."""
    for base in ("", "ggml", "ggml-base"):
        library = load_shared_library(base, api._base_path) if base else api._lib
        if hasattr(library, name):
            return library[name]
    raise AttributeError(name)


def address_of_logits() -> Any:
    """`llama_get_logits_ith` that answers a plain number: a pointer object for each token costs twice as much."""
    function = api._lib["llama_get_logits_ith"]  # another object than the one that the bindings have
    function.argtypes, function.restype = (ctypes.c_void_p, ctypes.c_int32), ctypes.c_void_p
    return function


def native_question() -> Any:
    """A C function that answers whether the stop flag is set, or None where there is none.

    llama.cpp asks before every node of its graph, some thousand times a token. A Python callback would take the
    lock each time and cost a tenth of the speed. strlen needs no lock: the length of a string whose first byte is
    zero is 0 (go on), and of one that `StopFlag.set` has written it is 1 (stop).
    """
    try:
        library = ctypes.CDLL("msvcrt" if os.name == "nt" else None)
        return ctypes.cast(library.strlen, api.ggml_abort_callback)
    except (OSError, AttributeError):
        return None
