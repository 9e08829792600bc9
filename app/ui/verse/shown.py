"""What stands on a sheet, as words and colours, and what of it another report changes. Paints nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QRect

from app.forms.verse import Cell, Poem, Report, Rescue
from app.ui.verse import wording
from app.ui.verse.plan import CELL_HEIGHT, CELL_WIDTH, HEAD_HEIGHT, RHYME_WIDTH, Head, Plan, Row

Key: TypeAlias = tuple[int, int, int]
"""Poem, line, and place in it."""

_TONE = re.compile("^(?:上平|下平|上声|去声|入声)")
"""What stands before the name of a group in the old book."""
MOST_KNOWN = 1000
LEVELS = {"good": "good", "warning": "warn", "error": "error"}


@dataclass(frozen=True, slots=True)
class ShownLine:
    row: Row
    cells: tuple[Cell, ...]
    rhyme: tuple[str, str] = ("", "")
    """What is said of its foot's rhyme, and the colour's name."""

    @property
    def rect(self) -> QRect:
        return self._from(0)

    def changed(self, before: "ShownLine") -> Iterator[QRect]:
        """What is to be painted again where the other one was."""
        if (before.row.left, before.row.top) != (self.row.left, self.row.top):
            yield before.rect
            yield self.rect
            return
        pairs = enumerate(zip(before.cells, self.cells, strict=False))
        shorter = min(len(before.cells), len(self.cells))
        at = next((at for at, (old, new) in pairs if old is not new and old != new), shorter)
        yield self._from(at).united(before._from(at))

    def _from(self, at: int) -> QRect:
        left = self.row.left + at * CELL_WIDTH
        return QRect(left, self.row.top, self.row.right + RHYME_WIDTH - left, CELL_HEIGHT)


@dataclass(frozen=True, slots=True)
class ShownHead:
    head: Head
    name: str
    level: str
    colour: str
    facts: tuple[str, ...]

    @property
    def rect(self) -> QRect:
        return QRect(self.head.left, self.head.top, self.head.width, HEAD_HEIGHT)


@dataclass(frozen=True, slots=True)
class ShownRescue:
    """Lines from what departs to what makes up for it, and where all of that lies."""

    broken: tuple[tuple[int, int], ...]
    mended: tuple[tuple[int, int], ...]
    """Left and upper edges of characters."""
    rect: QRect


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole of a sheet."""

    lines: dict[tuple[int, int], ShownLine]
    heads: tuple[ShownHead, ...]
    rescues: tuple[ShownRescue, ...]

    def changed(self, before: "Shown") -> Iterator[QRect]:
        """What is to be painted again where `before` is what can be seen."""
        for key, line in self.lines.items():
            old = before.lines.get(key)
            if old is None:
                yield line.rect
            elif old is not line and old != line:
                yield from line.changed(old)
        for key, line in before.lines.items():
            if key not in self.lines:
                yield line.rect
        yield from _differing(before.heads, self.heads)
        yield from _differing(before.rescues, self.rescues)


NOTHING = Shown({}, (), ())


NO_RHYME = ("", "")
Said: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A poem's title or number, its level, and its facts."""


class Teller:
    """Knows in words what it has told before: with most letters a poem's heading stays what it is."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Said] = {}

    def shown(self, report: Report, plan: Plan) -> Shown:
        lines: dict[tuple[int, int], ShownLine] = {}
        heads = []
        rescues = []
        for number, poem in enumerate(report.poems):
            rhymes = _rhymes(poem)
            for at, line in enumerate(poem.lines):
                lines[number, at] = ShownLine(plan.by_line[number, at], line.cells, rhymes.get(at, NO_RHYME))
            heads.append(self._head(plan.heads[number], poem, len(report.poems)))
            rescues += [_rescue(plan, number, each) for each in poem.rescues]
        return Shown(lines, tuple(heads), tuple(rescues))

    def _head(self, head: Head, poem: Poem, count: int) -> ShownHead:
        rhyme = poem.rhyme
        score = None if wording.unfinished(poem) else poem.score
        key = (poem.title, head.poem, count > 1, poem.level, poem.form, poem.scheme, rhyme.group, rhyme.book, score)
        said = self._known.get(key)
        if said is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            title = wording.title(poem, head.poem, count)
            said = self._known[key] = title, wording.level(poem.level), wording.facts(poem)
        return ShownHead(head, said[0], said[1], LEVELS[wording.TONES[poem.level]], said[2])


def _differing(before: Sequence[ShownHead | ShownRescue], now: Sequence[ShownHead | ShownRescue]) -> Iterator[QRect]:
    if before != now:
        for each in (*before, *now):
            if each not in before or each not in now:
                yield each.rect


def _rhymes(poem: Poem) -> dict[int, tuple[str, str]]:
    """Beside each foot its rhyme group, and whether it is that of the poem."""
    off, near = set(poem.rhyme.off), set(poem.rhyme.near)
    told = {}
    for place in (*poem.rhyme.feet, *poem.rhyme.off, *poem.rhyme.near):
        cells = poem.lines[place.line].cells
        if place.at != len(cells) - 1:
            continue
        group = _TONE.sub("", cells[place.at].group)
        if place in off:
            told[place.line] = f"✕ {group}", "error"
        elif place in near:
            told[place.line] = f"△ {group}", "warn"
        else:
            told[place.line] = group, "muted"
    return told


def _rescue(plan: Plan, number: int, rescue: Rescue) -> ShownRescue:
    ends = []
    rect = QRect()
    for places in (rescue.broken, rescue.mended):
        spots = [plan.of((number, place.line, place.at)) for place in places]
        ends.append(tuple((spot.left, spot.top) for spot in spots if spot is not None))
    for left, top in (*ends[0], *ends[1]):
        rect = rect.united(QRect(left, top, CELL_WIDTH + 10, CELL_HEIGHT))
    return ShownRescue(ends[0], ends[1], rect)
