"""The library's page in the window: where its panes lie. Shows states, says what is wished, decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.i18n import explain
from app.ui.icons import icon
from app.ui.library.detail_pane import DetailPane
from app.ui.library.list_pane import ListPane
from app.ui.library.states import Detail, DownloadState, ListState, PlanState
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.callout import Tone
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.splitter import Splitter

LIST_WIDTH = 368
LEAST_LIST, LEAST_DETAIL = 340, 400
NARROW = LEAST_LIST + LEAST_DETAIL + 40
"""Below this width one sees the list or the details."""


class LibraryPage(QWidget):
    """The list at the left, the chosen weights at the right, or in a narrow window one after the other."""

    filters_changed = Signal(object)
    """FilterState."""
    select_wished = Signal(str)
    nothing_pressed = Signal()
    build_chosen = Signal(str)
    plan_wished = Signal(object)
    """Wish."""
    plan_reset_wished = Signal()
    get_wished = Signal()
    load_wished = Signal()
    remove_wished = Signal()
    remove_confirmed = Signal()
    pause_wished = Signal(int)
    resume_wished = Signal(int)
    cancel_wished = Signal(int)
    look_again_wished = Signal()
    settings_wished = Signal()
    link_wished = Signal(str)
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.detail = ListPane(theme), DetailPane(theme)
        self.remarks = Remarks()
        self._machine = ElidedLabel(between=" · ")
        self._machine.setProperty("role", "hint")
        self._again = IconButton("refresh-cw", self.tr("Look again for weights on this computer"), theme)
        self._settings = IconButton("settings", self.tr("Hubs and folders…"), theme)
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        self._narrow = False
        self.detail.show_narrow(False)
        self._lay_out(theme)
        self._connect()

    # ---- states -------------------------------------------------------------------------------------------------

    def show_list(self, state: ListState) -> None:
        self._machine.setText(state.machine)
        self.list.show_list(state)
        self._again.setEnabled(not state.busy)

    def show_detail(self, detail: Detail | None) -> None:
        self.detail.show_detail(detail)
        self._sides.setCurrentIndex(1 if detail is not None else 0)
        if detail is None:
            self._show_side("list")

    def show_download(self, download: DownloadState | None) -> None:
        self.detail.show_download(download)

    def show_plan(self, plan: PlanState) -> None:
        self.detail.show_plan(plan)

    def show_remark(self, tone: Tone, text: str) -> None:
        self.remarks.show_remark(tone, text)

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self.remarks.show_remark("error", f"{sentence} {next_step}".strip())

    def ask_removal(self, name: str, size: str, path: str) -> None:
        """Ask before files are deleted; `remove_confirmed` follows, or nothing."""
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Remove weights"), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Delete {name} from this computer?").format(name=name))
        box.setInformativeText(
            self.tr("{size} are freed. They can be downloaded again.\n{path}").format(size=size, path=path)
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.setProperty("role", "danger")
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        delete.clicked.connect(self.remove_confirmed)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def enter(self) -> None:
        """Put the cursor where one begins."""
        self.list.filters.search.setFocus()

    @property
    def narrow(self) -> bool:
        return self._narrow

    # ---- lying --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.detail.show_narrow(narrow)
            self._show_side("list" if narrow else "both")

    def _show_side(self, side: str) -> None:
        """In a narrow window the list or the details; else always both."""
        if not self._narrow:
            side = "both"
        self._left.setVisible(side != "detail")
        self._right.setVisible(side != "list")

    def _enter_detail(self) -> None:
        if self._narrow:
            self._show_side("detail")
            self.detail.back.setFocus()

    def _leave_detail(self) -> None:
        self._show_side("list")
        self.list.list.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        title = QLabel(self.tr("Weights"))
        title.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(icon("library", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        head.addWidget(picture)
        head.addWidget(title)
        head.addSpacing(8)
        head.addWidget(self._machine, 1)
        for button in (self._again, self._settings, self._close):
            head.addWidget(button)
        self._left = self.list
        self._right = QWidget()
        self._sides = QStackedLayout(self._right)
        self._sides.addWidget(
            EmptyState(
                self.tr("Which weights?"),
                self.tr("Choose some at the left to see what they are, whether they run here, and how to get them."),
                icon_name="library",
            )
        )
        self._sides.addWidget(self.detail)
        self.list.setMinimumWidth(LEAST_LIST)
        split = Splitter(Qt.Orientation.Horizontal, theme)
        split.addWidget(self._left)
        split.addWidget(self._right)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH, 2 * LIST_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.remarks)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        self.list.filters_changed.connect(self.filters_changed)
        self.list.select_wished.connect(self.select_wished)
        self.list.nothing_pressed.connect(self.nothing_pressed)
        self.list.enter_wished.connect(self._enter_detail)
        detail = self.detail
        detail.back_wished.connect(self._leave_detail)
        for theirs, ours in (
            (detail.build_chosen, self.build_chosen), (detail.plan_wished, self.plan_wished),
            (detail.plan_reset_wished, self.plan_reset_wished), (detail.get_wished, self.get_wished),
            (detail.load_wished, self.load_wished), (detail.remove_wished, self.remove_wished),
            (detail.pause_wished, self.pause_wished), (detail.resume_wished, self.resume_wished),
            (detail.cancel_wished, self.cancel_wished), (detail.link_wished, self.link_wished),
        ):  # fmt: skip
            theirs.connect(ours)
        self._again.clicked.connect(self.look_again_wished)
        self._settings.clicked.connect(self.settings_wished)
        self._close.clicked.connect(self.close_wished)
