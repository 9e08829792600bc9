"""The program's own form, which loses nothing: JSON lines, a head, then each conversation and its messages.

A message is a line of its own, so that a conversation of any length can be written and read without a line that is
too long for anybody.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from app.exchange.asking import Found, mapping
from app.exchange.documents import Document
from app.exchange.format import Format
from app.exchange.reading import Shape, records
from app.exchange.values import ImportedConversation, ImportedMessage, Item, LeftOut

NAME = "sibian"
VERSION = 1
MOST = 64 << 20
"""Characters that one conversation may say: it is in memory as a whole."""

_HEAD, _CONVERSATION, _MESSAGE = "sibian", "conversation", "message"


def recognises(value: Any) -> bool:
    return isinstance(mapping(value).get(_HEAD), int)


def read(document: Document, shape: Shape) -> Iterator[Item]:
    begun: ImportedConversation | LeftOut | None = None
    messages: list[ImportedMessage] = []
    size = 0
    for number, record in enumerate(records(document, shape), 1):
        where = f"{document.name}: {number}"
        if isinstance(record, LeftOut):
            yield record
        elif _HEAD in mapping(record):
            if record[_HEAD] not in range(1, VERSION + 1):
                yield LeftOut("newer", document.name)
                return
        elif _CONVERSATION in mapping(record):
            yield from _whole(begun, messages)
            begun, messages, size = _made(record[_CONVERSATION], ImportedConversation, where), [], 0
            if isinstance(begun, LeftOut):
                yield begun
        elif isinstance(begun, ImportedConversation):
            message = _made(mapping(record).get(_MESSAGE), ImportedMessage, where)
            if isinstance(message, LeftOut):
                yield message
                continue
            messages.append(message)
            size += _size(message)
            if size > MOST:
                begun = LeftOut("too_large", begun.title)
                yield begun
    yield from _whole(begun, messages)


def _whole(begun: ImportedConversation | LeftOut | None, messages: list[ImportedMessage]) -> Iterator[Item]:
    if isinstance(begun, ImportedConversation):
        yield replace(begun, messages=tuple(messages), source=NAME, left_out=())


def _made(found: Any, type_: Any, where: str) -> Any:
    try:
        return msgspec.convert(found, type_)
    except (msgspec.ValidationError, RecursionError, ValueError):
        return LeftOut("malformed", where)


def _size(message: ImportedMessage) -> int:
    size = sum(len(part.text) for part in message.parts)
    if message.generation is not None:
        size += (
            len(message.generation.raw or "") + len(message.generation.prompt) + len(message.generation.tokens or b"")
        )
    return size


FORMAT = Format(NAME, "Sibian", recognises, read)


# ---- out ------------------------------------------------------------------------------------------------------------


def head() -> str:
    return _line({_HEAD: VERSION})


def lines(conversation: ImportedConversation) -> Iterator[str]:
    yield _line({_CONVERSATION: replace(conversation, messages=(), left_out=())})
    for message in conversation.messages:
        yield _line({_MESSAGE: message})


def _line(value: Found) -> str:
    return msgspec.json.encode(value).decode()
