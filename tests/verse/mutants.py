"""Good poems with one fault put in, and what that fault is called: what a checker must find, and by which name."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.forms.verse import Poem, check
from app.forms.verse.tones import Table, table

Lines = list[str]
NAMED: dict[str, frozenset[str]] = {
    "句数": frozenset({"wrong_count"}),
    "字数": frozenset({"wrong_width"}),
    "押仄": frozenset({"foot_tone"}),
    "失对": frozenset({"opposition"}),
    "出韵": frozenset({"off_rhyme"}),
    "失粘": frozenset({"joint", "joint_once"}),
    "二四六": frozenset({"even_tone", "major_unmended"}),
    "三平尾": frozenset({"three_level"}),
    "孤平": frozenset({"lone_level"}),
}
"""By fault: what a finding about it may be called."""


@dataclass(frozen=True)
class Mutant:
    fault: str
    lines: tuple[str, ...]
    line: int | None
    """Where the fault is; None for the whole."""


class Maker:
    """Puts faults in, always with characters that have one tone and are in common use."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._table: Table = table()
        self._common = {group: chars[:120] for group, chars in self._table.groups.items()}
        self._of: dict[str, list[str]] = {"平": [], "仄": []}
        for chars in self._common.values():
            for char in chars:
                tones = {reading.tone for reading in self._table.readings[char]}
                if len(tones) == 1:
                    self._of[tones.pop()].append(char)

    def every(self, poem: Poem) -> Iterator[Mutant]:
        """One mutant of each fault that this poem has a place for."""
        makers: dict[str, Callable[[Poem], tuple[Lines, int | None] | None]] = {
            "句数": self._count,
            "字数": self._width,
            "押仄": self._oblique_foot,
            "失对": self._opposition,
            "出韵": self._off_rhyme,
            "失粘": self._joint,
            "二四六": self._even,
            "三平尾": self._three_level,
            "孤平": self._lone_level,
        }
        for fault, make in makers.items():
            made = make(poem)
            if made is not None:
                yield Mutant(fault, tuple(made[0]), made[1])

    def _count(self, poem: Poem) -> tuple[Lines, int | None]:
        lines = texts(poem)
        del lines[self._random.randrange(len(lines))]
        return lines, None

    def _width(self, poem: Poem) -> tuple[Lines, int | None]:
        lines = texts(poem)
        number = self._random.randrange(len(lines))
        at = self._random.randrange(len(lines[number]))
        lines[number] = lines[number][:at] + lines[number][at + 1 :]
        return lines, number

    def _oblique_foot(self, poem: Poem) -> tuple[Lines, int | None]:
        number = self._random.randrange(1, len(poem.lines), 2)
        return self._put(poem, number, [-1]), number

    def _opposition(self, poem: Poem) -> tuple[Lines, int | None]:
        number = self._random.randrange(1, len(poem.lines), 2)
        width = len(poem.lines[number].cells)
        return self._put(poem, number, range(1, width - 1, 2)), number

    def _off_rhyme(self, poem: Poem) -> tuple[Lines, int | None]:
        number = self._random.randrange(1, len(poem.lines), 2)
        far = [g for g in self._common if g[0] in "上下" and g[1] == "平" and not near(g, poem.rhyme.group)]
        char = self._random.choice([c for c in self._common[self._random.choice(far)] if self._one_group(c)])
        lines = texts(poem)
        lines[number] = lines[number][:-1] + char
        return lines, number

    def _joint(self, poem: Poem) -> tuple[Lines, int | None] | None:
        """Everything from one couplet on turned about, feet aside: each line becomes its opposite."""
        if len(poem.lines) < 4:
            return None
        start = self._random.randrange(2, len(poem.lines), 2)
        lines = texts(poem)
        for number in range(start, len(lines)):
            kind, width = poem.lines[number].type, len(lines[number])
            wanted = {"a": "PPPZZ", "b": "ZZPPZ", "A": "PPZZP", "B": "ZZZPP"}[kind]
            wanted = ("ZZ" if kind in "aA" else "PP") + wanted if width == 7 else wanted
            lines[number] = "".join(
                char if at == width - 1 else self._as(char, "平" if tone == "P" else "仄")
                for at, (char, tone) in enumerate(zip(lines[number], wanted, strict=True))
            )
        return lines, start

    def _even(self, poem: Poem) -> tuple[Lines, int | None]:
        number = self._random.randrange(len(poem.lines))
        width = len(poem.lines[number].cells)
        at = self._random.choice(range(1, width - 1, 2))
        return self._put(poem, number, [at]), number

    def _three_level(self, poem: Poem) -> tuple[Lines, int | None] | None:
        return self._at_kind(poem, "A", {-3: "平"})

    def _lone_level(self, poem: Poem) -> tuple[Lines, int | None] | None:
        return self._at_kind(poem, "B", {-5: "仄", -3: "仄"})

    def _at_kind(self, poem: Poem, kind: str, tones: dict[int, str]) -> tuple[Lines, int | None] | None:
        numbers = [n for n, line in enumerate(poem.lines) if line.type == kind and line.manner == "正格"]
        if not numbers:
            return None
        number = self._random.choice(numbers)
        lines = texts(poem)
        chars = list(lines[number])
        for at, tone in tones.items():
            chars[at] = self._as(chars[at], tone)
        lines[number] = "".join(chars)
        return lines, number

    def _put(self, poem: Poem, number: int, places: list[int] | range) -> Lines:
        """Its lines with characters of the other tone at these places than the one that counts there."""
        lines = texts(poem)
        chars = list(lines[number])
        for at in places:
            chars[at] = self._random.choice(self._of["仄" if poem.lines[number].cells[at].tone == "平" else "平"])
        lines[number] = "".join(chars)
        return lines

    def _as(self, char: str, tone: str) -> str:
        """`char` where it certainly has the tone, else another that has."""
        its = {reading.tone for reading in self._table.readings.get(char, ())}
        return char if its == {tone} else self._random.choice(self._of[tone])

    def _one_group(self, char: str) -> bool:
        return len(self._table.readings[char]) == 1


def texts(poem: Poem) -> Lines:
    return [line.text for line in poem.lines]


def near(one: str, other: str) -> bool:
    from app.forms.verse.books import NEAR

    return one == other or any(one[-1] in kin and other[-1] in kin for kin in NEAR)


def certain(poem: Poem) -> bool:
    """Whether it is regular by the usual readings of its characters, so that a fault put in is one fault."""
    return poem.level in ("正格", "合律") and not any(each.kind == "hangs_on_reading" for each in poem.findings)


def judge(mutant: Mutant, original: Poem) -> tuple[bool, bool, bool]:
    """Whether the fault was found, whether it got its name in its line, and whether the score fell."""
    report = check("\n".join(mutant.lines), original.form)
    if not report.poems:
        return True, mutant.fault == "句数", True
    (poem, *_) = report.poems
    grave = [each for each in poem.findings if each.severity != "note" and each.kind not in ("repeated", "same_place")]
    named = any(
        each.kind in NAMED[mutant.fault] and (mutant.line is None or each.line == mutant.line) for each in grave
    )
    return bool(grave), named, poem.score < original.score
