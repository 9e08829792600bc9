"""A trace as a strip, as long beside the others as it is, with its candidates above it."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.explorer import bands, look
from app.ui.explorer.scale import Scale
from app.ui.explorer.states import Timeline
from app.ui.theme import Theme

ABOVE, BAND = 12, 20


class Strip(QWidget):
    """Shows a `Timeline`."""

    def __init__(self, theme: Theme, timeline: Timeline, longest: int, parent: QWidget | None = None) -> None:
        """longest: the units of the longest trace beside it."""
        super().__init__(parent)
        self._theme, self._timeline, self._longest = theme, timeline, max(1, longest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, ABOVE + BAND + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, timeline = QPainter(self), self._timeline
        whole = QRectF(0, ABOVE, self.width(), BAND)
        band = QRectF(0, ABOVE, max(1.0, self.width() * timeline.units / self._longest), BAND)
        painter.fillRect(whole, self._theme.color("thinking"))
        scale = Scale(timeline, "tokens", band.width())
        bands.paint_kinds(painter, self._theme, timeline, scale, band)
        for point in timeline.points:
            if point.sort == "candidate":
                look.paint_mark(painter, self._theme, QPointF(scale.x(point.unit), ABOVE / 2), point.sort, 8)
