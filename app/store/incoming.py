"""Making a foreign conversation fit for the tables, before anything is written. Knows no SQL.

Whatever a file says is doubted: keys that are there twice, parents that are not there, times beyond all reason, half
characters, tokens that are none.
"""

import math
from dataclasses import replace
from typing import Any, get_args

from app.exchange.values import (
    ImportedAnnotation,
    ImportedConversation,
    ImportedGeneration,
    ImportedMessage,
    ImportedPart,
    LeftOut,
)
from app.store import blob, happenings
from app.store.order import NAME_LENGTH
from app.store.records import BranchKind, StoredEnding, Thoughts
from app.store.wording import storable, title_of

LATEST = 4102444800.0
"""The year 2100: no conversation was held later."""
LARGEST = 2**53
MOST_TAGS = 50
MOST_TOKEN_BYTES = 256 * 1024 * 1024
"""What the columns of one answer's tokens may take when they are unpacked."""

_ENDINGS, _BRANCHES, _THOUGHTS = get_args(StoredEnding), get_args(BranchKind), get_args(Thoughts)


def settled(foreign: ImportedConversation, now: float) -> ImportedConversation | LeftOut:
    """`foreign` as it can be written, with what had to be left out; or why none of it can."""
    begun = _time(foreign.created) or _first_time(foreign) or now
    left: list[LeftOut] = list(foreign.left_out)
    messages: list[ImportedMessage] = []
    known: dict[str, str] = {}
    for message in foreign.messages:
        if message.key in known:
            left.append(LeftOut("malformed", title_of(message.text("text") + message.text("answer"))))
            continue
        made = _message(message, known, messages[-1].created if messages else begun, left)
        known[message.key] = made.role
        messages.append(made)
    if not any(message.parts for message in messages):
        return LeftOut("empty", title_of(storable(foreign.title)))
    question = next((each.text("text") for each in messages if each.role == "user" and each.parts), "")
    answer = next((each.text("answer") for each in messages if each.parts), "")
    return replace(
        foreign,
        title=title_of(storable(foreign.title)) or title_of(question) or title_of(answer),
        foreign_id=storable(foreign.foreign_id),
        messages=tuple(messages),
        created=begun,
        updated=_time(foreign.updated) or max(each.created or begun for each in messages),
        system=storable(foreign.system),
        head=foreign.head if foreign.head in known else _newest(messages),
        thoughts=foreign.thoughts if foreign.thoughts in _THOUGHTS else None,
        folder=_name(foreign.folder),
        tags=tuple(dict.fromkeys(filter(None, map(_name, foreign.tags[:MOST_TAGS])))),
        left_out=tuple(left),
    )


def _message(
    foreign: ImportedMessage, known: dict[str, str], before: float | None, left: list[LeftOut]
) -> ImportedMessage:
    parent = foreign.parent
    if parent is not None and parent not in known:
        left.append(LeftOut("no_parent", title_of(foreign.text("text") + foreign.text("answer"))))
        parent = None
    parts = tuple(ImportedPart(part.kind, storable(part.text)) for part in foreign.parts if part.text)
    generation = None
    if foreign.role == "assistant":
        generation = _generation(foreign.generation or ImportedGeneration(), parts, known, left)
    return replace(
        foreign,
        parent=parent,
        parts=parts,
        created=_time(foreign.created) or before,
        template=storable(foreign.template) if foreign.template else None,
        generation=generation,
        name=_name(foreign.name),
        checker=storable(foreign.checker) if foreign.checker else None,
    )


def _generation(
    told: ImportedGeneration, parts: tuple[ImportedPart, ...], known: dict[str, str], left: list[LeftOut]
) -> ImportedGeneration:
    thinking = "".join(part.text for part in parts if part.kind == "thinking")
    answer = "".join(part.text for part in parts if part.kind == "answer")
    raw, family = told.raw, storable(told.family)
    if raw is None:
        # The program's own spelling of a thinking, so that what can be done to an answer can be done to this one too.
        raw = f"<think>\n{thinking}\n</think>\n\n{answer}" if thinking else answer
        family = "think" if thinking else "none"
    tokens = told.tokens
    if tokens is not None and not _readable(tokens):
        left.append(LeftOut("figures", title_of(answer)))
        tokens = None
    return replace(
        told,
        model=title_of(storable(told.model)),
        weights=storable(told.weights),
        fingerprint=storable(told.fingerprint),
        family=family,
        prompt=storable(told.prompt),
        started=_time(told.started),
        ended=_time(told.ended),
        ending=told.ending if told.ending in _ENDINGS else "stop",
        error=storable(told.error) if told.error else None,
        raw=storable(raw),
        seed=told.seed if told.seed is None or abs(told.seed) < LARGEST else None,
        timings={str(name): _figure(value) for name, value in told.timings.items()},
        origin=told.origin if told.origin in known else None,
        origin_kind=told.origin_kind if told.origin_kind in _BRANCHES else None,
        origin_tokens=None if told.origin_tokens is None else _count(told.origin_tokens),
        origin_insert=storable(told.origin_insert),
        happenings=told.happenings if _happened(told.happenings) else "[]",
        tokens=tokens,
        checker=storable(told.checker),
        judged=_judgement(told.judged),
        annotations=_annotations(told.annotations, len(thinking)),
        prefix_chars=_count(told.prefix_chars),
        prompt_tokens=_count(told.prompt_tokens),
        cached_tokens=_count(told.cached_tokens),
        thinking_tokens=_count(told.thinking_tokens),
        answer_tokens=_count(told.answer_tokens),
        prefix_tokens=_count(told.prefix_tokens),
    )


def _judgement(told: dict[str, Any]) -> dict[str, Any]:
    """What a checker found, where it is whole and of the right types; else nothing."""
    reward, answer, judged = told.get("reward"), told.get("answer"), told.get("judged")
    rules, findings = told.get("rules"), told.get("findings")
    sound = isinstance(rules, list | dict) and isinstance(findings, list | dict)
    if _figure(reward) is None or not sound or not isinstance(answer, str | None):
        return {}
    facts = {"reward": reward, "passed": told.get("passed") is True, "judged": _time(judged) or 0.0}
    return facts | {"answer": storable(answer) if answer is not None else None, "rules": rules, "findings": findings}


def _annotations(told: tuple[ImportedAnnotation, ...], length: int) -> tuple[ImportedAnnotation, ...]:
    """Those that stand on a stretch of the thinking, one for each stretch."""
    found = {
        (each.first, each.last): replace(
            each,
            highlight=_name(each.highlight),
            label=_name(each.label),
            colour=_name(each.colour),
            note=storable(each.note),
            rating=each.rating if each.rating in range(1, 6) else None,
            created=_time(each.created),
            changed=_time(each.changed),
        )
        for each in told
        if 0 <= each.first < each.last <= length
    }
    return tuple(found.values())


def _readable(tokens: bytes) -> bool:
    try:
        blob.check(tokens, MOST_TOKEN_BYTES)
    except ValueError:
        return False
    return True


def _happened(text: str) -> bool:
    try:
        happenings.read([text], 0)
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def _name(text: str) -> str:
    """A folder's or a tag's."""
    return " ".join(storable(text).split())[:NAME_LENGTH].rstrip()


def _newest(messages: list[ImportedMessage]) -> str:
    """The newest of the messages that nothing follows; of equally old ones the last."""
    inner = {each.parent for each in messages}
    leaves = [(each.created or 0.0, place) for place, each in enumerate(messages) if each.key not in inner]
    return messages[max(leaves)[1]].key


def _first_time(foreign: ImportedConversation) -> float | None:
    times = [found for each in foreign.messages if (found := _time(each.created)) is not None]
    return min(times, default=None)


def _time(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) and 0 < value < LATEST else None


def _figure(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _count(value: int) -> int:
    return value if 0 <= value < LARGEST else 0
