"""The tokens of a text as places that can be pointed at, in the positions of a QTextDocument. Pure; knows no widget.

Qt counts UTF-16 units, the store counts characters, and a token may end within a character. A place is what a person
can point at: one or more tokens that together are whole characters.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# What QTextDocument would swallow, join with its neighbour or take for its own marks, each for one visible stand-in of
# the same length: positions must not move. Directions are shown as marks too, or they would turn what follows round.
_CONTROLS = {number: 0x2400 + number for number in range(0x20) if number not in (0x09, 0x0A)}
_STAND_INS: dict[int, str | int | None] = {
    **_CONTROLS,
    0x7F: 0x2421,
    0x85: 0x2424,
    0x2028: 0x2424,
    0x2029: 0x2424,
    **dict.fromkeys([*range(0xFDD0, 0xFDF0), 0xFFFC, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], 0xFFFD),
    **dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD),
}
_WORD = re.compile(r"\w+")
AROUND = 48
"""Characters about a place that are looked for in the other text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `first` to `last` (both included), shown from `start` up to `end` (UTF-16 units)."""

    first: int
    last: int
    start: int
    end: int
    text: str


class Places:
    """All places of a text, from its beginning. What no token accounts for can be read, but not chosen."""

    def __init__(self, raw: str, lengths: Sequence[int]) -> None:
        """lengths: characters of `raw` that each token completed; 0 for one that ends within a character."""
        self.text = shown(raw)
        self._places: list[Place] = []
        first = char = unit = 0
        for index, length in enumerate(lengths):
            if length == 0:
                continue
            text = raw[char : char + length]
            end = unit + _units(text)
            self._places.append(Place(first, index, unit, end, text))
            first, char, unit = index + 1, char + length, end
        self._ends = [place.end for place in self._places]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> Place:
        return self._places[index]

    def at(self, position: int) -> int:
        """Index of the place whose text holds the character at `position`; the last one for whatever lies beyond."""
        return min(bisect_right(self._ends, position), len(self._places) - 1)

    def of_token(self, token: int) -> int:
        """Index of the place that a token belongs to; the last one for what belongs to none."""
        return next((index for index, place in enumerate(self._places) if place.last >= token), len(self._places) - 1)

    def near(self, before: str, after: str, share: float) -> int:
        """Index of the place that most likely stands where, in another rendering of the text, these words meet.

        before, after: what stands left and right of the spot there. share: how far down the spot is, 0 to 1. A guess,
        to be shown and mended by hand: Markdown's marks are not in the rendering.
        """
        if not self._places:
            return 0
        aim = round(share * self.text_units)
        for text, at_end in ((after[:AROUND], False), (before[-AROUND:], True)):
            words = [match.group() for match in _WORD.finditer(text)]
            for count in range(min(6, len(words)), 0, -1):
                chosen = words[-count:] if at_end else words[:count]
                found = self._nearest(chosen, aim, at_end)
                if found is not None:
                    return self.at(found)
        return self.at(aim)

    @property
    def text_units(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _nearest(self, words: list[str], aim: int, at_end: bool) -> int | None:
        """Position of these words, with anything but words between them, that is nearest to `aim`."""
        pattern = re.compile(r"\W{1,16}".join(map(re.escape, words)))
        hits = [match.end() - 1 if at_end else match.start() for match in pattern.finditer(self.text)]
        units = [_units(self.text[:hit]) for hit in hits] if not self.text.isascii() else hits
        return min(units, key=lambda unit: abs(unit - aim), default=None)


def shown(text: str) -> str:
    """`text` with a visible stand-in of the same length for what Qt would swallow or take for its own."""
    return text.translate(_STAND_INS)


def visible(text: str) -> str:
    """A token's text such that blanks and line breaks in it can be seen."""
    stand_ins: dict[int, str | int | None] = {0x20: "␣", 0x0A: "↵", 0x09: "⇥", 0xA0: "␣", 0x3000: "□", **_STAND_INS}
    return text.translate(stand_ins)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
