"""How kinds of steps and marks look: letters, colours, small shapes. Every colour has a letter or a shape beside it."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from app.trace.kind_names import KindName
from app.ui.explorer.states import MarkSort
from app.ui.theme import Theme, theme_named
from app.ui.tokens import Kind, ThemeName

LETTERS: dict[KindName, str] = {
    "problem_setup": "S",
    "plan_generation": "P",
    "fact_retrieval": "F",
    "active_computation": "C",
    "result_consolidation": "R",
    "uncertainty_management": "U",
    "self_checking": "V",
    "final_answer_emission": "A",
}
COLOURS: dict[KindName, str] = {
    "problem_setup": "sky",
    "plan_generation": "orange",
    "fact_retrieval": "green",
    "active_computation": "blue",
    "result_consolidation": "purple",
    "uncertainty_management": "vermilion",
    "self_checking": "yellow",
    "final_answer_emission": "black",
}
"""Names of Okabe and Ito's colours in assets/tokens.toml."""
MARK_COLOURS: dict[MarkSort, str] = {
    "doubt": "vermilion",
    "switch": "blue",
    "check": "green",
    "candidate": "orange",
    "weighed": "purple",
}
CHIP = 18
"""Edge of the square that a kind's letter stands in."""
SHAPE = 9
EIGHTHS, HALF = 8, 4
"""Of a disc, that can be told from each other; half of it stands for the sort."""


def kind_look(theme: Theme, kind: KindName | None) -> Kind | None:
    """Ground and ink of a kind; None where a step has none yet."""
    return theme.kinds[COLOURS[kind]] if kind is not None else None


def mark_colour(theme: Theme, sort: MarkSort) -> QColor:
    """The reader's own marks are in the accent, as nothing else is."""
    if sort == "mine":
        return theme.color("accent")
    return QColor(theme.kinds[MARK_COLOURS[sort]].ground)


def paint_chip(painter: QPainter, theme: Theme, rect: QRectF, kind: KindName | None) -> None:
    """The square of a kind with its letter, `CHIP` wide at the corner of `rect`; an empty one for a step of no kind."""
    painter.drawPixmap(rect.topLeft(), _chip(theme.name, kind, _ratio(painter)))


def paint_mark(
    painter: QPainter, theme: Theme, centre: QPointF, sort: MarkSort, size: float = SHAPE, weight: float | None = None
) -> None:
    """A small shape: doubt a triangle, switch a bar, check a tick, candidate a diamond, the reader's own a flag.

    A weighed step has a disc that is filled as far as it mattered (`weight`, 0 to 1).
    """
    eighths = HALF if weight is None else round(EIGHTHS * weight)
    picture = _mark(theme.name, sort, size, _ratio(painter), eighths if sort == "weighed" else 0)
    edge = picture.deviceIndependentSize().width() / 2
    painter.drawPixmap(centre - QPointF(edge, edge), picture)


@cache
def small(theme: ThemeName, bold: bool = False) -> QFont:
    """The small face, made once: making one costs more than writing a word with it."""
    made = theme_named(theme)
    return made.font(size=made.sizes.small, bold=bold)


@cache
def plain(theme: ThemeName) -> QFont:
    return theme_named(theme).font()


def _ratio(painter: QPainter) -> float:
    return float(painter.device().devicePixelRatioF())


def _picture(edge: float, ratio: float) -> QPixmap:
    made = QPixmap(round(edge * ratio), round(edge * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


@cache
def _chip(name: ThemeName, kind: KindName | None, ratio: float) -> QPixmap:
    theme = theme_named(name)
    look, picture = kind_look(theme, kind), _picture(CHIP, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("edge"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if look is None else QColor(look.ground))
    painter.drawRoundedRect(QRectF(0.5, 0.5, CHIP - 1, CHIP - 1), 4, 4)
    if look is not None and kind is not None:
        painter.setPen(QColor(look.on))
        painter.setFont(small(name, True))
        painter.drawText(QRectF(0, 0, CHIP, CHIP), int(Qt.AlignmentFlag.AlignCenter), LETTERS[kind])
    painter.end()
    return picture


@cache
def _mark(name: ThemeName, sort: MarkSort, size: float, ratio: float, eighths: int) -> QPixmap:
    theme, edge = theme_named(name), 2 * size + 4
    picture = _picture(edge, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(edge / 2, edge / 2)
    if sort == "weighed":
        _disc(painter, mark_colour(theme, sort), theme.color("text"), size / 2, eighths)
    else:
        SHAPES[sort](painter, mark_colour(theme, sort), theme.color("text"), size / 2)
    painter.end()
    return picture


def _triangle(painter: QPainter, colour: QColor, ink: QColor, half: float) -> None:
    painter.setPen(QPen(ink, 0.75) if half > 3 else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(0, -half), QPointF(half, half), QPointF(-half, half)]))


def _turn(painter: QPainter, colour: QColor, ink: QColor, half: float) -> None:
    painter.setPen(QPen(ink, 0.75) if half > 3 else Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(QRectF(-half, -half / 2.4, 2 * half, half / 1.2))


def _tick(painter: QPainter, colour: QColor, ink: QColor, half: float) -> None:
    painter.setPen(
        QPen(
            colour, 2.2 if half > 3 else 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
    )
    painter.drawPolyline(QPolygonF([QPointF(-half, 0), QPointF(-half / 3, half * 0.8), QPointF(half, -half * 0.8)]))


def _diamond(painter: QPainter, colour: QColor, ink: QColor, half: float) -> None:
    painter.setPen(QPen(ink, 0.75))
    painter.setBrush(colour)
    edge = half * 1.25
    painter.drawPolygon(QPolygonF([QPointF(0, -edge), QPointF(edge, 0), QPointF(0, edge), QPointF(-edge, 0)]))


def _flag(painter: QPainter, colour: QColor, ink: QColor, half: float) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour)
    painter.drawLine(QPointF(-half * 0.7, -half), QPointF(-half * 0.7, half * 1.2))
    painter.drawPolygon(
        QPolygonF([QPointF(-half * 0.7, -half), QPointF(half, -half * 0.4), QPointF(-half * 0.7, half * 0.3)])
    )


def _disc(painter: QPainter, colour: QColor, ink: QColor, half: float, eighths: int) -> None:
    edge = half * 1.1
    whole = QRectF(-edge, -edge, 2 * edge, 2 * edge)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(whole, 90 * 16, -round(360 * 16 * eighths / EIGHTHS))
    painter.setPen(QPen(ink, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(whole)


SHAPES: dict[MarkSort, Callable[[QPainter, QColor, QColor, float], None]] = {
    "doubt": _triangle,
    "switch": _turn,
    "check": _tick,
    "candidate": _diamond,
    "mine": _flag,
}
