"""The ways through a conversation: the one that is shown, or all of them. Pure."""

from app.exchange.values import ImportedConversation, ImportedMessage

Branch = list[ImportedMessage]
Exchanged = tuple[ImportedMessage | None, ImportedMessage | None]
"""A question and its answer; one of them may be missing."""


def shown(conversation: ImportedConversation) -> Branch:
    """The branch that is shown, from its root; of a conversation that shows none, the last one."""
    by_key = {message.key: message for message in conversation.messages}
    head = conversation.head if conversation.head in by_key else None
    if head is None:
        if not conversation.messages:
            return []
        head = conversation.messages[-1].key
    return _up(by_key, head)


def every(conversation: ImportedConversation) -> list[Branch]:
    """All branches, the one that is shown first, then in the order in which they were begun."""
    by_key = {message.key: message for message in conversation.messages}
    inner = {message.parent for message in conversation.messages}
    first = shown(conversation)
    leaves = [each.key for each in conversation.messages if each.key not in inner]
    others = [leaf for leaf in leaves if not first or leaf != first[-1].key]
    if first and first[-1].key in inner:  # it was cut short: what follows it is no part of it
        return [first, *(_up(by_key, leaf) for leaf in leaves)]
    return [first, *(_up(by_key, leaf) for leaf in others)] if first else []


def exchanged(branch: Branch) -> list[Exchanged]:
    """Questions with their answers. What the system says is no part of it."""
    found: list[Exchanged] = []
    for message in branch:
        if message.role == "user":
            found.append((message, None))
        elif message.role == "assistant":
            if found and found[-1][1] is None:
                found[-1] = (found[-1][0], message)
            else:
                found.append((None, message))
    return found


def _up(by_key: dict[str, ImportedMessage], key: str) -> Branch:
    path: Branch = []
    at: ImportedMessage | None = by_key[key]
    while at is not None and len(path) <= len(by_key):
        path.append(at)
        at = by_key.get(at.parent) if at.parent is not None else None
    return path[::-1]
