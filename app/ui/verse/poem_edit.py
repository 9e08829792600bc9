"""The box a poem is written in. It paints its own ground, so that a letter does not have the whole window painted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.theme import Theme, applied

TEXT_SIZE = 18


class PoemEdit(QPlainTextEdit):
    """Plain text in the face of verse; a read-only one can grow at its end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = "page" if read_only else "raised"
        self.setReadOnly(read_only)
        self.setFont(theme.font("verse", TEXT_SIZE))
        self.setTabChangesFocus(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def grow_to(self, text: str) -> None:
        """Show `text`; what it begins with, where that stands here already, is not set again."""
        before = self.toPlainText()
        if text == before:
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        if before and text.startswith(before):
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(before) :])
        else:
            self.setPlainText(text)
        if at_end:
            bar.setValue(bar.maximum())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), (applied() or self._theme).color(self._ground))
        painter.end()
        super().paintEvent(event)
