"""From places in a trace to pixels of the timeline and back. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import isfinite

from app.ui.explorer.states import Across, Timeline


class Scale:
    """`width` pixels for all units of a trace, each as wide as the others or as the time it took."""

    def __init__(self, timeline: Timeline, across: Across, width: float) -> None:
        self.units, self.width = max(1, timeline.units), max(1.0, width)
        self._ends: list[float] = []
        if across == "seconds" and len(timeline.ends) == timeline.units and timeline.units:
            # What was carried over from an older run took no time; a clock never runs backwards.
            self._ends = list(accumulate(timeline.ends, max))
        self.whole = self._ends[-1] if self._ends and self._ends[-1] > 0 else float(self.units)
        self.timed = bool(self._ends) and self._ends[-1] > 0

    def x(self, unit: float) -> float:
        """Where a unit begins."""
        if not self.timed:
            return self.width * min(unit, self.units) / self.units
        before = int(min(unit, len(self._ends))) - 1
        return self.width * (self._ends[before] if before >= 0 else 0.0) / self.whole

    def unit(self, x: float) -> int:
        """The unit at a pixel."""
        share = max(0.0, min(1.0, x / self.width))
        if not self.timed:
            return min(self.units - 1, int(share * self.units))
        return min(self.units - 1, bisect_right(self._ends, share * self.whole))

    def columns(self, count: int) -> list[tuple[int, int]]:
        """The units under each of `count` columns of equal width; a column that none begins in has the one before."""
        step = self.width / max(1, count)
        begins = [self.unit(step * column) for column in range(count)] + [self.units]
        return [(start, max(stop, start + 1)) for start, stop in pairwise(begins)]

    def ticks(self, apart: float) -> list[tuple[float, float]]:
        """Round values of the axis at least `apart` pixels from each other, and where they are."""
        least = self.whole * apart / self.width
        step = round_step(least, self.timed)
        count = int(self.whole / step) if step else 0
        return [(number * step, self.width * number * step / self.whole) for number in range(count + 1)]


def round_step(least: float, timed: bool) -> float:
    """The smallest round number that is not below `least`: of seconds also those that a clock has."""
    clock = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
    if timed and 1 <= least <= clock[-1]:
        return float(clock[bisect_left(clock, least)])
    power = 1.0
    while power * 10 <= least:
        power *= 10
    while power > least and timed:
        power /= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def spread(values: Sequence[float | None]) -> tuple[float, float]:
    """What counts as least and most among `values`: a twentieth at either end may lie beyond."""
    known = sorted(value for value in values if value is not None and isfinite(value))
    if not known:
        return 0.0, 1.0
    low, high = known[len(known) // 20], known[-1 - len(known) // 20]
    return (low, high) if high > low else (low, low + 1.0)


def share(value: float | None, low: float, high: float) -> float | None:
    """Where a value lies between them, 0 to 1."""
    if value is None or not isfinite(value):
        return None
    return max(0.0, min(1.0, (value - low) / (high - low)))
