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
    "drafts",
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
    return _report([assess(each, asked, sounds, partial) for each in found], form, sounds.name)


def drafts(thinking: str, form: str = "auto", rhyme_book: str = "平水韵") -> Report:
    """What a thinking tried: every run of two lines or more, also where it only quotes them; nothing is unfinished."""
    asked, sounds = shapes.named(form), book(rhyme_book)
    found = extract.find(thinking, 0, asked, shortest=2, quotations=True)
    return _report([assess(each, asked, sounds, partial=True) for each in found], form, sounds.name)


def _report(poems: list[Poem], form: str, rhyme_book: str) -> Report:
    if not poems:
        return _empty("nothing", form, rhyme_book)
    numbered = tuple(_numbered(poem, number) for number, poem in enumerate(poems))
    return Report(
        form=form,
        book=rhyme_book,
        poems=numbered,
        findings=tuple(each for poem in numbered for each in poem.findings),
        level=max((poem.level for poem in numbered), key=LEVELS.index),
        score=sum(poem.score for poem in numbered) / len(numbered),
    )


def _numbered(poem: Poem, number: int) -> Poem:
    """Its findings told with its number and where they stand in the text."""
    if not poem.findings:
        return poem
    return dataclasses.replace(poem, findings=tuple(_placed(poem, each, number) for each in poem.findings))


def _placed(poem: Poem, each: Finding, number: int) -> Finding:
    starts = [poem.lines[place.line].cells[place.at].start for place in each.places]
    span = (min(starts), max(starts) + 1) if starts else poem.span
    return Finding(each.kind, each.severity, each.fields, span, number, each.line, each.places)


def _empty(kind: str, form: str, rhyme_book: str) -> Report:
    return Report(form, rhyme_book, (), (Finding(kind, "error"),), "出律", 0.0)
