"""The exact prompt, as text and as tokens, with what was left out of it. Decides nothing."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.prompt.states import PromptState
from app.ui.prompt.tokens import TokenView
from app.ui.prompt.visible import SPECIAL, readable
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segmented import Segmented

WIDTH, HEIGHT = 780, 640
SMALLEST = (360, 320)
MOST_MARKED = 2000
"""Special tokens that are told from the text around them; a text that imitates them by the thousand is left plain."""


class PromptDialog(QDialog):
    """Opened with nothing; `show_state` fills it, as often as more is known."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumSize(*SMALLEST)
        self.resize(WIDTH, HEIGHT)
        self._theme = theme
        self._state = PromptState()
        self._how = Segmented([("text", self.tr("Text")), ("tokens", self.tr("Tokens"))], theme)
        self._how.setAccessibleName(self.tr("How to show the prompt"))
        self._count, self._left_out, self._note = QLabel(), QLabel(), QLabel()
        self._waiting, self._current = QLabel(), ElidedLabel()
        self.text = QPlainTextEdit()
        self.tokens = TokenView(theme)
        self._pages = QStackedWidget()
        self._copy = QPushButton(icon("copy", theme), self.tr("Copy"))
        self._prepare()
        self._lay_out()
        self._how.chosen.connect(self._on_chosen)
        self._copy.clicked.connect(self.copy)
        self.tokens.current_changed.connect(self._show_current)
        self.show_state(PromptState(waiting=self.tr("Asking the model…")))

    def show_state(self, state: PromptState) -> None:
        self._state = state
        # What a model or a file says may hold anything; the copy button gives it as it is.
        self.text.setPlainText(readable(state.text))
        self._mark_special()
        self.tokens.set_tokens(state.ids, state.pieces)
        self._count.setText(self._counted(state))
        for label, text in (
            (self._left_out, self._said_of_left_out(state)),
            (self._note, state.note),
            (self._waiting, state.waiting),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._how.setEnabled(not state.waiting)
        self._copy.setEnabled(not state.waiting)
        self._show_page()

    def show_as(self, how: str) -> None:
        """ "text" or "tokens"."""
        self._how.set_value(how)
        self._show_page()

    def words(self) -> str:
        """Everything that is said about the prompt."""
        labels = (self._count, self._left_out, self._note, self._waiting)
        return "\n".join(label.text() for label in labels if not label.isHidden() and label.text())

    def copy(self) -> None:
        """The text as it is; of the tokens their ids."""
        tokens = self._how.value() == "tokens"
        text = " ".join(map(str, self._state.ids)) if tokens else self._state.text
        QGuiApplication.clipboard().setText(text)

    # ---- details ------------------------------------------------------------------------------------------------

    def _counted(self, state: PromptState) -> str:
        if not state.tokens:
            return ""
        if not state.n_ctx:
            return self.tr("%Ln token(s)", "", state.tokens)
        locale = QLocale()
        return self.tr("{tokens} of {total} tokens").format(
            tokens=locale.toString(state.tokens), total=locale.toString(state.n_ctx)
        )

    def _said_of_left_out(self, state: PromptState) -> str:
        if not state.saved or state.thoughts == 0:
            return ""
        saved = self.tr("%Ln token(s) saved", "", state.saved)
        if state.thoughts is None:
            return self.tr("The template leaves out earlier thinking: {saved}.").format(saved=saved)
        left_out = self.tr("%Ln earlier thought(s) left out", "", state.thoughts)
        return self.tr("{left_out}: {saved}.").format(left_out=left_out, saved=saved)

    def _mark_special(self) -> None:
        made = QTextCharFormat()
        made.setForeground(self._theme.color("info"))
        made.setBackground(self._theme.color("info_ground"))
        marked: list[QTextEdit.ExtraSelection] = []
        text = self.text.toPlainText()
        for found in SPECIAL.finditer(text):
            if len(marked) >= MOST_MARKED:
                marked = []
                break
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.text.document())
            # Positions in a document count UTF-16.
            cursor.setPosition(_units(text, found.start()))
            cursor.setPosition(_units(text, found.end()), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, made
            marked.append(selection)
        self.text.setExtraSelections(marked)

    def _on_chosen(self) -> None:
        self._show_page()
        (self.tokens if self._how.value() == "tokens" else self.text).setFocus()

    def _show_page(self) -> None:
        tokens = self._how.value() == "tokens"
        self._pages.setCurrentWidget(self.tokens if tokens else self.text)
        self._copy.setText(self.tr("Copy the ids") if tokens else self.tr("Copy the text"))
        self._pages.setVisible(not self._state.waiting)
        self._copy.setEnabled(bool(self._state.ids if tokens else self._state.text))
        self._show_current(self.tokens.current)

    def _show_current(self, place: int) -> None:
        seen = place >= 0 and self._how.value() == "tokens"
        self._current.setText(self.tokens.describe(place) if seen else "")

    def _prepare(self) -> None:
        self.text.setReadOnly(True)
        self.text.setFont(self._theme.font("mono", self._theme.sizes.code))
        self.text.setAccessibleName(self.tr("Text of the prompt"))
        for label in (self._count, self._left_out, self._note, self._waiting, self._current):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._left_out, self._note, self._waiting):
            label.setWordWrap(True)
        for label in (self._note, self._waiting, self._current):
            label.setProperty("role", "hint")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(self.text)
        self._pages.addWidget(self.tokens)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._how)
        top.addStretch(1)
        top.addWidget(self._count)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        # Enter is for the text and the tokens, not for a button nobody went to.
        for button in (close, self._copy):
            button.setAutoDefault(False)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self._current, 1)
        bottom.addWidget(self._copy)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addLayout(top)
        for label in (self._left_out, self._note):
            column.addWidget(label)
        column.addWidget(self._waiting, 1)
        column.addWidget(self._pages, 1)
        column.addLayout(bottom)


def _units(text: str, at: int) -> int:
    """UTF-16 units of the first `at` characters of `text`."""
    return len(text[:at].encode("utf-16-le")) // 2
