"""What the reader has chosen with mouse or keys: two places in a row of sheets. Knows no view and no text."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Grain = Literal["letter", "word", "paragraph"]
"""By what a choice grows while the mouse is drawn on: what one, two and three clicks choose."""


class Place(NamedTuple):
    """Before a letter: the sheet, and the position on its page."""

    sheet: int
    position: int


@dataclass(frozen=True, slots=True)
class Choice:
    """From `anchor`, where it was begun, to `focus`, where it ends now."""

    anchor: Place
    focus: Place

    @property
    def first(self) -> Place:
        return min(self.anchor, self.focus)

    @property
    def last(self) -> Place:
        return max(self.anchor, self.focus)

    @property
    def empty(self) -> bool:
        return self.anchor == self.focus

    def on(self, sheet: int, end: int) -> tuple[int, int] | None:
        """What is chosen on a sheet whose last position is `end`."""
        first, last = self.first, self.last
        if self.empty or not first.sheet <= sheet <= last.sheet:
            return None
        start = first.position if sheet == first.sheet else 0
        stop = last.position if sheet == last.sheet else end
        return (start, stop) if start < stop or (sheet < last.sheet and start <= stop) else None

    def moved(self, sheet: int, position: int) -> "Choice":
        """The same letters after those of `sheet` from `position` on went to the beginning of the next."""
        return Choice(*(_moved(place, sheet, position) for place in (self.anchor, self.focus)))


def _moved(place: Place, sheet: int, position: int) -> Place:
    if place.sheet == sheet and place.position > position:
        return Place(sheet + 1, place.position - position)
    return place
