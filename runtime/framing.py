"""Messages to bytes and back: a 4-byte big-endian length, then one MessagePack map.

Owns the shape of the stream and its limit. Does not know what the messages mean, nor where the bytes come from.
"""

import struct
from typing import BinaryIO

import msgspec

from runtime.protocol import Command, Event

LIMIT = 64 * 1024 * 1024
"""Most bytes in one frame. A longer one is taken for a desynchronised stream."""

_HEADER = struct.Struct(">I")
_encoder = msgspec.msgpack.Encoder()
_events: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)
_commands: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)


class FrameError(Exception):
    """The stream cannot be trusted any more: a frame over the limit, or one that is no declared message."""


def encode(message: Event | Command) -> bytes:
    """The payload of one frame."""
    return _encoder.encode(message)


def decode_event(payload: bytes) -> Event:
    """The event in `payload`, or FrameError."""
    try:
        return _events.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FrameError(str(error)) from error


def decode_command(payload: bytes) -> Command:
    """The command in `payload`, or FrameError."""
    try:
        return _commands.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FrameError(str(error)) from error


def frame(payload: bytes) -> bytes:
    """`payload` with its length before it; for writers that are no file, such as QProcess."""
    if len(payload) > LIMIT:
        raise FrameError(f"a frame of {len(payload)} bytes is over the limit")
    return _HEADER.pack(len(payload)) + payload


def write_frame(stream: BinaryIO, payload: bytes) -> None:
    """Write one whole frame and flush it, so that it never waits in a buffer for the next."""
    rest = memoryview(frame(payload))
    while rest:
        rest = rest[stream.write(rest) :]  # an unbuffered stream may take less than it was given
    stream.flush()


class FrameReader:
    """Cuts a byte stream into payloads, however the bytes arrive."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def pending(self) -> int:
        """Bytes of a frame that is not whole yet; at the end of the stream anything but 0 means it was cut off."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[bytes]:
        """Every payload that `data` completes.

        Raises FrameError as soon as a length over the limit is seen, without waiting for that many bytes.
        """
        self._buffer += data
        payloads: list[bytes] = []
        start = 0
        while len(self._buffer) - start >= _HEADER.size:
            (length,) = _HEADER.unpack_from(self._buffer, start)
            if length > LIMIT:
                raise FrameError(f"a frame of {length} bytes is over the limit")
            end = start + _HEADER.size + length
            if len(self._buffer) < end:
                break
            payloads.append(bytes(self._buffer[start + _HEADER.size : end]))
            start = end
        # Once per feed, not once per frame: deleting from the front moves everything behind it.
        del self._buffer[:start]
        return payloads
