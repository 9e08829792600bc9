"""What is said about the trace, the chosen step, the chosen token and drafts: five panes, one of them in sight."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.ui.explorer.drafts_pane import DraftsPane
from app.ui.explorer.forks_pane import ForksPane
from app.ui.explorer.overview_pane import OverviewPane
from app.ui.explorer.step_pane import StepPane
from app.ui.explorer.token_pane import TokenPane
from app.ui.theme import Theme
from app.ui.widgets.scrolling import scrolling
from app.ui.widgets.segmented import Segmented

Tab = Literal["overview", "step", "token", "forks", "drafts"]
TABS: tuple[Tab, ...] = ("overview", "step", "token", "forks", "drafts")


class Inspector(QWidget):
    """Owns the panes; says which one the reader wants."""

    tab_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview, self.step = OverviewPane(theme), StepPane(theme)
        self.token, self.forks = TokenPane(theme), ForksPane(theme)
        self.drafts = DraftsPane(theme)
        self.tabs = Segmented(
            [
                ("overview", self.tr("Overview")),
                ("step", self.tr("Step")),
                ("token", self.tr("Token")),
                ("forks", self.tr("Least certain")),
                ("drafts", self.tr("Drafts")),
            ],
            theme,
        )
        self.tabs.setProperty("dense", True)
        self.tabs.setAccessibleName(self.tr("What to inspect"))
        self.tabs.chosen.connect(self.tab_wished)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(scrolling(self.overview, self.tr("Overview")))
        self._stack.addWidget(scrolling(self.step, self.tr("Step")))
        self._stack.addWidget(scrolling(self.token, self.tr("Token")))
        self._stack.addWidget(self.forks)
        self._stack.addWidget(self.drafts)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.addWidget(self.tabs)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(below, 1)

    def show_tab(self, tab: Tab) -> None:
        self.tabs.set_value(tab)
        self._stack.setCurrentIndex(TABS.index(tab))

    def warm(self) -> None:
        """Have the panes that are not in sight made ready, so that the first way to one takes no longer than others."""
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        for place in range(self._stack.count()):
            pane = self._stack.widget(place)
            if pane is not None and pane.layout() is not None:
                pane.sizeHint()

    @property
    def tab(self) -> str:
        return self.tabs.value()
