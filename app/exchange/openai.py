"""Messages as OpenAI's interface has them, read and written: `messages`, with `reasoning_content` for the thinking."""

import json
from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, mapping, objects, seconds, text
from app.exchange.format import Format, fenced, one_by_one
from app.exchange.thoughts import apart, parts
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedMessage, ImportedPart, Item, LeftOut

NAME = "openai"


def recognises(value: Any) -> bool:
    first = next(objects(mapping(value).get("messages")), None)
    return first is not None and "role" in first and ("content" in first or "reasoning_content" in first)


def convert(record: Found) -> Iterator[Item]:
    left: list[LeftOut] = []
    title = text(record.get("title"))
    model = text(record.get("model"))
    yield trees.row(
        ImportedConversation(
            source=NAME,
            foreign_id=text(record.get("id")),
            title=title,
            messages=(),
            created=seconds(record.get("created")),
            left_out=(),
        ),
        [_node(found, model, title, left) for found in objects(record.get("messages"))],
    )
    yield from left


def _node(found: Found, model: str, title: str, left: list[LeftOut]) -> Node:
    role, said = text(found.get("role")), _words(found.get("content"), title, left)
    if role in ("system", "developer"):
        return Node("", None, "system", (ImportedPart("text", said),))
    if role == "user":
        return Node("", None, "user", (ImportedPart("text", said),))
    if role == "tool":
        return Node("", None, "assistant", (ImportedPart("answer", fenced(said)),) if said else ())
    thought = text(found.get("reasoning_content") or found.get("reasoning") or found.get("thinking"))
    calls = [_call(call) for call in objects(found.get("tool_calls"))]
    answer = "\n\n".join([said, *calls]) if calls else said
    return Node(
        "",
        None,
        "assistant",
        parts(thought, answer) if thought else apart(answer),
        generation=ImportedGeneration(model=text(found.get("model")) or model),
    )


def _call(call: Found) -> str:
    function = mapping(call.get("function"))
    return fenced(f"{text(function.get('name'))}({text(function.get('arguments'))})")


def _words(content: Any, title: str, left: list[LeftOut]) -> str:
    if isinstance(content, str):
        return content
    said = []
    for block in objects(content):
        if words := text(block.get("text")):
            said.append(words)
        else:
            left.append(LeftOut("picture" if "image" in text(block.get("type")) else "unknown_part", title))
    return "\n\n".join(said)


FORMAT = Format(NAME, "OpenAI messages", recognises, one_by_one(convert))


# ---- out ------------------------------------------------------------------------------------------------------------


def line(
    conversation: ImportedConversation,
    branch: list[ImportedMessage],
    thinking: bool,
    labels: dict[str, Any] | None = None,
) -> str:
    """One branch as a line; `labels` are facts about its last answer, for whoever trains on it."""
    said = [{"role": "system", "content": conversation.system}] if conversation.system else []
    said += [_message(one, thinking) for one in branch]
    record: dict[str, Any] = {"messages": said}
    if conversation.title:
        record["title"] = conversation.title
    if labels:
        record["labels"] = labels
    return json.dumps(record, ensure_ascii=False)


def _message(message: ImportedMessage, thinking: bool) -> dict[str, str]:
    if message.role == "user":
        return {"role": "user", "content": message.text("text")}
    told = {"role": "assistant", "content": message.text("answer")}
    if thinking and (thought := message.text("thinking")):
        told["reasoning_content"] = thought
    return told
