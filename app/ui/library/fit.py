"""How well weights fit, as a badge: a word, a colour, and a disc that is the fuller the better it runs. Only paints.

The shape says what the colour says, for eyes that cannot tell the colours apart.
"""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.library.states import Fit, FitKind
from app.ui.theme import Theme, applied
from app.ui.widgets.tips import set_tip

MARK = 10
"""Pixels of the disc."""
GAP = 6
PADDING = 8
HEIGHT = 22
FULL = 360 * 16
"""A whole turn, in the sixteenths of a degree that Qt counts in."""
TOP = 90 * 16


class Look(NamedTuple):
    """Colours by token, and how much of the disc is filled; a negative share is a cross."""

    ink: str
    ground: str
    share: float


LOOKS: dict[FitKind, Look] = {
    "well": Look("good", "good_ground", 1.0),
    "experts_in_memory": Look("info", "info_ground", 0.75),
    "partly": Look("info", "info_ground", 0.5),
    "slow": Look("warn", "warn_ground", 0.25),
    # That something is too large is no fault: on a laptop half of the list is.
    "too_large": Look("muted", "hover", -1.0),
    "cannot": Look("muted", "hover", -1.0),
    "unknown": Look("muted", "hover", 0.0),
}


def paint_mark(painter: QPainter, at: QPointF, kind: FitKind, colour: QColor) -> None:
    """The disc with its middle at `at`."""
    share = LOOKS[kind].share
    disc = QRectF(0, 0, MARK, MARK)
    disc.moveCenter(at)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    if share < 0:
        arm = MARK / 2 - 1.5
        painter.drawLine(at + QPointF(-arm, -arm), at + QPointF(arm, arm))
        painter.drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(0.75, 0.75, -0.75, -0.75))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if share == 1.0:
            painter.drawEllipse(disc.adjusted(0.75, 0.75, -0.75, -0.75))
        elif share:
            painter.drawPie(disc.adjusted(1, 1, -1, -1), TOP, -round(FULL * share))
    painter.restore()


class FitBadge(QWidget):
    """The badge beside a heading; in the list the painter of rows draws the same without a ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fit = Fit("unknown", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(size=theme.sizes.small))

    def show_fit(self, fit: Fit) -> None:
        self._fit = fit
        self.setAccessibleName(fit.word)
        self.setAccessibleDescription(fit.reason)
        set_tip(self, fit.reason)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._fit.word

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._fit.word)
        return QSize(2 * PADDING + MARK + GAP + width + 2, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = applied() or self._theme
        look = LOOKS[self._fit.kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(look.ground))
        painter.drawRoundedRect(QRectF(self.rect()), HEIGHT / 2, HEIGHT / 2)
        paint_mark(painter, QPointF(PADDING + MARK / 2, self.height() / 2), self._fit.kind, theme.color(look.ink))
        painter.setPen(theme.color(look.ink))
        words = self.rect().adjusted(PADDING + MARK + GAP, 0, -PADDING, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._fit.word)
