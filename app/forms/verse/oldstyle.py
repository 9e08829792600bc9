"""Verse in the old style (古体): its tones are free, its rhyme may be oblique and may change; it alone is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.findings import Finding, Place
from app.forms.verse import cells, rhyming, wording
from app.forms.verse.books import Book, Sound
from app.forms.verse.faults import finding
from app.forms.verse.markup import Clause
from app.forms.verse.tones import table
from app.forms.verse.values import Level, Line, Poem, Rhyme, Scores, Tone

NEW_RHYME = 0.75
"""What a change of rhyme weighs, in feet that are off."""
MOST_COUPLETS = 80


@dataclass(frozen=True, slots=True)
class Section:
    """Couplets that keep one rhyme."""

    first: int
    """The number of its first foot; feet are those of the even lines."""
    end: int
    tone: Tone
    group: str
    off: tuple[int, ...]
    """Feet outside the group and its neighbours."""


def judge(title: str, clauses: Sequence[Clause], sounds: Sequence[Sequence[Sound]], book: Book, asked: bool) -> Poem:
    """The poem. `asked`: the old style was wanted, so that a poem that rhymes has what it needs."""
    feet = [line[-1] for line in sounds[1::2]]
    parts = sections(feet, book)
    oblique = all(part.tone == "仄" for part in parts) and bool(parts)
    group = " → ".join(part.group for part in parts if part.group)
    off = [2 * foot + 1 for part in parts for foot in part.off]
    found = [Finding("oblique_rhyme" if oblique else "old_style", "note", {"group": group})]
    for number in off:
        last = len(clauses[number].text) - 1
        found.append(finding("off_rhyme", number, (last,), char=clauses[number].text[-1], group=group))
    if not any(part.group for part in parts):
        found.append(Finding("no_rhyme", "error"))
    if not asked:
        found = found[:1]
    kept = 1 - len(off) / len(feet) if feet and group else 0.0
    by_line = {2 * foot + 1: part.group for part in parts for foot in range(part.first, part.end)}
    level: Level = "宽" if asked and group and not off else "出律"
    rows = cells.rows([clause.text for clause in clauses], book, [""] * len(clauses), by_line, found)
    places = tuple(Place(number, len(clauses[number].text) - 1) for number in by_line)
    outside = tuple(Place(number, len(clauses[number].text) - 1) for number in off)
    return Poem(
        title=title,
        form="仄韵" if oblique else "古体",
        lines=tuple(Line(row, "", "", level, clause.start) for row, clause in zip(rows, clauses, strict=True)),
        scheme="",
        rhyme=Rhyme(book.name, group, places, outside, ()),
        rescues=(),
        findings=tuple(found),
        level=level,
        score=0.25 + 0.75 * kept if asked else 0.25 + 0.22 * kept,
        scores=Scores(1.0, 0.0, 0.0, kept, 1.0, 0.0),
        couplets=wording.couplets([clause.text for clause in clauses], table()),
    )


def sections(feet: Sequence[Sound], book: Book) -> tuple[Section, ...]:
    """Where the rhyme changes: as seldom as leaves few feet outside. A section has two couplets at least."""
    count = len(feet)
    if count == 0:
        return ()
    if count < 4 or count > MOST_COUPLETS:
        return (_section(feet, 0, count, book),)
    best: list[tuple[float, tuple[Section, ...]] | None] = [None] * (count + 1)
    best[0] = (-NEW_RHYME, ())
    for end in range(2, count + 1):
        for first in range(max(0, end - 24), end - 1):
            before = best[first]
            if before is None:
                continue
            part = _section(feet, first, end, book)
            cost = before[0] + NEW_RHYME + len(part.off)
            known = best[end]
            if known is None or cost < known[0]:
                best[end] = (cost, (*before[1], part))
    found = best[count]
    return found[1] if found is not None else (_section(feet, 0, count, book),)


def _section(feet: Sequence[Sound], first: int, end: int, book: Book) -> Section:
    """The couplets under the one rhyme that suits them best, level or oblique."""
    part = feet[first:end]
    tones: tuple[Tone, ...] = ("平", "仄")
    return min((_under(part, first, tone, book) for tone in tones), key=lambda section: len(section.off))


def _under(part: Sequence[Sound], first: int, tone: Tone, book: Book) -> Section:
    group = rhyming.dominant(part, tone, None)
    off = []
    for at, foot in enumerate(part):
        its = rhyming.groups(foot, tone)
        fits = group in its or foot.modern or any(book.near(group, each) for each in its if group)
        if not fits:
            off.append(first + at)
    if len(off) > len(part) - min(2, len(part)):
        group, off = "", list(range(first, first + len(part)))
    return Section(first, first + len(part), tone, group, tuple(off))
