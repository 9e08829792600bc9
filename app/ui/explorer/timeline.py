"""The whole trace in one strip: coloured, marked, and a way to get anywhere in it by mouse and keys."""

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.explorer import bands, look
from app.ui.explorer.scale import Scale
from app.ui.explorer.states import Across, Block, Measure, Point, Reading, Timeline, Weight
from app.ui.theme import Theme
from app.ui.widgets.tips import plain_tip

EDGE = 16
LANE, UNDER = 16, 22
"""Pixels of the marks above the strip, and of those under it, where each sort has a line of its own."""
LINES = {"doubt": 0, "switch": 1, "check": 2}
BAND = 34
AXIS = 20
REACH = 7
"""Pixels at which a mark is under the pointer."""
ABOVE = ("candidate", "weighed", "mine")
HEIGHT = LANE + BAND + UNDER + AXIS
READINGS = 30
"""Pixels of the line that tells how settled the answer was, where that is known."""


class TimelineView(QWidget):
    """Shows a `Timeline`; says which row of it is wished for."""

    row_wished = Signal(int)
    stepped = Signal(int)
    """By so many rows, from the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._timeline = theme, Timeline()
        self._measure: Measure = "kind"
        self._across: Across = "tokens"
        self._starts: list[int] = []
        self._weights: dict[int, float] = {}
        self._scale = Scale(self._timeline, self._across, 1)
        self._strip: QPixmap | None = None
        self._seen: tuple[int, int] = (0, 0)
        self._row = -1
        self._hover: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timeline of the whole trace; arrow keys go from step to step"))

    # ---- states -------------------------------------------------------------------------------------------------

    def show_timeline(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._starts = [block.start for block in timeline.blocks]
        self._weights = {each.row: each.share for each in timeline.weights}
        self.updateGeometry()
        self._renew()

    def show_measure(self, measure: Measure) -> None:
        self._measure = measure
        self._renew()

    def show_across(self, across: Across) -> None:
        self._across = across
        self._renew()

    def show_seen(self, first: int, last: int) -> None:
        """The rows that are in sight of the text now."""
        if (first, last) != self._seen:
            self._seen = first, last
            self.update()

    def show_row(self, row: int) -> None:
        """The row that is chosen."""
        if row != self._row:
            self._row = row
            block = self._block(row)
            self.setAccessibleDescription(self.tr("Step {number}").format(number=row + 1) if block else "")
            self.update()

    @property
    def measure(self) -> Measure:
        return self._measure

    @property
    def weights(self) -> tuple[Weight, ...]:
        """The steps that were weighed."""
        return self._timeline.weights

    @property
    def readings(self) -> tuple[Reading, ...]:
        """How settled the answer was, as far as somebody has looked."""
        return self._timeline.readings

    def x_of(self, unit: float) -> float:
        """Where a unit is, in pixels of this widget."""
        return EDGE + self._scale.x(unit)

    def row_at(self, x: float) -> int:
        """The row under a pixel: that of a mark where one is near, else of the step; -1 where there is none."""
        if not self._starts:
            return -1
        return max(0, bisect_right(self._starts, self._scale.unit(x - EDGE)) - 1)

    def point_at(self, spot: QPointF) -> Point | None:
        """The mark under the pointer."""
        above = spot.y() < LANE
        under = LANE + BAND <= spot.y() < LANE + BAND + UNDER
        lane = [p for p in self._timeline.points if (p.sort in ABOVE) is above] if above or under else []
        near = min(lane, key=lambda p: abs(self.x_of(p.unit) - spot.x()), default=None)
        return near if near is not None and abs(self.x_of(near.unit) - spot.x()) <= REACH else None

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT + self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT + self._line)

    @property
    def _line(self) -> int:
        """Pixels that the line under the marks takes."""
        return READINGS if self._timeline.readings else 0

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._strip is None:
            self._strip = self._painted()
        painter.drawPixmap(0, 0, self._strip)
        band = self._band()
        self._paint_seen(painter, band)
        for x in filter(None, (self._hover,)):
            painter.setPen(QPen(self._theme.color("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom()))
        block = self._block(self._row)
        if block is not None:
            left, right = self.x_of(block.start), self.x_of(block.end)
            chosen = QRectF(left, band.top() - 2, max(3.0, right - left), band.height() + 4)
            painter.setPen(QPen(self._theme.color("page"), 4))
            painter.drawRect(chosen)
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.drawRect(chosen)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 1, -2, -1), 4, 4)

    def _paint_seen(self, painter: QPainter, band: QRectF) -> None:
        """A bracket under the strip for what is in sight."""
        first, last = self._block(self._seen[0]), self._block(self._seen[1])
        if first is None or last is None:
            return
        left, right = self.x_of(first.start), max(self.x_of(last.end), self.x_of(first.start) + 4)
        painter.setPen(QPen(self._theme.color("text"), 2))
        bottom = band.bottom() + 2
        painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(0, 0, 0, 0))
        painter = QPainter(made)
        band, theme, timeline = self._band(), self._theme, self._timeline
        if self._measure == "kind":
            painter.fillRect(band, theme.color("thinking"))
            bands.paint_kinds(painter, theme, timeline, self._scale, band)
        elif self._measure == "importance":
            bands.paint_weights(painter, theme, timeline, self._scale, band)
        else:
            bands.paint_measure(painter, theme, timeline, self._scale, band, self._measure)
        if timeline.readings:
            bands.paint_readings(painter, theme, timeline, self._scale, self._lane(), self.tr("Settled, nats"))
        if 0 < timeline.answer < timeline.units:
            x = self.x_of(timeline.answer)
            painter.fillRect(QRectF(x - 1, band.top() - 4, 2, band.height() + 8), theme.color("text"))
        axis = QRectF(band.left(), band.bottom() + UNDER + self._line, band.width(), AXIS)
        bands.paint_axis(painter, theme, timeline, self._scale, axis)
        for point in timeline.points:
            above = point.sort in ABOVE
            y = LANE / 2 if above else band.bottom() + 7 + 6 * LINES[point.sort]
            spot, weight = QPointF(self.x_of(point.unit), y), self._weights.get(point.row)
            look.paint_mark(painter, theme, spot, point.sort, 9 if above else 6, weight)
        painter.end()
        return made

    def _band(self) -> QRectF:
        return QRectF(EDGE, LANE, max(1, self.width() - 2 * EDGE), BAND)

    def _lane(self) -> QRectF:
        return QRectF(EDGE, LANE + BAND + UNDER, max(1, self.width() - 2 * EDGE), self._line)

    def _block(self, row: int) -> Block | None:
        return self._timeline.blocks[row] if 0 <= row < len(self._timeline.blocks) else None

    def _renew(self) -> None:
        self._scale = Scale(self._timeline, self._across, self._band().width())
        self._strip = None
        self.update()

    # ---- events -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position(), marks=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position(), marks=False)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = None
        self.update()

    def _go(self, spot: QPointF, marks: bool) -> None:
        point = self.point_at(spot) if marks else None
        row = point.row if point is not None else self.row_at(spot.x())
        if row >= 0:
            self.row_wished.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -20, Qt.Key.Key_PageDown: 20}
        key = Qt.Key(event.key())
        if key in by:
            self.stepped.emit(by[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._starts:
            self.row_wished.emit(0 if key == Qt.Key.Key_Home else len(self._starts) - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.told(event.pos())), self)
            return True
        return super().event(event)

    def told(self, at: QPoint) -> str:
        """What is under the pointer, in words."""
        spot = QPointF(at)
        point, row = self.point_at(spot), self.row_at(spot.x())
        if point is not None and point.text:
            return point.text
        if self._timeline.readings and self._lane().contains(spot):
            return min(self._timeline.readings, key=lambda each: abs(self.x_of(each.unit) - spot.x())).text
        return self.tr("Step {number}").format(number=row + 1) if row >= 0 else ""
