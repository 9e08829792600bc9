"""The line under an answer: how it ended, and what can be done about it."""

from typing import assert_never

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.ui.conversation import wording
from app.ui.conversation.siblings import Siblings
from app.ui.conversation.states import ExchangeState, Lineage
from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.elided import ElidedLabel

INDENT = 16
"""Where the text of the panes begins."""
PADDING = 15
WORTH_SAYING = 16
"""Reused tokens below this are what every prompt of a model begins with."""


class ExchangeFoot(QWidget):
    """Regenerate, Branch, Continue, versions, where it came from, and the ending in a word and a sentence. Nothing here
    while a run goes on."""

    regenerate_wished = Signal()
    continue_wished = Signal()
    reroll_wished = Signal()
    choose_wished = Signal()
    edit_wished = Signal()
    explore_wished = Signal()
    sibling_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = Badge("", "plain", theme)
        self._why = QLabel()
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._continue = QPushButton(icon("play", theme), self.tr("Continue"))
        self._continue.setAccessibleName(self.tr("Continue this answer where it was cut off"))
        self._regenerate = QPushButton(icon("refresh-cw", theme), self.tr("Regenerate"))
        self._regenerate.setProperty("role", "quiet")
        self._regenerate.setAccessibleName(self.tr("Ask for another answer beside this one"))
        self._branch = QPushButton(icon("git-branch", theme), self.tr("Branch"))
        self._branch.setProperty("role", "quiet")
        self._branch.setAccessibleName(self.tr("Another version that begins as this one does"))
        self._explore = QPushButton(icon("brain", theme), self.tr("Explore"))
        self._explore.setProperty("role", "quiet")
        self._explore.setAccessibleName(self.tr("Explore the thinking step by step"))
        self._explore.clicked.connect(self.explore_wished)
        self._make_menu()
        self._past = ElidedLabel()
        self._past.setObjectName("figures")
        self._siblings = Siblings(self.tr("Previous version of the answer"), self.tr("Next version"), theme)
        self._continue.clicked.connect(self.continue_wished)
        self._regenerate.clicked.connect(self.regenerate_wished)
        self._siblings.wished.connect(self.sibling_wished)
        self._lay_out()

    def show_state(self, state: ExchangeState) -> None:
        over = not state.running
        self._regenerate.setVisible(over)
        self._regenerate.setEnabled(state.can_act)
        self._continue.setVisible(over and state.can_continue)
        self._continue.setEnabled(state.can_act)
        self._branch.setVisible(state.can_branch)
        self._branch.setEnabled(state.can_act)
        self._explore.setVisible(bool(state.thinking or state.answer) and state.answer_id is not None)
        for action in (self._reroll, self._edit):
            action.setEnabled(bool(state.thinking))
        self._past.setText(self._past_of(state) if over else "")
        self._siblings.show_ids(state.answers, state.answer_id, state.can_act)
        if state.running:
            self._siblings.hide()
        word, kind, why = self._ending(state)
        self._badge.setVisible(bool(word))
        self._badge.show_value(word, kind)
        self._why.setVisible(bool(why))
        self._why.setText(why)

    def usual_height(self) -> int:
        """What it takes when all went well."""
        return self._regenerate.sizeHint().height()

    def text(self) -> str:
        """How the answer ended, in words; empty where there is nothing to say about it."""
        return wording.beside(self._badge.text() if not self._badge.isHidden() else "", self._why.text())

    def past(self) -> str:
        """Where the answer came from and what of its prompt was already there, in words."""
        return self._past.text()

    def _past_of(self, state: ExchangeState) -> str:
        locale, figures = QLocale(), state.figures
        reused = ""
        if figures.cached_tokens >= WORTH_SAYING:
            reused = self.tr("{cached} of {tokens} prompt tokens reused").format(
                cached=locale.toString(figures.cached_tokens), tokens=locale.toString(figures.prompt_tokens)
            )
        return wording.beside(self._origin(state.lineage) if state.lineage else "", reused)

    def _origin(self, lineage: Lineage) -> str:
        match lineage.kind:
            case "continue":
                return self.tr("Continued")
            case "reroll":
                return self.tr("Same thinking, answered again")
            case "fork":
                return self.tr("Forked after token {token}").format(token=QLocale().toString(lineage.tokens))
            case "edit":
                return self.tr("From an edited thinking")

    def _make_menu(self) -> None:
        menu = QMenu(self)
        self._reroll = menu.addAction(self.tr("Answer again with the same thinking"))
        self._choose = menu.addAction(self.tr("Go on or fork from a place…"))
        self._edit = menu.addAction(self.tr("Edit the thinking and go on…"))
        self._reroll.triggered.connect(lambda: self.reroll_wished.emit())
        self._choose.triggered.connect(lambda: self.choose_wished.emit())
        self._edit.triggered.connect(lambda: self.edit_wished.emit())
        self._branch.setMenu(menu)

    def _ending(self, state: ExchangeState) -> tuple[str, str, str]:
        """A word, how grave it is, and a sentence."""
        ending = state.ending
        if state.running:
            return "", "plain", ""
        match ending:
            case None if state.answer_id is None:
                return "", "plain", self.tr("This question has not been answered yet.")
            case None | "stop":
                return "", "plain", ""
            case "cancelled":
                return self.tr("Stopped"), "plain", ""
            case "length":
                why = self.tr("The answer reached the limit of new tokens. Continue it, or raise the limit.")
                return self.tr("Length limit reached"), "warning", why
            case "context_full":
                why = self.tr("No more fits. Load the model with a longer context, or start a new conversation.")
                return self.tr("Context full"), "warning", why
            case "interrupted":
                why = self.tr("The program ended before the answer did. What had been saved is here.")
                return self.tr("Cut off"), "warning", why
            case "failed":
                return self.tr("Failed"), "error", f"{state.fault} {state.next_step}".strip()
            case _:
                assert_never(ending)

    def _lay_out(self) -> None:
        ending = QHBoxLayout()
        ending.setSpacing(8)
        ending.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        ending.addWidget(self._why, 1)
        ending.addStretch(0)
        ending.setContentsMargins(INDENT, 0, 0, 0)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        # What can be done while a run goes on comes first: the others' room stays free, and would be a gap before it.
        for widget in (self._explore, self._regenerate, self._branch, self._continue, self._siblings):
            actions.addWidget(widget)
        actions.addSpacing(8)
        actions.addWidget(self._past, 1)
        # A button without a frame begins with its icon.
        actions.setContentsMargins(INDENT - PADDING, 0, 0, 0)
        # Kept free while a run goes on, so that its end moves nothing.
        policy = self._regenerate.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._regenerate.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(ending)
        column.addLayout(actions)
