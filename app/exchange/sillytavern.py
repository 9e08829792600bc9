"""SillyTavern's chats: JSON lines, a head and then the messages; swipes are other answers to the same."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, count, listing, mapping, number, objects, seconds, text
from app.exchange.documents import Document
from app.exchange.format import Format, attempted
from app.exchange.reading import Shape, records
from app.exchange.thoughts import apart, parts
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "sillytavern"
_OWN_TIME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\s*@?\s*(\d{1,2})h\s*(\d{1,2})m(?:\s*(\d{1,2})s)?")


def recognises(value: Any) -> bool:
    found = mapping(value)
    head = "user_name" in found and ("character_name" in found or "chat_metadata" in found)
    return head or ("mes" in found and "is_user" in found)


def read(document: Document, shape: Shape) -> Iterator[Item]:
    head: Found = {}
    messages: list[Found] = []
    left: list[LeftOut] = []
    for record in records(document, shape):
        if isinstance(record, LeftOut):
            left.append(record)
        elif "mes" in mapping(record):
            messages.append(record)
        else:
            head = head or mapping(record)
    yield from attempted(lambda found: _conversation(head, found, left, document.name), messages, document.name)


def _conversation(head: Found, messages: list[Found], left: list[LeftOut], name: str) -> Iterator[Item]:
    character = text(head.get("character_name")) or next(
        (text(each.get("name")) for each in messages if each.get("is_user") is not True), ""
    )
    nodes: list[Node] = []
    above: str | None = None
    for place, message in enumerate(messages):
        versions = _versions(message)
        chosen = min(max(0, count(message.get("swipe_id"))), len(versions) - 1)
        for number_, node in enumerate(versions):
            node.key, node.parent = f"{place}.{number_}", above
            nodes.append(node)
        above = f"{place}.{chosen}"
    integrity = text(mapping(head.get("chat_metadata")).get("integrity"))
    yield trees.settled(
        ImportedConversation(
            source=NAME,
            foreign_id=integrity or f"{character} {text(head.get('create_date'))}".strip(),
            title=character or name,
            messages=(),
            created=_time(head.get("create_date")),
            head=above,
            left_out=tuple(left),
        ),
        nodes,
    )


def _versions(message: Found) -> list[Node]:
    said, when = text(message.get("mes")), _time(message.get("send_date"))
    if message.get("is_user") is True:
        return [Node("", None, "user", (ImportedPart("text", said),), when)]
    if message.get("is_system") is True:
        return [Node("", None, "system", (ImportedPart("text", said),), when)]
    swipes, facts = listing(message.get("swipes")), list(objects(message.get("swipe_info")))
    chosen = count(message.get("swipe_id"))
    if len(swipes) < 2 or not 0 <= chosen < len(swipes):
        return [_answer(message, said, when)]
    found = []
    for place, swipe in enumerate(swipes):
        # The message itself holds the version that is chosen, with whatever was edited in it.
        own = message if place == chosen else facts[place] if place < len(facts) else {}
        found.append(_answer(own, said if place == chosen else text(swipe), _time(own.get("send_date")) or when))
    return found


def _answer(facts: Found, said: str, when: float | None) -> Node:
    extra = mapping(facts.get("extra"))
    thinking, duration = text(extra.get("reasoning")), number(extra.get("reasoning_duration"))
    timings: dict[str, float | None] = {} if duration is None else {"thinking_s": duration / 1000}
    return Node(
        "",
        None,
        "assistant",
        parts(thinking, said) if thinking else apart(said),
        when,
        ImportedGeneration(
            model=text(extra.get("model")),
            started=_time(facts.get("gen_started")),
            ended=_time(facts.get("gen_finished")),
            timings=timings,
        ),
    )


def _time(value: Any) -> float | None:
    """SillyTavern has spelt times in four ways."""
    found = seconds(value)
    if found is not None or not isinstance(value, str):
        return found
    if own := _OWN_TIME.match(value):
        year, month, day, hour, minute, second = (int(each or 0) for each in own.groups())
        try:
            return datetime(year, month, day, hour, minute, second).timestamp()
        except (ValueError, OverflowError):
            return None
    try:
        return datetime.strptime(value.strip()[:40], "%B %d, %Y %I:%M%p").timestamp()
    except (ValueError, OverflowError):
        return None


FORMAT = Format(NAME, "SillyTavern", recognises, read)
