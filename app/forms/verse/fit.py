"""Which pattern a poem's tones come nearest to: couplet by couplet, so that one broken joint does not spoil the rest.

A tone is a letter: P level, Z oblique, p and z either but usually that, * either, ? unknown. Knows no characters.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from app.forms.verse.metre import FIRST_PAIRS, FOLLOWS, PAIRS, TEMPLATES, LineType, Template

Cost: TypeAlias = tuple[float, int, int, int]
"""In this order: faults, tolerated forms, unusual readings, customary licences."""

BROKEN_JOINT = 1.5
"""What a missing 粘 weighs, in faults: less than two wrong characters, more than one."""

REMEMBERED = 6
"""Couplets of a poem's beginning whose ways are remembered: all of what is regulated, but for the long forms."""

WRONG_FOOT = 0.25
"""What a wrong last character weighs beyond another."""

AGAINST = {"P": "Z", "Z": "P"}
UNUSUAL = {"P": "z", "Z": "p"}


@dataclass(frozen=True, slots=True)
class LineFit:
    template: Template
    wrong: tuple[int, ...]
    """Places that do not fit, from 0."""
    unusual: int
    """Places that fit only by a reading that is not the usual one."""
    rescued: bool = True
    """False where it needed a rescue that the line below does not give."""


@dataclass(frozen=True, slots=True)
class Fit:
    lines: tuple[LineFit, ...]
    broken: tuple[int, ...]
    """Lines, from 0, with which a couplet begins that does not stick to the one before."""
    cost: Cost


Ways: TypeAlias = dict[tuple[LineType, LineType], tuple[Cost, tuple[LineFit, ...], tuple[int, ...]]]
"""By the pair that ends the way: what it cost, the fits, where it broke."""


@lru_cache(maxsize=1 << 14)
def line_fits(tones: str, kind: LineType) -> tuple[LineFit, ...]:
    """The line held against each way of writing it."""
    return tuple(_against(tones, template) for template in TEMPLATES[kind])


def _against(tones: str, template: Template) -> LineFit:
    wrong: list[int] = []
    unusual = 0
    for at, (tone, wanted) in enumerate(zip(tones, template.pattern(len(tones)), strict=True)):
        if wanted == "*":
            continue
        if tone == AGAINST[wanted]:
            wrong.append(at)
        elif tone == UNUSUAL[wanted]:
            unusual += 1
    return LineFit(template, tuple(wrong), unusual)


@lru_cache(maxsize=1 << 13)
def couplet(upper: str, lower: str, pair: tuple[LineType, LineType]) -> tuple[Cost, LineFit, LineFit]:
    """The best way to write one couplet with this pair of lines."""
    best: tuple[Cost, LineFit, LineFit] | None = None
    for one, two in product(line_fits(upper, pair[0]), line_fits(lower, pair[1])):
        first = one
        # A level third character below makes up for the line above; a free place gives it where it can be read so.
        if one.template.needs_rescue and lower[-3] == "Z":
            first = LineFit(one.template, one.wrong, one.unusual, rescued=False)
        faults = len(one.wrong) + len(two.wrong) + (not first.rescued)
        # A line whose foot is right and whose inside is wrong is that line, not another one with a wrong foot.
        heavier = WRONG_FOOT * sum(line.wrong[-1:] == (len(upper) - 1,) for line in (one, two))
        ranks = (one.template.rank, two.template.rank)
        strained = one.unusual + two.unusual + (one.template.needs_rescue and lower[-3] == "z")
        cost = (faults + heavier, ranks.count(2), strained, ranks.count(1))
        if best is None or cost < best[0]:
            best = (cost, first, two)
    assert best is not None
    return best


def fit(tones: tuple[str, ...]) -> Fit:
    """The nearest pattern of a poem with an even number of lines, all of five or all of seven characters."""
    known = tones[: 2 * REMEMBERED]
    ways = remembered_ways(known)
    for at in range(len(known), len(tones), 2):
        ways = _further(ways, at, tones[at], tones[at + 1])
    total, lines, broken = min(ways.values(), key=lambda way: way[0])
    return Fit(lines, broken, total)


@lru_cache(maxsize=1 << 11)
def remembered_ways(tones: tuple[str, ...]) -> Ways:
    """How a poem's beginning can be written: the ways to it are what they were before its last couplet."""
    before = remembered_ways(tones[:-2]) if len(tones) > 2 else {}
    return _further(before, len(tones) - 2, tones[-2], tones[-1])


def _further(ways: Ways, at: int, upper: str, lower: str) -> Ways:
    """The ways with one couplet more, that begins with line `at`."""
    reached: Ways = {}
    for pair in PAIRS if at else FIRST_PAIRS:
        cost, one, two = couplet(upper, lower, pair)
        if at == 0:
            reached[pair] = (cost, (one, two), ())
            continue
        reached[pair] = min(
            (
                (_sum(before, cost, 0.0 if sticks else BROKEN_JOINT), (*lines, one, two), where)
                for last, (before, lines, broken) in ways.items()
                for sticks in (FOLLOWS[last[1]] == pair[0],)
                for where in (broken if sticks else (*broken, at),)
            ),
            key=lambda way: way[0],
        )
    return reached


def _sum(one: Cost, two: Cost, joint: float) -> Cost:
    return (one[0] + two[0] + joint, one[1] + two[1], one[2] + two[2], one[3] + two[3])
