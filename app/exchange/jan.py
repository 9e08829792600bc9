"""Jan's threads: a folder each, with `messages.jsonl` and, beside it, `thread.json` for the title."""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, mapping, objects, seconds, text
from app.exchange.documents import Document
from app.exchange.format import Format, attempted
from app.exchange.reading import Shape, records
from app.exchange.thoughts import apart
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "jan"
THREAD = "thread.json"


def recognises(value: Any) -> bool:
    return _is_message(value) or _is_thread(value)


def _is_message(value: Any) -> bool:
    found = mapping(value)
    return "role" in found and "thread_id" in found and isinstance(found.get("content"), list)


def _is_thread(value: Any) -> bool:
    found = mapping(value)
    return found.get("object") == "thread" and "title" in found


def read(document: Document, shape: Shape) -> Iterator[Item]:
    """One conversation of all messages in the file. A thread by itself says nothing that its messages do not."""
    left: list[LeftOut] = []
    messages: list[Found] = []
    for record in records(document, shape):
        if isinstance(record, LeftOut):
            left.append(record)
        elif _is_thread(record):
            return
        else:
            messages.append(mapping(record))
    yield from attempted(lambda found: _conversation(found, _thread(document), left), messages, document.name)


def _thread(document: Document) -> Found:
    beside = document.beside(THREAD)
    if beside is None or not beside.looks_like_text():
        return {}
    found = next(records(beside, "object"), None)
    return mapping(found)


def _conversation(messages: list[Found], thread: Found, left: list[LeftOut]) -> Iterator[Item]:
    title = text(thread.get("title"))
    model = text(mapping(mapping(next(objects(thread.get("assistants")), {})).get("model")).get("id"))
    nodes = [_node(each, model, title, left) for each in messages]
    yield trees.row(
        ImportedConversation(
            source=NAME,
            foreign_id=text(messages[0].get("thread_id")) if messages else "",
            title=title,
            messages=(),
            created=seconds(thread.get("created")),
            updated=seconds(thread.get("updated")),
            system=text(next(objects(thread.get("assistants")), {}).get("instructions")),
            left_out=tuple(left),
        ),
        nodes,
    )


def _node(found: Found, model: str, title: str, left: list[LeftOut]) -> Node:
    said, thought = [], []
    for block in objects(found.get("content")):
        words = text(mapping(block.get("text")).get("value")) or text(block.get("text"))
        if block.get("type") == "reasoning":
            thought.append(words)
        elif block.get("type") == "text":
            said.append(words)
        else:
            left.append(LeftOut("picture" if "image" in text(block.get("type")) else "unknown_part", title))
    created, whole = seconds(found.get("created_at")), "\n\n".join(filter(None, said))
    if text(found.get("role")) in ("user", "system"):
        role = "user" if found["role"] == "user" else "system"
        return Node("", None, role, (ImportedPart("text", whole),), created)  # type: ignore[arg-type]
    own = text(mapping(found.get("metadata")).get("model")) or model
    parts = (*(ImportedPart("thinking", each) for each in thought if each), *apart(whole))
    return Node("", None, "assistant", parts, created, ImportedGeneration(model=own))


FORMAT = Format(NAME, "Jan", recognises, read)
