"""The button beside the context's meter: what goes back of earlier thinking, and the way to the exact prompt."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget, QWidgetAction

from app.store.records import Thoughts
from app.ui.prompt.states import POLICIES
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

WIDTH = 300
INDENT = 12


class PromptButton(IconButton):
    """Shows the conversation's policy as it is told; says what is wished."""

    thoughts_wished = Signal(str)
    """A `Thoughts`."""
    prompt_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("scroll-text", "", theme, parent)
        self.set_label(self.tr("What the model gets"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none }")
        menu = QMenu(self)
        menu.addAction(_written(self.tr("Thinking of earlier turns"), "label", menu))
        group = QActionGroup(menu)
        names = self._names()
        self._choices: dict[Thoughts, QAction] = {}
        for policy in POLICIES:
            action = menu.addAction(names[policy])
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, policy=policy: self.thoughts_wished.emit(policy))
            group.addAction(action)
            self._choices[policy] = action
        why = self.tr("DeepSeek-R1 and its kin expect it left out: they were trained so, and it saves context.")
        menu.addAction(_written(why, "hint", menu))
        menu.addSeparator()
        menu.addAction(self.tr("Show the exact prompt…")).triggered.connect(lambda: self.prompt_wished.emit())
        self.setMenu(menu)
        self.show_policy("drop")

    def show_policy(self, policy: Thoughts) -> None:
        self._choices[policy].setChecked(True)
        text = self.tr("Thinking of earlier turns: {policy}").format(policy=self._names()[policy])
        self.setAccessibleDescription(text)

    def policy(self) -> Thoughts:
        """What is shown as chosen."""
        return next(policy for policy, action in self._choices.items() if action.isChecked())

    def choice(self, policy: Thoughts) -> QAction:
        return self._choices[policy]

    def _names(self) -> dict[Thoughts, str]:
        return {
            "drop": self.tr("Left out"),
            "last": self.tr("Only the last turn's kept"),
            "keep": self.tr("All kept"),
            "template": self.tr("As the model's template has it"),
        }


def _written(text: str, role: str, menu: QMenu) -> QWidgetAction:
    """Words in a menu that cannot be chosen."""
    holder, label = QWidget(), QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setFixedWidth(WIDTH - 2 * INDENT)
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(INDENT, 6, INDENT, 6)
    inside.addWidget(label)
    action = QWidgetAction(menu)
    action.setDefaultWidget(holder)
    action.setEnabled(False)
    return action
