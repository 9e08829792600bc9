"""What stands left of a step: its number, its kind with a letter, how sure the model was, and what was found in it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.explorer import look
from app.ui.explorer.states import Row
from app.ui.theme import Theme

NUMBER = 40
CHIP_LEFT = 48
BAR_LEFT, BAR = 74, 30
MARKS_LEFT, MARK_STEP, MARKS_MOST = 110, 15, 3
WIDE = 160
"""With everything."""
SLIM = 74
"""Number and kind only, where there is little room."""
ANSWER = 44
"""Of an answer: its numbers alone."""


def paint(painter: QPainter, theme: Theme, row: Row, top: float, line: float, width: int) -> None:
    """Paint the gutter of one row into the first `width` pixels, beside its first line."""
    middle = top + line / 2
    painter.setFont(look.small(theme.name))
    painter.setPen(theme.color("faint"))
    number = QRectF(0, top, min(NUMBER, width - 8), line)
    painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(row.number))
    if width >= SLIM:
        chip = QRectF(CHIP_LEFT, middle - look.CHIP / 2, look.CHIP, look.CHIP)
        look.paint_chip(painter, theme, chip, row.kind)
    if width >= WIDE:
        _paint_bar(painter, theme, row.share, middle)
        for place, sort in enumerate(row.marks[:MARKS_MOST]):
            spot = QPointF(MARKS_LEFT + 6 + place * MARK_STEP, middle)
            look.paint_mark(painter, theme, spot, sort, 10, row.weight)


def _paint_bar(painter: QPainter, theme: Theme, share: float | None, middle: float) -> None:
    """A short bar is an unsure step; its lowest fifth is set off in colour."""
    if share is None:
        return
    ground = QRectF(BAR_LEFT, middle - 3, BAR, 6)
    painter.fillRect(ground, theme.color("border"))
    unsure = share < 0.2
    colour = QColor(theme.kinds["vermilion" if unsure else "sky"].ground)
    painter.fillRect(QRectF(BAR_LEFT, middle - 3, max(2.0, BAR * share), 6), colour)
