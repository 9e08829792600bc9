"""The thinking as a text to be changed by hand, where it was read. Decides nothing about what comes of it."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

LEAST = 200
"""Pixels of height that writing needs."""


class ThinkingEditor(QWidget):
    """Plain text, whole. Stays open when it was taken, until somebody closes it: nobody else has the text before."""

    taken = Signal(str)
    """Go on from this text."""
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original = ""
        self._can_act = True
        self._box = QPlainTextEdit()
        self._box.setAccessibleName(self.tr("Thinking to go on from"))
        self._box.setTabChangesFocus(True)
        self._box.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._box.setMinimumHeight(80)
        self._hint = QLabel(
            self.tr("A new version begins with this text, and the model thinks on from its end. The old one stays.")
        )
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("role", "hint")
        self._hint.setWordWrap(True)
        self._go = QPushButton(self.tr("Go on from here"))
        self._go.setProperty("role", "primary")
        self._cancel = QPushButton(self.tr("Cancel"))
        self._go.clicked.connect(self._take)
        self._cancel.clicked.connect(self.cancelled)
        self._box.textChanged.connect(self._enable)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 4)
        column.setSpacing(8)
        column.addWidget(self._box, 1)
        column.addWidget(self._hint)
        column.addLayout(buttons)

    def open(self, text: str) -> None:
        """Begin with `text`, at its end."""
        self._original = text
        with QSignalBlocker(self._box):
            self._box.setPlainText(text)
        self._box.moveCursor(QTextCursor.MoveOperation.End)
        self._enable()
        self._box.setFocus()

    def text(self) -> str:
        return self._box.toPlainText()

    def set_can_act(self, can_act: bool) -> None:
        self._can_act = can_act
        self._enable()

    def set_font(self, font: QFont) -> None:
        self._box.setFont(font)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to this editor while it has the keyboard, and is no shortcut of the window's ("Stop")."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if self._go.isEnabled():
            self.taken.emit(self.text())

    def _enable(self) -> None:
        self._go.setEnabled(self._can_act and bool(self.text().strip()))
