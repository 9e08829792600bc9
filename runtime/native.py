"""What llama.cpp says of itself: its log and its list of devices.

Works on what `runtime.llama` hands in (log lines, a look-up of C symbols) and imports no bindings itself.
"""

import ctypes
import logging
import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from runtime.protocol import Device, FailureKind

log = logging.getLogger("llama.cpp")

DEBUG, INFO, WARN, ERROR, CONTINUED = 1, 2, 3, 4, 5
"""ggml_log_level of ggml.h. The comment in llama_cpp's own logger has them in another order, and is wrong."""

_WORTH_KEEPING = re.compile(r"buffer size|offloaded \d+/\d+ layers|using device")
"""Of some thousand lines of a load these are kept: they say where the weights really went."""

_WORDS: Final[tuple[tuple[str, FailureKind], ...]] = (
    ("invalid magic", "not_gguf"),
    ("unknown model architecture", "unsupported"),
    ("unknown pre-tokenizer", "unsupported"),
    ("unknown tokenizer", "unsupported"),
    ("invalid ggml type", "unsupported"),
    ("out of memory", "out_of_memory"),
    ("cannot allocate memory", "out_of_memory"),
    ("bad_alloc", "out_of_memory"),
    ("failed to allocate", "out_of_memory"),
    ("unable to allocate", "out_of_memory"),
)
"""llama.cpp answers a failed load with a null pointer; why is only in its log."""

_KINDS: Final[Mapping[int, Literal["cpu", "gpu"]]] = {0: "cpu", 1: "gpu", 2: "gpu"}
"""ggml_backend_dev_type of ggml-backend.h: CPU, GPU, integrated GPU; the others help a CPU along."""


class NativeLog:
    """Takes llama.cpp's log: important lines go on to Python's, the last complaints are kept for a fault's detail."""

    def __init__(self) -> None:
        self._line = ""
        self._level = INFO
        self._complaints: deque[str] = deque(maxlen=12)

    def __call__(self, level: int, text: bytes, _user: object) -> None:
        """The C callback. Lines come in pieces; a level of 5 goes on with the one before."""
        if level != CONTINUED:
            self._level = level
        self._line += text.decode("utf-8", "replace")
        *whole, self._line = self._line.split("\n")
        for line in whole:
            self._take(self._level, line.strip(". \t"))

    def _take(self, level: int, line: str) -> None:
        if not line:
            return
        if level in (WARN, ERROR):
            self._complaints.append(line)
            log.warning("%s", line)
        elif level != DEBUG and _WORTH_KEEPING.search(line):
            log.info("%s", line)

    def forget(self) -> None:
        """Start listening for the complaints of something new."""
        self._complaints.clear()

    def reason(self) -> tuple[FailureKind, str]:
        """Why the last thing failed, judged by its complaints, and those in one line."""
        said = " | ".join(self._complaints)
        for words, kind in _WORDS:
            if words in said.lower():
                return kind, said
        return "engine", said


def devices(symbol: Callable[[str], Any]) -> list[Device]:
    """Every device ggml has found, in its own order and words. `symbol` looks a C function up by its name."""
    get = _function(symbol, "ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    name = _function(symbol, "ggml_backend_dev_name", ctypes.c_char_p, ctypes.c_void_p)
    description = _function(symbol, "ggml_backend_dev_description", ctypes.c_char_p, ctypes.c_void_p)
    kind = _function(symbol, "ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)
    size = ctypes.POINTER(ctypes.c_size_t)
    memory = _function(symbol, "ggml_backend_dev_memory", None, ctypes.c_void_p, size, size)
    found = []
    for index in range(_function(symbol, "ggml_backend_dev_count", ctypes.c_size_t)()):
        device = get(index)
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        memory(device, ctypes.byref(free), ctypes.byref(total))
        found.append(
            Device(
                name=name(device).decode("utf-8", "replace"),
                description=description(device).decode("utf-8", "replace"),
                kind=_KINDS.get(kind(device), "accelerator"),
                memory_free=free.value,
                memory_total=total.value,
            )
        )
    return found


def _function(symbol: Callable[[str], Any], name: str, result: Any, *arguments: Any) -> Any:
    function = symbol(name)
    function.restype = result
    function.argtypes = arguments
    return function
