"""Any program's tree of messages as one of ours: questions, each followed by whole answers. Pure.

Others put one answer into several messages (thoughts, code, what a tool said, text), begin with a greeting, or keep
nodes that say nothing. Here an answer is one message, and follows a question. Where such a row of messages branches in
its middle, each branch has all of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.exchange.values import (
    ImportedConversation,
    ImportedGeneration,
    ImportedMessage,
    ImportedPart,
    LeftOut,
    Role,
)


@dataclass(slots=True)
class Node:
    """A message as the other program keeps it. One that says nothing is stepped over, and its children move up."""

    key: str
    parent: str | None
    role: Role
    parts: tuple[ImportedPart, ...] = ()
    created: float | None = None
    generation: ImportedGeneration | None = None


@dataclass(slots=True)
class _Settling:
    """What came of the nodes so far."""

    messages: list[ImportedMessage] = field(default_factory=list)
    system: str = ""
    left_out: list[LeftOut] = field(default_factory=list)
    above: dict[str, ImportedMessage | None] = field(default_factory=dict)
    """For each node the message that its children hang under."""
    row: dict[str, ImportedMessage] = field(default_factory=dict)
    """For each node of an answer all of that answer up to it."""
    written: set[str] = field(default_factory=set)


def settled(conversation: ImportedConversation, nodes: Iterable[Node]) -> ImportedConversation:
    """`conversation` with the messages of `nodes`, in whatever order they come; its `head` names one of them."""
    ordered, left = _ordered(list(nodes))
    children: dict[str | None, list[Node]] = {}
    for node in ordered:
        children.setdefault(node.parent, []).append(node)
    done = _Settling(system=conversation.system, left_out=[*conversation.left_out, *left])
    for node in ordered:
        _settle(node, children.get(node.key, ()), done)
    shown = done.above.get(conversation.head) if conversation.head is not None else None
    if conversation.head is not None and conversation.head in done.row and shown is None:
        shown = done.row[conversation.head]
    known = {message.key for message in done.messages}
    return replace(
        conversation,
        messages=tuple(done.messages),
        system=done.system,
        head=shown.key if shown is not None and shown.key in known else None,
        left_out=tuple(done.left_out),
    )


def row(conversation: ImportedConversation, nodes: Sequence[Node]) -> ImportedConversation:
    """`settled` for messages that simply follow each other; their keys and parents are given here."""
    for number, node in enumerate(nodes):
        node.key, node.parent = str(number), str(number - 1) if number else None
    return settled(replace(conversation, head=str(len(nodes) - 1)), nodes)


def _ordered(nodes: list[Node]) -> tuple[list[Node], list[LeftOut]]:
    """Parents before children, else in the order given; what hangs under nothing is put at the root, and told."""
    known = {node.key for node in nodes}
    children: dict[str | None, list[Node]] = {}
    left: list[LeftOut] = []
    for node in nodes:
        if node.parent is not None and node.parent not in known:
            if node.parts:
                left.append(LeftOut("no_parent", _words(node)))
            node.parent = None
        children.setdefault(node.parent, []).append(node)
    found: list[Node] = []
    seen: set[str] = set()
    roots = [*children.get(None, [])]
    rest = iter(nodes)
    while roots:
        stack = [roots.pop(0)]
        while stack:
            node = stack.pop()
            if node.key in seen:
                continue
            seen.add(node.key)
            found.append(node)
            stack.extend(reversed(children.get(node.key, [])))
        if not roots and (lost := next((node for node in rest if node.key not in seen), None)) is not None:
            lost.parent = None  # one of a circle
            left.append(LeftOut("no_parent", _words(lost)))
            roots.append(lost)
    return found, left


def _settle(node: Node, children: Sequence[Node], done: _Settling) -> None:
    above = done.above.get(node.parent) if node.parent is not None else None
    before = done.row.get(node.parent) if node.parent is not None else None
    said = any(part.text.strip() for part in node.parts)
    if node.role == "system":
        if said:
            _take_system(node, above is not None or before is not None, done)
        said = False
    if node.role == "user" and said:
        message = ImportedMessage(node.key, above.key if above else None, "user", node.parts, node.created)
        done.messages.append(message)
        done.above[node.key] = message
        return
    if said:
        if before is None and (above is None or above.role != "user"):
            above = _silence(node, above, done)
        answer = _joined(before, node) if before is not None else _answer(node, above)
    elif before is None:
        done.above[node.key] = above
        return
    else:
        answer = replace(before, generation=_later(before.generation, node.generation))
    # An answer goes on as long as its own kind follows; it is whole where something else does, or nothing.
    done.row[node.key] = answer
    follow = [each for each in children if each.role != "user"]
    if len(follow) < len(children) or not children:
        _write(answer, done)
        done.above[node.key] = answer
    else:
        done.above[node.key] = above


def _write(answer: ImportedMessage, done: _Settling) -> None:
    if answer.key not in done.written:  # several nodes that say nothing may end one answer
        done.written.add(answer.key)
        done.messages.append(answer)


def _take_system(node: Node, late: bool, done: _Settling) -> None:
    words = "".join(part.text for part in node.parts)
    if late or (done.system and done.system != words):
        done.left_out.append(LeftOut("system", _words(node)))
    else:
        done.system = words


def _silence(node: Node, above: ImportedMessage | None, done: _Settling) -> ImportedMessage:
    """An empty question, for what was said before anybody asked."""
    asked = ImportedMessage(f"{node.key}?", above.key if above else None, "user", (), node.created)
    done.messages.append(asked)
    return asked


def _answer(node: Node, above: ImportedMessage | None) -> ImportedMessage:
    parent = above.key if above else None
    return ImportedMessage(node.key, parent, "assistant", node.parts, node.created, None, node.generation)


def _joined(before: ImportedMessage, node: Node) -> ImportedMessage:
    parts = list(before.parts)
    for part in node.parts:
        if parts and parts[-1].kind == part.kind:
            parts[-1] = ImportedPart(part.kind, f"{parts[-1].text}\n\n{part.text}")
        else:
            parts.append(part)
    return replace(
        before,
        key=node.key,
        parts=tuple(parts),
        created=before.created if before.created is not None else node.created,
        generation=_later(before.generation, node.generation),
    )


def _later(first: ImportedGeneration | None, then: ImportedGeneration | None) -> ImportedGeneration | None:
    if first is None or then is None:
        return then or first
    return replace(then, model=then.model or first.model, timings={**first.timings, **then.timings})


def _words(node: Node) -> str:
    return "".join(part.text for part in node.parts)[:60]


def headed(conversation: ImportedConversation, head: str) -> ImportedConversation:
    """`conversation` with another shown branch."""
    return replace(conversation, head=head)
