"""One sample of a group: where it stands, its trace, its text, what the checker says, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.groups.values import Scale
from app.ui.group import wording
from app.ui.group.findings import Findings
from app.ui.group.gain import GainBar
from app.ui.group.states import Channel, SampleState
from app.ui.group.strip import StripView
from app.ui.group.words import Words
from app.ui.theme import Theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.tips import set_tip

HEIGHT = 364
"""Pixels of a card among others."""
MOST_FINDINGS = 3


class SampleCard(QFrame):
    """`large` is for a comparison: all findings, all rules, and text as large as in the conversation."""

    take_wished = Signal(int)
    """Its message is to be the conversation's answer."""
    stop_wished = Signal(int)
    """Its generation is to end."""
    pick_wished = Signal(int, bool)
    """Its generation is to be compared, or not."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.state: SampleState | None = None
        self._large = large
        self._rank = Badge("", "plain", theme)
        self._name = QLabel()
        self._name.setProperty("role", "label")
        self._badge = Badge("", "plain", theme)
        self._pick = IconButton("columns-2", self.tr("Compare"), theme)
        self._pick.setCheckable(True)
        self._stop = IconButton("square", self.tr("Stop this sample"), theme)
        self.strip = StripView(theme)
        self._figures = ElidedLabel(between="·")
        self._figures.setProperty("role", "hint")
        self._figures.setStyleSheet(f"font-size: {theme.sizes.small}px")
        self.words = Words(theme, size=theme.sizes.answer if large else theme.sizes.body)
        self.findings = Findings(theme, 99 if large else MOST_FINDINGS)
        self._reward = QLabel()
        self._advantage = QLabel()
        self._rules = ElidedLabel(between="·")
        self._rules.setProperty("role", "hint")
        self._rules.setStyleSheet(f"font-size: {theme.sizes.small}px")
        self.gain = GainBar(theme)
        self._take = QPushButton()
        for label in (self._name, self._reward, self._advantage):
            label.setTextFormat(Qt.TextFormat.PlainText)
        if not large:
            self.setFixedHeight(HEIGHT)
        self._lay_out()
        self._pick.clicked.connect(lambda on: self.state and self.pick_wished.emit(self.state.generation, on))
        self._stop.clicked.connect(lambda: self.state and self.stop_wished.emit(self.state.generation))
        self._take.clicked.connect(lambda: self.state and self.take_wished.emit(self.state.message))

    # ---- states -------------------------------------------------------------------------------------------------

    def show_state(self, state: SampleState, scale: Scale, picked: bool = False) -> None:
        self.state = state
        self._name.setText(self.tr("Sample {number}").format(number=state.number))
        self.setAccessibleName(self._name.text())
        self._rank.setVisible(state.rank is not None)
        if state.rank is not None:
            self._rank.show_value(str(state.rank), "good" if state.rank == 1 else "plain")
            set_tip(self._rank, self.tr("Place by reward"))
        word = wording.phase(state.phase) or state.ending
        self._badge.setVisible(bool(word))
        self._badge.show_value(word, "error" if state.fault else "info" if state.running else "warning")
        set_tip(self._badge, state.fault)
        self._stop.setVisible(state.running)
        self._pick.setChecked(picked)
        self.strip.show_strip(state.strip, scale)
        self._figures.setText(wording.figures(state))
        self.words.show_sample(state)
        self._show_worth(state)
        self._take.setEnabled(not state.running and not state.shown)
        self._take.setText(self.tr("Taken") if state.shown else self.tr("Take"))
        taken = self.tr("The conversation shows this answer")
        set_tip(self._take, taken if state.shown else self.tr("Make this the answer; the others stay as versions"))

    def set_channel(self, channel: Channel) -> None:
        self.words.set_channel(channel)
        if self.state is not None:
            self.words.show_sample(self.state)

    def can_pick(self, allowed: bool) -> None:
        """Whether it can be marked for a comparison."""
        self._pick.setVisible(allowed)

    def text(self) -> str:
        """What it says of its sample beside the text itself."""
        parts = (self._name.text(), self._badge.text(), self._figures.text(), self._reward.text())
        return " | ".join((*parts, self._advantage.text(), self.findings.text()))

    def _show_worth(self, state: SampleState) -> None:
        worth = state.worth
        self._reward.setText(wording.reward(worth))
        self._reward.setVisible(worth.reward is not None)
        self._advantage.setText(wording.advantage(worth))
        self._advantage.setVisible(worth.advantage is not None)
        self.gain.show_value(worth.advantage)
        self._rules.setText(wording.rules(worth))
        self._rules.setVisible(bool(worth.rules))
        self.findings.show_findings(worth.findings)

    # ---- lying --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setSpacing(8)
        head.addWidget(self._rank)
        head.addWidget(self._name)
        head.addWidget(self._badge)
        head.addStretch(1)
        head.addWidget(self._stop)
        head.addWidget(self._pick)
        foot.addWidget(self._reward)
        foot.addWidget(self.gain)
        foot.addWidget(self._advantage)
        foot.addStretch(1)
        foot.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self._figures)
        column.addWidget(self.words, 1)
        column.addWidget(self.findings)
        column.addWidget(self._rules)
        column.addLayout(foot)
