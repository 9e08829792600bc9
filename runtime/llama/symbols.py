"""C functions by name and type, for what llama-cpp-python does not bind."""

import ctypes
from typing import Any

from runtime.llama.library import symbol


def function(name: str, result: Any, *arguments: Any) -> Any:
    """A function with its types. Each call makes an object of its own, so nobody else's types change."""
    found = symbol(name)
    found.restype = result
    found.argtypes = arguments
    return found


def pointer(address: int, result: Any, *arguments: Any) -> Any:
    """A function of which only the address is known."""
    return ctypes.CFUNCTYPE(result, *arguments)(address)
