"""The main window: where the parts lie. Layout and drag and drop; no decisions."""

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ui.actions import Actions, make_actions
from app.ui.conversation.composer import Composer
from app.ui.conversation.transcript import Transcript
from app.ui.model.button import ModelButton
from app.ui.model.sampling import SamplingPanel
from app.ui.notices import Notices
from app.ui.sidebar.panel import SidebarPanel
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.segmented import Segmented

FIRST_SIZE = QSize(1240, 820)
SMALLEST = QSize(480, 420)
SIDEBAR_WIDTH = 256
SIDEBAR_WIDTHS = (228, 420)
"""Least and most."""
NARROW = 900
"""Below this width the sidebar lies over nothing: it is hidden until asked for."""
MODES = ("both", "thinking", "answer")


class Window(QMainWindow):
    """Conversations at the left, the open one in the middle or a page over it, sampling at the right."""

    closing = Signal()
    file_dropped = Signal(str)
    """Path of a .gguf file that was dropped on the window."""
    files_dropped = Signal(list)
    """Paths of other files and folders: conversations, perhaps."""
    mode_wished = Signal(str)
    narrow_changed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        sidebar: SidebarPanel,
        model: ModelButton,
        transcript: Transcript,
        composer: Composer,
        sampling: SamplingPanel,
    ) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Sibian"))
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.setAcceptDrops(True)
        self.actions_: Actions = make_actions(self)
        self.notices = Notices(transcript)
        self.sidebar, self.sampling, self.transcript, self.composer = sidebar, sampling, transcript, composer
        self._narrow: bool | None = None

        self._mode = Segmented(
            [("both", self.tr("Both")), ("thinking", self.tr("Thinking")), ("answer", self.tr("Answer"))], theme
        )
        self._mode.setAccessibleName(self.tr("What to show"))
        self._mode.chosen.connect(self.mode_wished)
        self.title_text = ""
        """Of the conversation; empty where it has none yet."""
        self.setCentralWidget(self._whole(theme, model))

    def show_mode(self, mode: str) -> None:
        self._mode.set_value(mode)
        for name, action in zip(
            MODES, (self.actions_.show_both, self.actions_.show_thinking, self.actions_.show_answer), strict=True
        ):
            action.setCheckable(True)
            action.setChecked(name == mode)

    def show_title(self, conversation: str) -> None:
        self.title_text = conversation
        self.setWindowTitle(
            self.tr("{title} – Sibian").format(title=conversation) if conversation else self.tr("Sibian")
        )

    def show_page(self, page: QWidget | None) -> None:
        """Lay `page` where the conversation is; None shows the conversation again. Pages stay until the window goes."""
        if page is not None and self._middle.indexOf(page) < 0:
            self._middle.addWidget(page)
        self._middle.setCurrentIndex(0 if page is None else self._middle.indexOf(page))
        self._mode.setVisible(page is None)

    @property
    def page(self) -> QWidget | None:
        """What lies over the conversation."""
        return self._middle.currentWidget() if self._middle.currentIndex() else None

    @property
    def narrow(self) -> bool:
        return self.width() < NARROW

    def keep_geometry(self) -> str:
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore(self, geometry: str) -> None:
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))

    def _whole(self, theme: Theme, model: ModelButton) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        show_sidebar = IconButton("panel-left", self.tr("Conversations"), theme)
        show_sidebar.clicked.connect(self.actions_.sidebar.trigger)
        row.addWidget(show_sidebar)
        row.addWidget(model)
        row.addStretch(1)
        row.addWidget(self._mode)

        talk = QWidget()
        below = QVBoxLayout(talk)
        self._middle = QStackedWidget()
        self._middle.addWidget(talk)
        middle = QWidget()
        column = QVBoxLayout(middle)
        for layout in (column, below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        below.addWidget(self.transcript, 1)
        below.addWidget(self.composer)
        column.addWidget(bar)
        column.addWidget(self._middle, 1)

        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setObjectName("whole")
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(1)
        for widget in (self.sidebar, middle, self.sampling):
            whole.addWidget(widget)
        whole.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(SIDEBAR_WIDTHS[0])
        self.sidebar.setMaximumWidth(SIDEBAR_WIDTHS[1])
        whole.setSizes([SIDEBAR_WIDTH, FIRST_SIZE.width() - SIDEBAR_WIDTH, 0])
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow != self.narrow:
            self._narrow = self.narrow
            self.narrow_changed.emit(self.narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        weights = next((path for path in paths if path.lower().endswith(".gguf")), "")
        if paths:
            event.acceptProposedAction()
        if weights:
            self.file_dropped.emit(weights)
        elif paths:
            self.files_dropped.emit(paths)


def _dropped(event: QDropEvent) -> list[str]:
    """The local files and folders of a drag."""
    return [path for url in event.mimeData().urls() if url.isLocalFile() and (path := url.toLocalFile())]
