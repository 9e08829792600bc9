"""A formula's source in its place: while it is not drawn, or where it cannot be. Only measures and paints."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

LINE = 1.35
"""Of a line to the letters' size."""
WIDEST = 1e6


class SourceBox:
    """Broken into lines where it is wider than there is room."""

    def __init__(self, source: str, font: QFont, room: float, mark: QPen | None) -> None:
        self._mark = mark
        self._layout = QTextLayout(source.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._layout.setTextOption(option)
        metrics = QFontMetricsF(font)
        step = max(metrics.height(), font.pixelSize() * LINE)
        self._layout.beginLayout()
        self.lines, self.width = 0, 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(min(max(room, 1.0), WIDEST))
            line.setPosition(QPointF(0, self.lines * step))
            self.width = max(self.width, line.naturalTextWidth())
            self.lines += 1
        self._layout.endLayout()
        self.tall = max(0, self.lines - 1) * step + metrics.height()
        self.above = metrics.ascent()
        """From the upper edge to the baseline of the text around; at first, to the first line's own."""

    def paint(self, painter: QPainter, at: QPointF, ink: QColor) -> None:
        """`at`: the left end of the baseline of the text around."""
        corner = at - QPointF(0, self.above)
        painter.save()
        painter.setPen(ink)
        self._layout.draw(painter, corner)
        if self._mark is not None:
            painter.setPen(self._mark)
            for number in range(self._layout.lineCount()):
                rect = self._layout.lineAt(number).naturalTextRect()
                painter.drawLine(corner + rect.bottomLeft(), corner + rect.bottomRight())
        painter.restore()
