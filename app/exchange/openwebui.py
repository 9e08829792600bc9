"""Open WebUI's export: an array of chats, or one chat. Thinking is folded into the text, or stands in `output`."""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, listing, mapping, objects, seconds, text
from app.exchange.format import Format, one_by_one
from app.exchange.thoughts import folded, parts
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "openwebui"


def recognises(value: Any) -> bool:
    chat = mapping(mapping(value).get("chat")) or mapping(value)
    return isinstance(mapping(chat.get("history")).get("messages"), dict)


def convert(record: Found) -> Iterator[Item]:
    chat = mapping(record.get("chat")) or record
    title = text(chat.get("title") or record.get("title"))
    history = mapping(chat.get("history"))
    left: list[LeftOut] = []
    nodes = [_node(key, mapping(found), title, left) for key, found in mapping(history.get("messages")).items()]
    options = mapping(chat.get("params")) or mapping(chat.get("options"))
    yield trees.settled(
        ImportedConversation(
            source=NAME,
            foreign_id=text(record.get("id") or chat.get("id")),
            title=title,
            messages=(),
            created=seconds(record.get("created_at", chat.get("timestamp"))),
            updated=seconds(record.get("updated_at")),
            system=text(chat.get("system") or options.get("system")),
            head=text(history.get("currentId")) or None,
            tags=tuple(_tag(tag) for tag in listing(mapping(record.get("meta")).get("tags") or chat.get("tags"))),
            pinned=record.get("pinned") is True,
            archived=record.get("archived") is True,
            left_out=tuple(left),
        ),
        nodes,
    )


def _tag(tag: Any) -> str:
    return text(mapping(tag).get("name")) or text(tag)


def _node(key: str, found: Found, title: str, left: list[LeftOut]) -> Node:
    role, said = text(found.get("role")), text(found.get("content"))
    parent = found.get("parentId")
    made = Node(key, None if parent is None else text(parent), "assistant", created=seconds(found.get("timestamp")))
    for file in objects(found.get("files")):
        left.append(LeftOut("picture" if file.get("type") == "image" else "attachment", title))
    if role == "user":
        made.role, made.parts = "user", (ImportedPart("text", said),)
    elif role == "system":
        made.role, made.parts = "system", (ImportedPart("text", said),)
    else:
        duration = None
        if found.get("output"):
            made.parts = _output(found, title, left)
        if not made.parts:
            made.parts, duration = folded(said)
        made.generation = ImportedGeneration(
            model=text(found.get("model")),
            ending="interrupted" if found.get("done") is False else "stop",
            timings={} if duration is None else {"thinking_s": duration},
        )
    return made


def _output(found: Found, title: str, left: list[LeftOut]) -> tuple[ImportedPart, ...]:
    thought, said = [], []
    for item in objects(found.get("output")):
        words = [text(each.get("text")) for name in ("summary", "content") for each in objects(item.get(name))]
        match item.get("type"):
            case "reasoning":
                thought += words
            case "message":
                said += words
            case _:
                left.append(LeftOut("tool", title))
    return parts("\n\n".join(filter(None, thought)), "\n\n".join(filter(None, said)))


FORMAT = Format(NAME, "Open WebUI", recognises, one_by_one(convert))
