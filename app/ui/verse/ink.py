"""What the sheet of verse draws with: texts set once, marks drawn once, the colours and faces of a theme.

A sheet is painted again with every letter that is written. Setting a text takes three times what drawing it takes, and
a font or a colour made anew costs as much.
"""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QStaticText, QTransform

from app.forms.verse import Cell
from app.ui.theme import Theme

Hand = Literal["char", "slot", "mark", "small", "bold"]
"""What a text is on a sheet."""

CHAR_SIZE, SLOT_SIZE, MARK_SIZE = 26, 11, 10
TONE_SIZE = 12
MOST = 4000
"""Texts that are kept set: more than a long sheet has of different ones."""


class Ink:
    """Of one theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._fonts: dict[Hand, QFont] = {
            "char": theme.font("verse", CHAR_SIZE),
            "slot": theme.font(size=SLOT_SIZE),
            "mark": theme.font(size=MARK_SIZE),
            "small": theme.font(size=theme.sizes.small),
            "bold": theme.font(bold=True),
        }
        self._colours: dict[str, QColor] = {}
        self._texts: dict[tuple[Hand, str], tuple[QStaticText, float, float]] = {}
        self._tones: dict[tuple[str | None, bool, str, float], QPixmap] = {}

    def colour(self, name: str) -> QColor:
        known = self._colours.get(name)
        if known is None:
            known = self._colours[name] = self.theme.color(name)
        return known

    def take(self, painter: QPainter, hand: Hand) -> None:
        """What is drawn next is in this hand. To change it costs more than to draw a letter: draw by hands."""
        painter.setFont(self._fonts[hand])

    def width(self, hand: Hand, text: str) -> float:
        return self._set(hand, text)[1]

    def centred(self, painter: QPainter, hand: Hand, text: str, x: float, y: float) -> None:
        """Draw around a point, in the painter's pen; `hand` has been taken."""
        drawn, width, height = self._set(hand, text)
        painter.drawStaticText(QPointF(x - width / 2, y - height / 2), drawn)

    def beside(self, painter: QPainter, hand: Hand, text: str, x: float, y: float) -> None:
        """Draw to the right of a point, centred on its height; `hand` has been taken."""
        drawn, _, height = self._set(hand, text)
        painter.drawStaticText(QPointF(x, y - height / 2), drawn)

    def tone(self, painter: QPainter, cell: Cell, colour: str, x: float, y: float) -> None:
        """A ring is level, a disc oblique; half a disc can be read both ways, a dot is unknown. Around a point."""
        ratio = painter.device().devicePixelRatioF()
        key = cell.tone, cell.ambiguous, colour, ratio
        drawn = self._tones.get(key)
        if drawn is None:
            drawn = self._tones[key] = self._mark(cell, colour, ratio)
        painter.drawPixmap(QPointF(x - TONE_SIZE / 2, y - TONE_SIZE / 2), drawn)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _set(self, hand: Hand, text: str) -> tuple[QStaticText, float, float]:
        known = self._texts.get((hand, text))
        if known is None:
            if len(self._texts) >= MOST:
                self._texts.clear()
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(QTransform(), self._fonts[hand])
            size = made.size()
            known = self._texts[hand, text] = made, size.width(), size.height()
        return known

    def _mark(self, cell: Cell, colour: str, ratio: float) -> QPixmap:
        picture = QPixmap(QSize(TONE_SIZE, TONE_SIZE) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, centre = self.colour(colour), QPointF(TONE_SIZE / 2, TONE_SIZE / 2)
        pen = painter.pen()
        pen.setColor(ink)
        pen.setWidthF(1.4)
        painter.setPen(pen)
        filled = cell.tone is None or (cell.tone == "仄" and not cell.ambiguous)
        painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
        radius = 1.2 if cell.tone is None else 4.0
        painter.drawEllipse(centre, radius, radius)
        if cell.ambiguous and cell.tone is not None:
            painter.setBrush(ink)
            side = 90 if cell.tone == "仄" else 270  # the half that counts here is the filled one for oblique
            painter.drawPie(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), side * 16, 180 * 16)
        painter.end()
        return picture
