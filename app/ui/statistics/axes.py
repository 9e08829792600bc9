"""From values to pixels and back, with round numbers along the edge. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on pixels from `begin` to `end` (which may run the other way)."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, value: float) -> float:
        return self.begin + (value - self.low) / (self.high - self.low) * (self.end - self.begin)

    def ticks(self, apart: float) -> list[float]:
        """Round values at least so many pixels from each other."""
        most = max(1.0, abs(self.end - self.begin) / apart)
        step = nice((self.high - self.low) / most)
        first = floor(self.low / step) * step
        count = int((self.high - first) / step + 1e-9) + 1
        return [value for place in range(count) if (value := first + place * step) >= self.low - 1e-9]


def nice(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not below `least`."""
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))


def axis(values: Sequence[float], begin: float, end: float) -> Axis:
    """An axis that has all values with some room at either end, and zero where it is near."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    bottom = 0.0 if 0 <= low < (high - low) else low - room
    return Axis(bottom, high + room, begin, end)
