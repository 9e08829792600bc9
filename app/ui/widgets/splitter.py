"""A splitter whose handle can be seen, grasped, and moved from the keyboard."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from app.ui.theme import Theme, applied

WIDTH = 8
STEP = 16
"""Pixels that an arrow key moves the handle by."""
GRIP = 32


class _Handle(QSplitterHandle):
    """A line, with a grip while it is under the pointer or has the keyboard. A double click makes both sides equal."""

    def __init__(self, orientation: Qt.Orientation, splitter: "Splitter", theme: Theme) -> None:
        super().__init__(orientation, splitter)
        self._theme = theme
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Edge between the two sides; arrow keys move it"))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        total = sum(self.splitter().sizes())
        self.splitter().setSizes([total // self.splitter().count()] * self.splitter().count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        lying = self.orientation() == Qt.Orientation.Horizontal
        back, on = (Qt.Key.Key_Left, Qt.Key.Key_Right) if lying else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        by = {back: -STEP, on: STEP}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.moveSplitter((self.x() if lying else self.y()) + by)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = applied() or self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QRectF(self.rect()).center()
        lying = self.orientation() == Qt.Orientation.Horizontal
        line = QRectF(0, 0, 1, self.height()) if lying else QRectF(0, 0, self.width(), 1)
        line.moveCenter(middle)
        painter.fillRect(line, theme.color("border"))
        if self._hovered or self.hasFocus():
            grip = QRectF(0, 0, 4, GRIP) if lying else QRectF(0, 0, GRIP, 4)
            grip.moveCenter(middle)
            painter.setBrush(theme.color("focus" if self.hasFocus() else "edge"))
            painter.drawRoundedRect(grip, 2, 2)


class Splitter(QSplitter):
    """Sides never collapse: what is hidden is hidden by a command that also brings it back."""

    def __init__(self, orientation: Qt.Orientation, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self.setChildrenCollapsible(False)
        self.setHandleWidth(WIDTH)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self, self._theme)
