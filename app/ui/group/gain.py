"""An advantage as a bar: to the right of the middle where a sample did better than its group, to the left where not."""

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme, applied
from app.ui.widgets.tips import set_tip

WIDTH, HEIGHT, BAR = 72, 18, 6
FARTHEST = 2.5
"""Of standard deviations; one sample among seven equal others lies at 2.65."""


class GainBar(QWidget):
    """Hidden while there is no advantage; the figure itself stands beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def show_value(self, value: float | None) -> None:
        self._value = value
        self.setVisible(value is not None)
        if value is not None:
            told = self.tr("{value} standard deviations from the mean of the group").format(value=signed(value))
            self.setAccessibleName(told)
            set_tip(self, told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._value is None:
            return
        theme = applied() or self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, top = self.width() / 2, (self.height() - BAR) / 2
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), BAR), BAR / 2, BAR / 2)
        length = middle * min(1.0, abs(self._value) / FARTHEST)
        painter.setBrush(theme.color("good" if self._value > 0 else "muted"))
        left = middle if self._value > 0 else middle - length
        painter.drawRect(QRectF(left, top, length, BAR))
        painter.fillRect(QRectF(middle - 0.5, top - 3, 1, BAR + 6), theme.color("edge"))


def signed(value: float, digits: int = 2) -> str:
    """With a sign in front, also of what is above nothing; a true minus."""
    text = QLocale().toString(abs(value), "f", digits)
    return ("+" if value > 0 else "−" if value < 0 else "±") + text
