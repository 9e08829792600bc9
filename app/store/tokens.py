"""The tokens of a generation as one compact blob. Knows nothing of SQL.

Layout, little-endian: the magic `SBT1`, the number of tokens (u32), the number of columns (u16); then each column: its
name (4 bytes, padded with spaces), its type (1 byte, a code of Python's `array`), the length of what follows (u32) and
the values, zlib-compressed. A reader skips columns it does not know, so later ones (probability, entropy) need no new
format. Columns: `ids ` (i, 32 bit) token ids; `at  ` (q, 64 bit) microseconds since the token before, the first since
the run began: small steps compress well and stay exact however long the run is.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

_MAGIC = b"SBT1"
_HEAD = struct.Struct("<4sIH")
_COLUMN = struct.Struct("<4scI")
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """Ids and times (seconds since the run began, to the microsecond), one of each for every token."""

    ids: tuple[int, ...] = ()
    at: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if len(self.ids) != len(self.at):
            raise ValueError(f"{len(self.ids)} ids, but {len(self.at)} times")


def pack(tokens: Tokens) -> bytes:
    micros = [0, *(round(moment * _MICRO) for moment in tokens.at)]
    steps = (after - before for before, after in pairwise(micros))
    columns = (_column(b"ids ", "i", tokens.ids), _column(b"at  ", "q", steps))
    return _HEAD.pack(_MAGIC, len(tokens.ids), len(columns)) + b"".join(columns)


def unpack(blob: bytes | None) -> Tokens:
    """The tokens of a blob, or none of None. Raises ValueError where it is no such blob."""
    if blob is None:
        return Tokens()
    try:
        columns = _read(blob)
        return Tokens(tuple(columns["ids "]), tuple(micro / _MICRO for micro in accumulate(columns["at  "])))
    except (struct.error, zlib.error, KeyError) as error:
        raise ValueError(f"not a blob of tokens: {error!r}") from error


def join(blobs: Iterable[bytes]) -> Tokens:
    """The tokens of consecutive blobs of one run."""
    each = [unpack(blob) for blob in blobs]
    return Tokens(
        tuple(number for tokens in each for number in tokens.ids),
        tuple(moment for tokens in each for moment in tokens.at),
    )


def _column(name: bytes, code: str, values: Iterable[int]) -> bytes:
    column = array(code, values)
    if sys.byteorder == "big":
        column.byteswap()
    data = zlib.compress(column.tobytes(), 6)
    return _COLUMN.pack(name, code.encode(), len(data)) + data


def _read(blob: bytes) -> "dict[str, array[int]]":
    magic, _count, columns = _HEAD.unpack_from(blob)
    if magic != _MAGIC:
        raise ValueError("not a blob of tokens: wrong magic")
    found: dict[str, array[int]] = {}
    offset = _HEAD.size
    for _ in range(columns):
        name, code, length = _COLUMN.unpack_from(blob, offset)
        offset += _COLUMN.size
        column: array[int] = array(code.decode())
        column.frombytes(zlib.decompress(blob[offset : offset + length]))
        if sys.byteorder == "big":
            column.byteswap()
        found[name.decode()] = column
        offset += length
    return found
