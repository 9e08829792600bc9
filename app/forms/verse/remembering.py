"""Poems that were judged before, told as they stand in a text now. Knows nothing of how a poem is judged.

A person who writes has the same poems checked again and again. One that is as it was, is the same object as it was; one
that has only moved, since something before it has grown, is not judged anew.
"""

from dataclasses import replace
from functools import lru_cache

from app.forms.findings import Finding
from app.forms.verse import books, cells, fit, markup, wording
from app.forms.verse.assess import assess
from app.forms.verse.books import Book
from app.forms.verse.extract import Found
from app.forms.verse.markup import Clause
from app.forms.verse.shapes import Shape
from app.forms.verse.values import Line, Poem

MOST = 512
"""Poems that are remembered: more than the longest text that is checked while it is written has."""


@lru_cache(maxsize=MOST)
def judged(found: Found, number: int, asked: Shape | None, book: Book, partial: bool) -> Poem:
    """The poem, its findings told with its number and where they stand in the text."""
    start = found.lines[0].start
    own = tuple(Clause(line.text, line.start - start) for line in found.lines)
    poem = _alone(Found(found.title, own, found.width), asked, book, partial)
    lines = tuple(
        Line(line.cells, line.type, line.manner, line.level, clause.start)
        for line, clause in zip(poem.lines, found.lines, strict=True)
    )
    return replace(poem, lines=lines, findings=tuple(_told(lines, each, number) for each in poem.findings))


@lru_cache(maxsize=MOST)
def _alone(found: Found, asked: Shape | None, book: Book, partial: bool) -> Poem:
    """As if nothing stood before it."""
    return assess(found, asked, book, partial)


def _told(lines: tuple[Line, ...], each: Finding, number: int) -> Finding:
    starts = [lines[place.line].start + place.at for place in each.places]
    span = (min(starts), max(starts) + 1) if starts else (lines[0].start, lines[-1].start + len(lines[-1].cells))
    return Finding(each.kind, each.severity, each.fields, span, number, each.line, each.places)


def forget() -> None:
    """Judge everything anew: for those who measure how long it takes."""
    for remembered in (
        *(judged, _alone, cells.row, books.sounds, markup.clauses, markup.title),
        *(fit.line_fits, fit.couplet, fit.remembered_ways, wording.parallel),
    ):
        remembered.cache_clear()
