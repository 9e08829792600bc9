"""Chatbox's sessions: files of a backup, or an older backup in which each is an entry `session:…` of one object."""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, mapping, number, objects, seconds, text
from app.exchange.documents import Document
from app.exchange.format import Format, attempted
from app.exchange.reading import Shape, entries, records
from app.exchange.thoughts import apart, parts
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "chatbox"
ENTRY = "session:"
LIST = "chat-sessions-list"


def recognises(value: Any) -> bool:
    found = mapping(value)
    return _is_session(found) or any(key.startswith(ENTRY) or key == LIST for key in found)


def _is_session(found: Found) -> bool:
    first = next(objects(found.get("messages")), None)
    return first is not None and "name" in found and "id" in found and ("contentParts" in first or "id" in first)


def read(document: Document, shape: Shape) -> Iterator[Item]:
    found: Iterator[tuple[str, Any]]
    if shape == "array":
        found = ((f"{ENTRY}{number}", each) for number, each in enumerate(records(document, shape)))
    elif shape == "lines":
        found = ((ENTRY, each) for record in records(document, shape) for each in _inside(record))
    else:
        found = entries(document)
        document_is_session = _session_of(document)
        if document_is_session is not None:
            found = iter([(ENTRY, document_is_session)])
    for key, value in found:
        if isinstance(value, LeftOut):
            yield value
        elif key.startswith(ENTRY):
            yield from attempted(lambda found: _session(mapping(found)), value, f"{document.name}: {key}")


def _inside(record: Any) -> Iterator[Any]:
    found = mapping(record)
    if isinstance(record, LeftOut) or _is_session(found):
        yield record
    else:
        yield from (value for key, value in found.items() if key.startswith(ENTRY))


def _session_of(document: Document) -> Any:
    """The only session of a document that is one; None where it holds many."""
    for key, _ in entries(document):
        if key.startswith(ENTRY) or key == LIST:
            return None
    return next(records(document, "object"), None)


def _session(found: Found) -> Iterator[Item]:
    """The conversation that is held now, and those that were held before in the same session."""
    id, name = text(found.get("id")), text(found.get("name"))
    yield from _conversation(id, name, found)
    for thread in objects(found.get("threads")):
        yield from _conversation(f"{id}/{text(thread.get('id'))}", text(thread.get("name")) or name, thread)


def _conversation(id: str, title: str, found: Found) -> Iterator[Item]:
    left: list[LeftOut] = []
    nodes = [_node(each, title, left) for each in objects(found.get("messages"))]
    yield trees.row(
        ImportedConversation(
            source=NAME,
            foreign_id=id,
            title=title,
            messages=(),
            created=seconds(found.get("createdAt")),
            pinned=found.get("starred") is True,
            left_out=tuple(left),
        ),
        nodes,
    )


def _node(found: Found, title: str, left: list[LeftOut]) -> Node:
    role = text(found.get("role"))
    said, thought, thought_s = [], [], None
    for part in objects(found.get("contentParts")):
        match part.get("type"):
            case "text":
                said.append(text(part.get("text")))
            case "reasoning":
                thought.append(text(part.get("text")))
                if (spent := number(part.get("duration"))) is not None:
                    thought_s = (thought_s or 0.0) + spent / 1000
            case "image":
                left.append(LeftOut("picture", title))
            case "tool-call" | "tool-result":
                left.append(LeftOut("tool", title))
            case "info":
                continue
            case _:
                left.append(LeftOut("unknown_part", title))
    if not said and not thought and (words := text(found.get("content"))):
        said.append(words)
    if not thought and (reasoning := text(found.get("reasoningContent"))):
        thought.append(reasoning)
    for _ in objects(found.get("files")):
        left.append(LeftOut("attachment", title))
    created, whole = seconds(found.get("timestamp")), "\n\n".join(filter(None, said))
    if role == "user":
        return Node("", None, "user", (ImportedPart("text", whole),), created)
    if role == "system":
        return Node("", None, "system", (ImportedPart("text", whole),), created)
    answer = parts("\n\n".join(filter(None, thought)), whole) if thought else apart(whole)
    timings: dict[str, float | None] = {} if thought_s is None else {"thinking_s": thought_s}
    return Node(
        "", None, "assistant", answer, created, ImportedGeneration(model=text(found.get("model")), timings=timings)
    )


FORMAT = Format(NAME, "Chatbox", recognises, read)
