"""The patterns of regulated verse as data: four kinds of line, their customary departures, and what follows what.

Positions are counted from the left of the last five characters; a line of seven has two more in front. Knows nothing
of characters and readings.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

LineType: TypeAlias = Literal["a", "A", "b", "B"]
"""Small letters end oblique, capitals end level and may rhyme; a and A turn about each other, as do b and B."""

Rank: TypeAlias = Literal[0, 1, 2]
"""0 plain, 1 customary (合律), 2 tolerated (宽)."""


@dataclass(frozen=True, slots=True)
class Template:
    """One way of writing a line. In `core`, P is level, Z oblique, * either."""

    type: LineType
    core: str
    name: str
    rank: Rank
    needs_rescue: bool = False
    """Whether the partner below must have a level third character (of five)."""

    def pattern(self, width: int) -> str:
        """For a line of five or seven characters."""
        return self.core if width == 5 else OPENING[self.type] + self.core


OPENING: dict[LineType, str] = {"a": "*P", "A": "*P", "b": "*Z", "B": "*Z"}
"""The first character of seven is always free."""

PLAIN: dict[LineType, str] = {"a": "ZZPPZ", "A": "ZZZPP", "b": "PPPZZ", "B": "PPZZP"}
"""As the manuals print them."""
PLAIN_OPENING: dict[LineType, str] = {"a": "PP", "A": "PP", "b": "ZZ", "B": "ZZ"}

TEMPLATES: dict[LineType, tuple[Template, ...]] = {
    "a": (
        Template("a", "*ZPPZ", "正格", 0),
        Template("a", "*ZZPZ", "小拗", 1),
        Template("a", "*ZPZZ", "大拗", 1, needs_rescue=True),
        Template("a", "*ZZZZ", "大拗", 1, needs_rescue=True),
    ),
    "A": (Template("A", "*ZZPP", "正格", 0),),
    "b": (
        Template("b", "*PPZZ", "正格", 0),
        Template("b", "PPZPZ", "特拗", 1),
        Template("b", "ZPZPZ", "特拗首仄", 2),
        Template("b", "*PZZZ", "三仄尾", 2),
    ),
    "B": (
        Template("B", "PP*ZP", "正格", 0),
        Template("B", "ZPPZP", "孤平自救", 1),
    ),
}

THREE_LEVEL = "*ZPPP"
"""三平尾, a fault of A."""
LONE_LEVEL = "ZPZZP"
"""孤平, a fault of B. Lines of type A with a single level character are none."""

PAIRS: tuple[tuple[LineType, LineType], ...] = (("a", "B"), ("b", "A"))
FIRST_PAIRS: tuple[tuple[LineType, LineType], ...] = (*PAIRS, ("A", "B"), ("B", "A"))
"""The first couplet may rhyme in its first line too."""

FOLLOWS: dict[LineType, LineType] = {"B": "b", "A": "a"}
"""粘: with which line the next couplet begins."""

SCHEME_OF: dict[tuple[int, LineType], str] = {
    (5, "a"): "仄起首句不入韵",
    (5, "A"): "仄起首句入韵",
    (5, "b"): "平起首句不入韵",
    (5, "B"): "平起首句入韵",
    (7, "a"): "平起首句不入韵",
    (7, "A"): "平起首句入韵",
    (7, "b"): "仄起首句不入韵",
    (7, "B"): "仄起首句入韵",
}
FIRST_LINE: dict[tuple[int, str], LineType] = {(width, name): kind for (width, kind), name in SCHEME_OF.items()}


def types_of(width: int, scheme: str, lines: int) -> tuple[LineType, ...]:
    """The kinds of a poem's lines in a scheme. Raises KeyError for an unknown one."""
    first = FIRST_LINE[width, scheme]
    second: LineType = "A" if first in "bB" else "B"
    types: list[LineType] = [first, second]
    while len(types) < lines:
        opening = FOLLOWS[types[-1]]
        types += [opening, "A" if opening == "b" else "B"]
    return tuple(types[:lines])


def plain(kind: LineType, width: int) -> str:
    """A line's plain pattern in P and Z."""
    return PLAIN[kind] if width == 5 else PLAIN_OPENING[kind] + PLAIN[kind]


def slots(kind: LineType, width: int) -> str:
    """What a line's places want, * where either tone is common practice."""
    return next(each for each in TEMPLATES[kind] if each.rank == 0).pattern(width)
