"""From the messages of a tree to rows under each other: which lane each stands in, and which lines pass it by. Pure.

What is shown runs straight down; a branch that leaves it stands a step to the right, right under where it leaves.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.store.branches import Twig


@dataclass(frozen=True, slots=True)
class Row:
    """lane: 0 at the left. passing: lanes of lines that pass by and go on below. bends: a line comes over from the lane
    at the left. above, below: whether its own line goes on there."""

    twig: Twig
    lane: int
    passing: tuple[int, ...]
    bends: bool
    above: bool
    below: bool
    shown: bool
    gone: bool
    """It, or what it follows, was thrown away."""


def rows(twigs: Sequence[Twig], shown: Collection[int]) -> list[Row]:
    """`shown`: the messages of the branch that is shown."""
    children: dict[int | None, list[Twig]] = {}
    known = {twig.id for twig in twigs}
    for twig in twigs:
        children.setdefault(twig.parent if twig.parent in known else None, []).append(twig)
    done: list[Row] = []
    # (twig, lane, lines that pass, whether it bends, whether something is above, thrown away above)
    waiting: list[tuple[Twig, int, tuple[int, ...], bool, bool, bool]] = []

    def lay_out(siblings: list[Twig], lane: int, passing: tuple[int, ...], above: bool, gone: bool) -> None:
        if not siblings:
            return
        straight = _straight(siblings, shown)
        aside = [each for each in siblings if each is not straight]
        # The last to be taken is the first to be waiting: those that leave come before the one that goes on.
        waiting.append((straight, lane, passing, False, above or bool(aside), gone))
        under = (*passing, lane)
        waiting.extend((each, lane + 1, under, True, False, gone) for each in reversed(aside))

    lay_out(children.get(None, []), 0, (), False, False)
    while waiting:
        twig, lane, passing, bends, above, gone = waiting.pop()
        gone = gone or twig.cut
        follow = children.get(twig.id, [])
        done.append(Row(twig, lane, passing, bends, above, bool(follow), twig.id in shown, gone))
        lay_out(follow, lane, passing, True, gone)
    return done


def _straight(siblings: list[Twig], shown: Collection[int]) -> Twig:
    """The one that goes on straight: that which is shown, else the newest that is there."""
    for each in siblings:
        if each.id in shown:
            return each
    return next((each for each in reversed(siblings) if not each.cut), siblings[-1])
