"""Asking a JSON value for what should be in it, without believing that it is there. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

Found = dict[str, Any]


def mapping(value: Any) -> Found:
    """`value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: Any) -> list[Any]:
    """`value` where it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def objects(value: Any) -> Iterator[Found]:
    """The objects in an array; nothing of anything else."""
    return (each for each in listing(value) if isinstance(each, dict))


def text(value: Any) -> str:
    """`value` where it is a text, or a number that stands for one; else an empty one."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def seconds(value: Any) -> float | None:
    """A time as seconds since the epoch: from seconds, milliseconds or more, or an ISO text."""
    if isinstance(value, str):
        return _iso(value)
    found = number(value)
    if found is None:
        return None
    for _ in range(3):
        if abs(found) > 1e11:  # the year 5138 in seconds, 1973 in milliseconds
            found /= 1000
    return found


def _iso(value: str) -> float | None:
    try:
        moment = datetime.fromisoformat(value.strip()[:40])
        # A time without a zone is that of the server, which is UTC as a rule.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
