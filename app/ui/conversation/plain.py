"""Text shown exactly as it was written, wrapped, selectable and as tall as it is. Never reads it as anything else."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

LINE_HEIGHT = 1.45
"""Least height of a line, in ems. Chinese faces are as tall by themselves; a share of their own would be too much."""


class PlainText(QTextEdit):
    """A read-only text of any length. `most_lines` cuts what is shown, never what is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_lines = 0
        self._measured: dict[int, int] = {}
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        if text == self.toPlainText():
            return
        self.setPlainText(text)
        self._space_lines()

    def set_font(self, font: QFont) -> None:
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._space_lines()

    def _space_lines(self) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._least_line(), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self._forget()

    def set_most_lines(self, lines: int) -> None:
        """Show at most so many lines; 0 shows all."""
        self._most_lines = lines
        self.updateGeometry()

    def is_cut(self, lines: int, width: int) -> bool:
        """Whether the text takes more than `lines` at this width."""
        return self._whole(width) > self._of_lines(lines)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        whole = self._whole(width)
        return min(whole, self._of_lines(self._most_lines)) if self._most_lines else whole

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(0)

    def _of_lines(self, lines: int) -> int:
        return lines * max(self._least_line(), self.fontMetrics().height()) + 1

    def _least_line(self) -> int:
        return round(LINE_HEIGHT * self.font().pixelSize())

    def _whole(self, width: int) -> int:
        if width not in self._measured:
            measure: QTextDocument = self.document().clone()
            measure.setTextWidth(max(1, width))
            self._measured[width] = round(measure.size().height()) + 1
            measure.deleteLater()
        return self._measured[width]

    def _forget(self) -> None:
        self._measured.clear()
        self.updateGeometry()
