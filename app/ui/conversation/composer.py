"""Where a question is written. Keeps what was typed until it is told that the store has it; decides nothing."""

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.conversation import style
from app.ui.conversation.input_box import InputBox
from app.ui.conversation.states import ComposerState
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.meter import Meter

WIDEST = 1210
EDGE = 24


class Composer(QWidget):
    """A box that grows, with templates, sampling and the context's fill beneath it, and Send or Stop.

    A sent text stays until `accept()`: between Enter and the disk it must exist somewhere.
    """

    send_wished = Signal(str)
    stop_wished = Signal()
    templates_wished = Signal()
    sampling_wished = Signal()
    draft_changed = Signal(str)
    slash_wished = Signal()
    """A question begins with a slash: a template may be meant."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(style.composer(theme))
        self._state = ComposerState()
        self._sent: str | None = None
        self._input = InputBox()
        self._input.setObjectName("composerInput")
        self._input.setAccessibleName(self.tr("Question"))
        self._input.setAccessibleDescription(self.tr("Enter sends, Shift+Enter breaks the line"))
        self._templates = IconButton("layout-template", self.tr("Prompt templates"), theme)
        self._sampling = IconButton("sliders-horizontal", self.tr("Sampling"), theme)
        self._send = IconButton("arrow-up", self.tr("Send"), theme, role="primary")
        self._stop = IconButton("square", self.tr("Stop"), theme, role="primary")
        self._meter = Meter(theme)
        self._meter.setAccessibleName(self.tr("Context in use"))
        self._lay_out()

        self._input.entered.connect(self._try_to_send)
        self._input.textChanged.connect(self._on_text_changed)
        self._send.clicked.connect(self._try_to_send)
        self._stop.clicked.connect(self.stop_wished)
        self._templates.clicked.connect(self.templates_wished)
        self._sampling.clicked.connect(self.sampling_wished)
        self.setFocusProxy(self._input)
        self.show_context(0, 0)
        self.show_state(self._state)

    # ---- what is shown ------------------------------------------------------------------------------------------

    def text(self) -> str:
        return self._input.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in place of what is there; undo brings the old one back."""
        self._input.empty()
        self._input.insertPlainText(text)
        self._input.ensureCursorVisible()

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
        self._enable()

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

    def accept(self) -> None:
        """The store has the question: remove it, but nothing that was typed since."""
        sent, self._sent = self._sent, None
        if sent is not None:
            text = self.text()
            if text == sent:
                self._input.empty()
            elif text.startswith(sent):
                cursor = self._input.textCursor()
                cursor.setPosition(0)
                cursor.setPosition(len(sent.encode("utf-16-le")) // 2, cursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
        self._enable()

    def refuse(self) -> None:
        """The question could not be asked: it stays, and can be sent again."""
        self._sent = None
        self._enable()

    def _try_to_send(self) -> None:
        if self._can_send():
            self._sent = self.text()
            self._enable()
            self.send_wished.emit(self._sent)

    def _can_send(self) -> bool:
        return self._state.can_send and not self._state.running and self._sent is None and bool(self.text().strip())

    def _on_text_changed(self) -> None:
        self._enable()
        text = self.text()
        self.draft_changed.emit(text)
        if text == "/":
            self.slash_wished.emit()

    def _enable(self) -> None:
        self._send.setEnabled(self._can_send())

    def _lay_out(self) -> None:
        box = QFrame()
        box.setObjectName("composer")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self._input)
        self._tools = row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._templates)
        row.addWidget(self._sampling)
        row.addStretch(1)
        row.addWidget(self._meter)
        row.addSpacing(8)
        row.addWidget(self._send)
        row.addWidget(self._stop)
        column.addLayout(row)
        box.setMaximumWidth(WIDEST)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(EDGE, 8, EDGE, 16)
        whole.addStretch()
        whole.addWidget(box, 1000)
        whole.addStretch()
        self.setObjectName("composerGround")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = box
        self._input.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame shows that the box inside it has the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._box.setProperty("writing", event.type() == QEvent.Type.FocusIn)
            self._box.style().unpolish(self._box)
            self._box.style().polish(self._box)
        return super().eventFilter(watched, event)
