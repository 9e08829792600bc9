"""The left half of the verse page: one's own text or the answer that is being written, its form and rhyme book."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.forms.verse import BOOKS, FORMS
from app.ui.theme import Theme
from app.ui.verse.poem_edit import PoemEdit
from app.ui.verse.replacing import ReplacePane
from app.ui.verse.states import Followed, Source
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tips import set_tip

FORM_VALUES = ("auto", *FORMS)


class WritingPane(QWidget):
    """Two texts of which one is in sight; only the person's own can be changed."""

    text_changed = Signal()
    options_changed = Signal()
    source_chosen = Signal(str)
    """Source."""
    take_wished = Signal()
    """The answer is to become the person's own text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit, self.answer = PoemEdit(theme), PoemEdit(theme, read_only=True)
        self.edit.setAccessibleName(self.tr("Poem"))
        self.edit.setPlaceholderText(self.tr("Write or paste a poem"))
        self.answer.setAccessibleName(self.tr("Answer of the open conversation"))
        self.answer.setPlaceholderText(
            self.tr("What the open conversation answers is checked here while it is written.")
        )
        self.source = Segmented([("own", self.tr("My text")), ("answer", self.tr("Answer"))], theme)
        self.source.setAccessibleName(self.tr("What is checked"))
        self.form, self.book = QComboBox(), QComboBox()
        self.form.setAccessibleName(self.tr("Form"))
        self.book.setAccessibleName(self.tr("Rhyme book"))
        self.form.addItems([self.tr("Any form"), *FORMS])
        self.book.addItems(BOOKS)
        self.replacing = ReplacePane(theme)
        self._state = ElidedLabel()
        self._state.setProperty("role", "hint")
        self._take = QPushButton(self.tr("Edit a copy"))
        set_tip(self._take, self.tr("Put this answer in the place of my text; undo brings that back"))
        self._lay_out()
        self.edit.textChanged.connect(self.text_changed)
        self.source.chosen.connect(self.source_chosen)
        self._take.clicked.connect(self.take_wished)
        for box in (self.form, self.book):
            box.activated.connect(lambda _: self.options_changed.emit())
        self.show_followed(Followed())

    def text(self) -> str:
        """The person's own."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in place of what is there; undo brings the old one back."""
        cursor = QTextCursor(self.edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)

    def put(self, start: int, length: int, char: str) -> None:
        """Put a character in the place of another; both counted in UTF-16 units."""
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(char)

    def options(self) -> tuple[str, str]:
        """Form and rhyme book."""
        return FORM_VALUES[self.form.currentIndex()], BOOKS[self.book.currentIndex()]

    def show_options(self, form: str, book: str) -> None:
        for box, value, values in ((self.form, form, FORM_VALUES), (self.book, book, BOOKS)):
            with QSignalBlocker(box):
                box.setCurrentIndex(values.index(value) if value in values else 0)

    def show_source(self, source: Source) -> None:
        self.source.set_value(source)
        self._texts.setCurrentIndex(0 if source == "own" else 1)
        self._below.setVisible(source == "answer")

    def show_followed(self, followed: Followed) -> None:
        """The answer as it is now."""
        self.source.set_label("answer", self.tr("Answer, being written") if followed.growing else self.tr("Answer"))
        self.answer.grow_to(followed.text)
        told = self.tr("Followed while it is written") if followed.growing else self.tr("The last answer")
        self._state.setText(told if followed.text or followed.growing else "")
        self._take.setEnabled(bool(followed.text.strip()))

    def enter(self) -> None:
        (self.edit if self.source.value() == "own" else self.answer).setFocus()

    def _lay_out(self) -> None:
        options = QHBoxLayout()
        options.setSpacing(8)
        options.addWidget(self.form, 1)
        options.addWidget(self.book, 1)
        texts = QWidget()
        self._texts = QStackedLayout(texts)
        self._texts.addWidget(self.edit)
        self._texts.addWidget(self.answer)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._state, 1)
        below.addWidget(self._take)
        source = QHBoxLayout()
        source.addWidget(self.source)
        source.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 12, 16)
        column.setSpacing(8)
        column.addLayout(source)
        column.addLayout(options)
        column.addWidget(texts, 1)
        column.addWidget(self._below)
        column.addWidget(self.replacing)
        self.show_source("own")
