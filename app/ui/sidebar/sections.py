"""Where a list that runs back in time is divided: today, yesterday, the last days, then month by month. Pure."""

import datetime
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SectionKind = Literal["pinned", "today", "yesterday", "week", "month", "earlier"]
_LATEST = 250_000_000_000.0
"""Of a damaged time, which no calendar could show."""
_DAYS: tuple[tuple[SectionKind, int], ...] = (("today", 0), ("yesterday", 1), ("week", 7), ("month", 30))


@dataclass(frozen=True, slots=True)
class Section:
    kind: SectionKind
    first: int
    """Place of its first entry."""
    day: datetime.date | None = None
    """Of "earlier": the first of its month."""


def sections(times: Sequence[float], today: datetime.date, start: int = 0) -> list[Section]:
    """Those of `times`, the latest first, from the place `start` on. None is empty."""
    found: list[Section] = []
    at = start
    for kind, days in _DAYS:
        after = _until(times, at, today - datetime.timedelta(days))
        if after > at:
            found.append(Section(kind, at))
            at = after
    while at < len(times):
        month = datetime.date.fromtimestamp(min(max(times[at], 0.0), _LATEST)).replace(day=1)
        found.append(Section("earlier", at, month))
        at = max(at + 1, _until(times, at, month))
    return found


def _until(times: Sequence[float], at: int, day: datetime.date) -> int:
    """The first place from `at` on whose time is before `day`."""
    midnight = datetime.datetime.combine(day, datetime.time()).timestamp()
    return bisect_right(times, -midnight, lo=at, key=lambda time: -time)
