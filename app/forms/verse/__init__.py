"""Classical Chinese verse, checked by its rules: tones, licences and their rescues, joints, rhyme, repetition.

`check` finds the poems of a text and judges each. Knows nothing of the window, of models or of the store.
"""

import dataclasses

from app.forms.findings import Finding
from app.forms.verse import extract, shapes
from app.forms.verse.assess import assess
from app.forms.verse.books import book
from app.forms.verse.values import (
    BOOKS,
    FORMS,
    LEVELS,
    SCHEMES,
    Cell,
    Level,
    Line,
    Poem,
    Reading,
    Report,
    Rescue,
    Rhyme,
    RhymeBook,
    Scores,
)

__all__ = [
    "BOOKS",
    "FORMS",
    "LEVELS",
    "SCHEMES",
    "Cell",
    "Level",
    "Line",
    "Poem",
    "Reading",
    "Report",
    "Rescue",
    "Rhyme",
    "RhymeBook",
    "Scores",
    "check",
]

QUOTED = 4
"""Fewer lines than this are taken for a quotation."""


def check(text: str, form: str = "auto", rhyme_book: str = "平水韵", *, partial: bool = False) -> Report:
    """Every poem in `text`, judged. A thinking before the answer (`<think>…</think>`) is left out.

    form: one of FORMS, a usual short name of one (七绝), or "auto". partial: the text is still being written, so that
    what is missing is no fault yet. Raises ValueError for an unknown form or rhyme book.
    """
    asked, sounds = shapes.named(form), book(rhyme_book)
    start = extract.answer_start(text)
    if start is None:
        return _empty("only_thinking", form, sounds.name)
    shortest = 1 if partial else 2 if asked is not None else QUOTED
    found = extract.find(text, start, asked, shortest)
    poems = [assess(each, asked, sounds, partial) for each in found]
    if not poems:
        return _empty("nothing", form, sounds.name)
    numbered = tuple(_numbered(poem, number) for number, poem in enumerate(poems))
    return Report(
        form=form,
        book=sounds.name,
        poems=numbered,
        findings=tuple(each for poem in numbered for each in poem.findings),
        level=max((poem.level for poem in numbered), key=LEVELS.index),
        score=sum(poem.score for poem in numbered) / len(numbered),
    )


def _numbered(poem: Poem, number: int) -> Poem:
    """Its findings told with its number and where they stand in the text."""
    return dataclasses.replace(
        poem, findings=tuple(dataclasses.replace(f, poem=number, span=_span(poem, f)) for f in poem.findings)
    )


def _span(poem: Poem, finding: Finding) -> tuple[int, int]:
    if not finding.places:
        return poem.span
    starts = [poem.lines[place.line].cells[place.at].start for place in finding.places]
    return min(starts), max(starts) + 1


def _empty(kind: str, form: str, rhyme_book: str) -> Report:
    return Report(form, rhyme_book, (), (Finding(kind, "error"),), "出律", 0.0)
