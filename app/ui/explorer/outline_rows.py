"""The outline as a list model: headings of phases and the steps under them, as far as the filters let them through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.explorer import look
from app.ui.explorer.states import Filters, Heading, Row
from app.ui.theme import Theme

EntryRole = Qt.ItemDataRole.UserRole + 1
HEIGHT = 30
MARGIN = 8
NUMBER = 34
MARK_STEP = 15
FIRST_WORDS = 90
MARKED = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: a heading, or a step's row and its first words."""

    row: int
    text: str
    step: Row | None = None
    facts: str = ""


class OutlineRows(QAbstractListModel):
    """Steps under the headings of their phases."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._rows, self._headings = "", (), ()  # type: tuple[str, Sequence[Row], Sequence[Heading]]
        self._filters = Filters()
        self._entries: list[Entry] = []
        self._places: dict[int, int] = {}

    def show_rows(self, source: str, rows: Sequence[Row], headings: Sequence[Heading]) -> None:
        self._source, self._rows, self._headings = source, rows, headings
        self._fill()

    def show_filters(self, filters: Filters) -> None:
        if filters != self._filters:
            self._filters = filters
            self._fill()

    def entries(self) -> list[Entry]:
        return self._entries

    def place_of(self, row: int) -> int:
        """Where a row stands in the list; -1 where it is filtered out."""
        return self._places.get(row, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == EntryRole:
            return entry
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _fill(self) -> None:
        new = self._wanted()
        old = self._entries
        if len(new) > len(old) and new[: len(old)] == old:
            # More of a trace that is still being written: nothing before it moves.
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._entries = new
            self.endInsertRows()
        elif new != old:
            self.beginResetModel()
            self._entries = new
            self.endResetModel()
        self._places = {entry.row: place for place, entry in enumerate(new) if entry.step is not None}

    def _wanted(self) -> list[Entry]:
        made: list[Entry] = []
        headings = iter(sorted(self._headings, key=lambda each: each.first))
        coming = next(headings, None)
        waiting: Heading | None = None
        needle = self._filters.text.casefold()
        for place, row in enumerate(self._rows):
            if coming is not None and coming.first <= place:
                waiting, coming = coming, next(headings, None)
            if not self._passes(row, needle):
                continue
            if waiting is not None:
                made.append(Entry(waiting.first, waiting.title, None, waiting.facts))
                waiting = None
            text = " ".join(self._source[row.start : min(row.end, row.start + FIRST_WORDS)].split())
            made.append(Entry(place, text, row))
        return made

    def _passes(self, row: Row, needle: str) -> bool:
        filters = self._filters
        if filters.kinds and row.kind not in filters.kinds:
            return False
        if filters.marks and not filters.marks & set(row.marks):
            return False
        return not needle or needle in self._source[row.start : row.end].casefold()


class OutlinePainter(QStyledItemDelegate):
    """Number, kind, first words and marks of a step; a phase's title."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        entry: Entry = index.data(EntryRole)
        rect: QRect = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.save()
        if entry.step is None:
            self._paint_heading(painter, rect, entry)
        else:
            if option.state & MARKED:  # the others have nothing behind them, and drawing that takes its time
                widget = option.widget
                widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
            palette: QPalette = option.palette
            self._paint_step(painter, rect, entry, entry.step, palette)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        theme = self._theme
        small = look.small(theme.name)
        facts = QFontMetrics(small).horizontalAdvance(entry.facts)
        bottom = int(Qt.AlignmentFlag.AlignBottom)
        painter.setFont(small)
        painter.setPen(theme.color("faint"))
        painter.drawText(rect.adjusted(0, 0, 0, -5), bottom | int(Qt.AlignmentFlag.AlignRight), entry.facts)
        painter.setFont(look.small(theme.name, True))
        painter.setPen(theme.color("muted"))
        left = rect.adjusted(0, 0, -facts - MARGIN, -5)
        title = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, bottom | int(Qt.AlignmentFlag.AlignLeft), title)

    def _paint_step(self, painter: QPainter, rect: QRect, entry: Entry, row: Row, palette: QPalette) -> None:
        theme, middle = self._theme, QRectF(rect).center().y() + 0.5
        painter.setFont(look.small(theme.name))
        painter.setPen(theme.color("faint"))
        number = QRect(rect.left(), rect.top(), NUMBER - 6, rect.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(row.number))
        chip = QRectF(rect.left() + NUMBER, middle - look.CHIP / 2, look.CHIP, look.CHIP)
        look.paint_chip(painter, theme, chip, row.kind)
        right = rect.right() - MARK_STEP * len(row.marks)
        for place, sort in enumerate(row.marks):
            look.paint_mark(painter, theme, QPointF(right + MARK_STEP * (place + 0.5), middle), sort, weight=row.weight)
        words = QRect(rect.left() + NUMBER + look.CHIP + MARGIN, rect.top(), 0, rect.height())
        words.setRight(right - 4)
        painter.setFont(look.plain(theme.name))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        text = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
