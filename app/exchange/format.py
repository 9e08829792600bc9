"""What a reader of a foreign format is, and the way most of them work: one JSON value is one conversation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.exchange.asking import Found
from app.exchange.documents import Document
from app.exchange.reading import Shape, records
from app.exchange.values import Item, LeftOut

WRONG = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError)
"""What a value of an unexpected shape may raise in whoever takes it apart."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format is known by the first value of a file, never by a name."""

    name: str
    title: str
    """For people."""
    recognises: Callable[[Any], bool]
    read: Callable[[Document, Shape], Iterator[Item]]


def one_by_one(convert: Callable[[Found], Iterator[Item]]) -> Callable[[Document, Shape], Iterator[Item]]:
    """A reader that makes something of each value by itself. One that cannot be made sense of is told."""

    def read(document: Document, shape: Shape) -> Iterator[Item]:
        for number, record in enumerate(records(document, shape), 1):
            if isinstance(record, LeftOut):
                yield record
            else:
                yield from attempted(convert, record, f"{document.name}: {number}")

    return read


def attempted(make: Callable[[Any], Iterator[Item]], value: Any, where: str) -> Iterator[Item]:
    """What `make` gives of `value`, up to where it fails over something of another shape than it should be."""
    try:
        yield from make(value)
    except WRONG:
        yield LeftOut("malformed", where)


def fenced(text: str, language: str = "") -> str:
    """`text` as Markdown code, in a fence that nothing in it ends."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"
