"""One download: how far it is, how fast, what went wrong, and what can be done. Decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.library.states import DownloadState
from app.ui.model.fields import small_print
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel

STEPS = 1000
BETWEEN = " · "


class DownloadStrip(QFrame):
    """Hidden while nothing is on its way."""

    pause_wished = Signal(int)
    resume_wished = Signal(int)
    """Also: try again."""
    cancel_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._key = 0
        self._title, self._figures = ElidedLabel(), ElidedLabel(between=BETWEEN)
        self._figures.setProperty("role", "hint")
        self._files = QLabel()
        self._files.setProperty("role", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Download"))
        self._fault = small_print("error")
        self.pause = self._button("pause", self.tr("Pause"), theme)
        self.resume = self._button("play", self.tr("Resume"), theme)
        self.retry = self._button("refresh-cw", self.tr("Try again"), theme)
        self.cancel = self._button("x", self.tr("Cancel"), theme)
        self.cancel.setProperty("role", "quiet")
        self.pause.clicked.connect(lambda: self.pause_wished.emit(self._key))
        for button in (self.resume, self.retry):
            button.clicked.connect(lambda: self.resume_wished.emit(self._key))
        self.cancel.clicked.connect(lambda: self.cancel_wished.emit(self._key))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._files)
        foot.setSpacing(8)
        foot.addWidget(self._figures, 1)
        for button in (self.pause, self.resume, self.retry, self.cancel):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._fault)
        column.addLayout(foot)
        self.show_download(None)

    def show_download(self, state: DownloadState | None) -> None:
        self.setVisible(state is not None)
        if state is None:
            return
        self._key = state.key
        self._title.setText(state.title)
        self._figures.setText(state.figures)
        self._files.setText(state.files)
        busy = state.share is None and state.stage in ("waiting", "running", "checking")
        self._bar.setRange(0, 0 if busy else STEPS)
        self._bar.setValue(round(STEPS * (state.share or 0.0)))
        self._bar.setAccessibleDescription(state.figures)
        self._fault.setText(state.fault)
        self._fault.setVisible(bool(state.fault))
        self.pause.setVisible(state.stage in ("waiting", "running", "checking"))
        self.resume.setVisible(state.stage == "paused")
        self.retry.setVisible(state.stage == "failed")

    def text(self) -> str:
        return "\n".join(
            filter(None, (self._title.text(), self._files.text(), self._fault.text(), self._figures.text()))
        )

    def _button(self, name: str, label: str, theme: Theme) -> QPushButton:
        button = QPushButton(icon(name, theme), f" {label}")
        button.setAutoDefault(False)
        return button
