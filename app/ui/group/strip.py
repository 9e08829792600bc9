"""A trace as a strip: its length against the longest, its two phases, and how sure the model was along it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.groups.values import Scale, Strip
from app.ui.theme import Theme, applied
from app.ui.widgets.tips import set_tip

HEIGHT = 24
LEAST = 0.18
"""Share of the height that the least sure stretch still takes."""


class StripView(QWidget):
    """High where the model was sure. The thinking is tinted, the answer is ink; a line at the foot is the longest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strip, self._scale = Strip(), Scale()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def show_strip(self, strip: Strip, scale: Scale) -> None:
        if (strip, scale) == (self._strip, self._scale):
            return
        self._strip, self._scale = strip, scale
        told = self.tr("{thinking} tokens of thinking, {answer} of answer; high where the model was sure").format(
            thinking=strip.thinking, answer=strip.answer
        )
        self.setAccessibleName(told)
        set_tip(self, told if strip.tokens else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, strip, scale = applied() or self._theme, self._strip, self._scale
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))
        if not strip.tokens:
            return
        width = self.width() * strip.tokens / max(scale.tokens, strip.tokens)
        room, turn = self.height() - 2, width * strip.thinking / strip.tokens
        levels = strip.levels or (None,)
        step = width / len(levels)
        thinking, answer = theme.color("edge"), theme.color("ink")
        for place, level in enumerate(levels):
            left = place * step
            high = LEAST * room if level is None else room * _share(level, scale)
            painter.fillRect(
                QRectF(left, self.height() - 1 - high, max(1.0, step - 1), high),
                thinking if left + step / 2 < turn else answer,
            )


def _share(level: float, scale: Scale) -> float:
    span = scale.high - scale.low
    return 1.0 if span <= 0 else LEAST + (1 - LEAST) * min(1.0, max(0.0, (level - scale.low) / span))
