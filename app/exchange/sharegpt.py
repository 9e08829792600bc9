"""ShareGPT's records, read and written: a row of messages in an object. Thinking stands in `<think>` in the text."""

import json
from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, mapping, objects, text
from app.exchange.format import Format, fenced, one_by_one
from app.exchange.thoughts import apart
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedMessage, ImportedPart, Item, Role

NAME = "sharegpt"
_ROLES: dict[str, Role] = {"human": "user", "user": "user", "system": "system", "tool": "assistant"}


def recognises(value: Any) -> bool:
    first = next(objects(mapping(value).get("conversations")), None)
    return first is not None and "from" in first and "value" in first


def convert(record: Found) -> Iterator[Item]:
    nodes = [_node(found) for found in objects(record.get("conversations"))]
    standing = ImportedConversation(
        source=NAME,
        foreign_id=text(record.get("id")),
        title=text(record.get("title")),
        messages=(),
        system=text(record.get("system")),
    )
    # Two answers to be compared: siblings, of which the chosen one is shown.
    pair = [_node(mapping(record.get(name))) for name in ("chosen", "rejected") if mapping(record.get(name))]
    if not pair:
        yield trees.row(standing, nodes)
        return
    for number, node in enumerate(nodes):
        node.key, node.parent = str(number), str(number - 1) if number else None
    for name, node in zip(("chosen", "rejected"), pair, strict=False):
        node.key, node.parent = name, nodes[-1].key if nodes else None
    yield trees.settled(trees.headed(standing, pair[0].key), [*nodes, *pair])


def _node(found: Found) -> Node:
    who, said = text(found.get("from")), text(found.get("value"))
    role = _ROLES.get(who, "assistant")
    if who in ("function_call", "observation", "tool"):
        return Node("", None, "assistant", (ImportedPart("answer", fenced(said)),) if said else ())
    return Node("", None, role, apart(said) if role == "assistant" else (ImportedPart("text", said),))


FORMAT = Format(NAME, "ShareGPT", recognises, one_by_one(convert))


# ---- out ------------------------------------------------------------------------------------------------------------


def line(conversation: ImportedConversation, branch: list[ImportedMessage], thinking: bool) -> str:
    """One branch as a line."""
    said = [{"from": "human" if one.role == "user" else "gpt", "value": _value(one, thinking)} for one in branch]
    record: dict[str, Any] = {"conversations": said}
    if conversation.system:
        record["system"] = conversation.system
    if conversation.title:
        record["title"] = conversation.title
    return json.dumps(record, ensure_ascii=False)


def _value(message: ImportedMessage, thinking: bool) -> str:
    if message.role == "user":
        return message.text("text")
    thought = message.text("thinking") if thinking else ""
    answer = message.text("answer")
    return f"<think>\n{thought}\n</think>\n\n{answer}" if thought else answer
