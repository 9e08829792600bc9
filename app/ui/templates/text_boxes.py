"""Boxes to type long text into. What is typed comes out exactly, and they are left with Tab."""

import math

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from app.ui.theme import Theme

FEWEST_LINES = 3
MOST_LINES = 12
"""A box grows with its text up to so many lines, then scrolls."""


def exact_text(edit: QPlainTextEdit) -> str:
    """The text as typed. `toPlainText` would turn no-break spaces into plain ones, in code a fault worth seeing."""
    return edit.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


class LongText(QPlainTextEdit):
    """Several lines, as high as its text within bounds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("mono", theme.sizes.code))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def exact(self) -> str:
        return exact_text(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        inside = min(max(self._text_height(MOST_LINES * line), FEWEST_LINES * line), MOST_LINES * line)
        # Before it is laid out nothing tells how much a style sheet's padding takes.
        around = self.height() - self.viewport().height() if self.isVisible() else 2 * self.frameWidth()
        self.setFixedHeight(inside + max(0, around) + 2 * math.ceil(self.document().documentMargin()))

    def _text_height(self, enough: int) -> int:
        """Height of the laid-out text, measured no further than `enough`. Lines of Han exceed the font's own height."""
        height, block = 0.0, self.document().begin()
        while block.isValid() and height < enough:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return math.ceil(height)


class _Numbers(QWidget):
    """Line numbers at the left of a body."""

    def __init__(self, body: "BodyText") -> None:
        super().__init__(body)
        self._body = body

    def sizeHint(self) -> QSize:
        return QSize(self._body.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._body.paint_numbers(self, event.rect())


class BodyText(QPlainTextEdit):
    """A template's body with line numbers; the lines with faults are marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._faulty: frozenset[int] = frozenset()
        self.setFont(theme.font("mono", theme.sizes.code))
        self.setTabChangesFocus(True)
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update)
        self._make_room()

    def exact(self) -> str:
        return exact_text(self)

    def mark(self, lines: frozenset[int]) -> None:
        """Mark these lines (counted from 1) as faulty."""
        self._faulty = lines
        marks = []
        for line in lines:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(block)
                selection.format.setBackground(self._theme.color("error_ground"))
                selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                marks.append(selection)
        self.setExtraSelections(marks)
        self._numbers.update()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line and bring it into sight."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        self.setFocus()

    def numbers_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("9") * max(2, len(str(self.blockCount()))) + 16

    def paint_numbers(self, numbers: QWidget, area: QRect) -> None:
        painter = QPainter(numbers)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            if block.isVisible() and top + height >= area.top():
                line = block.blockNumber() + 1
                painter.setPen(self._theme.color("error" if line in self._faulty else "muted"))
                line_height = self.fontMetrics().lineSpacing()
                box = QRect(0, round(top), numbers.width() - 8, line_height)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(line))
            top += height
            block = block.next()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._numbers.setGeometry(QRect(inner.left(), inner.top(), self.numbers_width(), inner.height()))

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _on_update(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self._numbers.scroll(0, scrolled)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())
