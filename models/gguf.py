"""The header of a GGUF file, read in pure Python with every length checked before it is believed.

A weights file is a stranger's data, and llama.cpp's own reader has had memory bugs; so nothing reaches the engine
before this module has agreed to it. It knows the format (github.com/ggml-org/ggml, docs/gguf.md) and nothing of
what the values mean; `card` does. Memory and time stay bounded whatever the file claims: large arrays are walked, not
kept.
"""

import stat
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

BadKind = Literal["no_such_file", "not_gguf", "unsupported", "truncated", "broken_weights", "missing_shard"]

Value = str | int | float | bool | tuple[str, ...] | tuple[int | float, ...]

MAX_PAIRS = 1 << 15
MAX_TENSORS = 1 << 15
MAX_KEY = 65_535
MAX_HEADER = 1 << 30
"""Bytes. The largest real ones have some ten million."""
MAX_TENSOR_NAME = 63
MAX_DIMENSIONS = 4
MAX_ALIGNMENT = 1 << 20
MAX_VOCABULARY = 1 << 19
MAX_ARRAY_STRINGS = 2_000_000
"""Over the whole file: each costs a step in Python, and the largest real header has about a tenth of it."""
KEPT_STRING = 4 << 20
KEPT_ITEMS = 1024
KEPT_BYTES = 32 << 20
"""Longer strings, longer arrays, and all strings once this much was kept, are left out of `Header.metadata`."""

TOKENS_KEY = "tokenizer.ggml.tokens"

_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_STRING, _ARRAY = 8, 9
_U64 = struct.Struct("<Q")
_WINDOW = 1 << 20


class Source(Protocol):
    """Where the bytes of a file come from. `read` may give fewer than asked for only at the end."""

    @property
    def size(self) -> int: ...

    def read(self, at: int, length: int) -> bytes: ...


class BadGguf(Exception):
    """The file cannot be used. `kind` is for code, `numbers` fill a sentence for people, `detail` is for the log.

    `numbers`: `expected` and `found` bytes for `truncated`; `shard` and `shards` for `missing_shard`.
    """

    def __init__(self, kind: BadKind, detail: str = "", **numbers: int) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: BadKind = kind
        self.detail = detail
        self.numbers: dict[str, int] = numbers


@dataclass(frozen=True, slots=True)
class Field:
    """Where a value lies. `type` and `item` are GGUF's numbers for types; `item` is that of an array's items."""

    key: str
    type: int
    item: int | None
    count: int
    """Items of an array; 1 for anything else."""
    at: int
    """Position in the file: of the value, of a string's length, of an array's first item."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One entry of the tensor table. `offset` counts from the start of the data."""

    name: str
    dimensions: tuple[int, ...]
    type: int
    offset: int

    @property
    def elements(self) -> int:
        product = 1
        for dimension in self.dimensions:
            product *= dimension
        return product


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says about itself. `metadata` lacks what was too large to keep; `skipped` counts that."""

    version: int
    metadata: Mapping[str, Value]
    skipped: Mapping[str, int]
    """Items of each array that was walked but not kept; -1 for a string that was too long."""
    tensors: tuple[Tensor, ...]
    alignment: int
    data_offset: int
    """Where in the file the tensors' data begins."""
    file_size: int
    fields: tuple[Field, ...] = ()
    """One for each pair, in the file's order."""


def read_header(path: Path) -> Header:
    """Read the header of the file at `path`; raises `BadGguf` and nothing else for whatever the file contains."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadGguf("no_such_file", "a folder")
        # A FIFO would block for ever, and a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise BadGguf("not_gguf", "not a regular file")
        with path.open("rb") as file:
            return _Reader(_Local(file, status.st_size)).header()
    except (OSError, ValueError) as fault:  # ValueError: a name with a NUL in it
        raise BadGguf("no_such_file", str(fault)) from fault


def read_header_from(source: Source) -> Header:
    """Read a header from wherever its bytes are. Raises `BadGguf`, and what `source.read` raises."""
    return _Reader(source).header()


@dataclass(frozen=True)
class _Local:
    """A file of this machine."""

    file: BinaryIO
    size: int

    def read(self, at: int, length: int) -> bytes:
        self.file.seek(at)
        return self.file.read(length)


@dataclass
class _Kept:
    metadata: dict[str, Value] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    room: int = KEPT_BYTES


class _Reader:
    """Walks a header once, front to back, through a window of the file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._size = source.size
        self._fields: list[Field] = []
        self._window = b""
        self._start = 0
        """Position in the file of the window's first byte."""
        self._at = 0
        """Position in the window of the next byte."""
        self._strings_left = MAX_ARRAY_STRINGS

    def header(self) -> Header:
        version = self._opening()
        tensor_count, pair_count = self._u64(), self._u64()
        if tensor_count > MAX_TENSORS or pair_count > MAX_PAIRS:
            raise BadGguf("broken_weights", f"{tensor_count} tensors, {pair_count} pairs")
        kept = _Kept()
        for _ in range(pair_count):
            self._pair(kept)
        alignment = _alignment(kept.metadata)
        tensors = self._tensors(tensor_count, alignment)
        end = self._start + self._at
        return Header(
            version=version,
            metadata=kept.metadata,
            skipped=kept.skipped,
            tensors=tensors,
            alignment=alignment,
            data_offset=-(-end // alignment) * alignment,
            file_size=self._size,
            fields=tuple(self._fields),
        )

    # ---- structure -------------------------------------------------------------------------------------------------

    def _opening(self) -> int:
        if self._size < 4 or self._take(4) != b"GGUF":
            raise BadGguf("not_gguf", "the magic is missing")
        version = self._u32()
        if version not in (2, 3):
            # A big-endian file's version reads as 3 << 24. llama.cpp cannot run it on this machine either.
            raise BadGguf("unsupported", f"GGUF version {version}, or big-endian")
        return version

    def _pair(self, kept: _Kept) -> None:
        key = self._string(MAX_KEY, "a key")
        if key in kept.metadata or key in kept.skipped:
            raise BadGguf("broken_weights", f"{key!r} is there twice")
        kind = self._u32()
        if kind == _ARRAY:
            self._array(key, kept)
            return
        self._fields.append(Field(key, kind, None, 1, self._start + self._at))
        if kind == _STRING:
            self._text(key, kept)
        else:
            kept.metadata[key] = self._scalar(kind)

    def _text(self, key: str, kept: _Kept) -> None:
        length = self._length(MAX_HEADER, key)
        if length > min(KEPT_STRING, kept.room):
            self._skip(length)
            kept.skipped[key] = -1
            return
        kept.room -= length
        kept.metadata[key] = self._take(length).decode("utf-8", "replace")

    def _array(self, key: str, kept: _Kept) -> None:
        kind, count = self._u32(), self._u64()
        self._fields.append(Field(key, _ARRAY, kind, count, self._start + self._at))
        if kind == _STRING:
            self._string_array(key, count, kept)
            return
        code = _SCALARS.get(kind)
        if code is None:  # an array of arrays, or no type at all: llama.cpp reads neither
            raise BadGguf("broken_weights", f"{key!r} is an array of type {kind}")
        length = count * struct.calcsize(code)
        self._need(length)
        if count > KEPT_ITEMS:
            self._skip(length)
            kept.skipped[key] = count
        else:
            kept.metadata[key] = struct.unpack(f"<{count}{code[1]}", self._take(length))

    def _string_array(self, key: str, count: int, kept: _Kept) -> None:
        self._strings_left -= count
        if self._strings_left < 0 or (key == TOKENS_KEY and count > MAX_VOCABULARY):
            raise BadGguf("broken_weights", f"{key!r} has {count} strings")
        self._need(8 * count)
        if key == TOKENS_KEY:
            self._distinct_strings(count)
        elif count <= KEPT_ITEMS:
            items = tuple(self._string(KEPT_STRING, key) for _ in range(count))
            kept.room -= sum(map(len, items))
            if kept.room >= 0:
                kept.metadata[key] = items
                return
            kept.room = 0
        else:
            self._skip_strings(count)
        kept.skipped[key] = count

    def _tensors(self, count: int, alignment: int) -> tuple[Tensor, ...]:
        tensors: dict[str, Tensor] = {}
        for _ in range(count):
            tensor = self._tensor()
            if tensor.name in tensors:
                raise BadGguf("broken_weights", f"tensor {tensor.name!r} is there twice")
            if tensor.offset % alignment:
                raise BadGguf("broken_weights", f"tensor {tensor.name!r} is not aligned")
            tensors[tensor.name] = tensor
        return tuple(tensors.values())

    def _tensor(self) -> Tensor:
        name = self._string(MAX_TENSOR_NAME, "a tensor's name")
        rank = self._u32()
        if rank > MAX_DIMENSIONS:
            raise BadGguf("broken_weights", f"tensor {name!r} has {rank} dimensions")
        dimensions = struct.unpack(f"<{rank}Q", self._take(8 * rank))
        tensor = Tensor(name, dimensions, self._u32(), self._u64())
        if tensor.elements >= 1 << 63:
            raise BadGguf("broken_weights", f"tensor {name!r} has {tensor.elements} elements")
        return tensor

    # ---- values ----------------------------------------------------------------------------------------------------

    def _scalar(self, kind: int) -> int | float | bool:
        code = _SCALARS.get(kind)
        if code is None:
            raise BadGguf("broken_weights", f"there is no value type {kind}")
        value: int | float | bool = struct.unpack(code, self._take(struct.calcsize(code)))[0]
        return value

    def _string(self, limit: int, what: str) -> str:
        return self._take(self._length(limit, what)).decode("utf-8", "replace")

    def _length(self, limit: int, what: str) -> int:
        length = self._u64()
        if length > limit:
            raise BadGguf("broken_weights", f"{what} has {length} bytes")
        return length

    def _u32(self) -> int:
        return int.from_bytes(self._take(4), "little")

    def _u64(self) -> int:
        return int.from_bytes(self._take(8), "little")

    # ---- the window ------------------------------------------------------------------------------------------------

    def _need(self, length: int) -> None:
        """Refuse where fewer than `length` bytes are left."""
        end = self._start + self._at + length
        if end > MAX_HEADER:
            raise BadGguf("broken_weights", f"the header has {end} bytes or more")
        if end > self._size:
            raise BadGguf("truncated", "the header goes on past the end", expected=end, found=self._size)

    def _fill(self, length: int) -> None:
        """Have the next `length` bytes in the window."""
        self._need(length)
        self._start += self._at
        self._at = 0
        self._window = self._source.read(self._start, min(max(length, _WINDOW), self._size - self._start))
        if len(self._window) < length:  # the file shrank while it was read
            raise BadGguf("truncated", expected=self._start + length, found=self._start + len(self._window))

    def _take(self, length: int) -> bytes:
        if self._at + length > len(self._window):
            self._fill(length)
        taken = self._window[self._at : self._at + length]
        self._at += length
        return taken

    def _skip(self, length: int) -> None:
        self._need(length)
        self._at += length

    def _skip_strings(self, count: int) -> None:
        while count:
            self._fill(8)
            # The hot loop: up to half a million strings in a real file.
            window, at, last, unpack = self._window, 0, len(self._window) - 8, _U64.unpack_from
            while count and at <= last:
                at += 8 + unpack(window, at)[0]
                count -= 1
            self._at = at
        self._need(0)

    def _distinct_strings(self, count: int) -> None:
        """Walk the vocabulary. A token that is there twice aborts llama.cpp (llama-vocab.cpp, id_to_token.size())."""
        seen: set[int] = set()
        empty = 0
        for _ in range(count):
            token = self._take(self._length(MAX_KEY, "a token")).partition(b"\0")[0]  # it sees C strings
            if token:
                seen.add(hash(token))  # 64 bits, salted for each process: enough to tell tokens apart, and small
            else:
                empty += 1  # llama.cpp gives each of these a name of its own
        if len(seen) + empty != count:
            raise BadGguf("broken_weights", "a token is there twice")


def _alignment(metadata: Mapping[str, Value]) -> int:
    value = metadata.get("general.alignment", 32)
    if type(value) is not int or not 0 < value <= MAX_ALIGNMENT or value & (value - 1):
        raise BadGguf("broken_weights", f"alignment {value!r}")
    return value
