"""A text in which one token can be pointed at: what comes before it is kept, what comes after it is paled.

Shows the raw text letter by letter, the marks of the thinking included, because only there every token has its place.
"""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from app.ui.conversation.places import Place, Places
from app.ui.theme import Theme

LEAST = 160
"""Pixels of height in which a place can still be seen among what is around it."""
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
LINES = {
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
    Qt.Key.Key_Home: QTextCursor.MoveOperation.StartOfLine,
    Qt.Key.Key_End: QTextCursor.MoveOperation.EndOfLine,
}


class TracedView(QPlainTextEdit):
    """Read-only. A click or the arrow keys choose a place, Enter is done with choosing."""

    chosen = Signal(int)
    """Index of the place chosen now."""
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("traced")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The text, token by token; arrow keys choose one"))
        self.setMinimumHeight(LEAST)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._places = Places("", ())
        self._at = -1
        self._under = -1

    def show_places(self, places: Places, at: int) -> None:
        """Show another text, with the place `at` chosen and in sight."""
        self._places, self._at, self._under = places, -1, -1
        self.setPlainText(places.text)
        if len(places):
            self.choose(at)
            self.centerCursor()

    @property
    def at(self) -> int:
        """Index of the chosen place; -1 where there is none."""
        return self._at

    @property
    def place(self) -> Place | None:
        return self._places[self._at] if 0 <= self._at < len(self._places) else None

    def choose(self, index: int) -> None:
        index = max(0, min(len(self._places) - 1, index))
        if not len(self._places) or index == self._at:
            return
        self._at = index
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places[index].start)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._mark()
        self.chosen.emit(index)

    def place_under(self, point: QPoint) -> int:
        """Index of the place whose letters are at this point of the viewport; -1 where there is none."""
        if not len(self._places):
            return -1
        cursor = self.cursorForPosition(point)
        position = cursor.position()
        # Qt gives the gap that is nearest, which in the right half of a letter is the one behind it.
        if position > 0 and not cursor.atBlockStart() and point.x() < self.cursorRect(cursor).x():
            position -= 1
        return self._places.at(position)

    def set_size(self, font: QFont) -> None:
        self.setFont(font)
        self.document().setDefaultFont(font)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self.place_under(event.position().toPoint()))
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self.place_under(event.position().toPoint())
        if under != self._under:
            self._under = under
            self._mark()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in sight, however the room for it changes."""
        super().resizeEvent(event)
        if self.place is not None:
            self.centerCursor()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under = -1
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS:
            self.choose(self._at + KEYS[key])
        elif key in LINES:
            cursor = self.textCursor()
            cursor.movePosition(LINES[key])
            self.choose(self._places.at(cursor.position()) if len(self._places) else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _mark(self) -> None:
        marks = []
        place = self.place
        if place is not None:
            paled = QTextCharFormat()
            paled.setForeground(self._theme.color("disabled"))
            marks.append(self._selection(place.end, -1, paled))
            strong = QTextCharFormat()
            strong.setBackground(self._theme.color("ink"))
            strong.setForeground(self._theme.color("on_ink"))
            marks.append(self._selection(place.start, place.end, strong))
        if 0 <= self._under < len(self._places) and self._under != self._at:
            soft = QTextCharFormat()
            soft.setBackground(self._theme.color("selection"))
            soft.setForeground(self._theme.color("on_selection"))
            under = self._places[self._under]
            marks.append(self._selection(under.start, under.end, soft))
        self.setExtraSelections(marks)

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        if end < 0:
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, look
        return made
