"""What was drawn and looked at to learn more of a trace: how much steps mattered, how settled the answer was. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.explore.gauging import Level
from app.explore.weighing import Verdict
from app.trace.importance import Importance

FULL = 1.0
"""Nats of KL that are as much as a step can matter; more where one of the trace's steps has more."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`verdicts` by row; `levels` in the order of the text."""

    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    levels: Sequence[Level] = ()
    complete: bool = False
    """Whether every paragraph was looked at."""

    def shares(self) -> dict[int, float]:
        """How much each weighed step mattered, 0 to 1: the change of accuracy where it is known, else KL."""
        most = max([FULL, *(each.importance.resampling_kl for each in self.verdicts.values())])
        return {row: share(each.importance, most) for row, each in self.verdicts.items()}


def share(found: Importance, most: float = FULL) -> float:
    """most: the KL that counts as 1."""
    if found.resampling is not None:
        return abs(found.resampling)
    return max(0.0, min(1.0, found.resampling_kl / most))
