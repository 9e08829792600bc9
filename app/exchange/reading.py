"""From a document to the JSON values in it, one at a time: elements of an array, lines, or one object. Knows no format.

Values are built only after they were measured (`splitting`). What cannot be built is told and stepped over.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Literal

import msgspec

from app.exchange.documents import Document, Text
from app.exchange.splitting import CHUNK, LARGEST, Refused, Splitter, Value, measure
from app.exchange.values import LeftOut

Shape = Literal["array", "lines", "object"]
WHOLE = 48 << 20
"""Bytes of an object that has to be had whole."""


def shape_of(document: Document) -> Shape | None:
    """How the values lie in it; None where it is no JSON."""
    with ExitStack() as stack:
        text = document.opened(stack)
        begin = text.read(CHUNK).lstrip()
        while not begin and (more := text.read(CHUNK)):
            begin = more.lstrip()
        if begin[:1] == b"[":
            return "array"
        if begin[:1] != b"{":
            return None
        while b"\n" not in begin and len(begin) < LARGEST and (more := text.read(CHUNK)):
            begin += more
        line, _, _ = begin.partition(b"\n")
        return "lines" if len(line) < LARGEST and _is_whole(line) else "object"


def records(document: Document, shape: Shape) -> Iterator[Any]:
    """Every value, built; a `LeftOut` for each that cannot be. An object is one value."""
    with ExitStack() as stack:
        text = document.opened(stack)
        if shape == "object":
            yield _whole(text, document.name)
            return
        values = Splitter(text.read).elements() if shape == "array" else _lines(text)
        for number, value in enumerate(values, 1):
            yield built(value, f"{document.name}: {number}")


def entries(document: Document) -> Iterator[tuple[str, Any]]:
    """Keys and values of an object, one after the other; a `LeftOut` for a value that cannot be built."""
    with ExitStack() as stack:
        for spelt, value in Splitter(document.opened(stack).read).entries():
            key = built(spelt, document.name) if spelt else ""
            name = key if isinstance(key, str) else ""
            yield name, built(value, f"{document.name}: {name}")


def first(document: Document, shape: Shape) -> Any:
    """The first value, to know a format by. Of an object too large to be had whole, the entries that are small."""
    if shape == "object":
        return {key: None if isinstance(value, LeftOut) else value for key, value in _small(document)}
    return next((each for each in records(document, shape) if not isinstance(each, LeftOut)), None)


def _small(document: Document) -> Iterator[tuple[str, Any]]:
    with ExitStack() as stack:
        splitter = Splitter(document.opened(stack).read)
        for spelt, value in splitter.entries():
            key = built(spelt, "") if spelt else ""
            if isinstance(key, str) and key:
                yield key, built(value, "")


def built(value: Value, where: str) -> Any:
    """The value of a JSON text that was measured, or a `LeftOut`."""
    if isinstance(value, Refused):
        return LeftOut(value.why, where)
    try:
        return msgspec.json.decode(value)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # Half a surrogate pair, NaN, a number of a thousand digits, a byte that is no UTF-8: rare, and no reason to
        # lose a conversation.
        try:
            return json.loads(value.decode("utf-8", "replace"), parse_int=_number)
        except (ValueError, RecursionError):
            return LeftOut("malformed", where)


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) < 400 else float("inf")


def _is_whole(line: bytes) -> bool:
    return measure(line.strip()) is None


def _whole(text: Text, where: str) -> Any:
    size, chunks = 0, []
    while chunk := text.read(CHUNK):
        size += len(chunk)
        if size > WHOLE:
            return LeftOut("too_large", where)
        chunks.append(chunk)
    value = b"".join(chunks)
    why = measure(value)
    return built(Refused(why) if why else value, where)


def _lines(text: Text) -> Iterator[Value]:
    """Lines that say anything; one that is too long is walked past."""
    rest, skipping = b"", False
    while chunk := text.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if skipping:
                skipping = False
                yield Refused("too_large")
            elif line.strip():
                yield _measured(line)
        if len(rest) > LARGEST:
            rest, skipping = b"", True
    if skipping:
        yield Refused("too_large")
    elif rest.strip():
        yield _measured(rest)


def _measured(line: bytes) -> Value:
    why = measure(line)
    return Refused(why) if why else line
