"""Cutting a JSON text of any length into the values of its outermost array or object. Knows nothing of what they mean.

Nothing is built before it was measured: a value that is too large, holds a string that is too long, or is nested too
deeply, is walked past and told. What is in memory is one value and one chunk.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

CHUNK = 1 << 20
LARGEST = 32 << 20
"""Bytes of one value: a conversation, as a rule."""
LONGEST = 16 << 20
"""Bytes of one string."""
DEEPEST = 64

Why = Literal["too_large", "too_deep", "torn", "malformed"]

# Possessive, so that a long string costs no stack and no second look.
_PLAIN = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_STRING = re.compile(rb"(?:[^\"\\]++|\\.)*+", re.DOTALL)
_SPACE = re.compile(rb"[ \t\r\n]*+")
_WORD = re.compile(rb"[^,:\]}\[{\" \t\r\n]*+")
_QUOTE, _BACKSLASH, _OPEN, _CLOSE = ord('"'), ord("\\"), b"[{", b"]}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that was walked past. After "torn" and "malformed" nothing follows."""

    why: Why


Value = bytes | Refused


class Splitter:
    """Reads from `read`, which gives at most as many bytes as asked for, and none at the end. To be used once."""

    def __init__(self, read: Callable[[int], bytes], largest: int = LARGEST, longest: int = LONGEST) -> None:
        self._read, self._largest, self._longest = read, largest, longest
        self._buffer = bytearray()
        self._ended = False
        self._broken: Refused | None = None

    def elements(self) -> Iterator[Value]:
        """The elements of an array."""
        if self._next() != ord("["):
            yield Refused("malformed")
            return
        self._drop(1)
        if self._next() == ord("]"):
            return
        while True:
            yield self._value()
            if self._broken:
                return
            if not self._comma(ord("]")):
                if self._broken:
                    yield self._broken
                return

    def entries(self) -> Iterator[tuple[bytes, Value]]:
        """Keys, as they are spelt, and values of an object."""
        if self._next() != ord("{"):
            yield b"", Refused("malformed")
            return
        self._drop(1)
        if self._next() == ord("}"):
            return
        while True:
            key = self._value()
            if self._broken or isinstance(key, Refused) or self._next() != ord(":"):
                yield b"", self._broken or Refused("malformed")
                return
            self._drop(1)
            yield key, self._value()
            if self._broken:
                return
            if not self._comma(ord("}")):
                if self._broken:
                    yield b"", self._broken
                return

    def _comma(self, end: int) -> bool:
        """Step over a comma; False where `end` is there instead, or, as `_broken` tells, something else."""
        found = self._next()
        if found == ord(","):
            self._drop(1)
            return True
        if found != end:
            self._break("torn" if found < 0 else "malformed")
        return False

    # ---- one value ----------------------------------------------------------------------------------------------

    def _value(self) -> Value:
        first = self._next()
        if first < 0:
            return self._break("torn")
        if first in _OPEN:
            return self._nested()
        if first == _QUOTE:
            return self._taken(self._string_end(0), None) if self._grow_string() else self._long_string()
        while (end := _WORD.match(self._buffer).end()) == len(self._buffer) and self._fill():  # type: ignore[union-attr]
            if end > self._largest:
                return self._break("malformed")
        return self._taken(end, None) if end else self._break("malformed")

    def _nested(self) -> Value:
        at = depth = 0
        why: Why | None = None
        while True:
            at = _PLAIN.match(self._buffer, at).end()  # type: ignore[union-attr]
            if at == len(self._buffer) or self._buffer[at] == _QUOTE:
                if why is None and at > self._largest:
                    why = "too_large"
                if why is not None:
                    at = self._drop(at)
                if at < len(self._buffer) and len(self._buffer) - at > self._longest:
                    why = why or "too_large"
                    self._drop(at)
                    at = 0
                    if not self._skip_string():
                        return self._break("torn")
                elif not self._fill(len(self._buffer) - at):
                    return self._break("torn")
                continue
            depth += 1 if self._buffer[at] in _OPEN else -1
            at += 1
            if depth == 0:
                return self._taken(at, why or ("too_large" if at > self._largest else None))
            if depth > DEEPEST:
                why = why or "too_deep"

    def _taken(self, end: int, why: Why | None) -> Value:
        value = None if why else bytes(self._buffer[:end])
        self._drop(end)
        return Refused(why) if why else value or b""

    def _break(self, why: Why) -> Refused:
        self._broken = Refused(why)
        return self._broken

    # ---- strings ------------------------------------------------------------------------------------------------

    def _string_end(self, at: int) -> int:
        """Just behind the string that begins at `at`; -1 where its end is not here."""
        end = _STRING.match(self._buffer, at + 1).end()  # type: ignore[union-attr]
        return end + 1 if end < len(self._buffer) and self._buffer[end] == _QUOTE else -1

    def _grow_string(self) -> bool:
        """Have the whole string at the beginning of the buffer, unless it is too long or has no end."""
        while self._string_end(0) < 0:
            if len(self._buffer) > self._longest or not self._fill(len(self._buffer)):
                return False
        return True

    def _long_string(self) -> Value:
        return Refused("too_large") if self._skip_string() else self._break("torn")

    def _skip_string(self) -> bool:
        """Walk past the string at the beginning of the buffer without keeping it."""
        self._drop(1)
        while True:
            end = _STRING.match(self._buffer).end()  # type: ignore[union-attr]
            if end < len(self._buffer) and self._buffer[end] == _QUOTE:
                self._drop(end + 1)
                return True
            self._drop(end)  # what may be left is a backslash whose fellow has not come
            if not self._fill():
                return False

    # ---- the buffer ---------------------------------------------------------------------------------------------

    def _next(self) -> int:
        """The next byte that is no white space, with the buffer beginning there; -1 at the end."""
        while True:
            self._drop(_SPACE.match(self._buffer).end())  # type: ignore[union-attr]
            if self._buffer:
                return self._buffer[0]
            if not self._fill():
                return -1

    def _drop(self, count: int) -> int:
        del self._buffer[:count]
        return 0

    def _fill(self, least: int = 0) -> bool:
        """Have more, at least as much as is there already: what is looked at again and again must not be quadratic."""
        chunk = b"" if self._ended else self._read(max(CHUNK, least))
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)


def measure(value: bytes) -> Why | None:
    """Why a value that is in memory already must not be built."""
    found = list(Splitter(_once(value)).elements())
    if len(found) == 1 and isinstance(found[0], Refused):
        return found[0].why
    return None if len(found) == 1 else "malformed"


def _once(value: bytes) -> Callable[[int], bytes]:
    rest = [b"[", value, b"]"]
    return lambda _: rest.pop(0) if rest else b""
