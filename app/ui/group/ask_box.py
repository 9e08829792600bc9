"""Where a question is written that is to be answered many times: the text, how many, by what it is judged, when enough.

Keeps what was typed until it is told that the store has it, as the conversation's composer does.
"""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.conversation import style
from app.ui.conversation.input_box import InputBox
from app.ui.group.states import AskState, AskWish, Check
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.tips import set_tip

LEAST, USUAL = 2, 8


class AskBox(QWidget):
    """Enter asks, Shift+Enter breaks the line."""

    ask_wished = Signal(object)
    """AskWish."""
    checker_chosen = Signal(str)
    templates_wished = Signal()
    emptied = Signal()
    """Nothing of what stood here is left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(style.composer(theme))
        self._state = AskState()
        self._sent: str | None = None
        self._input = InputBox()
        self._input.setObjectName("composerInput")
        self._input.setAccessibleName(self.tr("Question"))
        self._input.setPlaceholderText(self.tr("Ask something, to be answered many times"))
        self.count = QSpinBox()
        self.count.setRange(LEAST, AskState().most)
        self.count.setValue(USUAL)
        self.count.setAccessibleName(self.tr("Samples"))
        self.check = QComboBox()
        self.check.setAccessibleName(self.tr("Checked by"))
        self.check.setMinimumContentsLength(14)
        self.check.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agree = QCheckBox(self.tr("Stop when they agree"))
        self.agree.setAccessibleName(self.agree.text())
        set_tip(self.agree, self.tr("Ends the others as soon as three have finished and all say the same"))
        self._follows = ElidedLabel()
        self._follows.setProperty("role", "hint")
        self._templates = IconButton("layout-template", self.tr("Prompt templates"), theme)
        self._ask = QPushButton(icon("arrow-up", theme, "on_ink"), self.tr("Sample"))
        self._ask.setProperty("role", "primary")
        self._lay_out()
        self.setFocusProxy(self._input)
        self._input.entered.connect(self._try_to_ask)
        self._input.textChanged.connect(self._on_text)
        self._ask.clicked.connect(self._try_to_ask)
        self._templates.clicked.connect(self.templates_wished)
        self.check.activated.connect(lambda _: self.checker_chosen.emit(self.checker()))
        self._enable()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def text(self) -> str:
        return self._input.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in place of what is there; undo brings the old one back."""
        self._input.empty()
        self._input.insertPlainText(text)
        self._input.ensureCursorVisible()

    def show_state(self, state: AskState) -> None:
        self._state = state
        self.count.setMaximum(state.most)
        self._follows.setText(state.hint or state.follows)
        self._enable()

    def show_checks(self, checks: tuple[Check, ...], chosen: str) -> None:
        with QSignalBlocker(self.check):
            self.check.clear()
            for each in checks:
                self.check.addItem(each.name, each.key)
            self.check.setCurrentIndex(max(0, self.check.findData(chosen)))

    def checker(self) -> str:
        return str(self.check.currentData() or "")

    # ---- asking -------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """The store has the question: remove it, but nothing that was typed since."""
        sent, self._sent = self._sent, None
        if sent is not None and self.text() == sent:
            self._input.empty()
        self._enable()

    def refuse(self) -> None:
        """The question could not be asked: it stays."""
        self._sent = None
        self._enable()

    def _try_to_ask(self) -> None:
        if self._can_ask():
            self._sent = self.text()
            self._enable()
            agree = 3 if self.agree.isChecked() else 0
            self.ask_wished.emit(
                AskWish(self._sent, self.count.value(), min(agree, self.count.value()), self.checker())
            )

    def _can_ask(self) -> bool:
        return self._state.can_ask and self._sent is None and bool(self.text().strip())

    def _on_text(self) -> None:
        self._enable()
        if not self.text() and self._sent is None:
            self.emptied.emit()

    def show_narrow(self, narrow: bool) -> None:
        """Without the words that can be done without."""
        for label in self._labels:
            label.setVisible(not narrow)
        self._follows.setVisible(not narrow)
        self.agree.setText("" if narrow else self.agree.accessibleName())

    def _enable(self) -> None:
        self._ask.setEnabled(self._can_ask())

    def _lay_out(self) -> None:
        box = QFrame()
        box.setObjectName("composer")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._input)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._templates)
        self._labels: list[QLabel] = []
        for text, field in ((self.tr("Samples"), self.count), (self.tr("Checked by"), self.check)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "hint")
            label.setBuddy(field)
            self._labels.append(label)
            row.addWidget(label)
            row.addWidget(field)
        row.addWidget(self.agree)
        row.addWidget(self._follows, 1)
        row.addWidget(self._ask)
        column.addLayout(row)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 16)
        whole.addWidget(box)
        self.setObjectName("composerGround")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
