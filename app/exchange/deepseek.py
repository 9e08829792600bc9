"""DeepSeek's own export: `conversations.json`, a tree of nodes, each of fragments. Thinking and branches come along.

No node has a role: what it says tells whose it is. There is no pointer to the branch that was shown; it is the newest.
"""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, listing, mapping, number, objects, seconds, text
from app.exchange.format import Format, one_by_one
from app.exchange.thoughts import parts
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "deepseek"
ASKED, FILE, THOUGHT, SEARCHED = "REQUEST", "FILE", "THINK", "SEARCH"


def recognises(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("chat_messages"), list) and "chat_session" in value:
        return True
    nodes = value.get("mapping")
    if not isinstance(nodes, dict):
        return False
    if "inserted_at" in value:
        return True
    return any("fragments" in mapping(mapping(node).get("message")) for node in nodes.values())


def convert(record: Found) -> Iterator[Item]:
    session = mapping(record.get("chat_session")) or record
    title = text(session.get("title"))
    left: list[LeftOut] = []
    if "mapping" in record:
        nodes = [_node(key, found, title, left) for key, found in mapping(record["mapping"]).items()]
    else:
        nodes = [_message(found, title, left) for found in objects(record.get("chat_messages"))]
    yield trees.settled(
        ImportedConversation(
            source=NAME,
            foreign_id=text(session.get("id")),
            title=title,
            messages=(),
            created=seconds(session.get("inserted_at", session.get("create_time"))),
            updated=seconds(session.get("updated_at", session.get("update_time"))),
            left_out=tuple(left),
        ),
        nodes,
    )


def _node(key: str, node: Any, title: str, left: list[LeftOut]) -> Node:
    node = mapping(node)
    parent = node.get("parent")
    message = mapping(node.get("message"))
    made = _said(listing(message.get("fragments")), message, title, left)
    made.key, made.parent = key, None if parent is None else text(parent)
    return made


def _message(found: Found, title: str, left: list[LeftOut]) -> Node:
    """A message as the web page gets it."""
    parent = found.get("parent_id")
    if "fragments" in found:
        made = _said(listing(found["fragments"]), found, title, left)
    elif text(found.get("role")).upper() == "USER":
        made = Node("", None, "user", (ImportedPart("text", text(found.get("content"))),))
    else:
        said = parts(text(found.get("thinking_content")), text(found.get("content")))
        made = Node(
            "", None, "assistant", said, generation=_generation(found, number(found.get("thinking_elapsed_secs")))
        )
    made.key, made.parent = text(found.get("message_id")), None if parent is None else text(parent)
    made.created = seconds(found.get("inserted_at"))
    return made


def _said(fragments: list[Any], message: Found, title: str, left: list[LeftOut]) -> Node:
    asked: list[ImportedPart] = []
    answered: list[ImportedPart] = []
    thought_s = None
    for fragment in objects(fragments):
        kind, content = text(fragment.get("type")).upper(), text(fragment.get("content"))
        if kind == ASKED:
            asked.append(ImportedPart("text", content))
        elif kind == THOUGHT:
            answered.append(ImportedPart("thinking", content))
            if (elapsed := number(fragment.get("elapsed_secs"))) is not None:
                thought_s = (thought_s or 0.0) + elapsed
        elif kind == SEARCHED:
            left.append(LeftOut("search_results", title, max(1, len(listing(fragment.get("results"))))))
        elif kind != FILE and content:
            answered.append(ImportedPart("answer", content))
        elif kind != FILE:
            left.append(LeftOut("unknown_part", title))
    if files := max(len(listing(message.get("files"))), sum(text(f.get("type")) == FILE for f in objects(fragments))):
        left.append(LeftOut("attachment", title, files))
    created = seconds(message.get("inserted_at"))
    if answered:
        return Node("", None, "assistant", tuple(answered), created, _generation(message, thought_s))
    return Node("", None, "user", tuple(asked), created)


def _generation(message: Found, thought_s: float | None) -> ImportedGeneration:
    stopped = text(message.get("status")).upper() in ("INCOMPLETE", "WIP")
    return ImportedGeneration(
        model=text(message.get("model")),
        ending="interrupted" if stopped else "stop",
        timings={} if thought_s is None else {"thinking_s": thought_s},
    )


FORMAT = Format(NAME, "DeepSeek", recognises, one_by_one(convert))
