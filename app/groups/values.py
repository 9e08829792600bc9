"""What is reckoned of a group of samples, as immutable values."""

from dataclasses import dataclass
from typing import Literal

Spread = Literal["population", "sample"]
"""The standard deviation an advantage is reckoned with: divided by n, or by n - 1."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A trace at a glance: how long each of its two phases was, and how sure the model was along it.

    levels: DeepConf's confidence of as many stretches of equal length; None for one that nobody sampled.
    """

    thinking: int = 0
    answer: int = 0
    levels: tuple[float | None, ...] = ()

    @property
    def tokens(self) -> int:
        return self.thinking + self.answer


@dataclass(frozen=True, slots=True)
class Scale:
    """What all strips of a group are drawn to: the longest, and the range of confidence."""

    tokens: int = 0
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Samples that gave the same answer. share: of the votes; weight: of the votes weighted by confidence."""

    answer: str
    numbers: tuple[int, ...]
    share: float
    weight: float | None


@dataclass(frozen=True, slots=True)
class Votes:
    """What the group says as a whole. Empty where no sample has given an answer that could be voted on.

    clusters: the largest first. majority, weighted: index of the winner; None where the first places are shared.
    """

    clusters: tuple[Cluster, ...] = ()
    majority: int | None = None
    weighted: int | None = None
