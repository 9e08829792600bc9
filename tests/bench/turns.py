"""Two or more sides that take turns, because absolute speeds of a shared machine are worth little and ratios much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

ROUNDS = 5


@dataclass(frozen=True)
class Turns:
    """What the sides came to, one dictionary for each round."""

    rounds: list[dict[str, float]]

    def median(self, side: str) -> float:
        return median(each[side] for each in self.rounds)

    def ratios(self, side: str, other: str) -> list[float]:
        return [each[side] / each[other] for each in self.rounds]

    def ratio(self, side: str, other: str) -> float:
        """The median of the ratios, each of one round; not the ratio of the medians."""
        return median(self.ratios(side, other))

    def spread(self, side: str, other: str) -> str:
        ratios = self.ratios(side, other)
        return f"{min(ratios):.2f} to {max(ratios):.2f}"


def take_turns(sides: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> Turns:
    """Measure all sides, `rounds` times. The order changes: a machine is seldom as fast at the end as at the start."""
    found = []
    for turn in range(rounds):
        order = list(sides) if turn % 2 == 0 else list(reversed(sides))
        found.append({side: sides[side]() for side in order})
    return Turns(found)
