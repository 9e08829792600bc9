"""Writes code into a document in pieces of some lines, lets it grow at its end, gives it colours that come later.

A piece is one block of the document. One block for all of it would be set anew with every word that comes.
"""

from collections.abc import Iterator

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from app.text.blocks import Code
from app.text.code import Span, part_ends
from app.ui.widgets.setting import Setting

NEAR_END = 64
LINE_SEPARATOR = "\u2028"
"""A line break within a block."""


class CodeWriter:
    """Of one document."""

    def __init__(self, document: QTextDocument, setting: Setting) -> None:
        self._document, self._setting = document, setting
        self._last: list[Span] = []
        self._last_of: Code | None = None
        """What was written last, which is what grows."""
        self._pale: list[tuple[int, Code]] = []
        """Code that has not got all of its colours yet, and where it begins."""

    def form(self, block: Code) -> QTextBlockFormat:
        """Of its first piece."""
        return self._setting.code(block.language, block.depth, block.quote, last=not part_ends(block.code))

    def write(self, cursor: QTextCursor, block: Code) -> None:
        """At `cursor`, which stands in an empty block of that form."""
        self._write(cursor, block, self._colours(block, cursor.position()), 0)

    def grow(self, cursor: QTextCursor, old: Code, new: Code, start: int) -> int | None:
        """Turn `old`, which begins at `start` and ends the document, into `new`. Returns the last position that
        stayed; None where `new` is not `old` with more lines."""
        if (old.language, old.depth, old.quote) != (new.language, new.depth, new.quote):
            return None
        if not new.code.startswith(old.code):
            return None
        was = self._last if self._last_of is old else self._setting.colours(old.code, old.language)[0]
        now = self._colours(new, start)
        same = _common(was, now)
        kept = sum(len(span.text) for span in now[:same])
        at = start + _letters(new.code[:kept])
        cursor.setPosition(at)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        ends = part_ends(new.code)
        number = sum(end < kept for end in ends)
        cursor.setBlockFormat(self._form(new, number, len(ends)))
        self._write(cursor, new, now[same:], kept)
        return at - 1

    def forget_from(self, position: int) -> None:
        """The document was cut off there."""
        self._pale = [pale for pale in self._pale if pale[0] < position]

    def recolour(self) -> bool:
        """Give code the colours that came meanwhile. Whether any did."""
        pale, self._pale = self._pale, []
        for start, block in pale:
            spans, whole = self._setting.colours(block.code, block.language)
            if not whole:
                self._pale.append((start, block))
                continue
            cursor = QTextCursor(self._document)
            for text, colour in spans:
                cursor.setPosition(start)
                start += _letters(text)
                cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(self._setting.span(colour))
        return len(self._pale) < len(pale)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _colours(self, block: Code, start: int) -> list[Span]:
        spans, whole = self._setting.colours(block.code, block.language)
        self._pale = [pale for pale in self._pale if pale[0] != start]
        if not whole:
            self._pale.append((start, block))
        self._last, self._last_of = spans, block
        return spans

    def _form(self, block: Code, number: int, last: int) -> QTextBlockFormat:
        return self._setting.code(block.language, block.depth, block.quote, first=number == 0, last=number == last)

    def _write(self, cursor: QTextCursor, block: Code, spans: list[Span], done: int) -> None:
        """Those of `spans`, of which the first begins at character `done` of the code."""
        ends = part_ends(block.code)
        plain = self._setting.span(self._setting.theme.code.text)
        number = sum(end < done for end in ends)
        for text, colour, new_piece in _cut(spans, ends, done):
            if text:
                cursor.insertText(text.replace("\n", LINE_SEPARATOR), self._setting.span(colour))
            if new_piece:
                number += 1
                cursor.insertBlock(self._form(block, number, len(ends)), plain)


def _common(was: list[Span], now: list[Span]) -> int:
    """How many spans both begin with. Nearly always all but the last few."""
    least = min(len(was), len(now))
    same = max(0, least - NEAR_END)
    if was[:same] != now[:same]:
        same = 0
    while same < least and was[same] == now[same]:
        same += 1
    return same


def _cut(spans: list[Span], ends: list[int], at: int) -> Iterator[tuple[str, str, bool]]:
    """Text, colour, and whether the next piece begins behind it. The line breaks between pieces are left out."""
    rest = [end for end in ends if end >= at]
    for text, colour in spans:
        while rest and at + len(text) > rest[0]:
            end = rest.pop(0) - at
            yield text[:end], colour, True
            at, text = at + end + 1, text[end + 1 :]
        yield text, colour, False
        at += len(text)


def _letters(text: str) -> int:
    """Positions that it takes in a document, which counts as UTF-16 does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
