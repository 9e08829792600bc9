"""The rows of an SQLite file read page by page, whatever leads to them: https://sqlite.org/fileformat.html. Pure.

For a file whose trees are broken. Every leaf page is taken for itself, and of each the cells that make sense; lengths
are believed only as far as the file goes. Pages on the free list are left out where that list can be read: what was
deleted for good must not come back.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Value = int | float | str | bytes | None
_MAGIC = b"SQLite format 3\0"
_TABLE_LEAF, _INDEX_LEAF = 0x0D, 0x0A
_DEFAULT = 4096
_MOST_COLUMNS = 64
_FRAME = struct.Struct(">II4s4s8x")
_FIXED = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as it stands in a page."""

    rowid: int | None
    """None in a tree that is ordered by its values (WITHOUT ROWID, and indexes)."""
    values: tuple[Value, ...]


class Pages:
    """A file and its log, as pages numbered from 1."""

    def __init__(self, database: Path) -> None:
        self._data = database.read_bytes()
        self.size = _page_size(self._data)
        self.count = len(self._data) // self.size
        self._logged = _log(database.with_name(database.name + "-wal"), self.size)
        self.count = max([self.count, *self._logged])

    def page(self, number: int) -> bytes:
        if number in self._logged:
            return self._logged[number]
        return self._data[(number - 1) * self.size : number * self.size]

    def free(self) -> set[int]:
        """Pages of the free list; none where it makes no sense."""
        first = self.page(1)
        found: set[int] = set()
        trunk = int.from_bytes(first[32:36], "big")
        while trunk and trunk not in found and trunk <= self.count:
            page = self.page(trunk)
            found.add(trunk)
            leaves = int.from_bytes(page[4:8], "big")
            if leaves > self.size // 4:
                return set()
            found.update(struct.unpack_from(f">{leaves}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return found

    def cells(self) -> Iterator[Cell]:
        """Every row of every leaf page that is in use."""
        free = self.free()
        for number in range(1, self.count + 1):
            if number not in free:
                yield from self._cells_of(number)

    def _cells_of(self, number: int) -> Iterator[Cell]:
        page = self.page(number)
        start = 100 if number == 1 else 0
        if len(page) < self.size or page[start] not in (_TABLE_LEAF, _INDEX_LEAF):
            return
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for place in range(min(count, (self.size - start - 8) // 2)):
            at = int.from_bytes(page[start + 8 + 2 * place : start + 10 + 2 * place], "big")
            cell = self._cell(page, at, page[start] == _TABLE_LEAF) if start + 8 < at < self.size else None
            if cell is not None:
                yield cell

    def _cell(self, page: bytes, at: int, of_table: bool) -> Cell | None:
        try:
            length, at = _varint(page, at)
            rowid: int | None = None
            if of_table:
                rowid, at = _varint(page, at)
            if not 0 < length <= len(self._data) + self.size:
                return None
            payload = self._payload(page, at, length, of_table)
            return None if payload is None else Cell(rowid, _record(payload))
        except (IndexError, ValueError, struct.error):
            return None

    def _payload(self, page: bytes, at: int, length: int, of_table: bool) -> bytes | None:
        most = self.size - 35 if of_table else (self.size - 12) * 64 // 255 - 23
        if length <= most:
            return page[at : at + length]
        least = (self.size - 12) * 32 // 255 - 23
        local = least + (length - least) % (self.size - 4)
        local = local if local <= most else least
        pieces, have = [page[at : at + local]], local
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        while have < length:
            if not 0 < following <= self.count:
                return None
            overflow = self.page(following)
            pieces.append(overflow[4 : 4 + length - have])
            if len(pieces[-1]) == 0:
                return None
            have += len(pieces[-1])
            following = int.from_bytes(overflow[:4], "big")
        return b"".join(pieces)


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    sane = data.startswith(_MAGIC) or len(data) % max(size, 1) == 0
    return size if sane and 512 <= size <= 65536 and size & (size - 1) == 0 else _DEFAULT


def _log(path: Path, size: int) -> dict[int, bytes]:
    """The pages of every whole transaction in the log."""
    data = path.read_bytes() if path.exists() else b""
    if len(data) < 32 or int.from_bytes(data[8:12], "big") != size:
        return {}
    salts, at = data[16:24], 32
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    while at + 24 + size <= len(data):
        number, commit, first, second = _FRAME.unpack_from(data, at)
        if first + second != salts or not number:
            break
        waiting[number] = data[at + 24 : at + 24 + size]
        if commit:
            committed |= waiting
            waiting = {}
        at += 24 + size
    return committed


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        byte = data[at + step]
        if step == 8:
            value = (value << 8) | byte
            break
        value = (value << 7) | (byte & 0x7F)
        if not byte & 0x80:
            break
    return (value - (1 << 64) if value >= 1 << 63 else value), at + step + 1


def _record(payload: bytes) -> tuple[Value, ...]:
    header, at = _varint(payload, 0)
    if not 0 < header <= len(payload):
        raise ValueError("no header")
    values: list[Value] = []
    body = header
    while at < header:
        kind, at = _varint(payload, at)
        value, body = _value(payload, body, kind)
        values.append(value)
        if len(values) > _MOST_COLUMNS:
            raise ValueError("too many columns")
    return tuple(values)


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind == 7:
        return struct.unpack_from(">d", data, at)[0], at + 8
    if kind in _FIXED:
        width = _FIXED[kind]
        if at + width > len(data):
            raise ValueError("cut off")
        return int.from_bytes(data[at : at + width], "big", signed=True), at + width
    if kind < 12:
        raise ValueError("no such type")
    length = (kind - 12) // 2
    if at + length > len(data):
        raise ValueError("cut off")
    content = data[at : at + length]
    return (content.decode("utf-8", "replace") if kind % 2 else content), at + length
