"""How full something is: a thin bar and the figures beside it. Warns before it overflows, in colour and in weight."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme, applied

WARNS_AT = 0.85
BAR_WIDTH = 64
BAR_HEIGHT = 6
GAP = 8


class Meter(QWidget):
    """Shows a share of 1 and what it means in words, which is also what a screen reader is told."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(size=theme.sizes.small))

    def show_value(self, share: float, text: str) -> None:
        """`share`: 0 to 1, more where it does not fit; `text`: the same in figures ("1,234 / 8,192")."""
        if (share, text) == (self._share, self._text):
            return
        self._share, self._text = share, text
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    @property
    def warns(self) -> bool:
        return self._share >= WARNS_AT

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(BAR_WIDTH + GAP + metrics.horizontalAdvance(self._text) + 2, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = applied() or self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - BAR_HEIGHT) / 2, BAR_WIDTH, BAR_HEIGHT)
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if self._share > 0:
            bar.setWidth(max(BAR_HEIGHT, BAR_WIDTH * min(1.0, self._share)))
            painter.setBrush(theme.color("accent" if self.warns else "muted"))
            painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        painter.setPen(theme.color("accent" if self.warns else "muted"))
        words = self.rect().adjusted(BAR_WIDTH + GAP, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._text)
