"""Where the characters of a checked text lie on a sheet of some width. Pure: numbers in, rectangles out."""

from dataclasses import dataclass, field

from app.forms.verse import Poem, Report

CELL_WIDTH, CELL_HEIGHT = 38, 76
BETWEEN_LINES = 10
BETWEEN_COUPLET = 52
"""Between the two lines of a couplet that stand beside each other: the first one's rhyme has its place there."""
RHYME_WIDTH = 52
"""At the right of a line, for the rhyme of its foot."""
HEAD_HEIGHT = 48
BETWEEN_POEMS = 28
BETWEEN_COLUMNS = 16
MARGIN = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a character, and where it lies: its left and upper edge."""

    poem: int
    line: int
    at: int
    left: int
    top: int

    @property
    def key(self) -> tuple[int, int, int]:
        return self.poem, self.line, self.at

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.left + CELL_WIDTH and self.top <= y < self.top + CELL_HEIGHT


@dataclass(frozen=True, slots=True)
class Head:
    """Where a poem's heading lies, and how wide it may be."""

    poem: int
    left: int
    top: int
    width: int


@dataclass(frozen=True, slots=True)
class Plan:
    spots: tuple[Spot, ...] = ()
    heads: tuple[Head, ...] = ()
    height: int = 0
    width: int = 0
    """The least that it takes."""

    by_key: dict[tuple[int, int, int], Spot] = field(default_factory=dict, compare=False)

    def at(self, x: float, y: float) -> Spot | None:
        return next((spot for spot in self.spots if spot.holds(x, y)), None)

    def of(self, key: tuple[int, int, int] | None) -> Spot | None:
        return self.by_key.get(key) if key is not None else None


def plan(report: Report, width: int) -> Plan:
    """Poems side by side where two have room, and so are the lines of a couplet; else one below the other."""
    spots: list[Spot] = []
    heads: list[Head] = []
    least = max((_least(poem) for poem in report.poems), default=0)
    columns = 2 if len(report.poems) > 1 and 2 * least + BETWEEN_COLUMNS <= width else 1
    room = (width - (columns - 1) * BETWEEN_COLUMNS) // columns
    top = bottom = 0
    for number, poem in enumerate(report.poems):
        column = number % columns
        if number and not column:
            top = bottom + BETWEEN_POEMS
        left = column * (room + BETWEEN_COLUMNS)
        heads.append(Head(number, left, top, room))
        bottom = max(bottom if column else 0, _place(spots, number, poem, left, top + HEAD_HEIGHT, room))
    return Plan(tuple(spots), tuple(heads), bottom, least, {spot.key: spot for spot in spots})


def _place(spots: list[Spot], number: int, poem: Poem, left: int, top: int, room: int) -> int:
    """Give the characters of a poem their places; where the last ends."""
    longest = max(len(line.cells) for line in poem.lines) * CELL_WIDTH
    paired = _pairs(poem) and 2 * longest + BETWEEN_COUPLET + RHYME_WIDTH + 2 * MARGIN <= room
    for place, line in enumerate(poem.lines):
        second = paired and place % 2 == 1
        start = left + MARGIN + (longest + BETWEEN_COUPLET if second else 0)
        row = place // 2 if paired else place
        upper = top + row * (CELL_HEIGHT + BETWEEN_LINES)
        spots += [Spot(number, place, at, start + at * CELL_WIDTH, upper) for at in range(len(line.cells))]
    rows = -(-len(poem.lines) // 2) if paired else len(poem.lines)
    return top + rows * (CELL_HEIGHT + BETWEEN_LINES)


def _least(poem: Poem) -> int:
    """Pixels of width that a poem takes with a line to a row."""
    return max(len(line.cells) for line in poem.lines) * CELL_WIDTH + RHYME_WIDTH + 2 * MARGIN


def _pairs(poem: Poem) -> bool:
    """Whether its lines are couplets of one width."""
    return len({len(line.cells) for line in poem.lines}) == 1 and len(poem.lines) > 1
