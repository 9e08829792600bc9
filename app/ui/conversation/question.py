"""The question of an exchange: shown as it was written, copied, edited in its place."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.conversation.input_box import InputBox
from app.ui.conversation.plain import PlainText
from app.ui.conversation.siblings import Siblings
from app.ui.conversation.states import ExchangeState
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

FOLDED_LINES = 10
"""A longer question is folded until asked for: the answer is what one came to read."""

ABOVE = 4
"""Pixels above a text of one line that set it level with the buttons."""
HEADING = 160
"""Characters that still are a heading."""
HEADING_SIZE = 17 / 16


class QuestionView(QWidget):
    """Heading of an exchange. Its text is never changed by showing it."""

    edited = Signal(str)
    sibling_wished = Signal(int)
    copied = Signal()
    resized = Signal()
    """Wants another height: editing began or ended, a long text was folded or unfolded."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._size = theme, theme.sizes.answer
        self._state: ExchangeState | None = None
        self._text = PlainText()
        self._text.setObjectName("questionText")
        self._text.setAccessibleName(self.tr("Question"))
        self._fold = QPushButton()
        self._fold.setProperty("role", "link")
        self._siblings = Siblings(self.tr("Previous version of the question"), self.tr("Next version"), theme)
        self._edit = IconButton("pencil", self.tr("Edit the question and ask again"), theme)
        self._copy = IconButton("copy", self.tr("Copy the question"), theme)
        self._editor = QWidget()
        self._box = InputBox(takes_escape=True)
        self._send = QPushButton(self.tr("Send"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._folded = True
        self._lay_out()
        self._connect()

    def show_state(self, state: ExchangeState) -> None:
        if self._state is not None and state.question_id != self._state.question_id:
            self.stop_editing()
        self._state = state
        self._text.set_text(state.question)
        self._set_face()
        self._siblings.show_ids(state.questions, state.question_id, state.can_act)
        self._edit.setEnabled(state.can_act)
        self._send.setEnabled(state.can_act)

    def set_text_size(self, pixels: int) -> None:
        self._size = pixels
        self._box.setFont(self._theme.font(size=pixels))
        self._set_face()

    def _set_face(self) -> None:
        """A short question is a heading; a long one, or one of several lines, would be a shout."""
        short = self._state is not None and len(self._state.question) <= HEADING and "\n" not in self._state.question
        font = self._theme.font(size=round(self._size * HEADING_SIZE) if short else self._size)
        font.setWeight(QFont.Weight.DemiBold if short else QFont.Weight.Normal)
        self._text.set_font(font)
        self._fit()

    def reading_height(self) -> int:
        """What the question takes while it is read, not edited."""
        text = self._text.heightForWidth(max(1, self._text.width())) + 2 * ABOVE
        if not self._fold.isHidden():
            text += self._texts.spacing() + self._fold.sizeHint().height()
        return max(self._edit.sizeHint().height(), text)

    def edit(self) -> None:
        """Open the question for editing in its place."""
        if self._state is None or not self._state.can_act:
            return
        self._box.setPlainText(self._state.question)
        self._show_editor(True)
        self._box.moveCursor(self._box.textCursor().MoveOperation.End)
        self._box.setFocus()

    def stop_editing(self) -> None:
        self._show_editor(False)

    @property
    def editing(self) -> bool:
        return not self._editor.isHidden()

    def copy(self) -> None:
        if self._state is not None:
            QGuiApplication.clipboard().setText(self._state.question)
            self.copied.emit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(max(1, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _try_to_send(self) -> None:
        text = self._box.toPlainText()
        if self._state is None or not self._state.can_act or not text.strip():
            return
        # The editor stays until the edited question is on disk and takes this one's place.
        self.edited.emit(text)

    def _cancel_editing(self) -> None:
        self.stop_editing()
        self._edit.setFocus()

    def _show_editor(self, shown: bool) -> None:
        if shown == self.editing:
            return
        self._editor.setVisible(shown)
        self._text.setVisible(not shown)
        self._fit()
        self.resized.emit()

    def _toggle_fold(self) -> None:
        self._folded = not self._folded
        self._fit()
        self.resized.emit()

    def _fit(self) -> None:
        width = max(80, self._text.width())
        long = self._text.is_cut(FOLDED_LINES + 2, width)
        self._text.set_most_lines(FOLDED_LINES if long and self._folded else 0)
        self._fold.setVisible(long and not self.editing)
        self._fold.setText(self.tr("Show the whole question") if self._folded else self.tr("Fold the question"))
        self.updateGeometry()

    def _connect(self) -> None:
        self._edit.clicked.connect(self.edit)
        self._copy.clicked.connect(self.copy)
        self._fold.clicked.connect(self._toggle_fold)
        self._siblings.wished.connect(self.sibling_wished)
        self._box.entered.connect(self._try_to_send)
        self._box.escaped.connect(self._cancel_editing)
        self._box.document().documentLayout().documentSizeChanged.connect(self.resized)
        self._send.clicked.connect(self._try_to_send)
        self._cancel.clicked.connect(self._cancel_editing)

    def _lay_out(self) -> None:
        self._send.setProperty("role", "primary")
        self._box.setAccessibleName(self.tr("Edited question"))
        answers = self._box.sizePolicy()
        answers.setHeightForWidth(True)
        self._box.setSizePolicy(answers)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._send)
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.setSpacing(8)
        editor.addWidget(self._box)
        editor.addLayout(buttons)
        self._editor.hide()

        self._texts = texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.setContentsMargins(0, ABOVE, 0, ABOVE)
        texts.addWidget(self._text)
        texts.addWidget(self._editor)
        texts.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(texts, 1)
        row.addSpacing(8)
        for widget in (self._siblings, self._edit, self._copy):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
