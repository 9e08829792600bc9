"""The page on which conversations are brought in: a place to drop files, a progress, a report. Decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.ui.exchange.report import ReportView
from app.ui.exchange.states import RUNNING, ImportState
from app.ui.i18n import explain
from app.ui.icons import icon
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

WIDEST = 680
PICTURE = 40
STEPS = 1000


class DropCard(QFrame):
    """Where files may be dropped, and what to press instead."""

    files_wished = Signal()
    folder_wished = Signal()
    dropped = Signal(list)
    """Paths."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("dropCard")
        self.setAcceptDrops(True)
        picture = QLabel()
        picture.setPixmap(icon("download", theme, "faint").pixmap(PICTURE, PICTURE))
        title = _label(self.tr("Drop a file, a zip or a folder here"), "heading")
        hint = _label(
            self.tr(
                "DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio, Jan, SillyTavern, Cherry Studio, Chatbox, ShareGPT, "
                "OpenAI messages, and Sibian itself. What a file is, is known by what is in it; thinking and branches "
                "come along, and nothing comes in twice."
            ),
            "hint",
        )
        files, folder = QPushButton(self.tr("Choose files…")), QPushButton(self.tr("Choose a folder…"))
        files.setProperty("role", "primary")
        files.clicked.connect(self.files_wished)
        folder.clicked.connect(self.folder_wished)
        self.first = files
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(files)
        row.addWidget(folder)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 40, 32, 40)
        column.setSpacing(12)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        if paths := local_paths(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _show_over(self, over: bool) -> None:
        self.setProperty("over", over)
        self.style().polish(self)


class ImportPage(QWidget):
    """One of three things: where to begin, how far it is, how it ended."""

    files_wished = Signal()
    folder_wished = Signal()
    dropped = Signal(list)
    cancel_wished = Signal()
    again_wished = Signal()
    open_wished = Signal(int)
    take_out_wished = Signal()
    """The other way round."""
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = ImportState()
        self.remarks = Remarks()
        self.card = DropCard(theme)
        self.card.files_wished.connect(self.files_wished)
        self.card.folder_wished.connect(self.folder_wished)
        self.card.dropped.connect(self.dropped)
        self._headline, self._detail = _label("", "heading"), _label("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_wished)
        self.report = ReportView(theme)
        self.report.again_wished.connect(self.again_wished)
        self.report.open_wished.connect(self.open_wished)
        self._out = QPushButton(self.tr("Take out…"))
        self._out.setProperty("role", "quiet")
        self._out.clicked.connect(self.take_out_wished)
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        self._close.clicked.connect(self.close_wished)
        self._lay_out(theme)
        self.show_state(self.state)

    def show_state(self, state: ImportState) -> None:
        self.state = state
        if state.phase in RUNNING:
            self._headline.setText(state.headline)
            self._detail.setText(state.detail)
            self._bar.setRange(0, STEPS if state.share >= 0 else 0)
            self._bar.setValue(round(state.share * STEPS))
            self._sides.setCurrentIndex(1)
        elif state.phase == "idle":
            self._sides.setCurrentIndex(0)
        else:
            self.report.show_state(state)
            self._sides.setCurrentIndex(2)

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self.remarks.show_remark("error", f"{sentence} {next_step}".strip())

    def enter(self) -> None:
        """Put the cursor where one begins."""
        running = self.state.phase in RUNNING
        (self._cancel if running else self.card.first if self.state.phase == "idle" else self.report.first).setFocus()

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(icon("download", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        head.addWidget(picture)
        head.addWidget(_label(self.tr("Bring in conversations"), "heading"), 1)
        head.addWidget(self._out)
        head.addWidget(self._close)
        progress = QWidget()
        column = QVBoxLayout(progress)
        column.setSpacing(12)
        for widget in (self._headline, self._bar, self._detail):
            column.addWidget(widget)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        begin = QWidget()
        column = QVBoxLayout(begin)
        column.addWidget(self.card)
        column.addStretch(1)
        inside = QWidget()
        self._sides = QStackedLayout(inside)
        for side in (begin, progress, self.report):
            self._sides.addWidget(side)
        inside.setMaximumWidth(WIDEST)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(middle)
        for ground in (area.viewport(), middle):
            ground.setAutoFillBackground(False)  # the page's own shows
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.remarks)
        whole.addWidget(area, 1)


def local_paths(event: QDropEvent) -> list[str]:
    """Local files and folders of a drag that are no weights."""
    local = (url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in local if path and not path.lower().endswith(".gguf")]


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
