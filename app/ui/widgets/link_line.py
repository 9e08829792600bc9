"""A button that is one line of text: cut where there is no room, and then it says the whole on hovering."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.widgets.tips import set_tip

AROUND = 12
"""Pixels that padding and border take from the text."""


class LinkLine(QPushButton):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setProperty("role", "link")
        self.setStyleSheet("text-align: left")
        self.setAccessibleName(text)
        set_tip(self, text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show(text)
        self._wanted = super().sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(self._wanted.width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") + AROUND, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - AROUND
        self._show(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    def _show(self, text: str) -> None:
        """A button takes `&` for the mark of a key."""
        self.setText(text.replace("&", "&&"))
