"""Everything about the chosen weights, from top to bottom. Shows states, says what is wished; decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.library.builds_table import BuildsTable
from app.ui.library.download_strip import DownloadStrip
from app.ui.library.facts import FactsGrid, PlacesList
from app.ui.library.fit import FitBadge
from app.ui.library.plan_pane import PlanPane
from app.ui.library.states import Detail, DownloadState, Fit, PlanState
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

WIDEST = 820
"""Pixels of a column that is still read and not searched."""
MARGIN = 24


class DetailPane(QWidget):
    """A head that stays, and under it a page that scrolls."""

    back_wished = Signal()
    """To the list, where there is no room for both."""
    get_wished = Signal()
    load_wished = Signal()
    remove_wished = Signal()
    build_chosen = Signal(str)
    plan_wished = Signal(object)
    """Wish."""
    plan_reset_wished = Signal()
    pause_wished = Signal(int)
    resume_wished = Signal(int)
    cancel_wished = Signal(int)
    link_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail: Detail | None = None
        self.builds, self.plan = BuildsTable(theme), PlanPane(theme)
        self.strip, self.facts, self.places = DownloadStrip(theme), FactsGrid(theme), PlacesList()
        self.badge = FitBadge(theme)
        self._name, self._subtitle = _label("title"), _label("hint")
        self._reason, self._about = _label(""), _label("hint")
        self.back = IconButton("chevron-left", self.tr("Back to the list"), theme)
        self._theme = theme
        self.get = QPushButton()
        self.load = QPushButton()
        self.load.setProperty("role", "primary")
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setProperty("role", "quiet")
        for button in (self.get, self.load, self.remove):
            button.setAutoDefault(False)
        self._sections = [
            self._section(self.tr("Quantizations"), self.builds),
            self._section(self.tr("How it would lie in memory"), self.plan),
            self._section(self.tr("On this computer"), self.places),
            self._section(self.tr("About"), self.facts),
        ]
        self._lay_out()
        self._connect()
        self.hide()

    def show_detail(self, detail: Detail | None) -> None:
        old, self._detail = self._detail, detail
        self.setVisible(detail is not None)
        if detail is None:
            return
        if old is None or old.key != detail.key:
            self._area.verticalScrollBar().setValue(0)
        self._name.setText(detail.name)
        self._subtitle.setText(detail.subtitle)
        self._about.setText(detail.about)
        self._about.setVisible(bool(detail.about))
        for button, text in ((self.get, detail.get), (self.load, detail.load)):
            # Qt sets an icon tight against its text.
            button.setText(f" {text}" if text else "")
            button.setVisible(bool(text))
        self._show_fit(detail.fit)
        self.remove.setVisible(detail.removable)
        self.show_download(detail.download)
        self.builds.show_builds(detail.builds)
        if detail.plan is not None:
            self.plan.show_plan(detail.plan)
        self.facts.show_facts(detail.facts)
        self.places.show_places(detail.places)
        shown = (bool(detail.builds.lines), detail.plan is not None, bool(detail.places), bool(detail.facts))
        for section, wanted in zip(self._sections, shown, strict=True):
            section.setVisible(wanted)

    def show_download(self, download: DownloadState | None) -> None:
        """Only the figures of a download that is going on."""
        self.strip.show_download(download)

    def show_plan(self, plan: PlanState) -> None:
        """Another placement of the same weights, and how they would run then."""
        self.plan.show_plan(plan)
        self._show_fit(plan.fit)

    def _show_fit(self, fit: Fit) -> None:
        self.badge.show_fit(fit)
        self._reason.setText(fit.reason)
        advised = fit.kind not in ("too_large", "cannot")
        loads = self._detail is not None and bool(self._detail.load)
        for button, sign, first in ((self.get, "download", advised and not loads), (self.load, "play", advised)):
            button.setIcon(icon(sign, self._theme, "on_ink" if first else "muted"))
            button.setProperty("role", "primary" if first else "")
            button.style().polish(button)

    def show_narrow(self, narrow: bool) -> None:
        self.back.setVisible(narrow)

    def name(self) -> str:
        return self._name.text()

    def reason(self) -> str:
        return self._reason.text()

    def about(self) -> str:
        return self._about.text()

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wished)
        self.get.clicked.connect(self.get_wished)
        self.load.clicked.connect(self.load_wished)
        self.remove.clicked.connect(self.remove_wished)
        self.builds.chosen.connect(self.build_chosen)
        self.plan.wished.connect(self.plan_wished)
        self.plan.reset_wished.connect(self.plan_reset_wished)
        self.strip.pause_wished.connect(self.pause_wished)
        self.strip.resume_wished.connect(self.resume_wished)
        self.strip.cancel_wished.connect(self.cancel_wished)
        self.facts.link_wished.connect(self.link_wished)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("scrolled")
        page.setMaximumWidth(WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        column.setSpacing(24)
        column.addLayout(self._head())
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _head(self) -> QVBoxLayout:
        top, verdict, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._subtitle)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        verdict.setSpacing(12)
        verdict.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        verdict.addWidget(self._reason, 1)
        buttons.setSpacing(8)
        for button in (self.load, self.get, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(12)
        head.addLayout(top)
        head.addLayout(verdict)
        head.addWidget(self._about)
        head.addLayout(buttons)
        head.addWidget(self.strip)
        return head

    def _section(self, title: str, body: QWidget) -> QWidget:
        section = QWidget()
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        heading = _label("heading")
        heading.setText(title)
        column.addWidget(heading)
        column.addWidget(body)
        return section


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
