"""The line above the samples: what can be done with all of them, how they are sorted, what is shown of each."""

from typing import get_args

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.groups.values import Spread
from app.ui.group.states import GroupState, Order
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tips import set_tip

ORDERS: tuple[Order, ...] = get_args(Order)
SPREADS: tuple[Spread, ...] = get_args(Spread)


class GroupBar(QWidget):
    """In a narrow window the buttons are their pictures alone."""

    order_chosen = Signal(str)
    spread_chosen = Signal(str)
    channel_chosen = Signal(str)
    stop_wished = Signal()
    more_wished = Signal()
    compare_wished = Signal(bool)
    steps_wished = Signal()
    """The two that are compared are to be set beside each other step by step."""
    revise_wished = Signal()
    tests_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary, self.signal_ = ElidedLabel(between="·"), ElidedLabel()
        self.signal_.setProperty("role", "hint")
        self.channel = Segmented([("answer", self.tr("Answer")), ("thinking", self.tr("Thinking"))], theme)
        self.channel.setAccessibleName(self.tr("What to show of each sample"))
        self.channel.chosen.connect(self.channel_chosen)
        self.order = self._box(
            self.tr("Sort by"), ORDERS,
            (self.tr("In order"), self.tr("By reward"), self.tr("By confidence"), self.tr("By length"),
             self.tr("By tempo")),
        )  # fmt: skip
        self.spread = self._box(self.tr("Standard deviation"), SPREADS, (self.tr("σ over n"), self.tr("σ over n − 1")))
        set_tip(self.spread, self.tr("The standard deviation that advantages are reckoned with"))
        self.order.activated.connect(lambda _: self.order_chosen.emit(self.order.currentData()))
        self.spread.activated.connect(lambda _: self.spread_chosen.emit(self.spread.currentData()))
        self.stop = self._button("square", self.tr("Stop all"), "", theme)
        self.more = self._button("plus", self.tr("Sample more"), self.tr("As many more as stand below"), theme)
        self.compare = self._button("columns-2", self.tr("Compare two"), self.tr("Mark two samples first"), theme)
        self.compare.setCheckable(True)
        told = self.tr("Their thinking and their answers, with what one of them alone has")
        self.steps = self._button("rows-2", self.tr("Step by step"), told, theme)
        self.steps.hide()
        self.steps.clicked.connect(lambda: self.steps_wished.emit())
        report = self.tr("Take the best answer, and ask for a better one with the checker's report")
        self.revise = self._button("pencil", self.tr("Revise the best"), report, theme)
        told = self.tr(
            "The checker has tests. They run the code of the answers here, closed in and for seconds at most."
        )
        self.tests = self._button("play", self.tr("Run the tests"), told, theme)
        self.tests.clicked.connect(lambda: self.tests_wished.emit())
        self.stop.clicked.connect(lambda: self.stop_wished.emit())
        self.more.clicked.connect(lambda: self.more_wished.emit())
        self.compare.clicked.connect(self.compare_wished)
        self.revise.clicked.connect(lambda: self.revise_wished.emit())
        self._lay_out()

    def show_state(self, state: GroupState) -> None:
        self.summary.setText(state.summary)
        self.signal_.setText(state.signal)
        self.spread.setVisible(bool(state.signal))
        for box, value in ((self.order, state.order), (self.spread, state.spread)):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(value))
        self.stop.setVisible(state.running)
        self.tests.setVisible(state.untested)
        self.more.setEnabled(state.can_more)
        self.revise.setEnabled(state.best is not None and state.can_more)

    def show_narrow(self, narrow: bool) -> None:
        for button in (self.tests, self.stop, self.more, self.compare, self.steps, self.revise):
            button.setText("" if narrow else button.accessibleName())

    def _box(self, name: str, values: tuple[str, ...], names: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, text in zip(values, names, strict=True):
            box.addItem(text, value)
        return box

    def _button(self, picture: str, name: str, tip: str, theme: Theme) -> QPushButton:
        button = QPushButton(icon(picture, theme), name)
        button.setAccessibleName(name)
        set_tip(button, "\n".join(filter(None, (name, tip))))
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(8)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(8)
            column.addLayout(row)
        upper.addWidget(self.summary, 1)
        for button in (self.tests, self.stop, self.more, self.compare, self.steps, self.revise):
            upper.addWidget(button)
        lower.addWidget(self.signal_, 1)
        for field in (self.spread, self.order, self.channel):
            lower.addWidget(field)
