"""How the tokens of a generation lie on the disk: one compact blob. Knows nothing of SQL.

Layout, little-endian: a magic, the number of tokens (u32), the number of columns (u16); then each column: its name
(4 bytes, padded with spaces), its type (1 byte, a code of Python's `array`), the length of what follows (u32) and the
values. They are compressed (zlib) under the magic `SBT1`, and as they are under `SBR1`: a chunk of a stream has few
tokens and is soon folded, so compressing each of its columns would cost more than it saves. A reader skips columns it
does not know, and a blob need not have any but `ids ` and `at  `.

`at  ` holds microseconds since the token before, the first since the run began: small steps compress well and stay
exact however long the run is. Nats are in units of 1/1024, from -32 to 32: a probability is told to a thousandth of
itself, and one below e^-32 counts as none. -32768 is NaN and -32767 minus infinity.
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from app.store.tokens import COLUMNS, NATS, TOPS, Tokens, columns_of, merged, of

_PACKED, _RAW = b"SBT1", b"SBR1"
_HEAD = struct.Struct("<4sIH")
_COLUMN = struct.Struct("<4scI")
_MICRO = 1_000_000
_NAT = 1024
_NAN, _NEVER, _MOST = -32768, -32767, 32767
_NAMES = {
    "ids": b"ids ",
    "at": b"at  ",
    "lengths": b"len ",
    "origins": b"from",
    "logprob": b"prob",
    "sampled": b"samp",
    "entropy": b"entr",
    "confidence": b"conf",
    "top_ids": b"tids",
    "top_logprob": b"tprb",
    "top_sampled": b"tsmp",
}
_FIELDS = {name: field for field, name in _NAMES.items()}
_CODES = {"ids": "i", "at": "q", "lengths": "I", "origins": "B", "top_ids": "i"} | dict.fromkeys(NATS, "h")
_FILL = {"origins": 0, "top_ids": -1} | dict.fromkeys(NATS, _NAN)

_Stored = dict[str, "array[Any]"]
"""Columns as they are on the disk, but for `at`, which is counted from the beginning of the run."""


def pack(tokens: Tokens) -> bytes:
    """The blob of a whole run."""
    return _write(_stored(tokens), _PACKED)


def pack_chunk(tokens: Tokens) -> bytes:
    """The blob of a piece of a run that is still going on."""
    return _write(_stored(tokens), _RAW)


def unpack(blob: bytes | None) -> Tokens:
    """The tokens of a blob, or none of None. Raises ValueError where it is no such blob."""
    return Tokens() if blob is None else _told(_read(blob))


def join(blobs: Iterable[bytes]) -> Tokens:
    """The tokens of consecutive blobs of one run; see `app.store.tokens.concat`."""
    return _told(merged([_read(blob) for blob in blobs], _CODES, _FILL))


def fold(blobs: Iterable[bytes]) -> bytes:
    """Consecutive blobs of one run as the blob of it all. Nothing is rounded again."""
    return _write(merged([_read(blob) for blob in blobs], _CODES, _FILL), _PACKED)


def check(blob: bytes, most: int) -> None:
    """Raise ValueError where `blob` is none of ours, or would take more than `most` bytes when it is unpacked."""
    try:
        magic, count, number = _HEAD.unpack_from(blob)
        offset, room = _HEAD.size, most
        for _ in range(number):
            _, _, length = _COLUMN.unpack_from(blob, offset)
            offset += _COLUMN.size
            data, offset = blob[offset : offset + length], offset + length
            room -= len(data) if magic == _RAW else len(zlib.decompressobj().decompress(data, room + 1))
            if room < 0:
                raise ValueError(f"{count} tokens take too much room")
    except (struct.error, zlib.error) as error:
        raise ValueError(f"not a blob of tokens: {error!r}") from error
    unpack(blob)


def _stored(tokens: Tokens) -> _Stored:
    columns = columns_of(tokens)
    found: _Stored = {}
    for name, values in columns.items():
        if name in NATS:
            found[name] = _units(values)
        elif name == "at":
            found[name] = array("q", [round(moment * _MICRO) for moment in values])
        else:
            found[name] = array(_CODES[name], values)
    return found


def _told(columns: _Stored) -> Tokens:
    told: dict[str, Sequence[float]] = {name: _nats(columns[name]) for name in NATS if name in columns}
    return of({**columns, **told, "at": [micro / _MICRO for micro in columns["at"]]})


def _units(nats: Sequence[float]) -> "array[int]":
    least, most = _NEVER / _NAT, _MOST / _NAT
    return array(
        "h",
        [
            round(each * _NAT) if least < each < most else _NAN if each != each else _NEVER if each < 0 else _MOST
            for each in nats
        ],
    )


def _nats(units: "array[int]") -> "array[float]":
    special = {_NAN: float("nan"), _NEVER: float("-inf")}
    return array("f", [each / _NAT if each > _NEVER else special[each] for each in units])


def _write(columns: _Stored, magic: bytes) -> bytes:
    written = [b""]
    for field, column in columns.items():
        if not column and field not in ("ids", "at"):
            continue
        if field == "at":
            column = array("q", (after - before for before, after in pairwise((0, *column))))
        if sys.byteorder == "big":
            column = column[:]
            column.byteswap()
        data = column.tobytes() if magic == _RAW else zlib.compress(column.tobytes(), 6)
        written += (_COLUMN.pack(_NAMES[field], _CODES[field].encode(), len(data)), data)
    written[0] = _HEAD.pack(magic, len(columns["ids"]), len(written) // 2)
    return b"".join(written)


def _read(blob: bytes) -> _Stored:
    try:
        columns = _columns(blob)
        columns["at"] = array("q", accumulate(columns["at"]))
    except (struct.error, zlib.error, KeyError, ValueError, OverflowError) as error:
        raise ValueError(f"not a blob of tokens: {error!r}") from error
    return columns


def _columns(blob: bytes) -> _Stored:
    magic, count, number = _HEAD.unpack_from(blob)
    if magic not in (_PACKED, _RAW):
        raise ValueError("wrong magic")
    found: _Stored = {}
    offset = _HEAD.size
    for _ in range(number):
        name, code, length = _COLUMN.unpack_from(blob, offset)
        offset += _COLUMN.size
        data, offset = blob[offset : offset + length], offset + length
        field = _FIELDS.get(name)
        if field is None:
            continue
        if code.decode() != _CODES[field]:
            raise ValueError(f"{field} of type {code!r}")
        column: array[Any] = array(_CODES[field])
        column.frombytes(data if magic == _RAW else zlib.decompress(data))
        if sys.byteorder == "big":
            column.byteswap()
        found[field] = column
    _check(found, count)
    return found


def _check(columns: _Stored, count: int) -> None:
    if len(columns["ids"]) != count or len(columns["at"]) != count:
        raise ValueError(f"{count} tokens, but {len(columns['ids'])} ids and {len(columns['at'])} times")
    widths = {len(columns[name]) for name in TOPS if columns.get(name)}
    if len(widths) > 1 or any(width % count for width in widths if count):
        raise ValueError(f"alternatives of uneven width: {widths}")
    for name in COLUMNS:
        if name not in TOPS and name in columns and len(columns[name]) not in (0, count):
            raise ValueError(f"{count} tokens, but {len(columns[name])} of {name}")
