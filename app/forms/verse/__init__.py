"""Classical Chinese verse, checked by its rules: tones, licences and their rescues, joints, rhyme, repetition.

`check` finds the poems of a text and judges each; of a text that is checked again with every letter, only the poem that
has changed. Knows nothing of the window, of models or of the store.
"""

from app.forms.findings import Finding
from app.forms.verse import extract, remembering, shapes
from app.forms.verse.books import Book, book
from app.forms.verse.extract import Found
from app.forms.verse.shapes import Shape
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
    found = extract.find(text, start, asked, shortest, growing=partial)
    return _report(found, form, asked, sounds, partial)


def drafts(thinking: str, form: str = "auto", rhyme_book: str = "平水韵") -> Report:
    """What a thinking tried: every run of two lines or more, also where it only quotes them; nothing is unfinished."""
    asked, sounds = shapes.named(form), book(rhyme_book)
    found = extract.find(thinking, 0, asked, shortest=2, quotations=True)
    return _report(found, form, asked, sounds, partial=True)


def _report(found: list[Found], form: str, asked: Shape | None, sounds: Book, partial: bool) -> Report:
    if not found:
        return _empty("nothing", form, sounds.name)
    poems = tuple(remembering.judged(each, number, asked, sounds, partial) for number, each in enumerate(found))
    return Report(
        form=form,
        book=sounds.name,
        poems=poems,
        findings=tuple(each for poem in poems for each in poem.findings),
        level=max((poem.level for poem in poems), key=LEVELS.index),
        score=sum(poem.score for poem in poems) / len(poems),
    )


def _empty(kind: str, form: str, rhyme_book: str) -> Report:
    return Report(form, rhyme_book, (), (Finding(kind, "error"),), "出律", 0.0)
