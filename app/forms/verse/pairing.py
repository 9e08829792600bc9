"""Parallel prose taken apart: clauses, and which of them stand opposite each other.

A unit is a pair of neighbouring clauses (单句对) or a pair of pairs, crosswise (隔句对). Which it is, dynamic
programming finds within a paragraph. Knows lengths, stops and tones, nothing of scores.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.forms.verse.markup import HAN

STOPS = "，；。：！？,;:!?"
ENDS = "。！？!?"
CLAUSE = re.compile(rf"([{HAN}、“”‘’「」『』《》·]+)([{STOPS}]*)")
MARKS = "“”‘’「」『』《》·、"
QUOTES = re.compile(f"[{MARKS}]")
PARTICLES = frozenset("而以之于於与與其则則且兮乎乃所为爲為若如焉既共")
"""虚字: where both clauses have one at the same place, the voice rests before it."""
LEADS = frozenset(
    (
        *(
            "所赖",
            "且夫",
            "若夫",
            "至于",
            "至於",
            "况复",
            "况",
            "岂",
            "故",
            "是以",
            "乃",
            "盖",
            "蓋",
            "夫",
            "嗟乎",
            "于是",
        ),
        *(
            "於是",
            "然则",
            "然",
            "则",
            "既而",
            "方其",
            "及其",
            "若乃",
            "尔乃",
            "遂使",
            "加以",
            "兼以",
            "虽",
            "但",
            "每",
            "或",
        ),
        *(
            "今",
            "抑",
            "所賴",
            "況",
            "豈",
            "然則",
            "則",
            "雖",
            "爾乃",
            "遂",
            "向使",
            "想夫",
            "至若",
            "观夫",
            "觀夫",
            "于时",
        ),
        *("於時", "呜呼", "嗚呼"),
    )
)
"""What may open a clause and takes no part in the pair (领字)."""
SHORTEST, LONGEST = 3, 14

Shape: TypeAlias = Literal["pair", "cross"]


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    """Without quotation marks."""
    start: int
    end: int
    stop: str
    """What follows it; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Clauses that stand opposite each other."""

    shape: Shape
    first: int
    """The number of its first clause; the others follow."""
    lead: int
    """Characters at its head that take no part."""

    @property
    def size(self) -> int:
        return 2 if self.shape == "pair" else 4


def clauses(text: str) -> list[list[Clause]]:
    """The clauses of each paragraph."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        row = []
        for each in CLAUSE.finditer(line[0]):
            bare = QUOTES.sub("", each[1])
            if bare:
                begin = line.start() + each.start(1) + len(each[1]) - len(each[1].lstrip(MARKS))
                row.append(Clause(bare, begin, line.start() + each.start(1) + len(each[1].rstrip(MARKS)), each[2][:1]))
        if row:
            found.append(row)
    return found


Opposed: TypeAlias = Callable[[str, str], bool]
"""Whether two clauses end in opposite tones."""


def units(row: list[Clause], opposed: Opposed) -> list[Unit]:
    """The way to pair a paragraph's clauses that leaves the fewest alone, likelier pairs first."""
    best: list[tuple[float, Unit | None, int]] = [(0.0, None, 0)]
    for end in range(1, len(row) + 1):
        choice: tuple[float, Unit | None, int] = (best[end - 1][0], None, end - 1)
        for size in (2, 4):
            if end < size:
                continue
            unit, worth = _unit(row, end - size, size, opposed)
            if unit is not None and best[end - size][0] + worth > choice[0]:
                choice = (best[end - size][0] + worth, unit, end - size)
        best.append(choice)
    found = []
    at = len(row)
    while at > 0:
        _, unit, before = best[at]
        if unit is not None:
            found.append(unit)
        at = before
    return found[::-1]


def _unit(row: list[Clause], first: int, size: int, opposed: Opposed) -> tuple[Unit | None, float]:
    """A unit of these clauses and what it is worth, if they can be one."""
    part = row[first : first + size]
    if any(clause.stop in ENDS and clause.stop for clause in part[:-1]):
        return None, 0.0
    half = size // 2
    upper, lower = part[:half], part[half:]
    lead = _lead(upper[0].text, lower[0].text)
    if lead is None:
        return None, 0.0
    sides = [
        (upper[0].text[lead:], lower[0].text),
        *((a.text, b.text) for a, b in zip(upper[1:], lower[1:], strict=True)),
    ]
    if any(len(a) != len(b) or not SHORTEST <= len(a) <= LONGEST for a, b in sides):
        return None, 0.0
    worth = float(size)
    worth += 0.4 * opposed(upper[-1].text, lower[-1].text) - 0.2
    worth += 0.3 if part[-1].stop in ("；", ";", *ENDS) else 0.0
    likeness = sum(alike(a, b) for a, b in sides) / len(sides)
    if likeness < 0:
        return None, 0.0
    worth += likeness
    if size == 4:
        worth += 0.9 if part[1].stop in ("；", ";") else -0.6
        if len(upper[0].text) - lead == len(upper[1].text) and part[1].stop not in ("；", ";"):
            worth -= 0.5  # two pairs as likely as one crosswise
    elif part[0].stop in ("；", ";"):
        worth -= 0.3
    return Unit("pair" if size == 2 else "cross", first, lead), worth


def _lead(upper: str, lower: str) -> int | None:
    """How many characters of the upper clause take no part; None where the two cannot stand opposite each other."""
    more = len(upper) - len(lower)
    if more == 0:
        return 0
    return more if 1 <= more <= 3 and upper[:more] in LEADS else None


def alike(upper: str, lower: str) -> float:
    """Signs that two clauses are built alike, from shared particles; below 0 where they repeat each other."""
    same = [one for one, two in zip(upper, lower, strict=True) if one == two]
    repeated = sum(char not in PARTICLES for char in same)
    if repeated * 2 >= len(upper):
        return -1.0
    one_sided = sum((a in PARTICLES) != (b in PARTICLES) for a, b in zip(upper, lower, strict=True))
    return 0.3 * (len(same) - repeated > 0) - 0.15 * one_sided - 0.25 * repeated


def points(upper: str, lower: str) -> list[int]:
    """The places where tones should oppose, the last one among them (句脚): before shared particles and by twos."""
    found = []
    start = 0
    cuts = [at for at, (one, two) in enumerate(zip(upper, lower, strict=True)) if one == two and one in PARTICLES]
    for end in [*cuts, len(upper)]:
        length = end - start
        if length > 0:
            found += [start + at - 1 for at in range(2, length - (1 if length % 2 else 0), 2) if at < length]
            found.append(end - 1)
        start = end + 1
    return sorted(set(found))
