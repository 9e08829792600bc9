"""A text read step by step: a row for each, with a gutter at its left. Scrolled, chosen and copied by mouse and keys.

Shows the source letter by letter, because only there every step and token has its place. Decides nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui.explorer import gutter
from app.ui.explorer.rows import NOTE, Rows, SetRow
from app.ui.explorer.states import Row
from app.ui.theme import Theme

RIGHT = 16
NOTE_COLOURS = {"found": "link", "absent": "warn", "rejected": "error"}
Ground = tuple[int, int, QColor]
"""Characters of the text from one up to another, and the colour behind them."""
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StepsView(QAbstractScrollArea):
    """Rows, and what is chosen in them."""

    chosen = Signal(int, int)
    """Row, and the character of the text that was pointed at."""
    stepped = Signal(int)
    """By so many rows, from the keyboard."""
    token_stepped = Signal(int)
    """By so many tokens, from the keyboard."""
    seen_changed = Signal(int, int)
    """First and last row that are in sight."""
    menu_wished = Signal(int, QPoint)
    """Of a row, at a point of the screen."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None, *, answer: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._answer = theme, answer
        self._size = theme.sizes.answer if answer else theme.sizes.thinking
        self.rows = Rows(theme.font(size=self._size), self._line_height())
        self._row = self._hover = -1
        self._strong: tuple[int, int] | None = None
        self._lit: frozenset[int] = frozenset()
        self._highlights: tuple[tuple[int, int], ...] = ()
        self._selection: tuple[int, int] | None = None
        self._pressed: int | None = None
        self._anchor = (0, 0.0)
        self._settling = self._following = False
        self._heat: Callable[[int], Sequence[Ground]] | None = None
        self.setAccessibleName(name)
        self.setObjectName("steps")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # ---- states -------------------------------------------------------------------------------------------------

    def show_rows(self, source: str, rows: Sequence[Row], known: int = 0) -> None:
        """Show a text, or more of the one that is shown: then what is in sight stays where it is. known: so many rows
        are as they were."""
        at_end = self._at_end()
        if not self.rows.show(source, rows, known):
            self._anchor, self._selection = (0, 0.0), None
        if at_end and self._following:
            self._anchor = (max(0, len(rows) - 1), 1e9)
        self._settle()

    def follow(self, following: bool) -> None:
        """Whether the end is kept in sight while more comes and it is in sight."""
        self._following = following

    def show_row(self, row: int, *, reveal: bool = True) -> None:
        """Choose a row; bring it into sight where it is not."""
        self._row = row
        if 0 <= row < len(self.rows):
            self.setAccessibleDescription(self.rows.text(row)[:200])
            if reveal:
                self._reveal(row, 0)
        self.viewport().update()

    def show_strong(self, start: int, end: int) -> None:
        """Set off one stretch, the chosen token; an empty one sets off nothing."""
        self._strong = (start, end) if end > start else None
        if self._strong is not None:
            self._reveal(self.rows.of_char(start), start)
        self.viewport().update()

    def show_lit(self, rows: frozenset[int]) -> None:
        """Rows that have to do with the chosen one."""
        self._lit = rows
        self.viewport().update()

    def show_highlights(self, spans: tuple[tuple[int, int], ...]) -> None:
        """What the reader has marked."""
        self._highlights = spans
        self.viewport().update()

    def show_heat(self, heat: Callable[[int], Sequence[Ground]] | None) -> None:
        """What gives the grounds of a row's characters; it is asked when the row is seen. None: none have any."""
        self._heat = heat
        self.viewport().update()

    def reveal(self, row: int) -> None:
        """Bring a row into sight without choosing it."""
        self._reveal(row, 0)

    def set_text_size(self, pixels: int) -> None:
        self._size = pixels
        self._settle()

    @property
    def row(self) -> int:
        return self._row

    @property
    def strong(self) -> tuple[int, int] | None:
        """Characters that are set off as the chosen token."""
        return self._strong

    @property
    def lit(self) -> frozenset[int]:
        return self._lit

    def grounds(self, row: int) -> Sequence[Ground]:
        """The grounds of a row's characters."""
        return self._heat(row) if self._heat is not None else ()

    @property
    def selection(self) -> tuple[int, int] | None:
        """Characters that were drawn over with the mouse."""
        return self._selection

    def seen(self) -> tuple[int, int]:
        """First and last row in sight."""
        if not len(self.rows):
            return (0, 0)
        value = self.verticalScrollBar().value()
        return self.rows.at(value), self.rows.at(value + self.viewport().height() - 1)

    def row_rect(self, row: int) -> QRectF:
        """Where a row is in the viewport."""
        y = self.rows.top(row) - self.verticalScrollBar().value()
        return QRectF(0, y, self.viewport().width(), self.rows.height(row))

    def copy(self) -> None:
        """What was drawn over, else the chosen row, into the clipboard, letter by letter as the model wrote it."""
        if self._selection is not None:
            QGuiApplication.clipboard().setText(self.rows.source[slice(*self._selection)])
        elif 0 <= self._row < len(self.rows):
            QGuiApplication.clipboard().setText(self.rows.text(self._row).strip("\n"))

    # ---- placing ------------------------------------------------------------------------------------------------

    def gutter_width(self) -> int:
        if self._answer:
            return gutter.ANSWER
        return gutter.WIDE if self.viewport().width() >= 520 else gutter.SLIM

    def _line_height(self) -> float:
        return round(self._size * self._theme.line_height)

    def _settle(self) -> None:
        """Set what is in sight around the anchor, and tell the bar where that is."""
        if self._settling:
            return
        self._settling = True
        try:
            rows, room = self.rows, self.viewport().height()
            measure = self._theme.sizes.measure * self._size
            width = min(self.viewport().width() - self.gutter_width() - RIGHT, measure)
            rows.set_look(self._theme.font(size=self._size), self._line_height(), width)
            bar = self.verticalScrollBar()
            if not len(rows):
                bar.setRange(0, 0)
            else:
                first = min(self._anchor[0], len(rows) - 1)
                height = -min(self._anchor[1], rows.set_row(first).height)
                for index in range(first, len(rows)):
                    if height > room:
                        break
                    height += rows.set_row(index).height
                if height < room:
                    self._set_up(first, room)
                bar.setPageStep(max(1, room))
                bar.setRange(0, max(0, round(rows.whole) - room))
                bar.setValue(round(rows.top(first) + min(self._anchor[1], rows.height(first))))
                rows.keep(*self.seen())
                self._take_anchor()
        finally:
            self._settling = False
        self.seen_changed.emit(*self.seen())
        self.viewport().update()

    def _set_up(self, first: int, room: int) -> None:
        """Near the end of the text: what is above comes into sight too."""
        height, index = 0.0, len(self.rows) - 1
        while index >= 0 and height < room:
            height += self.rows.set_row(index).height
            index -= 1

    def _take_anchor(self) -> None:
        value = self.verticalScrollBar().value()
        index = self.rows.at(value)
        self._anchor = index, value - self.rows.top(index)

    def _on_scrolled(self, value: int) -> None:
        if self._settling or not len(self.rows):
            return
        self._take_anchor()
        self._settle()

    def _at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def _reveal(self, row: int, char: int) -> None:
        """Bring a row into sight, a third down where it was not; of a tall one the line of `char`."""
        if not 0 <= row < len(self.rows):
            return
        found = self.rows.set_row(row)
        line = found.line_top(char - self.rows.all[row].start) if char else 0.0
        y = self.rows.top(row) + line - self.verticalScrollBar().value()
        room = self.viewport().height()
        tall = found.line if char else min(found.height, room / 2)
        if y >= 0 and y + tall <= room:
            return
        above, index = room / 3, row
        while above > 0 and index > 0:
            index -= 1
            above -= self.rows.set_row(index).height
        self._anchor = (index, max(0.0, -above)) if index < row else (row, line)
        if line > room / 2:
            self._anchor = (row, line - room / 3)
        self._settle()

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("page" if self._answer else "thinking"))
        if not len(self.rows):
            return
        value, shown = self.verticalScrollBar().value(), event.rect()
        for index in range(self.rows.at(value + shown.top()), self.rows.at(value + shown.bottom()) + 1):
            self._paint_row(painter, index, self.rows.top(index) - value)

    def _paint_row(self, painter: QPainter, index: int, top: float) -> None:
        found, row, theme, left = self.rows.set_row(index), self.rows.all[index], self._theme, self.gutter_width()
        ground = QRectF(0, top + found.top - 4, self.viewport().width(), found.height - found.top + 4)
        if index == self._row:
            painter.fillRect(ground, theme.color("hover"))
            painter.fillRect(QRectF(0, ground.top(), 3, ground.height()), theme.color("ink"))
        elif index in self._lit:
            painter.fillRect(ground, theme.color("info_ground"))
            painter.fillRect(QRectF(0, ground.top(), 3, ground.height()), theme.color("info"))
        gutter.paint(painter, theme, row, top + found.top, found.line, left)
        painter.setPen(theme.color("text"))
        marked = self._marked(row, found, self.grounds(index))
        found.layout.draw(painter, QPointF(left, top), marked)
        if row.note:
            painter.setFont(theme.font(size=theme.sizes.small))
            painter.setPen(theme.color(NOTE_COLOURS.get(row.link or "plain", "muted")))
            under = QRectF(left, top + found.bottom, self.viewport().width() - left - RIGHT, NOTE)
            painter.drawText(under, int(Qt.AlignmentFlag.AlignVCenter), row.note)

    def _marked(self, row: Row, found: SetRow, heat: Sequence[Ground]) -> list[QTextLayout.FormatRange]:
        """Grounds of characters, the strongest last."""
        theme = self._theme
        grounds: list[tuple[int, int, QColor, QColor | None]] = [(*each, None) for each in heat]
        grounds += [(*span, theme.color("accent_ground"), None) for span in self._highlights]
        if self._selection is not None:
            grounds.append((*self._selection, theme.color("selection"), theme.color("on_selection")))
        if self._strong is not None:
            grounds.append((*self._strong, theme.color("ink"), theme.color("on_ink")))
        made = []
        for start, end, colour, ink in grounds:
            if start < row.end and end > row.start:
                made.append(_range(found, start - row.start, end - row.start, colour, ink))
        return made

    # ---- events -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def spot_at(self, point: QPointF) -> tuple[int, int]:
        """The row and character under a point of the viewport; -1 where there is no row."""
        if not len(self.rows):
            return -1, 0
        y = point.y() + self.verticalScrollBar().value()
        index = self.rows.at(y)
        found = self.rows.set_row(index)
        char = found.char_at(point.x() - self.gutter_width(), y - self.rows.top(index))
        return index, self.rows.all[index].start + char

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, char = self.spot_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        self._pressed, self._selection = char, None
        self.chosen.emit(row, char)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over_text = event.position().x() >= self.gutter_width()
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor)
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        _, char = self.spot_at(event.position())
        first, last = sorted((self._pressed, char))
        self._selection = (first, last + 1) if last > first else None
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self.spot_at(QPointF(event.pos()))[0] if by_mouse else self._row
        if row >= 0:
            at = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.row_rect(row).center().toPoint())
            self.menu_wished.emit(row, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.token_stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.stepped.emit(-len(self.rows) if key == Qt.Key.Key_Home else len(self.rows))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Painting is done anew from the bar's value."""


def _range(found: SetRow, start: int, end: int, ground: QColor, ink: QColor | None) -> QTextLayout.FormatRange:
    made, form = QTextLayout.FormatRange(), QTextCharFormat()
    form.setBackground(ground)
    if ink is not None:
        form.setForeground(ink)
    made.start = found.position(start)
    made.length = found.position(end) - made.start
    made.format = form
    return made
