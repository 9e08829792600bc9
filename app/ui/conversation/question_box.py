"""The frame in which a question is written, wherever one is: the text, and tools beneath it.

Keeps what was typed until it is told that the store has it: between Enter and the disk it must exist somewhere. Decides
nothing of what asking means.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.conversation import style
from app.ui.conversation.input_box import InputBox
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton


class QuestionBox(QWidget):
    """For whoever adds tools to it, and overrides `enable`: what can be done with the text that stands there now."""

    templates_wished = Signal()
    slash_wished = Signal()
    """A question begins with a slash: a template may be meant."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, edge: int, widest: int = 0, spacing: int = 4
    ) -> None:
        """edge: pixels at the left and at the right. widest: the frame stays in the middle, 0 for as wide as it may."""
        super().__init__(parent)
        self.setStyleSheet(style.composer(theme))
        self.setObjectName("composerGround")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sent: str | None = None
        self._input = InputBox()
        self._input.setObjectName("composerInput")
        self._input.setAccessibleName(self.tr("Question"))
        self._templates = IconButton("layout-template", self.tr("Prompt templates"), theme)
        self._frame = QFrame()
        self._frame.setObjectName("composer")
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(spacing)
        column.addWidget(self._input)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(spacing)
        self._tools.addWidget(self._templates)
        column.addLayout(self._tools)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(edge, 8, edge, 16)
        if widest:
            self._frame.setMaximumWidth(widest)
            whole.addStretch()
        whole.addWidget(self._frame, 1000)
        if widest:
            whole.addStretch()
        self.setFocusProxy(self._input)
        self._input.installEventFilter(self)
        self._input.textChanged.connect(self._on_text)
        self._templates.clicked.connect(self.templates_wished)

    @property
    def input(self) -> InputBox:
        """Where one types."""
        return self._input

    def text(self) -> str:
        return self._input.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in place of what is there; undo brings the old one back."""
        self._input.empty()
        self._input.insertPlainText(text)
        self._input.ensureCursorVisible()

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
        self.enable()

    def refuse(self) -> None:
        """The question could not be asked: it stays, and can be asked again."""
        self._sent = None
        self.enable()

    def enable(self) -> None:
        """Say with the buttons what can be done now."""
        raise NotImplementedError

    def on_text(self, text: str) -> None:
        """Something else stands there now."""

    def _on_text(self) -> None:
        self.enable()
        text = self.text()
        self.on_text(text)
        if text == "/":
            self.slash_wished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame shows that the box inside it has the keyboard."""
        if watched is self._input and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._frame.setProperty("writing", event.type() == QEvent.Type.FocusIn)
            self._frame.style().unpolish(self._frame)
            self._frame.style().polish(self._frame)
        return super().eventFilter(watched, event)
