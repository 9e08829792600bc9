"""A scatter of points or a row of boxes, painted; every point says what it is and opens its trace."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
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
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.explorer.bands import count
from app.ui.statistics.axes import Axis, axis
from app.ui.statistics.states import Box, Chart, Dot
from app.ui.theme import Theme
from app.ui.widgets.tips import plain_tip

LEFT, RIGHT, TOP, BOTTOM = 72, 24, 44, 56
REACH = 10
DOT = 4.0
COLOURS = ("blue", "vermilion", "green", "orange", "purple", "sky", "yellow")
SHAPES = 4
JITTER = 0.22
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class ChartView(QWidget):
    """Shows a `Chart`; says which trace is wished for."""

    opened = Signal(int)
    """Id of an answer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._chart = theme, Chart()
        self._spots: list[QPointF] = []
        self._order: list[int] = []
        self._at = self._under = -1
        self._picture: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Chart of traces; arrow keys go from point to point, Enter opens one"))

    def show_chart(self, chart: Chart) -> None:
        self._chart, self._at, self._under = chart, -1, -1
        self._renew()

    def spot_of(self, answer: int) -> QPointF | None:
        """Where a trace's point is."""
        found = (spot for dot, spot in zip(self._chart.dots, self._spots, strict=True) if dot.answer == answer)
        return next(found, None)

    def dot_at(self, point: QPointF) -> int:
        """Index of the point that is nearest, if it is near; else -1."""
        best, reach = -1, REACH**2 + 0.0
        for place, spot in enumerate(self._spots):
            apart = (spot.x() - point.x()) ** 2 + (spot.y() - point.y()) ** 2
            if apart <= reach:
                best, reach = place, apart
        return best

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._painted()
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in {self._at, self._under} - {-1}:
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._spots[place], DOT + 4, DOT + 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, 4)

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(0, 0, 0, 0))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across, up = self._axes()
        self._paint_frame(painter, across, up)
        if self._chart.kind == "boxes":
            for place, box in enumerate(self._chart.boxes):
                if box is not None:
                    self._paint_box(painter, across, up, place, box)
        for dot, spot in zip(self._chart.dots, self._spots, strict=True):
            self._paint_dot(painter, dot, spot)
        self._paint_legend(painter)
        painter.end()
        return made

    def _axes(self) -> tuple[Axis, Axis]:
        chart, room = self._chart, self._room()
        up = axis([dot.y for dot in chart.dots], room.bottom(), room.top())
        if chart.kind == "boxes":
            return Axis(-0.5, max(0.5, len(chart.groups) - 0.5), room.left(), room.right()), up
        return axis([dot.x for dot in chart.dots], room.left(), room.right()), up

    def _room(self) -> QRectF:
        return QRectF(LEFT, TOP, max(1, self.width() - LEFT - RIGHT), max(1, self.height() - TOP - BOTTOM))

    def _paint_frame(self, painter: QPainter, across: Axis, up: Axis) -> None:
        theme, chart, room = self._theme, self._chart, self._room()
        painter.setFont(theme.font(size=theme.sizes.small))
        for value in up.ticks(48):
            y = up.at(value)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(theme.color("faint"))
            where = QRectF(0, y - 10, LEFT - 8, 20)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _short(value))
        painter.setPen(theme.color("faint"))
        if chart.kind == "scatter":
            for value in across.ticks(80):
                where = QRectF(across.at(value) - 40, room.bottom() + 4, 80, 18)
                painter.drawText(where, int(Qt.AlignmentFlag.AlignHCenter), _short(value))
        else:
            self._paint_groups(painter, across, room)
        painter.setPen(theme.color("muted"))
        below = QRectF(room.left(), room.bottom() + 28, room.width(), 20)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), chart.x_label)
        painter.drawText(QRectF(8, 4, self.width() - 16, 18), int(Qt.AlignmentFlag.AlignLeft), chart.y_label)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topLeft(), room.bottomLeft())

    def _paint_groups(self, painter: QPainter, across: Axis, room: QRectF) -> None:
        """Names of groups under their boxes, with how many traces each has."""
        width = room.width() / max(1, len(self._chart.groups))
        for place, (name, box) in enumerate(zip(self._chart.groups, self._chart.boxes, strict=True)):
            where = QRectF(across.at(place) - width / 2 + 4, room.bottom() + 6, width - 8, 20)
            text = f"{name} ({box.count if box is not None else 0})"
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(where.width()))
            painter.setPen(self._theme.color("muted"))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignHCenter), elided)

    def _paint_box(self, painter: QPainter, across: Axis, up: Axis, place: int, box: Box) -> None:
        theme = self._theme
        half = min(48.0, (across.at(1) - across.at(0)) * 0.3)
        x = across.at(place)
        painter.setPen(QPen(theme.color("muted"), 1.5))
        painter.drawLine(QPointF(x, up.at(box.low)), QPointF(x, up.at(box.first)))
        painter.drawLine(QPointF(x, up.at(box.third)), QPointF(x, up.at(box.high)))
        for value in (box.low, box.high):
            painter.drawLine(QPointF(x - half / 2, up.at(value)), QPointF(x + half / 2, up.at(value)))
        painter.setBrush(theme.color("hover"))
        painter.drawRect(QRectF(QPointF(x - half, up.at(box.third)), QPointF(x + half, up.at(box.first))))
        painter.setPen(QPen(theme.color("text"), 3))
        painter.drawLine(QPointF(x - half, up.at(box.median)), QPointF(x + half, up.at(box.median)))

    def _paint_dot(self, painter: QPainter, dot: Dot, spot: QPointF) -> None:
        colour = QColor(self._theme.kinds[COLOURS[dot.group % len(COLOURS)]].ground)
        painter.setPen(QPen(self._theme.color("page"), 0.75))
        painter.setBrush(colour)
        _shape(painter, spot, dot.group % SHAPES)

    def _paint_legend(self, painter: QPainter) -> None:
        """Colours and shapes of a scatter's groups; boxes have their names under them."""
        chart, theme = self._chart, self._theme
        if chart.kind != "scatter":
            return
        painter.setFont(theme.font(size=theme.sizes.small))
        x = float(LEFT)
        for place, name in enumerate(chart.groups):
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 180)
            width = 20 + painter.fontMetrics().horizontalAdvance(text) + 16
            if x + width > self.width() - RIGHT:
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.kinds[COLOURS[place % len(COLOURS)]].ground))
            _shape(painter, QPointF(x + 6, 32), place % SHAPES)
            painter.setPen(theme.color("muted"))
            painter.drawText(QPointF(x + 18, 36), text)
            x += width

    def _renew(self) -> None:
        across, up = self._axes()
        boxes = self._chart.kind == "boxes"
        self._spots = []
        for place, dot in enumerate(self._chart.dots):
            # Points of one box would lie on each other; where each lies beside its middle is nothing but its turn.
            aside = ((place * 0.618) % 1 - 0.5) * 2 * JITTER if boxes else 0.0
            self._spots.append(QPointF(across.at(dot.x + aside), up.at(dot.y)))
        self._order = sorted(range(len(self._spots)), key=lambda place: self._spots[place].x())
        self._picture = None
        self.update()

    # ---- events -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self.dot_at(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.PointingHandCursor if under >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.dot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.opened.emit(self._chart.dots[place].answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and self._order:
            now = self._order.index(self._at) if self._at in self._order else -1
            self._at = self._order[max(0, min(len(self._order) - 1, now + STEPS[key]))]
            self.setAccessibleDescription(self._chart.dots[self._at].text)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.opened.emit(self._chart.dots[self._at].answer)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.dot_at(QPointF(event.pos()))
            text = self._chart.dots[place].text if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)


def _shape(painter: QPainter, spot: QPointF, shape: int) -> None:
    """A circle, a square, a triangle or a turned square."""
    x, y, half = spot.x(), spot.y(), DOT
    if shape == 0:
        painter.drawEllipse(spot, half, half)
    elif shape == 1:
        painter.drawRect(QRectF(x - half + 0.5, y - half + 0.5, 2 * half - 1, 2 * half - 1))
    elif shape == 2:
        painter.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x + half, y + half), QPointF(x - half, y + half)]))
    else:
        far = half * 1.3
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - far), QPointF(x + far, y), QPointF(x, y + far), QPointF(x - far, y)])
        )


def _short(value: float) -> str:
    return count(round(value, 6))
