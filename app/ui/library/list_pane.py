"""The weights to choose from: filters, a list under headings, and what to do when it is empty."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from app.ui.library.filter_bar import FilterBar
from app.ui.library.list_rows import LinePainter, LineRole
from app.ui.library.states import Line, ListState, Nothing
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState

KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class ListPane(QWidget):
    """Search and choose. The arrow keys move in the list also while one types into the search field."""

    filters_changed = Signal(object)
    """FilterState."""
    select_wished = Signal(str)
    """Key of a line."""
    enter_wished = Signal()
    """On to the details."""
    nothing_pressed = Signal()
    """The button of what stands in place of an empty list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters = FilterBar()
        self.filters.changed.connect(self.filters_changed)
        self.filters.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Weights"))
        self.list.setItemDelegate(LinePainter(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(self._say_selected)
        self.list.itemClicked.connect(self._say_pressed)
        self.list.installEventFilter(self)
        self._lines: tuple[Line, ...] = ()
        self._nothing: Nothing | None = None
        self._foot = ElidedLabel()
        self._foot.setProperty("role", "hint")

        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(below, 1)
        column.addWidget(self._foot)

    def show_list(self, state: ListState) -> None:
        self.filters.show_filters(state.filters)
        with QSignalBlocker(self.list):
            # Never built anew under the pointer: a click arrives here while the list still handles it.
            if [(line.key, line.heading) for line in state.lines] == [(line.key, line.heading) for line in self._lines]:
                self._refresh(state.lines)
            else:
                self._fill(state.lines)
            self._mark(state.selected)
        if state.nothing != self._nothing:
            self._show_nothing(state.nothing)
        self._stack.setCurrentIndex(0 if state.nothing is None else 1)
        self._foot.setText(state.busy or self.tr("%n set(s) of weights", "", len(state.lines)))

    def message(self) -> str:
        """What stands in place of the list; empty while there is one."""
        shown = self._stack.currentWidget()
        return shown.text() if isinstance(shown, EmptyState) else ""

    def foot(self) -> str:
        return self._foot.text()

    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def _fill(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        bar = self.list.verticalScrollBar()
        at = bar.value()
        self.list.clear()
        heading = ""
        for line in lines:
            if line.heading != heading:
                heading = line.heading
                QListWidgetItem(heading, self.list).setFlags(Qt.ItemFlag.NoItemFlags)
            self._put(QListWidgetItem(line.name, self.list), line)
        bar.setValue(at)

    def _refresh(self, lines: tuple[Line, ...]) -> None:
        """The same weights with other figures: only those items are touched that changed."""
        items = [item for item in map(self.list.item, range(self.list.count())) if item.data(LineRole) is not None]
        for item, old, new in zip(items, self._lines, lines, strict=True):
            if old != new:
                self._put(item, new)
        self._lines = lines

    def _put(self, item: QListWidgetItem, line: Line) -> None:
        item.setText(line.name)
        item.setData(LineRole, line)
        told = (line.stage or line.fit.word, line.facts, self.tr("on this computer") if line.here else "")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((line.name, *filter(None, told))))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, line.fit.reason)

    def _show_nothing(self, nothing: Nothing | None) -> None:
        self._nothing = nothing
        old = self._stack.widget(1)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        if nothing is not None:
            empty = EmptyState(nothing.title, nothing.hint, icon_name=nothing.icon, button=nothing.button)
            empty.button_wished.connect(self.nothing_pressed)
            self._stack.addWidget(empty)

    def _mark(self, key: str) -> None:
        for at in range(self.list.count()):
            line = self.list.item(at).data(LineRole)
            if line is not None and line.key == key:
                self.list.setCurrentRow(at)
                return
        self.list.setCurrentRow(-1)

    def _say_selected(self, item: QListWidgetItem | None) -> None:
        line = item.data(LineRole) if item is not None else None
        if isinstance(line, Line):
            self.select_wished.emit(line.key)

    def _say_pressed(self, item: QListWidgetItem) -> None:
        if item.data(LineRole) is not None:
            self.enter_wished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            search = self.filters.search
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            pressed = event.type() == QEvent.Type.KeyPress
            if watched is search and plain and event.key() == Qt.Key.Key_Escape and search.text():
                # Taken before the window's own Escape is.
                event.accept()
                if pressed:
                    search.clear()
                return True
            if pressed and plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.enter_wished.emit()
                return True
            if pressed and watched is search and plain and event.key() in KEYS:
                self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        """To the next weights in a direction, over headings."""
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).data(LineRole) is not None:
                self.list.setCurrentRow(at)
                return
            at += by
