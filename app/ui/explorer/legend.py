"""What the letters, colours and shapes mean: in one line, or where that has no room, in as many as it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.trace.kind_names import KINDS, KindName
from app.ui.explorer import look, wording
from app.ui.explorer.states import MARKS, MarkSort
from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip

HEIGHT = 24
EDGE = 16
GAP = 14
CHIP_ROOM, MARK_ROOM = look.CHIP + 4, 16
"""Pixels from the left of a picture to its word."""


@dataclass(frozen=True, slots=True)
class Item:
    """A picture, what it means, and how far apart they begin."""

    word: str
    room: int
    paint: Callable[[QPainter, QPointF], None]
    """Takes the left end of the picture, in the middle of its height."""


class Legend(QWidget):
    """Letters and shapes with what they mean; in whole sentences on hovering."""

    def __init__(self, theme: Theme, marks: Sequence[MarkSort] = MARKS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._items = [*(self._of_kind(kind) for kind in KINDS), *(self._of_mark(sort) for sort in marks)]
        whole = [f"{look.LETTERS[kind]}  {wording.kind(kind)}" for kind in KINDS] + [
            wording.mark(sort) for sort in marks
        ]
        set_tip(self, "\n".join(whole))
        self.setAccessibleName(", ".join(whole))
        self._lines = self._laid(self.sizeHint().width())

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def lines(self) -> list[list[str]]:
        """The words of each line."""
        return [[item.word for item, _ in line] for line in self._lines]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lines = self._laid(event.size().width())
            self.setFixedHeight(HEIGHT * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(look.small(self._theme.name))
        for number, line in enumerate(self._lines):
            middle = HEIGHT * (number + 0.5)
            for item, x in line:
                item.paint(painter, QPointF(x, middle))
                painter.setPen(self._theme.color("muted"))
                words = QRectF(x + item.room, middle - HEIGHT / 2, self.width(), HEIGHT)
                painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), item.word)

    def _laid(self, width: int) -> list[list[tuple[Item, float]]]:
        """The items in lines, each with its left end. Marks begin a line of their own where one line is too short."""
        metrics = QFontMetrics(look.small(self._theme.name))
        widths = [item.room + metrics.horizontalAdvance(item.word) + GAP for item in self._items]
        whole = sum(widths) - GAP <= width - 2 * EDGE
        lines: list[list[tuple[Item, float]]] = [[]]
        x = float(EDGE)
        for place, (item, needed) in enumerate(zip(self._items, widths, strict=True)):
            turns = place == len(KINDS) and not whole
            if lines[-1] and (turns or x + needed - GAP > width - EDGE):
                lines.append([])
                x = float(EDGE)
            lines[-1].append((item, x))
            x += needed
        return lines

    def _of_kind(self, kind: KindName) -> Item:
        theme = self._theme

        def paint(painter: QPainter, at: QPointF) -> None:
            look.paint_chip(painter, theme, QRectF(at.x(), at.y() - look.CHIP / 2, look.CHIP, look.CHIP), kind)

        return Item(wording.kind_short(kind), CHIP_ROOM, paint)

    def _of_mark(self, sort: MarkSort) -> Item:
        theme = self._theme

        def paint(painter: QPainter, at: QPointF) -> None:
            look.paint_mark(painter, theme, at + QPointF(6, 0), sort, 10)

        return Item(wording.mark(sort), MARK_ROOM, paint)
