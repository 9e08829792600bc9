"""Where a conversation's next question is written. Decides nothing."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from app.ui.conversation.question_box import QuestionBox
from app.ui.conversation.states import ComposerState
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.meter import Meter

WIDEST = 1210
EDGE = 24


class Composer(QuestionBox):
    """A box that grows, with templates, sampling and the context's fill beneath it, and Send or Stop."""

    send_wished = Signal(str)
    stop_wished = Signal()
    sampling_wished = Signal()
    draft_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, edge=EDGE, widest=WIDEST)
        self._state = ComposerState()
        self._input.setAccessibleDescription(self.tr("Enter sends, Shift+Enter breaks the line"))
        self._sampling = IconButton("sliders-horizontal", self.tr("Sampling"), theme)
        self._send = IconButton("arrow-up", self.tr("Send"), theme, role="primary")
        self._stop = IconButton("square", self.tr("Stop"), theme, role="primary")
        self._meter = Meter(theme)
        self._meter.setAccessibleName(self.tr("Context in use"))
        self._tools.addWidget(self._sampling)
        self._tools.addStretch(1)
        self._tools.addWidget(self._meter)
        self._tools.addSpacing(8)
        self._tools.addWidget(self._send)
        self._tools.addWidget(self._stop)
        self._input.entered.connect(self._try_to_send)
        self._send.clicked.connect(self._try_to_send)
        self._stop.clicked.connect(self.stop_wished)
        self._sampling.clicked.connect(self.sampling_wished)
        self.show_context(0, 0)
        self.show_state(self._state)

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_state(self, state: ComposerState) -> None:
        self._state = state
        had_focus = self._send.hasFocus() or self._stop.hasFocus()
        self._stop.setVisible(state.running)
        self._send.setVisible(not state.running)
        if had_focus:
            # The button under the finger has just gone; writing goes on.
            self._input.setFocus()
        self._input.setPlaceholderText(state.hint or self.tr("Ask something"))
        # Qt (6.11) draws the new text only with the next thing that happens in the box.
        self._input.viewport().update()
        self.enable()

    def add_tool(self, button: QWidget) -> None:
        """Put a button beside the context's fill."""
        self._tools.insertWidget(self._tools.indexOf(self._meter), button)

    def show_context(self, used: int, total: int) -> None:
        """Tokens in use and tokens that fit; a total of 0 shows nothing."""
        self._meter.setVisible(total > 0)
        if total > 0:
            locale = QLocale()
            text = self.tr("{used} of {total} tokens").format(used=locale.toString(used), total=locale.toString(total))
            self._meter.show_value(used / total, text)

    # ---- sending ------------------------------------------------------------------------------------------------

    def _try_to_send(self) -> None:
        if self._can_send():
            self._sent = self.text()
            self.enable()
            self.send_wished.emit(self._sent)

    def _can_send(self) -> bool:
        return self._state.can_send and not self._state.running and self._sent is None and bool(self.text().strip())

    def on_text(self, text: str) -> None:
        self.draft_changed.emit(text)

    def enable(self) -> None:
        self._send.setEnabled(self._can_send())
