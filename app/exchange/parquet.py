"""A Parquet file as lines of JSON, a few rows at a time, where pyarrow is there. Knows no format of conversations."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

MAGIC = b"PAR1"
ROWS = 64
"""Rows that are held at once."""


class Unreadable(Exception):
    """It is no sound Parquet. The message is for the log."""


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet and can be read here."""
    with path.open("rb") as file:
        found = file.read(len(MAGIC)) == MAGIC
    return found and importlib.util.find_spec("pyarrow") is not None


class Lines:
    """Reads like a file of JSON lines."""

    def __init__(self, path: Path, stack: ExitStack, seen: Callable[[float], None]) -> None:
        """seen: told the share that was read. Raises Unreadable, here and while it is read."""
        from pyarrow import ArrowException, parquet

        self._faults = (ArrowException, OSError, ValueError)
        try:
            # No memory map: a file that shrinks while it is read must not take the program along.
            self._file = stack.enter_context(parquet.ParquetFile(path, memory_map=False))
            self._rest = b""
            self._rows = self._lines(seen)
        except self._faults as error:
            raise Unreadable(str(error)) from error

    def read(self, size: int, /) -> bytes:
        while len(self._rest) < size:
            try:
                line = next(self._rows, b"")
            except self._faults as error:
                raise Unreadable(str(error)) from error
            if not line:
                break
            self._rest += line
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def _lines(self, seen: Callable[[float], None]) -> Iterator[bytes]:
        total, done = max(self._file.metadata.num_rows, 1), 0
        for batch in self._file.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                yield json.dumps(row, ensure_ascii=False, default=_plain).encode("utf-8", "replace") + b"\n"
            done += batch.num_rows
            seen(done / total)


def _plain(value: Any) -> str:
    """Dates, decimals and bytes as a text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
