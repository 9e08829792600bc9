"""Where the characters of a checked text lie on a sheet of some width. Pure: numbers in, rectangles out."""

from dataclasses import dataclass, field
from functools import lru_cache

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
LINES = {"绝句": 4, "律诗": 8}
"""Lines that a form has: there is room for those that are not written yet, so that nothing moves when they come."""
NARROWEST = 7
"""Characters that a line has room for at least, so that one that is being written does not push anything."""


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


@dataclass(frozen=True, slots=True)
class Row:
    """Where a line lies: the left and upper edge of its first character, and how many it has."""

    poem: int
    line: int
    left: int
    top: int
    count: int

    @property
    def right(self) -> int:
        """The edge of its last character; its rhyme is beyond."""
        return self.left + self.count * CELL_WIDTH

    def spot(self, at: int) -> Spot:
        return Spot(self.poem, self.line, at, self.left + at * CELL_WIDTH, self.top)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a poem's heading lies, and how wide it may be."""

    poem: int
    left: int
    top: int
    width: int


@dataclass(frozen=True, slots=True)
class Plan:
    rows: tuple[Row, ...] = ()
    heads: tuple[Head, ...] = ()
    height: int = 0
    width: int = 0
    """The least that it takes."""

    by_line: dict[tuple[int, int], Row] = field(default_factory=dict, compare=False)

    @property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(row.spot(at) for row in self.rows for at in range(row.count))

    def at(self, x: float, y: float) -> Spot | None:
        for row in self.rows:
            if row.top <= y < row.top + CELL_HEIGHT and row.left <= x < row.right:
                return row.spot(int(x - row.left) // CELL_WIDTH)
        return None

    def of(self, key: tuple[int, int, int] | None) -> Spot | None:
        row = self.by_line.get(key[:2]) if key is not None else None
        return row.spot(key[2]) if row is not None and key is not None and 0 <= key[2] < row.count else None


def plan(report: Report, width: int) -> Plan:
    """Poems side by side where two have room, and so are the lines of a couplet; else one below the other."""
    rows: list[Row] = []
    heads: list[Head] = []
    shapes = [_shape(poem) for poem in report.poems]
    wanted = [max(len(poem.lines), LINES.get(poem.form[2:], 0)) for poem in report.poems]
    least = max((_least(shape) for shape in shapes), default=0)
    columns = 2 if len(shapes) > 1 and 2 * least + BETWEEN_COLUMNS <= width else 1
    room = (width - (columns - 1) * BETWEEN_COLUMNS) // columns
    top = bottom = 0
    for number, shape in enumerate(shapes):
        column = number % columns
        if number and not column:
            top = bottom + BETWEEN_POEMS
        left = column * (room + BETWEEN_COLUMNS)
        heads.append(Head(number, left, top, room))
        places, height = _places(shape, wanted[number], room)
        upper = top + HEAD_HEIGHT
        rows += [Row(number, line, left + x, upper + y, shape[line]) for line, (x, y) in enumerate(places)]
        bottom = max(bottom if column else 0, upper + height)
    return Plan(tuple(rows), tuple(heads), bottom, least, {(row.poem, row.line): row for row in rows})


def _shape(poem: Poem) -> tuple[int, ...]:
    """The widths of its lines."""
    return tuple([len(line.cells) for line in poem.lines])


@lru_cache(maxsize=512)
def _places(shape: tuple[int, ...], wanted: int, room: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """Where the lines of a poem begin, from its own left and upper edge; and its height with those still wanted."""
    longest = max(shape) * CELL_WIDTH
    paired = _pairs(shape) and 2 * longest + BETWEEN_COUPLET + RHYME_WIDTH + 2 * MARGIN <= room
    places = []
    for line in range(len(shape)):
        second = paired and line % 2 == 1
        row = line // 2 if paired else line
        places.append((MARGIN + (longest + BETWEEN_COUPLET if second else 0), row * (CELL_HEIGHT + BETWEEN_LINES)))
    rows = -(-wanted // 2) if paired else wanted
    return tuple(places), rows * (CELL_HEIGHT + BETWEEN_LINES)


def _least(shape: tuple[int, ...]) -> int:
    """Pixels of width that a poem takes with a line to a row."""
    return max(*shape, NARROWEST) * CELL_WIDTH + RHYME_WIDTH + 2 * MARGIN


def _pairs(shape: tuple[int, ...]) -> bool:
    """Whether its lines are couplets of one width; the last may still be on its way."""
    return len(shape) > 1 and len(set(shape[:-1])) == 1 and shape[-1] <= shape[0]
