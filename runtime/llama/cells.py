"""The KV cache of one context, as `runtime.memory` sees it."""

import ctypes
from typing import Any

from llama_cpp import llama_cpp as api


class ContextCells:
    """Keeps the contract of `runtime.memory.Cells`."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._memory = api.llama_get_memory(context)

    def copy(self, source: int, target: int) -> None:
        api.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def cut(self, sequence: int, start: int) -> bool:
        return bool(api.llama_memory_seq_rm(self._memory, sequence, start, -1))

    def drop(self, sequence: int) -> None:
        api.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def shift(self, sequence: int, start: int, stop: int) -> None:
        api.llama_memory_seq_rm(self._memory, sequence, start, stop)
        api.llama_memory_seq_add(self._memory, sequence, stop, -1, start - stop)

    def length(self, sequence: int) -> int:
        """How many positions it holds, by its own account."""
        return int(api.llama_memory_seq_pos_max(self._memory, sequence)) + 1

    def save(self, sequence: int, most: int) -> bytes | None:
        size = int(api.llama_state_seq_get_size(self._context, sequence))
        if not 0 < size <= most:
            return None
        buffer = (ctypes.c_uint8 * size)()
        written = int(api.llama_state_seq_get_data(self._context, buffer, size, sequence))
        return bytes(memoryview(buffer)[:written]) if written else None

    def restore(self, sequence: int, state: bytes) -> bool:
        buffer: Any = ctypes.cast(ctypes.c_char_p(state), ctypes.POINTER(ctypes.c_uint8))  # read only, and not copied
        if api.llama_state_seq_set_data(self._context, buffer, len(state), sequence):
            return True
        self.drop(sequence)
        return False
