"""A find in its surroundings: one line of text with the places in it. Pure."""

from dataclasses import dataclass

from app.store.search.fold import fold, place
from app.store.search.query import Query

BEFORE, LENGTH = 36, 200
"""Characters before the find, and in all."""
_NEAR = 4000
"""How much of a text around the find is folded for its snippet."""


@dataclass(frozen=True, slots=True)
class Snippet:
    text: str
    """One line; an ellipsis where it was cut."""
    spans: tuple[tuple[int, int], ...] = ()
    """(start, end) of what was found, in `text`."""


@dataclass(frozen=True, slots=True)
class Find:
    """Where a query is first found in a text, and how often."""

    offset: int
    length: int
    count: int
    snippet: Snippet


def find(query: Query, text: str) -> Find:
    """The densest early place; the beginning of the text where nothing of the query is in it."""
    folded = fold(text)
    spans = query.spans(folded)
    if not spans:
        return Find(0, 0, 0, _cut(query, text, 0))
    best = max(spans[:40], key=lambda span: (_company(spans, span[0]), -span[0]))
    start, end = place(text, folded, best[0]), place(text, folded, best[1])
    return Find(start, end - start, len(spans), _cut(query, text, start))


def _company(spans: list[tuple[int, int]], at: int) -> int:
    """How much of what is looked for stands within a line of `at`."""
    return len({end - start for start, end in spans if at <= start < at + LENGTH // 2})


def _cut(query: Query, text: str, offset: int) -> Snippet:
    start = max(0, offset - BEFORE)
    if start:  # not within a word
        start += next((at for at in range(12) if text[start + at : start + at + 1].isspace()), 0)
    line = " ".join(text[start : start + LENGTH + _NEAR // 8].split())[:LENGTH]
    cut = start + len(line) < len(text.rstrip())
    shown = ("…" if start else "") + line + ("…" if cut else "")
    folded = fold(shown)
    spans = tuple((place(shown, folded, a), place(shown, folded, b)) for a, b in query.spans(folded))
    return Snippet(shown, _apart(spans))


def _apart(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Without those that lie in others."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)
