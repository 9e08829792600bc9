"""The reader's own marks on a step: highlight, rating, a label of one's own, a note. Said as soon as they are set."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from app.ui.explorer.plain import label
from app.ui.explorer.states import Marks
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip

RATINGS = (1, 2, 3, 4, 5)
NOTE_LINES = 3
WAIT_MS = 600
"""After the last key a note is kept."""


class Marking(QWidget):
    """Shows the marks of a row; says what they are to be."""

    wished = Signal(int, object)
    """Row, and Marks that it shall have."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._marks = -1, Marks()
        self._highlight = self._button(icon("pencil", theme), self.tr("Highlight this step"))
        self._highlight.clicked.connect(lambda on: self._wish(replace(self._now(), highlighted=on)))
        self._ratings = {value: self._rating(value) for value in RATINGS}
        self._labels = QComboBox()
        self._labels.setEditable(True)
        self._labels.setAccessibleName(self.tr("A label for this step"))
        line = self._labels.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("A label of your own"))
        line.setClearButtonEnabled(True)
        line.editingFinished.connect(self._on_label)
        self._labels.activated.connect(self._on_label)
        self._note = QPlainTextEdit()
        self._note.setPlaceholderText(self.tr("A note on this step"))
        self._note.setAccessibleName(self.tr("A note on this step"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(NOTE_LINES * self._note.fontMetrics().lineSpacing() + 20)
        self._note.textChanged.connect(self._on_typed)
        self._note.installEventFilter(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.settle)
        self._lay_out()

    def show_marks(self, row: int, marks: Marks, known: tuple[str, ...]) -> None:
        """known: labels that there are. What is being typed into the note of this row is left alone."""
        if row != self._row:
            self.settle()
        typing = row == self._row and self._note.toPlainText() != self._marks.note
        self._row, self._marks = row, marks
        self._highlight.setChecked(marks.highlighted)
        for value, button in self._ratings.items():
            button.setChecked(value == marks.rating)
        with QSignalBlocker(self._labels):
            if [self._labels.itemText(place) for place in range(self._labels.count())] != list(known):
                self._labels.clear()
                self._labels.addItems(known)
            self._labels.setCurrentText(marks.label)
        if not typing:
            with QSignalBlocker(self._note):
                self._note.setPlainText(marks.note)

    def settle(self) -> None:
        """Say what was typed and not said yet."""
        self._soon.stop()
        if self._row >= 0 and self._now() != self._marks:
            self._wish(self._now())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._note and event.type() == QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def _now(self) -> Marks:
        """What the fields say."""
        name = " ".join(self._labels.currentText().split())
        rating = next((value for value, button in self._ratings.items() if button.isChecked()), 0)
        return Marks(self._highlight.isChecked(), name, self._note.toPlainText(), rating)

    def _wish(self, marks: Marks) -> None:
        self._soon.stop()
        if self._row >= 0 and marks != self._marks:
            self._marks = marks
            self.wished.emit(self._row, marks)

    def _on_typed(self) -> None:
        if self._note.toPlainText() != self._marks.note:
            self._soon.start()

    def _on_label(self) -> None:
        self._wish(self._now())

    def _on_rated(self, value: int, on: bool) -> None:
        for other, button in self._ratings.items():
            button.setChecked(on and other == value)
        self._wish(self._now())

    def _rating(self, value: int) -> QToolButton:
        button = QToolButton()
        button.setText(str(value))
        button.setCheckable(True)
        name = self.tr("Rate this step: {value} of 5").format(value=value)
        button.setAccessibleName(name)
        set_tip(button, name)
        button.clicked.connect(lambda on: self._on_rated(value, on))
        return button

    def _button(self, picture: QIcon, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(picture)
        button.setCheckable(True)
        button.setAccessibleName(name)
        set_tip(button, name)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(label(self.tr("Your marks"), "label"))
        head.addStretch(1)
        for button in (self._highlight, *self._ratings.values()):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._labels)
        column.addWidget(self._note)
