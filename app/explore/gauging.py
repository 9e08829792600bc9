"""How settled the answer was along a thinking: at which places that is looked at, and what was found. Pure, no Qt.

What is looked at is the entropy of the answer's first token, had the thinking ended there (Entropy After </Think>,
arXiv 2509.26522), in nats: low where the answer is settled.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.explore.values import TraceView
from app.store.records import Happening
from app.store.tokens import Tokens

MOST = 256
"""Places that are looked at; of more paragraphs only every second, third … counts."""
TYPED = 2
"""The origin of a token that a person put in."""
LOT, LOT_TOKENS = 8, 512
"""Places that are asked for at once, and how far they may lie apart: what is given up is no more than these."""


@dataclass(frozen=True, slots=True)
class Level:
    """How settled the answer was after so many tokens of the run; `row` is the step that ends there."""

    place: int
    row: int
    entropy: float


def places(view: TraceView) -> tuple[int, ...]:
    """After how many tokens each paragraph of the thinking ends, the last one always among them."""
    steps = view.analysis.steps
    if not view.counted or not steps:
        return ()
    ends = [
        view.ranges[row][1]
        for row, (step, coming) in enumerate(pairwise(steps))
        if step.text.endswith("\n\n") or coming.text.startswith("\n\n")
    ]
    ends = sorted({*ends, view.ranges[-1][1]} - {0})
    apart = -(-len(ends) // MOST)
    return tuple(reversed(ends[::-1][::apart]))


def lacking(view: TraceView, known: Mapping[int, float]) -> tuple[int, ...]:
    """Places at which nobody has looked yet."""
    return tuple(place for place in places(view) if place not in known)


def complete(view: TraceView, found: Sequence[Level]) -> bool:
    """Whether there is nothing left to look at."""
    return not lacking(view, {each.place: each.entropy for each in found})


def lot(wanted: Sequence[int]) -> tuple[int, ...]:
    """As many of the first places as are asked for at once."""
    return tuple(place for place in wanted[:LOT] if place - wanted[0] <= LOT_TOKENS)


def carried(tokens: Tokens, prefix: int) -> int:
    """How many tokens a run began with that its happenings do not count: those of an older run, and what was typed."""
    return prefix + sum(origin == TYPED for origin in tokens.origins[prefix:])


def known(kept: Mapping[int, float], happened: Sequence[Happening], carried: int) -> dict[int, float]:
    """Everything that was measured of a run: afterwards, and while it was under way, after `carried` tokens."""
    then = {
        carried + each.token: each.entropy for each in happened if each.kind == "gauge" and each.entropy is not None
    }
    return dict(sorted({**then, **kept}.items()))


def levels(view: TraceView, found: Mapping[int, float]) -> tuple[Level, ...]:
    """What was measured, at the steps it belongs to."""
    if not view.counted or not view.ranges:
        return ()
    ends = [end for _, end in view.ranges]
    return tuple(
        Level(place, min(bisect_left(ends, place), len(ends) - 1), entropy) for place, entropy in sorted(found.items())
    )


def at_row(found: Sequence[Level], row: int) -> tuple[Level | None, Level | None]:
    """The first level at the end of a step or behind it, and the last one before that step."""
    place = bisect_left([each.row for each in found], row)
    return (found[place] if place < len(found) else None), (found[place - 1] if place else None)
