"""Painting the strip of the timeline: steps in their kinds' colours, or a measure as bars. Knows no mouse."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.trace.confidence import means
from app.trace.kind_names import KindName
from app.ui.explorer import look, wording
from app.ui.explorer.scale import Scale, share, spread
from app.ui.explorer.states import Measure, Timeline
from app.ui.theme import Theme

COLUMN = 2
"""Pixels of a bar."""
LETTER_FROM = 14
"""Pixels from which a block has room for its letter."""
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
SPARSE = 12
"""Pixels for each reading from which on every one of them is a dot."""
LOW: dict[Measure, bool] = {"confidence": True, "entropy": False, "tempo": True}
"""Whether it is the low values that one looks for."""


def paint_kinds(painter: QPainter, theme: Theme, timeline: Timeline, scale: Scale, band: QRectF) -> None:
    """A block for each step; neighbours of one kind run together."""
    painter.setFont(theme.font(size=theme.sizes.small, bold=True))
    for start, end, kind in runs(timeline):
        left, right = band.left() + scale.x(start), band.left() + scale.x(end)
        block = QRectF(left, band.top(), max(1.0, right - left), band.height())
        ground = look.kind_look(theme, kind)
        painter.fillRect(block, QColor(ground.ground) if ground else theme.color("border"))
        if ground is not None and kind is not None and block.width() >= LETTER_FROM:
            painter.setPen(QColor(ground.on))
            painter.drawText(block, int(Qt.AlignmentFlag.AlignCenter), look.LETTERS[kind])
        if theme.dark and kind == "final_answer_emission":  # black on dark paper
            painter.setPen(theme.color("edge"))
            painter.drawRect(block.adjusted(0.5, 0.5, -0.5, -0.5))


def runs(timeline: Timeline) -> list[tuple[int, int, KindName | None]]:
    """Steps of the same kind that follow each other, as one."""
    joined: list[tuple[int, int, KindName | None]] = []
    for block in timeline.blocks:
        if joined and joined[-1][2] == block.kind and joined[-1][1] == block.start:
            joined[-1] = (joined[-1][0], block.end, block.kind)
        else:
            joined.append((block.start, block.end, block.kind))
    return joined


def paint_measure(
    painter: QPainter, theme: Theme, timeline: Timeline, scale: Scale, band: QRectF, measure: Measure
) -> None:
    """Bars whose height is the mean of what is under them; what one looks for is set off in colour and by a line."""
    values = timeline.series.get(measure, ())
    painter.fillRect(band, theme.color("thinking"))
    if not values:
        return
    each = means(values, [(a, min(b, len(values))) for a, b in scale.columns(int(band.width() / COLUMN))])
    low, high = spread(each)
    flat = len({value for value in each if value is not None}) < 2  # nothing stands out of what is all the same
    plain, strong = QColor(theme.kinds["sky"].ground), QColor(theme.kinds["vermilion"].ground)
    for column, value in enumerate(each):
        part = share(value, low, high)
        if part is None:
            continue
        height = 2 + (0.5 if flat else part) * (band.height() - 2)
        unsure = not flat and (part <= 0.1 if LOW.get(measure, False) else part >= 0.9)
        bar = QRectF(band.left() + column * COLUMN, band.bottom() - height, COLUMN, height)
        painter.fillRect(bar, strong if unsure else plain)
        if unsure:
            painter.fillRect(QRectF(bar.left(), band.top(), COLUMN, 2), strong)


def paint_weights(painter: QPainter, theme: Theme, timeline: Timeline, scale: Scale, band: QRectF) -> None:
    """A bar for each step that was weighed, as high as it mattered, with what was found where there is room for it."""
    painter.fillRect(band, theme.color("thinking"))
    painter.setFont(look.small(theme.name, True))
    metrics = painter.fontMetrics()
    ground = theme.kinds[look.MARK_COLOURS["weighed"]]
    for each in timeline.weights:
        block = timeline.blocks[each.row]
        left, right = band.left() + scale.x(block.start), band.left() + scale.x(block.end)
        width, height = max(6.0, right - left), max(3.0, each.share * band.height())
        painter.fillRect(QRectF(left, band.top(), width, band.height()), theme.color("border"))
        painter.fillRect(QRectF(left, band.bottom() - height, width, height), QColor(ground.ground))
        if metrics.horizontalAdvance(each.short) + 6 <= width:
            painter.setPen(QColor(ground.on) if each.share > 0.6 else theme.color("text"))
            painter.drawText(QRectF(left, band.top(), width, band.height()), CENTRE, each.short)


def paint_readings(painter: QPainter, theme: Theme, timeline: Timeline, scale: Scale, lane: QRectF, name: str) -> None:
    """A line under the strip: how settled the answer was after each paragraph. It ends where nobody has looked."""
    readings = timeline.readings
    most = max(1.0, *(each.nats for each in readings)) if readings else 1.0
    inside = lane.adjusted(0, 4, 0, -3)
    points = [
        QPointF(lane.left() + scale.x(each.unit), inside.bottom() - inside.height() * each.nats / most)
        for each in readings
    ]
    painter.fillRect(lane, theme.color("thinking"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(theme.kinds["blue"].ground)
    ground = QColor(colour)
    ground.setAlphaF(0.18)
    if points:
        foot = [QPointF(points[-1].x(), inside.bottom()), QPointF(points[0].x(), inside.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF([*points, *foot]))
    painter.setPen(QPen(theme.color("link") if theme.dark else colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    if len(points) * SPARSE <= lane.width():
        painter.setBrush(theme.color("link") if theme.dark else colour)
        painter.setPen(Qt.PenStyle.NoPen)
        for point in points:
            painter.drawEllipse(point, 2.0, 2.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(look.small(theme.name))
    painter.setPen(theme.color("muted"))
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    painter.drawText(lane.adjusted(6, 1, -6, 0), right, f"{name} · {wording.number(most, 1)}")


def paint_axis(painter: QPainter, theme: Theme, timeline: Timeline, scale: Scale, row: QRectF) -> None:
    """Round values under the strip."""
    font = QFont(theme.font(size=theme.sizes.small - 1))
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.color("faint"))
    for value, x in scale.ticks(96):
        text = clock(value, scale.ticks(96)[1][0] if scale.whole > 1 else 1) if scale.timed else count(value)
        width = metrics.horizontalAdvance(text)
        left = row.left() + x if not value else row.left() + x - width / 2
        if left + width <= row.right():
            painter.drawText(QPointF(left, row.top() + metrics.ascent() + 4), text)
        painter.drawLine(QPointF(row.left() + x, row.top()), QPointF(row.left() + x, row.top() + 3))


def clock(seconds: float, step: float) -> str:
    """A time as people read it; below a second's steps with a decimal."""
    if step < 1:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60 and step < 60:
        return f"{whole} s"
    return f"{whole // 60}:{whole % 60:02d}"


def count(value: float) -> str:
    if value >= 1000:
        return f"{value / 1000:g}k"
    return f"{value:g}"
