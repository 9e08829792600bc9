"""The page of a comparison: versions to choose, their figures and strips, their steps or answers. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.ui.compare.answers import Answers
from app.ui.compare.states import Compared, Version
from app.ui.compare.strip import Strip
from app.ui.compare.table import NOTE_WIDTH, StepsTable
from app.ui.explorer.legend import Legend
from app.ui.explorer.plain import label
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tips import set_tip

EDGE = 12


class ComparePage(QWidget):
    """Shows versions and a comparison; says what is wished."""

    close_wished = Signal()
    chosen = Signal(int, bool)
    """An answer shall be compared, or no longer."""
    only_wished = Signal(bool)
    """Only steps that one version alone has."""
    step_wished = Signal(int, int)
    """Column and row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explorer")
        self._theme = theme
        self._question = ElidedLabel()
        self._summary = label(wrap=True)
        self._versions = QHBoxLayout()
        self._versions.setSpacing(12)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self.shown = Segmented([("steps", self.tr("Steps")), ("answers", self.tr("Answers"))], theme)
        self._stack = QStackedLayout()
        self.shown.chosen.connect(lambda shown: self._stack.setCurrentIndex(0 if shown == "steps" else 1))
        self.only = QCheckBox(self.tr("Only steps that one version alone has"))
        self.only.toggled.connect(self.only_wished)
        self.table, self.answers = StepsTable(theme), Answers(theme)
        self.table.step_wished.connect(self.step_wished)
        self._lay_out(theme)

    def show_question(self, text: str) -> None:
        self._question.setText(text)

    def show_versions(self, versions: Sequence[Version]) -> None:
        while (item := self._versions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for version in versions:
            box = QCheckBox(version.name)
            box.setChecked(version.chosen)
            set_tip(box, version.facts)
            box.setAccessibleDescription(version.facts)
            box.clicked.connect(lambda on, answer=version.answer: self.chosen.emit(answer, on))
            self._versions.addWidget(box)
        self._versions.addStretch(1)

    def show_nothing(self, title: str, hint: str) -> None:
        """Say why there is nothing to compare."""
        old = self._room.widget(1)
        if old is not None:
            self._room.removeWidget(old)
            old.deleteLater()
        self._room.addWidget(EmptyState(title, hint, icon_name="columns-2"))
        self._room.setCurrentIndex(1)

    def show_compared(self, compared: Compared) -> None:
        self._room.setCurrentIndex(0)
        self._summary.setText(compared.summary)
        names = [column.name for column in compared.columns]
        self._show_grid(compared)
        self.table.show_lines(compared.lines, names)
        self.answers.show_answers(compared.answers, names)

    def facts(self, column: int) -> list[str]:
        """The figures of a version, in their order."""
        found = (self._grid.itemAtPosition(row, 1 + column) for row in range(2, self._grid.rowCount()))
        labels = (each.widget() for each in found if each is not None)
        return [each.text() for each in labels if isinstance(each, QLabel) and not each.isHidden()]

    def _show_grid(self, compared: Compared) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        longest = max(column.timeline.units for column in compared.columns)
        self._grid.setColumnMinimumWidth(0, NOTE_WIDTH)
        for row, text in enumerate(compared.labels):
            self._grid.addWidget(label(text, "hint"), 2 + row, 0)
        for place in range(4):
            self._grid.setColumnStretch(1 + place, 1 if place < len(compared.columns) else 0)
        for place, column in enumerate(compared.columns, 1):
            self._grid.addWidget(label(column.name, "label"), 0, place)
            self._grid.addWidget(Strip(self._theme, column.timeline, longest), 1, place)
            for row, text in enumerate(column.facts):
                self._grid.addWidget(label(text), 2 + row, place)

    def _line_up(self, least: int, most: int) -> None:
        """The columns of the steps under those of the figures; a scroll bar is as wide as the page's edge."""
        self._beside.setContentsMargins(EDGE, 0, 0 if most > least else EDGE, 0)

    def _lay_out(self, theme: Theme) -> None:
        picture, title = QLabel(), QLabel(self.tr("Compare"))
        picture.setPixmap(icon("columns-2", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        title.setProperty("role", "heading")
        close = IconButton("x", self.tr("Back to the conversation"), theme)
        close.clicked.connect(self.close_wished)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(8)
        for widget, stretch in ((picture, 0), (title, 0), (self._question, 1), (close, 0)):
            head.addWidget(widget, stretch)
        versions = QHBoxLayout()
        versions.setContentsMargins(12, 0, 12, 4)
        versions.addLayout(self._versions)
        below, inside = QWidget(), QVBoxLayout()
        below.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        figures = QVBoxLayout()
        figures.setContentsMargins(EDGE, 4, EDGE, 4)
        figures.addWidget(self._summary)
        figures.addLayout(self._grid)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 4, 12, 4)
        tools.setSpacing(12)
        tools.addWidget(self.shown)
        tools.addWidget(self.only)
        tools.addStretch(1)
        panes = QWidget()
        panes.setLayout(self._stack)
        lined_up = QWidget()
        self._beside = QHBoxLayout(lined_up)
        self._beside.addWidget(self.table)
        self.table.verticalScrollBar().rangeChanged.connect(self._line_up)
        self._line_up(0, 0)
        self._stack.addWidget(lined_up)
        self._stack.addWidget(self.answers)
        inside.addLayout(figures)
        inside.addWidget(Legend(theme, ("candidate",)))
        inside.addLayout(tools)
        inside.addWidget(panes, 1)
        room = QWidget()
        self._room = QStackedLayout(room)
        self._room.addWidget(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(versions)
        column.addWidget(room, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
