"""Claude's export: `conversations.json`, messages in a row, or a tree where they name their parents."""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, listing, objects, seconds, text
from app.exchange.format import Format, fenced, one_by_one
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "claude"


def recognises(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("chat_messages"), list) and "uuid" in value


def convert(record: Found) -> Iterator[Item]:
    title = text(record.get("name"))
    left: list[LeftOut] = []
    nodes = [_node(found, title, left) for found in objects(record.get("chat_messages"))]
    keys = {node.key for node in nodes}
    # The first message names a parent that nobody has.
    related = len(keys) == len(nodes) and sum(node.parent in keys for node in nodes) == len(nodes) - 1
    conversation = ImportedConversation(
        source=NAME,
        foreign_id=text(record.get("uuid")),
        title=title,
        messages=(),
        created=seconds(record.get("created_at")),
        updated=seconds(record.get("updated_at")),
        head=text(record.get("current_leaf_message_uuid")) or None,
        pinned=record.get("is_starred") is True,
        left_out=tuple(left),
    )
    if not related and not any(node.parent in keys for node in nodes):
        yield trees.row(conversation, nodes)
        return
    for node in nodes:
        node.parent = node.parent if node.parent in keys else None
    yield trees.settled(conversation, nodes)


def _node(found: Found, title: str, left: list[LeftOut]) -> Node:
    human = text(found.get("sender")) == "human"
    parts: list[ImportedPart] = []
    for block in objects(found.get("content")):
        _take(block, human, parts, title, left)
    if not any(part.kind != "thinking" for part in parts) and (said := text(found.get("text"))):
        parts.append(ImportedPart("text" if human else "answer", said))
    for attachment in objects(found.get("attachments")):
        # What was pasted is kept as text; it is part of what the person said.
        if pasted := text(attachment.get("extracted_content")):
            name = text(attachment.get("file_name"))
            parts.append(ImportedPart("text" if human else "answer", f"\n\n{name}\n{fenced(pasted)}"))
        else:
            left.append(LeftOut("attachment", title))
    if files := len(listing(found.get("files"))):
        left.append(LeftOut("attachment", title, files))
    return Node(
        text(found.get("uuid")),
        text(found.get("parent_message_uuid")) or None,
        "user" if human else "assistant",
        tuple(parts),
        seconds(found.get("created_at")),
        None if human else ImportedGeneration(model=text(found.get("model"))),
    )


def _take(block: Found, human: bool, parts: list[ImportedPart], title: str, left: list[LeftOut]) -> None:
    match block.get("type"):
        case "text":
            parts.append(ImportedPart("text" if human else "answer", text(block.get("text"))))
        case "thinking":
            parts.append(ImportedPart("thinking", text(block.get("thinking"))))
        case "tool_use" | "tool_result" | "token_budget":
            left.append(LeftOut("tool", title))
        case "image":
            left.append(LeftOut("picture", title))
        case _:
            left.append(LeftOut("unknown_part", title))


FORMAT = Format(NAME, "Claude", recognises, one_by_one(convert))
