"""The chosen token: how sure the model was, and what might have stood there instead, raw and after the sampler."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.conversation.chooser import percent
from app.ui.conversation.places import visible
from app.ui.explorer.plain import Facts, label
from app.ui.explorer.states import Choice, TokenState
from app.ui.theme import Theme

ROW = 28
MOST_ROWS = 8
LONGEST = 60
EDGE = 34
"""Pixels of the head and the frame of the table."""


class TokenPane(QWidget):
    """Shows a `TokenState`; says what is wished instead of the token."""

    fork_wished = Signal(object)
    """Choice."""
    text_wished = Signal(str)
    """What was typed in its place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._state = theme, None  # type: Theme, TokenState | None
        self._title, self._text = label(role="heading"), label()
        self._text.setFont(theme.font("mono", theme.sizes.heading))
        self._facts = Facts()
        self.table = self._make_table()
        self._none = label(self.tr("No alternatives were kept for this token."), "hint")
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(self.tr("or type what comes here"))
        self._typed.setAccessibleName(self.tr("Text in place of this token"))
        self._fork = QPushButton(self.tr("Fork here"))
        self._fork.setProperty("role", "primary")
        self._hint = label(
            self.tr("Choose a token in the text, or walk through them with the left and right keys."), "hint"
        )
        self._typed.textChanged.connect(self._enable)
        self._typed.returnPressed.connect(self.fork)
        self._fork.clicked.connect(self.fork)
        self.table.itemSelectionChanged.connect(self._enable)
        self.table.itemActivated.connect(lambda _: self.fork())
        self._lay_out()
        self.show_token(None)

    def show_token(self, state: TokenState | None) -> None:
        kept = self._chosen() if self._same(state) else None
        if not self._same(state):
            self._typed.clear()
        self._state = state
        for widget in (self._title, self._text, self._facts, self.table, self._none, self._typed, self._fork):
            widget.setVisible(state is not None)
        self._hint.setVisible(state is None)
        if state is None:
            return
        self._title.setText(state.title)
        self._text.setText(visible(state.text[:LONGEST]))
        self._facts.show_facts(state.facts)
        self.table.clear()
        for choice in state.choices:
            row = self._row(choice)
            self.table.addTopLevelItem(row)
            row.setSelected(kept is not None and choice.id == kept.id)
        self.table.setFixedHeight(min(MOST_ROWS, len(state.choices)) * ROW + EDGE)
        self.table.setVisible(bool(state.choices))
        self._none.setVisible(not state.choices)
        self._enable()

    def title(self) -> str:
        return self._title.text()

    def fork(self) -> None:
        """Wish for what was typed, else for the chosen alternative."""
        choice, typed = self._chosen(), self._typed.text()
        if self._state is None or not self._state.can_branch:
            return
        if typed:
            self.text_wished.emit(typed)
        elif choice is not None:
            self.fork_wished.emit(choice)

    def _same(self, state: TokenState | None) -> bool:
        return state is not None and self._state is not None and state.first == self._state.first

    def _chosen(self) -> Choice | None:
        rows = self.table.selectedItems()
        row = self.table.indexOfTopLevelItem(rows[0]) if rows else -1
        choices = self._state.choices if self._state is not None else ()
        return choices[row] if 0 <= row < len(choices) and choices[row].can_be_taken else None

    def _enable(self) -> None:
        can = self._state is not None and self._state.can_branch
        self._typed.setEnabled(can)
        self._fork.setEnabled(can and (bool(self._typed.text()) or self._chosen() is not None))

    def _row(self, choice: Choice) -> QTreeWidgetItem:
        text = visible(choice.text) if choice.text is not None else self.tr("token no. {id}").format(id=choice.id)
        sampled = "" if choice.sampled is None else percent(choice.sampled) if choice.sampled > 0 else self.tr("cut")
        row = QTreeWidgetItem([f"▸ {text}" if choice.stands else text, percent(choice.raw), sampled])
        for column in (1, 2):
            row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setSizeHint(0, QSize(0, ROW))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row.setFlags(flags if choice.can_be_taken else Qt.ItemFlag.ItemIsEnabled)
        return row

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setColumnCount(3)
        table.setHeaderLabels([self.tr("Token"), self.tr("Raw"), self.tr("Sampler")])
        table.setAccessibleName(self.tr("Tokens that might have stood here"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            table.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        return table

    def _lay_out(self) -> None:
        typing = QHBoxLayout()
        typing.setSpacing(8)
        typing.addWidget(self._typed, 1)
        typing.addWidget(self._fork)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        for widget in (self._hint, self._title, self._text, self._facts, self.table, self._none):
            column.addWidget(widget)
        column.addLayout(typing)
        column.addStretch(1)
