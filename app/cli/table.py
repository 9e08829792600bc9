"""Columns in a terminal, where Chinese letters are two cells wide. Knows nothing of what stands in them."""

import unicodedata
from collections.abc import Sequence

GAP = "  "


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Lines with the columns one beneath the other. `right`: numbers of the columns that end flush."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(
            _filled(text, width, column in right) for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(_width(letter) for letter in text)


def cut(text: str, most: int) -> str:
    """`text` in at most so many cells, with a mark where something was left out."""
    if cells(text) <= most:
        return text
    kept, room = "", most - 1
    for letter in text:
        room -= _width(letter)
        if room < 0:
            break
        kept += letter
    return kept + "…"


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _filled(text: str, width: int, right: bool) -> str:
    room = " " * (width - cells(text))
    return room + text if right else text + room
