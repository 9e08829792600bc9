"""What a screen reader is told of a reader: its whole text, what is chosen in it, and where each letter stands.

Qt asks for this only where somebody listens; then texts that were never drawn are set, sheet by sheet, to be told.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader

BETWEEN = "\n"
"""Stands between two sheets."""


class SpokenText(QAccessibleTextInterface):
    """The text of a reader by one number for each letter, as assistive programs count."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._kept: list[tuple[int, str]] = []
        """Of each sheet the length of its source and its text as it was then."""

    # ---- counting -----------------------------------------------------------------------------------------------

    def _texts(self) -> list[str]:
        sheets = self._reader.sheets
        del self._kept[len(sheets) :]
        for index in range(len(sheets)):
            length = len(sheets.source(index))
            if index < len(self._kept) and self._kept[index][0] == length:
                continue
            kept = length, sheets.raw(index).replace("\u2029", "\n").replace("\u2028", "\n")
            self._kept[index : index + 1] = [kept]
        return [text for _, text in self._kept]

    def _starts(self) -> list[int]:
        return [0, *accumulate(len(text) + len(BETWEEN) for text in self._texts())]

    def offset_of(self, place: Place) -> int:
        starts = self._starts()
        return starts[min(place.sheet, len(starts) - 1)] + place.position

    def place_of(self, offset: int) -> Place:
        starts = self._starts()
        sheet = max(0, min(bisect_right(starts, offset) - 1, len(starts) - 2))
        return Place(sheet, max(0, offset - starts[sheet]))

    # ---- for Qt -------------------------------------------------------------------------------------------------

    def whole(self) -> str:
        return BETWEEN.join(self._texts())

    def characterCount(self) -> int:
        return max(0, self._starts()[-1] - len(BETWEEN))

    def text(self, start: int, stop: int) -> str:
        return self.whole()[max(0, start) : stop if stop >= 0 else None]

    def cursorPosition(self) -> int:
        return self.offset_of(self._reader.chooser.caret())

    def setCursorPosition(self, position: int) -> None:
        place = self.place_of(position)
        self._reader.chooser.choose(place, place)
        self._reader.show_place(place)

    def selectionCount(self) -> int:
        return 0 if self._reader.chooser.choice.empty else 1

    def selection(self, index: int) -> tuple[int, int]:
        choice = self._reader.chooser.choice
        return (0, 0) if choice.empty else (self.offset_of(choice.first), self.offset_of(choice.last))

    def setSelection(self, index: int, start: int, stop: int) -> None:
        self._reader.chooser.choose(self.place_of(start), self.place_of(stop))

    def addSelection(self, start: int, stop: int) -> None:
        self.setSelection(0, start, stop)

    def removeSelection(self, index: int) -> None:
        self._reader.chooser.clear()

    def scrollToSubstring(self, start: int, stop: int) -> None:
        self._reader.show_place(self.place_of(start))

    def attributes(self, offset: int) -> tuple[str, int, int]:
        return "", offset, offset + 1

    def characterRect(self, offset: int) -> QRect:
        point = self._reader.point_of(self.place_of(offset)).toPoint()
        corner = self._reader.viewport().mapToGlobal(point)
        return QRect(corner.x(), corner.y(), self._reader.text_size // 2, self._reader.text_size)

    def offsetAtPoint(self, point: QPoint) -> int:
        inside = self._reader.viewport().mapFromGlobal(point)
        return self.offset_of(self._reader.place_at(QPointF(inside)))


class AccessibleReader(QAccessibleWidget):
    """A text that can be read and not be changed, like Qt's own read-only texts."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader, QAccessible.Role.EditableText, reader.accessibleName())
        self._reader = reader
        self.spoken = SpokenText(reader)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.TextInterface:
            return self.spoken
        return super().interface_cast(kind)

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._reader.accessibleName()
        if kind == QAccessible.Text.Description:
            return self._reader.accessibleDescription()
        if kind == QAccessible.Text.Value:
            return self.spoken.whole()
        return str(super().text(kind))

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def childCount(self) -> int:
        return 0


_made: list[AccessibleReader] = []
"""Qt takes them out of use when their readers go, and asks nobody."""


def _make(_: str, of: QObject) -> AccessibleReader | None:
    if not isinstance(of, Reader):
        return None
    _made[:] = [each for each in _made if isValid(each)]
    _made.append(AccessibleReader(of))
    return _made[-1]


_factory: list[Callable[[str, QObject], AccessibleReader | None]] = []


def install() -> None:
    """Let Qt know. Once is enough for the whole application."""
    if not _factory:
        _factory.append(_make)
        QAccessible.installFactory(_make)
