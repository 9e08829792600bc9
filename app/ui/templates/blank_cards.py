"""The variables of a template in its editor: one card for each, added, moved up and removed."""

from typing import get_args

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.templates.fault_label import FaultLabel
from app.ui.templates.states import BlankFields, BlankKind
from app.ui.templates.text_boxes import LongText
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

KINDS: tuple[BlankKind, ...] = get_args(BlankKind)


class BlankCard(QFrame):
    """Name, label, type, default, and the choices or range of one variable."""

    typed = Signal()
    remove_wished = Signal()
    raise_wished = Signal()

    def __init__(self, blank: BlankFields, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._name, self._label, self._extent = QLineEdit(blank.name), QLineEdit(blank.label), QLineEdit(blank.extent)
        self._default, self._long = QLineEdit(), LongText(theme)
        self._kind = QComboBox()
        names = (
            *(self.tr("Text"), self.tr("Long text"), self.tr("Choice"), self.tr("Number")),
            *(self.tr("Several choices"), self.tr("Yes or no"), self.tr("Text file"), self.tr("Today's date")),
            *(self.tr("Clipboard"), self.tr("Last answer"), self.tr("Checker's report")),
        )
        for kind, name in zip(KINDS, names, strict=True):
            self._kind.addItem(name, kind)
        self._kind.setCurrentIndex(KINDS.index(blank.kind))
        self._last_kind = blank.kind
        self._put_default(blank.default)
        self._problem = FaultLabel()
        self._lay_out(theme)
        self._suit()
        for line in (self._name, self._label, self._extent, self._default):
            line.setCursorPosition(0)
        for line in (self._name, self._label, self._extent, self._default):
            line.textChanged.connect(self.typed)
        self._long.textChanged.connect(self.typed)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self.show_problem("")

    def fields(self) -> BlankFields:
        kind = KINDS[self._kind.currentIndex()]
        default = self._long.exact() if kind == "long" else self._default.text()
        extent = self._extent.text() if kind in ("choice", "choices", "number") else ""
        return BlankFields(self._name.text().strip(), self._label.text(), kind, default, extent)

    def show_problem(self, why: str) -> None:
        self._problem.tell(why)

    def problem(self) -> str:
        return self._problem.text()

    def enter(self) -> None:
        self._name.setFocus()
        self._name.selectAll()

    def _lay_out(self, theme: Theme) -> None:
        up = IconButton("arrow-up", self.tr("Move up"), theme)
        up.clicked.connect(self.raise_wished)
        remove = IconButton("trash-2", self.tr("Remove this variable"), theme)
        remove.clicked.connect(self.remove_wished)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(up)
        buttons.addWidget(remove)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self._extent_label = QLabel()
        cells: tuple[tuple[QLabel, QWidget, int, int], ...] = (
            (QLabel(self.tr("Name")), self._name, 0, 0),
            (QLabel(self.tr("Label")), self._label, 0, 1),
            (QLabel(self.tr("Type")), self._kind, 0, 2),
            (QLabel(self.tr("Default")), self._default, 2, 0),
            (self._extent_label, self._extent, 2, 1),
        )
        for label, edit, row, column in cells:
            label.setProperty("role", "label")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(edit)
            edit.setAccessibleName(label.text())
            wide = 2 if edit is self._extent else 1
            grid.addWidget(label, row, column, 1, wide)
            grid.addWidget(edit, row + 1, column, 1, wide)
        self._long.setAccessibleName(self.tr("Default"))
        grid.addWidget(self._long, 3, 0, 1, 4)
        grid.addLayout(buttons, 1, 3)
        grid.addWidget(self._problem, 4, 0, 1, 4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 1)

    def _on_kind(self) -> None:
        """The default goes along to the box of the new type."""
        default = self._long.exact() if self._last_kind == "long" else self._default.text()
        self._last_kind = KINDS[self._kind.currentIndex()]
        self._put_default(default)
        self._suit()
        self.typed.emit()

    def _put_default(self, default: str) -> None:
        with QSignalBlocker(self._long), QSignalBlocker(self._default):
            if self._last_kind == "long":
                self._long.setPlainText(default)
            else:
                self._default.setText(default)

    def _suit(self) -> None:
        """Show what the type needs."""
        kind = self._last_kind
        self._long.setVisible(kind == "long")
        self._default.setVisible(kind != "long")
        for part in (self._extent, self._extent_label):
            part.setVisible(kind in ("choice", "choices", "number"))
        offered = kind in ("choice", "choices")
        told = self.tr("Choices, with | between") if offered else self.tr("Range (may be empty)")
        self._extent_label.setText(told)
        self._extent.setAccessibleName(told)
        self._extent.setPlaceholderText(self.tr("one | another") if offered else "1 – 10")


class BlankCards(QWidget):
    """All variables of a template."""

    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: list[BlankCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        add = QPushButton(self.tr("Add a variable"))
        add.setAutoDefault(False)
        add.clicked.connect(self._add_new)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        self._column.addLayout(row)

    def show_blanks(self, blanks: tuple[BlankFields, ...]) -> None:
        if blanks == self.fields():
            return
        for card in self.cards:
            self._drop(card)
        self.cards = []
        for blank in blanks:
            self._add(blank)

    def fields(self) -> tuple[BlankFields, ...]:
        return tuple(card.fields() for card in self.cards)

    def show_problems(self, wrong: dict[str, str]) -> None:
        for card in self.cards:
            card.show_problem(wrong.get(card.fields().name, ""))

    def _add(self, blank: BlankFields) -> BlankCard:
        card = BlankCard(blank, self._theme)
        self._column.insertWidget(len(self.cards), card)
        self.cards.append(card)
        card.typed.connect(self.typed)
        card.remove_wished.connect(lambda: self._remove(card))
        card.raise_wished.connect(lambda: self._raise(card))
        return card

    def _add_new(self) -> None:
        taken = {blank.name for blank in self.fields()}
        number = next(n for n in range(1, len(taken) + 2) if f"variable_{n}" not in taken)
        card = self._add(BlankFields(f"variable_{number}", "", "text", ""))
        self.typed.emit()
        card.enter()

    def _remove(self, card: BlankCard) -> None:
        self.cards.remove(card)
        self._drop(card)
        self.typed.emit()

    def _raise(self, card: BlankCard) -> None:
        at = self.cards.index(card)
        if at:
            self.cards.insert(at - 1, self.cards.pop(at))
            self._column.insertWidget(at - 1, card)
            self.typed.emit()

    def _drop(self, card: BlankCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
