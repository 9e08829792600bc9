"""A plain-text box for writing a question: grows with its text, sends on Enter, never in the middle of a composition.

Knows nothing of what sending means. Text is plain whatever is pasted; files dropped on it are left to the window.
"""

from time import monotonic

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QInputMethodEvent, QKeyEvent, QResizeEvent, QShowEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

MOST_LINES = 8
AFTER_COMPOSITION_S = 0.06
"""Some input methods commit first and hand on the Enter that ended the composition after it; nobody types so fast."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BREAKERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class InputBox(QPlainTextEdit):
    """Enter emits `entered`; Shift+Enter breaks the line; Tab moves on; Escape emits `escaped` where it is wanted."""

    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None, *, takes_escape: bool = False) -> None:
        super().__init__(parent)
        self._takes_escape = takes_escape
        self._composing = False
        self._composed_at = 0.0
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        # A document of this kind measures itself in lines, wrapped ones included.
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @property
    def composing(self) -> bool:
        """Whether an input method is at work, or was until just now."""
        return self._composing or monotonic() - self._composed_at < AFTER_COMPOSITION_S

    def empty(self) -> None:
        """Remove the text in a way that undo can bring back."""
        self.selectAll()
        self.textCursor().removeSelectedText()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def heightForWidth(self, width: int) -> int:
        """Asked where the size policy says so: in a layout whose height hangs on its width, no answer counts as 0."""
        return self.maximumHeight()

    def event(self, event: QEvent) -> bool:
        """Where Escape is wanted here, it is this box's own and no shortcut of the window's ("Stop")."""
        asks = self._takes_escape and event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was = self._composing
        self._composing = bool(event.preeditString())
        if was and not self._composing:
            self._composed_at = monotonic()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTER and not event.modifiers() & BREAKERS:
            # A held-down Enter is the one that was just used for something else.
            if not self.composing and not event.isAutoRepeat():
                self.entered.emit()
            event.accept()
        elif key in ENTER:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            event.accept()
        elif key == Qt.Key.Key_Escape and self._takes_escape and not self.composing:
            self.escaped.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        shown = min(lines, MOST_LINES)
        edge = self.height() - self.contentsRect().height() + 2 * round(self.document().documentMargin())
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        height = shown * self.fontMetrics().lineSpacing() + edge + 2
        if height != self.maximumHeight():
            self.setFixedHeight(height)
            self.updateGeometry()
