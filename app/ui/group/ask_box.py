"""Where a question is written that is to be answered many times: how many, by what it is judged, when enough."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QSpinBox, QWidget

from app.ui.conversation.question_box import QuestionBox
from app.ui.group.states import AskState, AskWish, Check
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.tips import set_tip

LEAST, USUAL = 2, 8
EDGE = 16


class AskBox(QuestionBox):
    """Enter asks, Shift+Enter breaks the line."""

    ask_wished = Signal(object)
    """AskWish."""
    checker_chosen = Signal(str)
    emptied = Signal()
    """Nothing of what stood here is left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, edge=EDGE, spacing=8)
        self._state = AskState()
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
        self._ask = QPushButton(icon("arrow-up", theme, "on_ink"), self.tr("Sample"))
        self._ask.setProperty("role", "primary")
        self._lay_out()
        self._input.entered.connect(self._try_to_ask)
        self._ask.clicked.connect(self._try_to_ask)
        self.check.activated.connect(lambda _: self.checker_chosen.emit(self.checker()))
        self.enable()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_state(self, state: AskState) -> None:
        self._state = state
        self.count.setMaximum(state.most)
        self._follows.setText(state.hint or state.follows)
        self.enable()

    def show_checks(self, checks: tuple[Check, ...], chosen: str) -> None:
        with QSignalBlocker(self.check):
            self.check.clear()
            for each in checks:
                self.check.addItem(each.name, each.key)
            self.check.setCurrentIndex(max(0, self.check.findData(chosen)))

    def checker(self) -> str:
        return str(self.check.currentData() or "")

    # ---- asking -------------------------------------------------------------------------------------------------

    def _try_to_ask(self) -> None:
        if self._can_ask():
            self._sent = self.text()
            self.enable()
            agree = 3 if self.agree.isChecked() else 0
            self.ask_wished.emit(
                AskWish(self._sent, self.count.value(), min(agree, self.count.value()), self.checker())
            )

    def _can_ask(self) -> bool:
        return self._state.can_ask and self._sent is None and bool(self.text().strip())

    def on_text(self, text: str) -> None:
        if not text and self._sent is None:
            self.emptied.emit()

    def show_narrow(self, narrow: bool) -> None:
        """Without the words that can be done without."""
        for label in self._labels:
            label.setVisible(not narrow)
        self._follows.setVisible(not narrow)
        self.agree.setText("" if narrow else self.agree.accessibleName())

    def enable(self) -> None:
        self._ask.setEnabled(self._can_ask())

    def _lay_out(self) -> None:
        row = self._tools
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
