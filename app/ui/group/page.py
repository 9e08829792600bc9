"""The group's page in the window: where its parts lie. Shows states, says what is wished, decides nothing."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.groups.values import Scale
from app.ui.group.ask_box import AskBox
from app.ui.group.bar import GroupBar
from app.ui.group.pair import Pair
from app.ui.group.states import Channel, GroupState, SampleState
from app.ui.group.votes import VotesView
from app.ui.group.wall import Wall
from app.ui.i18n import explain
from app.ui.icons import icon
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.callout import Tone
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton

NARROW = 700


class GroupPage(QWidget):
    """The samples on a wall or two of them as a pair, what they say as a whole above, and the next question below."""

    group_chosen = Signal(int)
    order_chosen = Signal(str)
    spread_chosen = Signal(str)
    take_wished = Signal(int)
    stop_wished = Signal(object)
    """Generation of a sample that is to end; None for all."""
    more_wished = Signal(int)
    revise_wished = Signal()
    tests_wished = Signal()
    """The code of the answers may be run by the checker's tests."""
    steps_wished = Signal(int, int)
    """Two samples, by their messages, are to be compared step by step."""
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: GroupState | None = None
        self._picked: list[int] = []
        self.remarks, self.votes = Remarks(), VotesView(theme)
        self.bar, self.wall, self.pair, self.ask = GroupBar(theme), Wall(theme), Pair(theme), AskBox(theme)
        self._make_head(theme)
        self._lay_out(theme)
        self._connect()
        self.show_group(None)

    # ---- states -------------------------------------------------------------------------------------------------

    def show_group(self, state: GroupState | None) -> None:
        if state is None or self.state is None or state.id != self.state.id:
            self._picked = []
        self.state = state
        self.bar.setVisible(state is not None)
        if state is None:
            self._question.setText("")
            self._past.hide()
            self.votes.hide()
            self._stack.setCurrentWidget(self._empty)
            return
        self._question.setText(" ".join(state.question.split()))
        self._show_past(state)
        self.bar.show_state(state)
        self.votes.show_votes(state.votes)
        self._show_samples()

    def show_sample(self, sample: SampleState, scale: Scale) -> None:
        """One sample has gone on."""
        if (card := self.wall.cards.get(sample.generation)) is not None:
            card.show_state(sample, scale, sample.generation in self._picked)
        for card in self.pair.cards:
            if card.state is not None and card.state.generation == sample.generation and card.isVisible():
                card.show_state(sample, scale)

    def show_remark(self, tone: Tone, text: str) -> None:
        self.remarks.show_remark(tone, text)

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self.remarks.show_remark("error", f"{sentence} {next_step}".strip())

    def enter(self) -> None:
        """Put the cursor where one begins."""
        self.ask.setFocus()

    @property
    def comparing(self) -> bool:
        return self._stack.currentWidget() is self.pair

    # ---- comparing ----------------------------------------------------------------------------------------------

    def _pick(self, generation: int, on: bool) -> None:
        """The two that were marked last are compared."""
        self._picked = [each for each in self._picked if each != generation] + ([generation] if on else [])
        self._picked = self._picked[-2:]
        self._show_samples()

    def _compare(self, on: bool) -> None:
        if on and len(self._picked) == 2:
            self._stack.setCurrentWidget(self.pair)
        else:
            self._stack.setCurrentWidget(self.wall)
        self._show_samples()

    def _say_steps(self) -> None:
        left, right = (card.state for card in self.pair.cards)
        if left is not None and right is not None:
            self.steps_wished.emit(left.message, right.message)

    def _show_samples(self) -> None:
        state = self.state
        if state is None:
            return
        by_generation = {each.generation: each for each in state.samples}
        self._picked = [each for each in self._picked if each in by_generation]
        self.bar.compare.setEnabled(len(self._picked) == 2)
        if self.comparing and len(self._picked) == 2:
            left, right = sorted((by_generation[each] for each in self._picked), key=lambda each: each.number)
            self.pair.show_pair(left, right, state.scale)
            self.bar.steps.setEnabled(not left.running and not right.running)
        else:
            self._stack.setCurrentWidget(self.wall)
        self.bar.compare.setChecked(self.comparing)
        self.bar.steps.setVisible(self.comparing)
        self.wall.show_samples(state.samples, state.scale, frozenset(self._picked))

    # ---- lying --------------------------------------------------------------------------------------------------

    def _make_head(self, theme: Theme) -> None:
        self._question = ElidedLabel()
        self._question.setProperty("role", "hint")
        self._past = QComboBox()
        self._past.setAccessibleName(self.tr("Groups of this conversation"))
        self._past.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._past.setMinimumContentsLength(12)
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        picture, title = QLabel(), QLabel(self.tr("Many tries"))
        picture.setPixmap(icon("layers", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        title.setProperty("role", "heading")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(16, 8, 12, 8)
        self._head.setSpacing(8)
        self._head.addWidget(picture)
        self._head.addWidget(title)
        self._head.addSpacing(8)
        self._head.addWidget(self._question, 1)
        self._head.addWidget(self._past)
        self._head.addWidget(self._close)

    def _lay_out(self, theme: Theme) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(16, 0, 16, 8)
        above.addWidget(self.votes)
        self._empty = EmptyState(
            self.tr("One question, many answers"),
            self.tr(
                "Write a question below and sample it: the answers stream side by side, are judged by rule, "
                "and the best becomes the answer."
            ),
            icon_name="layers",
        )
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        for each in (self._empty, self.wall, self.pair):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.remarks)
        column.addWidget(self.bar)
        column.addLayout(above)
        column.addWidget(middle, 1)
        column.addWidget(self.ask)

    def _show_past(self, state: GroupState) -> None:
        with QSignalBlocker(self._past):
            self._past.clear()
            for past in state.past:
                self._past.addItem(past.name, past.id)
            self._past.setCurrentIndex(self._past.findData(state.id))
        self._past.setVisible(len(state.past) > 1)

    def _connect(self) -> None:
        self.wall.take_wished.connect(self.take_wished)
        self.wall.stop_wished.connect(lambda generation: self.stop_wished.emit(generation))
        self.wall.pick_wished.connect(self._pick)
        self.pair.take_wished.connect(self.take_wished)
        self.pair.stop_wished.connect(lambda generation: self.stop_wished.emit(generation))
        bar = self.bar
        bar.channel_chosen.connect(self._show_channel)
        bar.order_chosen.connect(self.order_chosen)
        bar.spread_chosen.connect(self.spread_chosen)
        bar.stop_wished.connect(lambda: self.stop_wished.emit(None))
        bar.more_wished.connect(lambda: self.more_wished.emit(self.ask.count.value()))
        bar.compare_wished.connect(self._compare)
        bar.steps_wished.connect(self._say_steps)
        bar.revise_wished.connect(self.revise_wished)
        bar.tests_wished.connect(self.tests_wished)
        self._past.activated.connect(lambda _: self.group_chosen.emit(self._past.currentData()))
        self._close.clicked.connect(self.close_wished)

    def _show_channel(self, channel: str) -> None:
        chosen: Channel = "thinking" if channel == "thinking" else "answer"
        self.wall.set_channel(chosen)
        self.pair.set_channel(chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self.bar.show_narrow(narrow)
        self.ask.show_narrow(narrow)
