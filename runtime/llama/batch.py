"""What is handed to one computation: tokens of several sequences, where they stand, and whose prediction is wanted."""

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as api


class Batch:
    """A llama_batch over memory of its own, filled anew for each computation. `size` is the most tokens it takes."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._count = 0
        self._tokens = np.zeros(size, np.int32)
        self._places = np.zeros(size, np.int32)
        self._wanted = np.zeros(size, np.int8)
        self._sequences = np.zeros(size, np.int32)
        # A number is put into a memoryview in half the time that an array takes.
        self._token_at, self._place_at = self._tokens.data, self._places.data
        self._sequence_at, self._wanted_at = self._sequences.data, self._wanted.data
        # Each token has a list of sequences; here these are lists of one, which lie one behind the other.
        width = self._sequences.itemsize
        start = self._sequences.ctypes.data
        self._lists = (ctypes.POINTER(ctypes.c_int32) * size)()
        for index in range(size):
            self._lists[index] = ctypes.cast(start + index * width, ctypes.POINTER(ctypes.c_int32))
        self._ones = np.ones(size, np.int32)
        self._batch = _new(api.llama_batch)
        self._batch.token = self._pointer(self._tokens, ctypes.c_int32)
        self._batch.pos = self._pointer(self._places, ctypes.c_int32)
        self._batch.n_seq_id = self._pointer(self._ones, ctypes.c_int32)
        self._batch.seq_id = ctypes.cast(self._lists, ctypes.POINTER(ctypes.POINTER(ctypes.c_int32)))
        self._batch.logits = self._pointer(self._wanted, ctypes.c_int8)

    @staticmethod
    def _pointer(array: Any, kind: Any) -> Any:
        return array.ctypes.data_as(ctypes.POINTER(kind))

    def clear(self) -> None:
        self._count = 0

    def add(self, sequence: int, start: int, tokens: Sequence[int], rows: int) -> range:
        """Tokens of a sequence from position `start` on. Where in the batch the last `rows` of them stand.

        Raises ValueError where they do not fit in.
        """
        first, last = self._count, self._count + len(tokens)
        if last > self.size:
            raise ValueError(f"{last} tokens, but the batch takes {self.size}")
        if len(tokens) == 1:  # nearly always, and a slice costs as much as thirty numbers
            self._token_at[first], self._place_at[first], self._sequence_at[first] = tokens[0], start, sequence
            self._wanted_at[first] = rows
            self._count = last
            return range(last - rows, last)
        self._tokens[first:last] = tokens
        self._places[first:last] = range(start, start + len(tokens))
        self._sequences[first:last] = sequence
        self._wanted[first:last] = 0
        self._wanted[last - rows : last] = 1
        self._count = last
        return range(last - rows, last)

    def filled(self) -> Any:
        """The llama_batch."""
        self._batch.n_tokens = self._count
        return self._batch


def _new(kind: Any) -> Any:
    """A structure of the bindings, whose declared types are not those that ctypes takes."""
    return kind()
