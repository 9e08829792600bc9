"""Cherry Studio's backup, `data.json`: topics with messages, whose words lie in blocks of their own.

A backup is one object, and the blocks may come after the messages that need them, so it has to be had whole; one that
is too large for that is told and left out. Newer backups are a database, which is not read.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, listing, mapping, number, objects, seconds, text
from app.exchange.documents import Document
from app.exchange.format import WRONG, Format, attempted
from app.exchange.reading import Shape, records
from app.exchange.thoughts import apart
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "cherry"
_STORE = "persist:cherry-studio"


def recognises(value: Any) -> bool:
    found = mapping(value)
    if "indexedDB" not in found:
        return False
    # A large backup is known by its outline alone.
    return found["indexedDB"] is None or isinstance(mapping(found["indexedDB"]).get("topics"), list)


def read(document: Document, shape: Shape) -> Iterator[Item]:
    for record in records(document, shape):
        if isinstance(record, LeftOut):
            yield record
            continue
        found = mapping(record)
        database, titles = mapping(found.get("indexedDB")), _titles(mapping(found.get("localStorage")))
        blocks = {text(each.get("id")): each for each in objects(database.get("message_blocks"))}
        for topic in objects(database.get("topics")):
            make = partial(_topic, blocks=blocks, titles=titles)
            yield from attempted(make, topic, text(topic.get("id")))


def _titles(storage: Found) -> dict[str, str]:
    """Names of topics, which lie in texts within texts."""
    try:
        state = mapping(json.loads(text(storage.get(_STORE)) or "{}"))
        assistants = mapping(json.loads(text(state.get("assistants")) or "{}"))
    except WRONG:
        return {}
    return {
        text(topic.get("id")): text(topic.get("name"))
        for assistant in objects(assistants.get("assistants"))
        for topic in objects(assistant.get("topics"))
    }


def _topic(topic: Found, blocks: dict[str, Found], titles: dict[str, str]) -> Iterator[Item]:
    id, left = text(topic.get("id")), list[LeftOut]()
    title = titles.get(id, "") or text(topic.get("name"))
    nodes: list[Node] = []
    head: str | None = None
    last: str | None = None
    for message in objects(topic.get("messages")):
        node = _node(message, blocks, title, left)
        asked = text(message.get("askId"))
        siblings = node.role == "assistant" and asked and any(each.key == asked for each in nodes)
        node.parent = asked if siblings else last
        nodes.append(node)
        if node.role == "user" or not siblings or message.get("foldSelected") is True or head is None or last == asked:
            head = last = node.key
    yield trees.settled(
        ImportedConversation(
            source=NAME,
            foreign_id=id,
            title=title,
            messages=(),
            created=seconds(topic.get("createdAt")),
            updated=seconds(topic.get("updatedAt")),
            head=head,
            pinned=topic.get("pinned") is True,
            left_out=tuple(left),
        ),
        nodes,
    )


def _node(message: Found, blocks: dict[str, Found], title: str, left: list[LeftOut]) -> Node:
    role = text(message.get("role"))
    said: list[ImportedPart] = []
    thought_s = None
    for id in listing(message.get("blocks")):
        block = blocks.get(text(id), {})
        words = text(block.get("content"))
        match block.get("type"):
            case "main_text" | "code" | "translation":
                said.append(ImportedPart("text" if role == "user" else "answer", words))
            case "thinking":
                said.append(ImportedPart("thinking", words))
                thought_s = _spent(thought_s, number(block.get("thinking_millsec")))
            case "image" | "video":
                left.append(LeftOut("picture", title))
            case "file":
                left.append(LeftOut("attachment", title))
            case "citation":
                left.append(LeftOut("search_results", title))
            case "tool":
                left.append(LeftOut("tool", title))
            case _:
                left.append(LeftOut("unknown_part", title))
    if not said and (words := text(message.get("content"))):  # before there were blocks
        said += [ImportedPart("text", words)] if role == "user" else apart(words)
    model = mapping(message.get("model"))
    timings: dict[str, float | None] = {} if thought_s is None else {"thinking_s": thought_s}
    generation = ImportedGeneration(model=text(model.get("name") or model.get("id")), timings=timings)
    created = seconds(message.get("createdAt"))
    key = text(message.get("id"))
    if role in ("user", "system"):
        return Node(key, None, "user" if role == "user" else "system", tuple(said), created)
    return Node(key, None, "assistant", tuple(said), created, generation)


def _spent(before: float | None, milliseconds: float | None) -> float | None:
    return before if milliseconds is None else (before or 0.0) + milliseconds / 1000


FORMAT = Format(NAME, "Cherry Studio", recognises, read)
