"""What a poem repeats, and how far its couplets are parallel: the two things that look at characters themselves."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.forms.findings import Finding, Place
from app.forms.verse.faults import KINDS, finding
from app.forms.verse.tones import Table

FULLY = 0.5
"""The share of attested pairs at which a couplet counts as wholly parallel: poets find new ones."""


def repetitions(lines: Sequence[str]) -> list[Finding]:
    """Characters that stand at two places, doubled ones (纷纷) and feet aside."""
    often = _repeated("".join(lines))
    if not often:
        return []
    places: dict[str, list[Place]] = {}
    for number, line in enumerate(lines):
        for at, char in enumerate(line):
            doubled = at > 0 and line[at - 1] == char
            if char in often and not doubled:
                places.setdefault(char, []).append(Place(number, at))
    return [
        Finding(
            "repeated", KINDS["repeated"][0], {"char": char, "times": len(its)}, line=its[-1].line, places=tuple(its)
        )
        for char, its in places.items()
        if len(its) > 1
    ]


def _repeated(text: str) -> set[str]:
    if len(set(text)) == len(text):
        return set()
    seen, often = set[str](), set[str]()
    for char in text:
        (often if char in seen else seen).add(char)
    return often


def couplets(lines: Sequence[str], table: Table) -> tuple[float, ...]:
    """How parallel each couplet is."""
    return tuple(parallel(one, two, table) for one, two in zip(lines[::2], lines[1::2], strict=False))


@lru_cache(maxsize=2048)
def parallel(upper: str, lower: str, table: Table) -> float:
    """How far two lines stand opposite each other, 0 to 1, by pairs that Song poets used."""
    upper, lower = table.simplified(upper), table.simplified(lower)
    if len(upper) != len(lower) or not upper:
        return 0.0
    attested, same = 0, False
    for one, two in zip(upper, lower, strict=True):
        attested += table.opposed(one, two)
        same = same or one == two
    score = min(1.0, attested / len(upper) / FULLY)
    return score / 2 if same else score


def same_places(lines: Sequence[str]) -> Iterator[Finding]:
    """The same character at the same place of both lines, in the couplets that should be parallel."""
    for number in (2, 4):
        if number + 1 >= len(lines):
            return
        for at, (one, two) in enumerate(zip(lines[number], lines[number + 1], strict=False)):
            if one == two:
                yield finding("same_place", number + 1, (at,), char=one, above=number + 1)
