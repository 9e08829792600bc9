"""Holds a line whose text changes often, and keeps its changes from everything around it.

A label that gets another text has its whole window laid out again, even where it has the same room as before.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Still(QWidget):
    """As high as what it holds, and as wide as there is room: it lays out its one child by itself, without a layout."""

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = held
        held.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def sizeHint(self) -> QSize:
        return QSize(0, self._held.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._held.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._held.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
