"""Grounds of tokens by how uncertain they were: computed for a row when it is seen."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtGui import QColor

from app.explore.values import TraceView
from app.trace.confidence import Range
from app.ui.explorer import present
from app.ui.explorer.steps_view import Ground

STRONGEST = 0.5
"""Opacity of the ground of a token that could not be less certain."""
LEAST = 0.08
"""Below this share a token has no ground at all."""
LEVELS = 10


def of(
    view: TraceView, channel: Literal["thinking", "answer"], ranges: Sequence[Range], wanted: str, colour: QColor
) -> Callable[[int], list[Ground]] | None:
    """The grounds of a row's tokens by "probability" or "entropy"; None for anything else, or where none are known."""
    tokens = view.source.tokens
    column = tokens.entropy if wanted == "entropy" else tokens.logprob
    if wanted not in ("entropy", "probability") or not view.counted or not column:
        return None
    strength = present.entropy_share if wanted == "entropy" else present.surprise_share
    shades = [_shade(colour, level / LEVELS) for level in range(LEVELS + 1)]

    def grounds(row: int) -> list[Ground]:
        found: list[Ground] = []
        first, end = ranges[row] if row < len(ranges) else (0, 0)
        at = first
        while at < end:
            begin, last = view.spots.place(at)
            share = max(strength(column[each]) for each in range(begin, last + 1))
            spot = view.spots.letters(at) if share >= LEAST else None
            if spot is not None and spot[0] == channel:
                found.append((spot[1], spot[2], shades[round(share * LEVELS)]))
            at = last + 1
        return found

    return grounds


def _shade(colour: QColor, share: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(STRONGEST * share)
    return made
