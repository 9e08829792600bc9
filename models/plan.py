"""How a set of weights would run on a machine: where each part lies, what that takes, how fast it is, what is missing.

Pure. For weights that are on the disk the shape is exact (`models.shape.shape_of_headers`); for those of the catalog it
is reckoned from the size of their files (`shape_of_entry`). The work is done in `models.planning`.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from models.hardware import Hardware
from models.planning.bill import bill, capacities
from models.planning.search import plan, rank
from models.planning.values import MAIN_MEMORY, Aim, Fit, Placement, Plan, Share, Wishes
from models.shape import Hyper, bits_of, shape_of_entry

__all__ = [
    "MAIN_MEMORY",
    "Aim",
    "Fit",
    "Placement",
    "Plan",
    "Share",
    "Wishes",
    "best_build",
    "best_of",
    "bill",
    "builds_planned",
    "capacities",
    "plan",
    "rank",
]

_ENOUGH_BITS = 5.0
"""For each weight: what more of them give is not worth half the speed, by common measure."""
_FEW_BITS = 2.5
"""Dense weights suffer below this; large mixtures whose attention is kept finer do not as much."""


class Planned(Protocol):
    """A build of the catalog, as far as a plan needs it."""

    @property
    def quantization(self) -> str: ...
    @property
    def size(self) -> int: ...


B = TypeVar("B", bound=Planned, covariant=True)


class Offered(Protocol[B]):
    """An entry of the catalog, as far as a plan needs it."""

    @property
    def architecture(self) -> str: ...
    @property
    def hyper(self) -> Hyper: ...
    @property
    def context(self) -> int: ...
    @property
    def builds(self) -> tuple[B, ...]: ...


def builds_planned(entry: Offered[B], hardware: Hardware, wishes: Wishes = Wishes()) -> tuple[tuple[B, Plan], ...]:  # noqa: B008
    """A plan for each build of an entry, in the catalog's order."""
    planned = []
    for build in entry.builds:
        shape = shape_of_entry(
            entry.hyper, build.size, build.quantization, architecture=entry.architecture, context=entry.context
        )
        planned.append((build, plan(shape, hardware, wishes)))
    return tuple(planned)


def best_build(entry: Offered[B], hardware: Hardware, wishes: Wishes = Wishes()) -> tuple[B, Plan] | None:  # noqa: B008
    """The build to recommend; None where none would fit.

    What runs best comes first. Of builds that run as well as each other, quality wants the largest, and speed the
    largest of those with some four bits a weight. Quality would rather wait than take dense weights of two bits.
    """
    return best_of(entry, builds_planned(entry, hardware, wishes), wishes)


def best_of(entry: Offered[B], planned: Iterable[tuple[B, Plan]], wishes: Wishes = Wishes()) -> tuple[B, Plan] | None:  # noqa: B008
    """The build to recommend of those that were `planned`; None where none would fit."""
    fitting = [(build, found) for build, found in planned if not found.missing]

    def worth(pair: tuple[B, Plan]) -> tuple[int, bool, int]:
        build, found = pair
        bits = bits_of(build.quantization)
        coarse = wishes.aim == "quality" and bits < _FEW_BITS and not entry.hyper.mixture
        too_fine = wishes.aim == "speed" and bits > _ENOUGH_BITS
        return rank(found.fit) + coarse, too_fine, build.size if too_fine else -build.size

    return min(fitting, key=worth, default=None)
