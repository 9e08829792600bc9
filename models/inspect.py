"""Everything that a GGUF file says of itself: each key with its type and value, each tensor, and sums over them.

What a header walks without keeping is read here on demand, bounded like everything else. Knows nothing of meanings.
"""

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.card import shards_of, tensor_bytes
from models.gguf import BadGguf, Field, Header, Tensor, Value, read_header
from models.quants import TENSOR_TYPES

TYPES = (
    *("uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "bool", "string", "array", "uint64", "int64"),
    "float64",
)
"""GGUF's names of value types, by number."""
_CODES = "BbHhIif?"
_WIDE = {10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
FIRST = 8
"""Items of a long array that are told."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the metadata. `value` of a long array is its first items; `whole` says whether that is all."""

    key: str
    type: str
    value: Value
    count: int
    whole: bool
    shard: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A tensor of one shard, in the file's own order of dimensions (the first changes fastest)."""

    name: str
    shape: tuple[int, ...]
    type: str
    offset: int
    """In bytes, from the beginning of its shard."""
    size: int
    """Bytes of its data; 0 where its type is not known here."""
    shard: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """All shards of a set of weights, or an adapter, or whatever else is in a GGUF file."""

    files: tuple[Path, ...]
    versions: tuple[int, ...]
    alignments: tuple[int, ...]
    data_offsets: tuple[int, ...]
    entries: tuple[Entry, ...]
    tensors: tuple[Placed, ...]

    @property
    def totals(self) -> dict[str, tuple[int, int]]:
        """Tensors and bytes of each type."""
        tensors: Counter[str] = Counter()
        sizes: Counter[str] = Counter()
        for tensor in self.tensors:
            tensors[tensor.type] += 1
            sizes[tensor.type] += tensor.size
        return {name: (count, sizes[name]) for name, count in tensors.most_common()}


def inspect(path: Path) -> Inspection:
    """Look at all that the file at `path` holds, with its other shards where it is one of several. Raises BadGguf."""
    header = read_header(path)
    split = header.metadata.get("split.count")
    several = isinstance(split, int) and split > 1
    files, headers = shards_of(path) if several else ((path,), [header])
    entries: list[Entry] = []
    tensors: list[Placed] = []
    for number, (file, each) in enumerate(zip(files, headers, strict=True), 1):
        entries += _entries(file, each, number)
        tensors += (_placed(tensor, each, number) for tensor in each.tensors)
    return Inspection(
        files=files,
        versions=tuple(each.version for each in headers),
        alignments=tuple(each.alignment for each in headers),
        data_offsets=tuple(each.data_offset for each in headers),
        entries=tuple(entries),
        tensors=tuple(tensors),
    )


def values_of(path: Path, field: Field) -> Iterator[str | int | float | bool]:
    """The value of a field, or the items of its array, one after the other, however many. Raises BadGguf."""
    with path.open("rb") as file:
        file.seek(field.at)
        kind = field.item if field.type == _ARRAY else field.type
        assert kind is not None
        if kind == _STRING:
            for _ in range(field.count):
                length = int.from_bytes(_exactly(file.read(8), 8), "little")
                yield _exactly(file.read(length), length).decode("utf-8", "replace")
            return
        code = _code(kind)
        size = struct.calcsize(code)
        left = field.count
        while left:
            here = min(left, _PIECE // size)
            yield from struct.unpack(f"<{here}{code[1]}", _exactly(file.read(here * size), here * size))
            left -= here


def _entries(path: Path, header: Header, shard: int) -> Iterator[Entry]:
    for field in header.fields:
        name = TYPES[field.type] if field.item is None else f"array of {TYPES[field.item]}"
        if field.key in header.metadata:
            yield Entry(field.key, name, header.metadata[field.key], field.count, True, shard)
        else:
            yield Entry(field.key, name, _beginning(path, field), field.count, False, shard)


def _beginning(path: Path, field: Field) -> Value:
    """Of a value that the header did not keep."""
    if field.type == _STRING:
        with path.open("rb") as file:
            file.seek(field.at + 8)
            return file.read(_PIECE // 16).decode("utf-8", "replace")
    first = Field(field.key, field.type, field.item, min(field.count, FIRST), field.at)
    return tuple(values_of(path, first))  # type: ignore[return-value]


def _placed(tensor: Tensor, header: Header, shard: int) -> Placed:
    known = TENSOR_TYPES.get(tensor.type)
    return Placed(
        name=tensor.name,
        shape=tensor.dimensions,
        type=known.name if known is not None else f"type {tensor.type}",
        offset=header.data_offset + tensor.offset,
        size=tensor_bytes(tensor) if known is not None else 0,
        shard=shard,
    )


def _code(kind: int) -> str:
    return "<" + (_WIDE[kind] if kind in _WIDE else _CODES[kind])


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) < length:  # the file shrank since its header was read
        raise BadGguf("truncated", expected=length, found=len(data))
    return data
