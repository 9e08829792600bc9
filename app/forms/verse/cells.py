"""Every character of a poem with what is known of it, as the view draws it.

A line's characters are remembered: of a poem that is being written, only one line changes with a letter.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from app.forms.findings import Finding, Place, Severity
from app.forms.verse import books, letters
from app.forms.verse.books import Book
from app.forms.verse.values import Cell, Slot

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
SLOTS: dict[str, Slot] = {"P": "平", "Z": "仄", "*": "中", "": ""}

Worst: TypeAlias = tuple[tuple[int, Severity], ...]
"""By place in a line, the gravest finding about it; in the order of the places."""


def rows(
    lines: Sequence[str],
    book: Book,
    patterns: Sequence[str],
    feet: Mapping[int, str],
    found: Sequence[Finding],
) -> tuple[tuple[Cell, ...], ...]:
    """patterns: what each line wants, empty for nothing. feet: by line, the group its last character rhymes in."""
    worst = _worst(found)
    return tuple(
        row(book, line, patterns[number], feet.get(number), worst.get(number, ())) for number, line in enumerate(lines)
    )


def _worst(found: Sequence[Finding]) -> dict[int, Worst]:
    """By line."""
    by_line: dict[int, dict[int, Severity]] = {}
    for each in found:
        rank = SEVERITIES.index(each.severity)
        for place in each.places:
            line = by_line.setdefault(place.line, {})
            if place.at not in line or rank > SEVERITIES.index(line[place.at]):
                line[place.at] = each.severity
    return {number: tuple(sorted(line.items())) for number, line in by_line.items()}


@lru_cache(maxsize=4096)
def row(book: Book, text: str, pattern: str, group: str | None, worst: Worst) -> tuple[Cell, ...]:
    """The characters of one line. Equal lines are the same object as long as they are remembered."""
    cells = []
    gravest = dict(worst)
    last = len(text) - 1
    for at, sound in enumerate(books.sounds(book, text)):
        wanted = pattern[at] if pattern else ""
        foot = at == last and group is not None
        reading = letters.counted(sound.readings, sound.letter, wanted, group or "" if foot else "")
        cells.append(
            Cell(
                text[at],
                sound.readings,
                reading.tone if reading else None,
                reading.group if reading else "",
                SLOTS[wanted],
                foot,
                sound.modern,
                gravest.get(at),
            )
        )
    return tuple(cells)


def feet_of(places: Sequence[Place], group: str) -> dict[int, str]:
    """By line: the one group of a poem that keeps its rhyme."""
    return {place.line: group for place in places}
