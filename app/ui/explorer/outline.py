"""The outline of a trace: its phases and steps, what to filter them by, and words to look for."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.trace.kind_names import KINDS, KindName
from app.ui.explorer import look, wording
from app.ui.explorer.outline_rows import EntryRole, OutlinePainter, OutlineRows
from app.ui.explorer.states import MARKS, Filters, Heading, MarkSort, Row
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.tips import set_tip

EDGE = 20


class Outline(QWidget):
    """Shows rows and headings; says which row is wished for."""

    row_wished = Signal(int)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._filters, self._count = theme, Filters(), 0
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the steps"))
        self.search.setAccessibleName(self.tr("Search the steps"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self._narrow(replace(self._filters, text=text.strip())))
        self.kinds = {kind: self._kind_button(kind) for kind in KINDS}
        self.marks = {sort: self._mark_button(sort) for sort in MARKS}
        self.rows = OutlineRows(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Steps of the thinking"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(OutlinePainter(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._foot = ElidedLabel()
        self._foot.setProperty("role", "hint")
        self._showing = False
        self._lay_out()

    # ---- states -------------------------------------------------------------------------------------------------

    def show_rows(self, source: str, rows: Sequence[Row], headings: Sequence[Heading]) -> None:
        self._count = len(rows)
        self._showing = True
        self.rows.show_rows(source, rows, headings)
        self._showing = False
        self._tell()

    def show_row(self, row: int) -> None:
        """Mark a row, where the filters let it through."""
        place = self.rows.place_of(row)
        self._showing = True
        if place >= 0:
            self.list.setCurrentIndex(self.rows.index(place))
        else:
            self.list.clearSelection()
        self._showing = False

    @property
    def filters(self) -> Filters:
        return self._filters

    def show_marks(self, *sorts: MarkSort) -> None:
        """Filter by marks, as if their buttons had been pressed."""
        for sort, button in self.marks.items():
            button.setChecked(sort in sorts)

    def foot(self) -> str:
        return self._foot.text()

    # ---- inside -------------------------------------------------------------------------------------------------

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        if self._showing or not current.isValid():
            return
        self.row_wished.emit(current.data(EntryRole).row)

    def _narrow(self, filters: Filters) -> None:
        if filters == self._filters:
            return
        self._filters = filters
        self._showing = True
        self.rows.show_filters(filters)
        self._showing = False
        self._tell()

    def _on_toggled(self) -> None:
        kinds = frozenset(kind for kind, button in self.kinds.items() if button.isChecked())
        marks = frozenset(sort for sort, button in self.marks.items() if button.isChecked())
        self._narrow(replace(self._filters, kinds=kinds, marks=marks))

    def _clear(self) -> None:
        self.search.clear()
        for button in (*self.kinds.values(), *self.marks.values()):
            button.setChecked(False)

    def _tell(self) -> None:
        shown = sum(entry.step is not None for entry in self.rows.entries())
        text = self.tr("%n step(s)", "", self._count)
        if self._filters.narrowed:
            text = self.tr("{shown} of {all}").format(shown=shown, all=text)
        self._foot.setText(text)
        self._stack.setCurrentIndex(1 if self._filters.narrowed and not shown else 0)

    def _kind_button(self, kind: KindName) -> QToolButton:
        def paint(painter: QPainter, rect: QRectF) -> None:
            look.paint_chip(painter, self._theme, rect.adjusted(1, 1, -1, -1), kind)

        return self._button(wording.kind(kind), paint)

    def _mark_button(self, sort: MarkSort) -> QToolButton:
        def paint(painter: QPainter, rect: QRectF) -> None:
            look.paint_mark(painter, self._theme, rect.center(), sort, 11)

        return self._button(wording.mark(sort), paint)

    def _button(self, name: str, paint: Callable[[QPainter, QRectF], None]) -> QToolButton:
        ratio = 2
        picture = QPixmap(EDGE * ratio, EDGE * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint(painter, QRectF(0, 0, EDGE, EDGE))
        painter.end()
        button = QToolButton()
        button.setIcon(QIcon(picture))
        button.setIconSize(QSize(EDGE, EDGE))
        button.setCheckable(True)
        button.setAccessibleName(name)
        set_tip(button, name)
        button.toggled.connect(self._on_toggled)
        return button

    def _lay_out(self) -> None:
        kinds, marks = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((kinds, self.kinds.values()), (marks, self.marks.values())):
            row.setSpacing(0)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.list)
        nothing = EmptyState(
            self.tr("No such step"),
            self.tr("Nothing passes these filters."),
            icon_name="search",
            button=self.tr("Show all steps"),
        )
        nothing.button_wished.connect(self._clear)
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 4, 8)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addLayout(kinds)
        column.addLayout(marks)
        column.addWidget(below, 1)
        column.addWidget(self._foot)
