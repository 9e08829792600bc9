"""What goes on in the background: how far it is, and a way to pause or end it. Not there while nothing does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.ui.explorer.states import Work
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_button import IconButton

BAR = 160


class WorkStrip(QWidget):
    """Shows a `Work`; says what is wished."""

    pause_wished = Signal()
    resume_wished = Signal()
    stop_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(BAR)
        self._bar.setTextVisible(False)
        self._pause = IconButton("pause", self.tr("Pause"), theme)
        self._pause.clicked.connect(lambda: (self.resume_wished if self._paused else self.pause_wished).emit())
        self._stop = IconButton("x", self.tr("End it; what was drawn is kept"), theme)
        self._stop.clicked.connect(self.stop_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        for widget in (self._bar, self._pause, self._stop):
            row.addWidget(widget)
        self.hide()

    def show_work(self, work: Work | None) -> None:
        self.setVisible(work is not None)
        if work is None:
            return
        self._paused = work.paused
        self._text.setText(work.text)
        self._bar.setRange(0, work.wanted)
        self._bar.setValue(work.done)
        self._pause.setVisible(work.can_pause)
        self._pause.set_icon("play" if work.paused else "pause")
        self._pause.set_label(self.tr("Go on") if work.paused else self.tr("Pause"))

    def text(self) -> str:
        return self._text.text()
