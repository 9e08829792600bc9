"""What the letters, colours and shapes mean, in one line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.trace.kind_names import KINDS
from app.ui.explorer import look, wording
from app.ui.explorer.states import MARKS
from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip

HEIGHT = 24
EDGE = 16
GAP = 14


class Legend(QWidget):
    """Letters and shapes with what they mean, as far as there is room; all of them on hovering."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = [(kind, wording.kind_short(kind)) for kind in KINDS]
        whole = [f"{look.LETTERS[kind]}  {wording.kind(kind)}" for kind in KINDS] + [
            wording.mark(sort) for sort in MARKS
        ]
        set_tip(self, "\n".join(whole))
        self.setAccessibleName(", ".join(whole))

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setFont(look.small(theme.name))
        metrics = painter.fontMetrics()
        x, middle = float(EDGE), self.height() / 2
        for kind, word in self._words:
            width = look.CHIP + 4 + metrics.horizontalAdvance(word) + GAP
            if x + width > self.width() - EDGE:
                return
            look.paint_chip(painter, theme, QRectF(x, middle - look.CHIP / 2, look.CHIP, look.CHIP), kind)
            painter.setPen(theme.color("muted"))
            words = QRectF(x + look.CHIP + 4, 0, width, self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), word)
            x += width
        for sort in MARKS:
            word = wording.mark(sort)
            width = 16 + metrics.horizontalAdvance(word) + GAP
            if x + width > self.width() - EDGE:
                return
            look.paint_mark(painter, theme, QPointF(x + 6, middle), sort, 10)
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(x + 16, 0, width, self.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
            x += width
