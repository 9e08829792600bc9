"""ChatGPT's export: `conversations.json`, whole or in shards. A tree of messages; thoughts precede their answer."""

import re
from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, listing, mapping, number, objects, seconds, text
from app.exchange.format import Format, fenced, one_by_one
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut, PartKind

NAME = "chatgpt"
_RECAP = re.compile(r"(?:(\d{1,4})h)?\s*(?:(\d{1,4})m)?\s*(?:(\d{1,6})\s*s)")


def recognises(value: Any) -> bool:
    nodes = mapping(value).get("mapping")
    if not isinstance(nodes, dict):
        return False
    return "current_node" in value or any("author" in mapping(mapping(node).get("message")) for node in nodes.values())


def convert(record: Found) -> Iterator[Item]:
    title = text(record.get("title"))
    left: list[LeftOut] = []
    nodes = [_node(key, mapping(node), title, left) for key, node in mapping(record.get("mapping")).items()]
    head = record.get("current_node")
    yield trees.settled(
        ImportedConversation(
            source=NAME,
            foreign_id=text(record.get("conversation_id") or record.get("id")),
            title=title,
            messages=(),
            created=seconds(record.get("create_time")),
            updated=seconds(record.get("update_time")),
            head=text(head) or None,
            pinned=record.get("is_starred") is True,
            archived=record.get("is_archived") is True,
            left_out=tuple(left),
        ),
        nodes,
    )


def _node(key: str, node: Found, title: str, left: list[LeftOut]) -> Node:
    parent, message = node.get("parent"), mapping(node.get("message"))
    author, metadata = text(mapping(message.get("author")).get("role")), mapping(message.get("metadata"))
    content = mapping(message.get("content"))
    made = Node(
        key, text(parent) if parent is not None else None, "assistant", created=seconds(message.get("create_time"))
    )
    hidden = metadata.get("is_visually_hidden_from_conversation") is True
    if hidden or author == "system" or text(content.get("content_type")).endswith("_context"):
        if said := _joined(content):
            left.append(LeftOut("system", said[:60]))
        return made
    if author == "user":
        made.role = "user"
        made.parts = _parts("text", content, title, left)
    elif author == "tool":
        made.parts = _tool(content, title, left)
    elif author == "assistant":
        made.parts = _answer(content, text(message.get("recipient")), title, left)
        duration = number(metadata.get("finished_duration_sec"))
        if duration is None and content.get("content_type") == "reasoning_recap":
            duration = _recap(text(content.get("content")))
        cut = text(mapping(metadata.get("finish_details")).get("type"))
        made.generation = ImportedGeneration(
            model=text(metadata.get("model_slug")),
            ending={"max_tokens": "length", "interrupted": "cancelled"}.get(cut, "stop"),
            timings={} if duration is None else {"thinking_s": duration},
        )
    return made


def _answer(content: Found, recipient: str, title: str, left: list[LeftOut]) -> tuple[ImportedPart, ...]:
    match content.get("content_type"):
        case "thoughts":
            return _part("thinking", "\n\n".join(_thought(each) for each in objects(content.get("thoughts"))))
        case "reasoning_recap":
            return ()
        case "code":
            language = text(content.get("language"))
            return _part("answer", fenced(text(content.get("text")), "" if language == "unknown" else language))
    if recipient not in ("", "all"):
        said = _joined(content)
        return _part("answer", fenced(said)) if said else ()
    return _parts("answer", content, title, left)


def _thought(thought: Found) -> str:
    summary, words = text(thought.get("summary")), text(thought.get("content"))
    if not words:
        words = "\n\n".join(filter(None, map(text, listing(thought.get("chunks")))))
    return f"**{summary}**\n\n{words}".strip() if summary else words


def _tool(content: Found, title: str, left: list[LeftOut]) -> tuple[ImportedPart, ...]:
    """What a program put out belongs to the answer; pages that were browsed do not."""
    if content.get("content_type") == "execution_output":
        said = text(content.get("text"))
        return _part("answer", fenced(said)) if said else ()
    pictures = sum(1 for each in listing(content.get("parts")) if isinstance(each, dict))
    left.append(LeftOut("picture", title, pictures) if pictures else LeftOut("tool", title))
    return ()


def _parts(kind: PartKind, content: Found, title: str, left: list[LeftOut]) -> tuple[ImportedPart, ...]:
    said = []
    for each in listing(content.get("parts")):
        if isinstance(each, str):
            said.append(each)
        elif spoken := text(mapping(each).get("text")):
            said.append(spoken)
        else:
            left.append(LeftOut("picture", title))
    if "parts" not in content:
        said.append(_joined(content))
        if content and not said[-1]:
            left.append(LeftOut("unknown_part", title))
    return _part(kind, "\n\n".join(filter(None, said)))


def _joined(content: Found) -> str:
    words = [each for each in listing(content.get("parts")) if isinstance(each, str)]
    return "\n\n".join(filter(None, [*words, text(content.get("text")), text(content.get("result"))]))


def _part(kind: PartKind, said: str) -> tuple[ImportedPart, ...]:
    return (ImportedPart(kind, said),) if said else ()


def _recap(said: str) -> float | None:
    """Seconds of a text such as "Thought for 1m 1s"."""
    found = _RECAP.search(said)
    if found is None:
        return None
    hours, minutes, rest = (int(each or 0) for each in found.groups())
    return float(hours * 3600 + minutes * 60 + rest)


FORMAT = Format(NAME, "ChatGPT", recognises, one_by_one(convert))
