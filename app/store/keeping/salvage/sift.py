"""Values that SQLite hands over without complaint and that no program of ours has written: they are left out. Pure.

A byte that was changed inside a value breaks no tree, so nothing but the value itself can tell: packed texts and tokens
carry a checksum, JSON has a form, times have a range. The rest of the row stays; a row that is nothing without the
value goes.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.store import blob, happenings, packing
from app.store.keeping.salvage.shapes import WORDS, nearest
from app.store.templates import restored, variable
from app.store.tokens import Tokens

Row = dict[str, object]
_MOST_TOKENS = 1 << 30
"""Bytes that the tokens of a run may take when they are unpacked."""
_LATEST = 253_402_300_800.0
"""The year 10000: no clock says more, and no calendar can show it."""
_TIMES = frozenset(
    {"created", "updated", "deleted", "pinned", "archived", "started", "ended", "imported", "judged", "replaced"}
    | {"changed", "cut"}
)
_ROW_GOES = object()


def _packed(value: Any) -> object:
    return packing.unpack(value)


def _tokens(value: Any) -> object:
    blob.check(value, _MOST_TOKENS)
    return value


def _object(value: Any) -> object:
    if not isinstance(told := json.loads(value), dict):
        raise ValueError("no object")
    return told


def _findings(value: Any) -> object:
    """Of a checker: what it gave is an object here, and a list in what came from elsewhere."""
    if not isinstance(told := json.loads(value), list | dict):
        raise ValueError("neither list nor object")
    return told


def _happenings(value: Any) -> object:
    return happenings.read([value], 0)


def _variables(value: Any) -> object:
    return [variable(each) for each in json.loads(value)]


def _version(value: Any) -> object:
    return restored(json.loads(value))


@dataclass(frozen=True, slots=True)
class _Rule:
    reads: Callable[[Any], object]
    """Raises ValueError or TypeError where nobody could read the value."""
    instead: object
    """What then takes its place; None where the column may be empty."""


_RULES: Mapping[str, Mapping[str, _Rule]] = {
    "packed": {"raw": _Rule(_packed, None), "prompt": _Rule(_packed, None)},
    "tokens": {"blob": _Rule(_tokens, _ROW_GOES)},
    "chunks": {"tokens": _Rule(_tokens, blob.pack_chunk(Tokens())), "happenings": _Rule(_happenings, "[]")},
    "generations": {
        **{name: _Rule(_object, "{}") for name in ("sampling", "timings", "steering")},
        "happenings": _Rule(_happenings, "[]"),
    },
    "rewards": {"rules": _Rule(_findings, "{}"), "findings": _Rule(_findings, "[]")},
    "settings": {"value": _Rule(json.loads, _ROW_GOES)},
    "templates": {
        **{name: _Rule(_object, "{}") for name in ("title", "description", "sampling", "checker")},
        "variables": _Rule(_variables, "[]"),
    },
    "template_versions": {"template": _Rule(_version, _ROW_GOES)},
    "trace_figures": {"figures": _Rule(_object, _ROW_GOES)},
}


def sift(table: str, row: Row, now: float) -> tuple[Row | None, tuple[str, ...]]:
    """The row without what cannot be read (None: nothing is left of it), and the columns whose values were left out."""
    kept, left = dict(row), []
    rules = _RULES.get(table, {})
    for column, value in row.items():
        if value is None:
            continue
        rule, words = rules.get(column), WORDS.get((table, column))
        if words is not None and value not in words:
            left.append(column)
            kept[column] = nearest(str(value), words) or words[0]
        elif rule is not None and not _readable(rule, value):
            left.append(column)
            kept[column] = rule.instead
        elif column in _TIMES and not (isinstance(value, int | float) and 0 <= value < _LATEST):
            left.append(column)
            kept[column] = now if column in ("created", "updated", "started") else None
    gone = any(value is _ROW_GOES for value in kept.values())
    return None if gone else kept, tuple(left)


def _readable(rule: _Rule, value: object) -> bool:
    try:
        rule.reads(value)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return True
