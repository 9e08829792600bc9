"""The right answer to a question, where anybody has said one: its checker, its group's, or what was imported."""

import json
from collections.abc import Iterable, Mapping

from app.store.records import Generation, Message
from app.store.store import Store

DEEPEST = 3
"""Checkers within checkers."""


def of_run(store: Store, generation: Generation, question: Message | None) -> str | None:
    """The reference that an answer's run is measured by; None where there is none."""
    checkers = [question.checker if question is not None else ""]
    group = store.generations.group(generation.group) if generation.group is not None else None
    if group is not None:
        checkers.append(group.checker)
    found = next(filter(None, map(expected, checkers)), None)
    return found or _imported(store, generation.id)


def expected(checker: str) -> str | None:
    """The result that a checker (in JSON) wants; None where it wants none, or says it in a way of another version."""
    if not checker:
        return None
    try:
        raw = json.loads(checker)
    except ValueError:
        return None
    return _expected(raw, DEEPEST)


def _expected(raw: object, deep: int) -> str | None:
    if not isinstance(raw, Mapping) or not deep:
        return None
    wanted = raw.get("expected")
    if raw.get("kind") == "boxed" and isinstance(wanted, str | int | float) and str(wanted).strip():
        return str(wanted).strip()
    parts = raw.get("of")
    if not isinstance(parts, Iterable) or isinstance(parts, str):
        return None
    return next(filter(None, (_expected(part, deep - 1) for part in parts)), None)


def _imported(store: Store, generation: int) -> str | None:
    """What a collection of traces gave as the reference."""
    judged = store.groups.judged_alone(generation)
    for finding in judged.findings if judged is not None else ():
        reference = finding.get("reference")
        if finding.get("name") == "reference" and isinstance(reference, str) and reference.strip():
            return reference.strip()
    return None
