"""Earlier forms of poems and code in a thinking: a list of them, and the chosen one against its final form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from app.ui.explorer.difference import Difference
from app.ui.explorer.plain import label
from app.ui.explorer.states import DraftLine
from app.ui.theme import Theme
from app.ui.widgets.empty import EmptyState

LineRole = Qt.ItemDataRole.UserRole + 1
SEEN = 4
"""Lines of the list that are in sight at once."""


class DraftsPane(QWidget):
    """Shows lines; says which step is wished for."""

    row_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[DraftLine, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Drafts in the thinking"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        hint = label(self.tr("Struck out: draft only. Underlined: answer only."), "hint")
        self.difference = Difference(theme)
        self.difference.setAccessibleName(self.tr("The draft against its final form"))
        self._empty = EmptyState(
            self.tr("No drafts"),
            self.tr(
                "Poems and code of a finished answer stand here beside earlier forms that the thinking has of them."
            ),
            icon_name="pencil",
        )
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        hint.setContentsMargins(12, 6, 12, 6)
        frame = QVBoxLayout()
        frame.setContentsMargins(8, 0, 8, 8)
        frame.addWidget(self.difference)
        column.addWidget(self.list)
        column.addWidget(hint)
        column.addLayout(frame, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(below)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)

    def show_drafts(self, lines: Sequence[DraftLine]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.list.blockSignals(True)
            self.list.clear()
            for line in lines:
                item = QListWidgetItem(line.text, self.list)
                item.setData(LineRole, line)
            self.list.setCurrentRow(0)
            self.list.blockSignals(False)
            if lines:
                self.list.setFixedHeight(self.list.sizeHintForRow(0) * min(len(lines), SEEN) + 4)
                self._show(lines[0])
        self._stack.setCurrentIndex(0 if lines else 1)

    def lines(self) -> tuple[DraftLine, ...]:
        return self._lines

    @property
    def empty(self) -> bool:
        """Whether it says that there is nothing."""
        return self._stack.currentIndex() == 1

    def _choose(self, item: QListWidgetItem | None) -> None:
        line = item.data(LineRole) if item is not None else None
        if isinstance(line, DraftLine):
            self._show(line)
            self.row_wished.emit(line.row)

    def _show(self, line: DraftLine) -> None:
        theme = self._theme
        code = line.kind == "code"
        self.difference.setFont(theme.font("mono") if code else theme.font(size=theme.sizes.answer))
        self.difference.show_stretches(line.stretches)
