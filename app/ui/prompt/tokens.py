"""Tokens as chips, side by side in lines, painted: a prompt may have a hundred thousand of them.

Nothing is a widget of its own. A line ends where its room does, or behind a token with a line break; only lines in
sight are painted, and the width of a text is measured once.
"""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from app.ui.prompt.visible import is_special, visible
from app.ui.theme import Theme
from app.ui.widgets.tips import plain_tip

PADDING, GAP, EDGE = 5, 3, 2
ROW_GAP = 6
RADIUS = 4
ID_SIZE = 10


class TokenView(QAbstractScrollArea):
    """Every token's text over its id. Arrow keys go from one to the next, and the current one is said in words."""

    current_changed = Signal(int)
    """Place of the token somebody is at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Tokens of the prompt"))
        self._theme = theme
        self._face, self._small = theme.font("mono", theme.sizes.small + 1), theme.font("sans", ID_SIZE)
        self._metrics, self._small_metrics = QFontMetricsF(self._face), QFontMetricsF(self._small)
        self._text_height = round(self._metrics.height())
        self._row_height = self._text_height + round(self._small_metrics.height()) + 2 * EDGE + ROW_GAP
        self._ids: tuple[int, ...] = ()
        self._pieces: tuple[str, ...] = ()
        self._shown: list[str] = []
        self._widths: list[float] = []
        self._rows: list[int] = [0]
        """The place of the first token of each line, and one past the end."""
        self._lefts: list[float] = []
        self._current = -1

    # ---- what is shown ------------------------------------------------------------------------------------------

    @property
    def ids(self) -> tuple[int, ...]:
        return self._ids

    @property
    def current(self) -> int:
        """Place of the token somebody is at; -1 for none."""
        return self._current

    def set_tokens(self, ids: Sequence[int], pieces: Sequence[str]) -> None:
        """Show these; both must have the same length."""
        self._ids, self._pieces = tuple(ids), tuple(pieces)
        self._shown = [visible(piece) for piece in self._pieces]
        measured: dict[str, float] = {}
        digit = self._small_metrics.horizontalAdvance("0")
        self._widths = []
        for id, text in zip(self._ids, self._shown, strict=True):
            if text not in measured:
                measured[text] = self._metrics.horizontalAdvance(text)
            self._widths.append(max(measured[text], digit * len(str(id))) + 2 * PADDING)
        self._current = 0 if self._ids else -1
        self._flow()
        self.verticalScrollBar().setValue(0)
        self._tell()

    def describe(self, place: int) -> str:
        """A token in words: its place, its id, its text."""
        text = self.tr("Token {place} · id {id} · {text}")
        return text.format(place=QLocale().toString(place + 1), id=self._ids[place], text=self._shown[place])

    def place_at(self, point: QPoint) -> int:
        """The token under a point of the viewport; -1 where there is none."""
        row = (point.y() + self.verticalScrollBar().value()) // self._row_height
        if not 0 <= row < len(self._rows) - 1:
            return -1
        first, end = self._rows[row], self._rows[row + 1]
        place = bisect_right(self._lefts, point.x(), first, end) - 1
        return place if place >= first and point.x() < self._lefts[place] + self._widths[place] else -1

    def rect_of(self, place: int) -> QRectF:
        """Where a token lies in the viewport now."""
        row = bisect_right(self._rows, place) - 1
        top = row * self._row_height - self.verticalScrollBar().value()
        return QRectF(self._lefts[place], top, self._widths[place], self._row_height - ROW_GAP)

    # ---- layout -------------------------------------------------------------------------------------------------

    def _flow(self) -> None:
        room = max(1.0, float(self.viewport().width()))
        rows, lefts, left, ended = [0], [], 0.0, False
        for place, width in enumerate(self._widths):
            if place and (ended or left + width > room):
                rows.append(place)
                left = 0.0
            lefts.append(left)
            left += width + GAP
            ended = "\n" in self._pieces[place]
        rows.append(len(self._widths))
        self._rows, self._lefts = rows if self._widths else [0], lefts
        height, page = (len(self._rows) - 1) * self._row_height, self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, height - page))
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setSingleStep(self._row_height)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, rows = self.verticalScrollBar().value(), len(self._rows) - 1
        first = max(0, (event.rect().top() + top) // self._row_height)
        last = min(rows, (event.rect().bottom() + top) // self._row_height + 1)
        for row in range(first, last):
            for place in range(self._rows[row], self._rows[row + 1]):
                self._paint(painter, place, row * self._row_height - top)

    def _paint(self, painter: QPainter, place: int, top: int) -> None:
        theme, special = self._theme, is_special(self._pieces[place])
        box = QRectF(self._lefts[place], top, self._widths[place], self._row_height - ROW_GAP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("info_ground" if special else "hover" if place % 2 else "thinking"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if place == self._current and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        inner = box.adjusted(PADDING, EDGE, 0, -EDGE)
        painter.setFont(self._face)
        painter.setPen(theme.color("info" if special else "text"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, int(flags | Qt.AlignmentFlag.AlignTop), self._shown[place])
        painter.setFont(self._small)
        painter.setPen(theme.color("faint"))
        painter.drawText(inner, int(flags | Qt.AlignmentFlag.AlignBottom), str(self._ids[place]))

    # ---- going from one to another ------------------------------------------------------------------------------

    def set_current(self, place: int) -> None:
        """Go to a token, and have it in sight."""
        if not self._ids:
            return
        self._current = max(0, min(len(self._ids) - 1, place))
        box, bar = self.rect_of(self._current), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + round(box.top()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + round(box.bottom()) - self.viewport().height())
        self.viewport().update()
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.describe(self._current) if self._current >= 0 else "")
        self.current_changed.emit(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = bisect_right(self._rows, self._current) - 1
        page = max(1, self.viewport().height() // self._row_height - 1)
        if event.matches(QKeySequence.StandardKey.Copy) and self._current >= 0:
            QGuiApplication.clipboard().setText(str(self._ids[self._current]))
            return
        places = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Up: self._near(row - 1),
            Qt.Key.Key_Down: self._near(row + 1),
            Qt.Key.Key_PageUp: self._near(row - page),
            Qt.Key.Key_PageDown: self._near(row + page),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._ids) - 1,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self.set_current(place)

    def _near(self, row: int) -> int:
        """The token of a line that stands under the current one."""
        if not self._ids:
            return -1
        row = max(0, min(len(self._rows) - 2, row))
        first, end = self._rows[row], self._rows[row + 1]
        return max(first, bisect_right(self._lefts, self._lefts[self._current], first, end) - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place >= 0:
            self.set_current(place)

    def focusNextPrevChild(self, next: bool) -> bool:
        self.viewport().update()
        return super().focusNextPrevChild(next)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self.describe(place)) if place >= 0 else "", self)
            return True
        return super().viewportEvent(event)
