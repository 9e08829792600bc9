"""Where the characters of a checked text lie on a sheet of some width. Pure: numbers in, rectangles out."""

from dataclasses import dataclass, field

from app.forms.verse import Poem, Report

CELL_WIDTH, CELL_HEIGHT = 42, 76
BETWEEN_LINES = 10
BETWEEN_COUPLET = 56
"""Between the two lines of a couplet that stand beside each other: the first one's rhyme has its place there."""
RHYME_WIDTH = 64
"""At the right of a line, for the rhyme of its foot."""
HEAD_HEIGHT = 48
BETWEEN_POEMS = 28
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
    """Where a poem's heading lies."""

    poem: int
    top: int


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
    """Couplets side by side where there is room, else one line below the other."""
    spots: list[Spot] = []
    heads: list[Head] = []
    top, least = 0, 0
    for number, poem in enumerate(report.poems):
        top += BETWEEN_POEMS if number else 0
        heads.append(Head(number, top))
        top += HEAD_HEIGHT
        longest = max(len(line.cells) for line in poem.lines) * CELL_WIDTH
        least = max(least, longest + RHYME_WIDTH + 2 * MARGIN)
        paired = _pairs(poem) and 2 * longest + BETWEEN_COUPLET + RHYME_WIDTH + 2 * MARGIN <= width
        for place, line in enumerate(poem.lines):
            second = paired and place % 2 == 1
            left = MARGIN + (longest + BETWEEN_COUPLET if second else 0)
            row = place // 2 if paired else place
            upper = top + row * (CELL_HEIGHT + BETWEEN_LINES)
            spots += [Spot(number, place, at, left + at * CELL_WIDTH, upper) for at in range(len(line.cells))]
        rows = -(-len(poem.lines) // 2) if paired else len(poem.lines)
        top += rows * (CELL_HEIGHT + BETWEEN_LINES)
    return Plan(tuple(spots), tuple(heads), top, least, {spot.key: spot for spot in spots})


def _pairs(poem: Poem) -> bool:
    """Whether its lines are couplets of one width."""
    return len({len(line.cells) for line in poem.lines}) == 1 and len(poem.lines) > 1
