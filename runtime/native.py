"""What llama.cpp says of itself: its log and its list of devices.

Works on what `runtime.llama` hands in (log lines, a look-up of C symbols) and imports no bindings itself.
"""

import ctypes
import logging
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

from runtime.protocol import Buffer, Device, FailureKind

log = logging.getLogger("llama.cpp")

DEBUG, INFO, WARN, ERROR, CONTINUED = 1, 2, 3, 4, 5
"""ggml_log_level of ggml.h. The comment in llama_cpp's own logger has them in another order, and is wrong."""

_WORTH_KEEPING = re.compile(r"buffer size|offloaded \d+/\d+ layers|using device")
"""Of some thousand lines of a load these are kept: they say where the weights really went."""

_BUFFER = re.compile(r"(?P<name>\S+)\s+(?P<use>model|KV|RS|compute|output|LoRA) buffer size =\s*(?P<size>[\d.]+) MiB")
_USES: Final[Mapping[str, Literal["weights", "kv", "compute", "output"]]] = {
    "model": "weights", "LoRA": "weights", "KV": "kv", "RS": "kv", "compute": "compute", "output": "output",
}  # fmt: skip
_OFFLOADED = re.compile(r"offloaded (\d+)/(\d+) layers")
_OVERRIDDEN = re.compile(r"tensor (\S+) \(.*\) buffer type overridden to (\S+)")

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
        self.placed: list[str] = []
        """What was said of where things went since `forget`; see `buffers` and `offloaded`."""
        self.overridden: Counter[str] = Counter()
        """How many tensors an override put into each kind of memory since then, by llama.cpp's name for it."""

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
            self.placed.append(line)
            log.info("%s", line)
        elif found := _OVERRIDDEN.search(line):
            self.overridden[found[2]] += 1

    def forget(self) -> None:
        """Start listening for the complaints of something new."""
        self._complaints.clear()
        self.placed.clear()
        self.overridden.clear()

    def reason(self) -> tuple[FailureKind, str]:
        """Why the last thing failed, judged by its complaints, and those in one line."""
        said = " | ".join(self._complaints)
        for words, kind in _WORDS:
            if words in said.lower():
                return kind, said
        return "engine", said


def buffers(lines: Iterable[str], names: Mapping[str, str] | None = None) -> list[Buffer]:
    """The memory that llama.cpp says it took, added up for each device and use.

    `names` gives the device of memory that is called otherwise (RPC servers). Sizes are as exact as the log: 0.01 MiB.
    """
    sizes: Counter[tuple[str, Literal["weights", "kv", "compute", "output"]]] = Counter()
    for line in lines:
        if found := _BUFFER.search(line):
            device = _device_of(found["name"], names or {})
            sizes[device, _USES[found["use"]]] += round(float(found["size"]) * (1 << 20))
    return [Buffer(device=device, use=use, size=size) for (device, use), size in sizes.items()]


def _device_of(memory: str, names: Mapping[str, str]) -> str:
    """Whose memory it is: `CPU_Mapped`, `CPU_REPACK` and pinned memory such as `CUDA_Host` are main memory."""
    if memory in names:
        return names[memory]
    if memory.startswith("CPU") or memory.endswith("_Host"):
        return "CPU"
    return memory.partition("[")[0].removesuffix("_Mapped").removesuffix("_Private")


def offloaded(lines: Iterable[str]) -> tuple[int, int]:
    """How many layers went to accelerators, of how many, the output included; 0 of 0 where llama.cpp does not say,
    which is in builds without any accelerator."""
    told = (0, 0)
    for line in lines:
        if found := _OFFLOADED.search(line):
            told = int(found[1]), int(found[2])
    return told


class LastWords:
    """Hears why llama.cpp is about to abort the process (`ggml_set_abort_callback`), which it does for what it has no
    other answer to. Keep it as long as the library is used.

    `told` is called with the kind of failure and llama.cpp's words, on whatever thread it happens; the thread that
    called llama.cpp may still wait inside. Once `told` returns, the process is gone.
    """

    def __init__(self, symbol: Callable[[str], Any], told: Callable[[FailureKind, str], None]) -> None:
        self._told = told
        self._callback = ctypes.CFUNCTYPE(None, ctypes.c_char_p)(self._hear)
        _function(symbol, "ggml_set_abort_callback", ctypes.c_void_p, ctypes.c_void_p)(self._callback)

    def _hear(self, message: bytes) -> None:
        said = message.decode("utf-8", "replace")
        log.error("%s", said)
        self._told(abort_kind(said), said)


def abort_kind(said: str) -> FailureKind:
    """What the words of an abort mean: `ggml-rpc` aborts when a server is gone or talks nonsense."""
    lowered = said.lower()
    if "ggml-rpc" in lowered or "rpc server" in lowered:
        return "lost_peer"
    return "out_of_memory" if "out of memory" in lowered else "engine"


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
