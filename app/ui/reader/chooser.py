"""Choosing letters with the mouse, also beyond the view's edges, and taking them along. Paints nothing itself."""

from itertools import pairwise
from time import monotonic

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication

from app.text.syntax import starts
from app.ui.reader.choice import Choice, Grain, Place
from app.ui.reader.page import Marked, Page
from app.ui.reader.sheets import Sheets
from app.ui.reader.surface import Surface

NOTHING = Choice(Place(0, 0), Place(0, 0))
EVERY_MS = 30
"""Between two steps of the view while something is drawn beyond its edge."""
MOVES = {
    Qt.Key.Key_Left: QTextCursor.MoveOperation.Left,
    Qt.Key.Key_Right: QTextCursor.MoveOperation.Right,
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
}
FASTEST = 60
"""Pixels of such a step at most."""


class Chooser(QObject):
    """The choice in one reader."""

    changed = Signal()

    def __init__(self, reader: Surface, sheets: Sheets) -> None:
        super().__init__(reader)
        self._reader, self._sheets = reader, sheets
        self.choice = NOTHING
        self._grain: Grain = "letter"
        self._begun: tuple[Place, Place] = (NOTHING.anchor, NOTHING.anchor)
        """What the first click chose; a word or a paragraph stays chosen whole."""
        self._pressed_at = 0.0
        self._point = QPointF()
        self._scroll = QTimer(self)
        self._scroll.setInterval(EVERY_MS)
        self._scroll.timeout.connect(self._go_on_beyond)

    # ---- with the mouse -----------------------------------------------------------------------------------------

    def press(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        place = self._place(point)
        if modifiers & Qt.KeyboardModifier.ShiftModifier and not self.choice.empty:
            self._set(Choice(self.choice.anchor, place))
            return
        thrice = self._grain == "word" and (monotonic() - self._pressed_at) * 1000 < QApplication.doubleClickInterval()
        self._grain = "paragraph" if thrice else "letter"
        self._begin(place)

    def press_again(self, point: QPointF) -> None:
        """A second click in the same place."""
        self._grain = "word"
        self._pressed_at = monotonic()
        self._begin(self._place(point))

    def draw_to(self, point: QPointF) -> None:
        """The mouse moves with its button pressed."""
        self._point = point
        height = self._reader.viewport().height()
        if 0 <= point.y() <= height:
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()
        self._extend(self._place(point))

    def release(self) -> None:
        self._scroll.stop()
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and not self.choice.empty:
            clipboard.setText(self.text(), clipboard.Mode.Selection)

    def _begin(self, place: Place) -> None:
        self._begun = self._grown(place)
        self._set(Choice(*self._begun))

    def _extend(self, place: Place) -> None:
        first, last = self._grown(place)
        begun_first, begun_last = self._begun
        self._set(Choice(begun_first, last) if last >= begun_last else Choice(begun_last, min(first, begun_first)))

    def _grown(self, place: Place) -> tuple[Place, Place]:
        if self._grain == "letter":
            return place, place
        page = self._sheets.page(place.sheet)
        around = page.word_at if self._grain == "word" else page.paragraph_at
        start, stop = around(place.position)
        return Place(place.sheet, start), Place(place.sheet, stop)

    def _go_on_beyond(self) -> None:
        height, y = self._reader.viewport().height(), self._point.y()
        by = y if y < 0 else y - height
        bar = self._reader.verticalScrollBar()
        bar.setValue(bar.value() + round(max(-FASTEST, min(FASTEST, by))))
        self._extend(self._place(QPointF(self._point.x(), max(0.0, min(float(height), y)))))

    def _place(self, point: QPointF) -> Place:
        return self._reader.place_at(point)

    # ---- otherwise ----------------------------------------------------------------------------------------------

    def clear(self) -> None:
        self._set(NOTHING)

    def choose_all(self) -> None:
        if len(self._sheets):
            last = len(self._sheets) - 1
            self._set(Choice(Place(0, 0), Place(last, self._sheets.page(last).end)))

    def choose(self, first: Place, last: Place) -> None:
        self._set(Choice(first, last))

    def extend(self, key: Qt.Key) -> bool:
        """Move the end of the choice as an arrow key says, from what is at the view's top where nothing is chosen yet.
        False for any other key."""
        if key not in MOVES or not len(self._sheets):
            return False
        if self.choice.empty:
            self.choice = Choice(self.caret(), self.caret())
        place = self.choice.focus
        page = self._sheets.page(place.sheet)
        cursor = page.cursor(place.position, place.position)
        if cursor.movePosition(MOVES[key]):
            self._set(Choice(self.choice.anchor, Place(place.sheet, cursor.position())))
            return True
        back = key in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        sheet = place.sheet + (-1 if back else 1)
        if 0 <= sheet < len(self._sheets):
            self._set(Choice(self.choice.anchor, Place(sheet, self._sheets.page(sheet).end if back else 0)))
        return True

    def follow_move(self, sheet: int, position: int) -> None:
        """Letters of `sheet` from `position` on went to a new sheet behind it."""
        self.choice = self.choice.moved(sheet, position)

    def _set(self, choice: Choice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.changed.emit()

    def caret(self) -> Place:
        """Where somebody is who moves about by letters: at the end of what is chosen, else at the view's top."""
        return self._place(QPointF(4, 4)) if self.choice == NOTHING else self.choice.focus

    # ---- what is chosen -----------------------------------------------------------------------------------------

    def marked(self, sheet: int, end: int) -> list[Marked]:
        """How the choice is painted on a sheet."""
        part = self.choice.on(sheet, end)
        if part is None:
            return []
        form = QTextCharFormat()
        palette = self._reader.palette()
        form.setBackground(palette.highlight())
        form.setForeground(palette.highlightedText())
        return [Marked(*part, form)]

    def text(self) -> str:
        """The chosen letters as plain text."""
        if self.choice.empty:
            return ""
        first, last = self.choice.first.sheet, min(self.choice.last.sheet, len(self._sheets) - 1)
        return "\n".join(self._text_on(index) for index in range(first, last + 1))

    def _text_on(self, index: int) -> str:
        with self._sheets.borrowed(index) as page:
            part = self.choice.on(index, page.end)
            return page.text(*part) if part is not None else ""

    def markdown(self) -> str:
        """The source of all blocks in which something is chosen."""
        if self.choice.empty:
            return ""
        first, last = self.choice.first.sheet, min(self.choice.last.sheet, len(self._sheets) - 1)
        parts = []
        for index in range(first, last + 1):
            source = self._sheets.source(index)
            if index in (first, last):
                with self._sheets.borrowed(index) as page:
                    part = self.choice.on(index, page.end)
                    source = self._touched(source, page, part) if part is not None else ""
            parts.append(source)
        return "".join(parts).strip("\n")

    def _touched(self, source: str, page: Page, part: tuple[int, int]) -> str:
        if part[0] <= 0 and part[1] >= page.end:
            return source
        pieces = _pieces(source)
        placed = zip(pieces, self._sheets.places_of(pieces), strict=True)
        return "".join(piece for piece, (start, stop) in placed if start < part[1] and stop > part[0])


def _pieces(source: str) -> list[str]:
    """The top-level blocks of a source, with the empty lines behind each."""
    lines = source.splitlines(keepends=True)
    begins = [0, *starts(source)[1:], len(lines)]
    return ["".join(lines[start:stop]) for start, stop in pairwise(begins)]
