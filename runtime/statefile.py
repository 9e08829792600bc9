"""The file in which the state of one sequence is kept: its layout, and every check it must pass before it is believed.

Little-endian: a head (magic, counts, digests of the key, of the pieces' checksums, and of all that comes before the
body), the tokens as int32, then the body: the state in pieces of `PIECE` bytes, each a zstd frame with its length
before it and its own size and checksum inside it. Knows nothing of folders, nor of what a state is made of.
"""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import zstandard

Tokens = npt.NDArray[np.int32]
State = Any
"""Whatever has a buffer: bytes, a bytearray, an array of ctypes."""

PIECE = 1 << 20
"""Bytes compressed at once: about a millisecond, so that whoever writes can be stopped in between."""
MAX_TOKENS = 1 << 24

# The numbers of a KV cache hardly repeat. On states of the starter (f16, q8_0, q4_0) level 1 leaves 92, 96 and 94 % at
# 900 MB/s; level 3 leaves as much at half the speed, level -1 leaves 99 %; threads gain nothing on pieces this small.
_LEVEL = 1
_MAGIC = b"SIBIANKV"
_DIGEST = 32
_COUNTS = struct.Struct("<8sIQQ32s32s")
"""Magic, tokens, bytes of the state, bytes of the body, digest of the key, digest of the pieces' checksums in turn."""
_HEAD = _COUNTS.size + _DIGEST
_LENGTH = struct.Struct("<I")
_CHECKSUM = 4
"""Bytes at the end of a zstd frame: half of xxh64 over its content."""


class BadState(Exception):
    """The file is not what it should be. The message is for the log."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body."""

    tokens: Tokens
    size: int
    """Bytes of the state."""
    pieces: bytes
    """Digest of the pieces' checksums: no piece may come from elsewhere, or in another place."""


def digest(data: bytes) -> bytes:
    """blake2b, 32 bytes."""
    return blake2b(data, digest_size=_DIGEST).digest()


def buffer(state: State) -> memoryview:
    """The bytes of anything that has a buffer, not copied. A memoryview alone cannot cast an array of ctypes."""
    return np.frombuffer(state, np.uint8).data if len(state) else memoryview(b"")


def write(file: BinaryIO, key: bytes, tokens: Tokens, state: memoryview, wanted: Callable[[], bool]) -> bool:
    """Write all of it, asking `wanted` before every piece. False when it said no: what was written is then of no use.

    key: a digest. OSError as `file` raises it.
    """
    listed = tokens.astype("<i4").tobytes()
    file.write(bytes(_HEAD) + listed)
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True, write_content_size=True)
    body, checksums = 0, b""
    for at in range(0, len(state), PIECE):
        if not wanted():
            return False
        frame = compressor.compress(state[at : at + PIECE])
        file.write(_LENGTH.pack(len(frame)) + frame)
        body += _LENGTH.size + len(frame)
        checksums += frame[-_CHECKSUM:]
    counts = _COUNTS.pack(_MAGIC, len(tokens), len(state), body, key, digest(checksums))
    file.seek(0)
    file.write(counts + digest(counts + listed))
    return True


def read_head(file: BinaryIO, length: int, key: bytes) -> Head:
    """Read and check what stands before the body, and leave `file` at the body. `length` is the whole file's."""
    head = file.read(_HEAD)
    if len(head) != _HEAD:
        raise BadState("shorter than a head")
    magic, count, size, body, of_key, of_pieces = _COUNTS.unpack_from(head)
    if magic != _MAGIC:
        raise BadState("no such file of ours")
    if of_key != key:
        raise BadState("made under other settings")
    if count > MAX_TOKENS or length != _HEAD + count * 4 + body:
        raise BadState(f"{length} bytes long, {_HEAD + count * 4 + body} by its head")
    listed = file.read(count * 4)
    if digest(head[: _COUNTS.size] + listed) != head[_COUNTS.size :]:
        raise BadState("head or tokens are not what was written")
    return Head(np.frombuffer(listed, "<i4").astype(np.int32), size, of_pieces)


def read_body(file: BinaryIO, head: Head) -> bytes:
    """The state, read from where `read_head` left off. BadState if anything is amiss.

    Memory grows with what was decompressed and checked, never by what the file claims.
    """
    whole = io.BytesIO()  # hands its bytes out without a copy, which joining a list of pieces would make
    decompressor = zstandard.ZstdDecompressor()
    checksums = b""
    for at in range(0, head.size, PIECE):
        frame = _frame(file)
        whole.write(_content(decompressor, frame, min(PIECE, head.size - at)))
        checksums += frame[-_CHECKSUM:]
    if file.read(1) or digest(checksums) != head.pieces:
        raise BadState("longer than its state, or not in its pieces")
    return whole.getvalue()


def _frame(file: BinaryIO) -> bytes:
    prefix = file.read(_LENGTH.size)
    if len(prefix) != _LENGTH.size:
        raise BadState("ends before its state does")
    (length,) = _LENGTH.unpack(prefix)
    if length > 2 * PIECE:
        raise BadState("a piece longer than any that is written")
    frame = file.read(length)
    if len(frame) != length:
        raise BadState("ends within a piece")
    return frame


def _content(decompressor: zstandard.ZstdDecompressor, frame: bytes, size: int) -> bytes:
    try:
        said = zstandard.get_frame_parameters(frame)
        # A frame may say that it has no checksum, or any size at all: both are believed only as they were written.
        if not said.has_checksum or said.content_size != size:
            raise BadState("a piece of another size, or without a checksum")
        return decompressor.decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BadState(f"a piece cannot be decompressed: {error}") from error
