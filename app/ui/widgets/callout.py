"""A notice across the page: what happened, what to do about it, and a way to close it."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.icons import icon
from app.ui.theme import applied, theme_named
from app.ui.widgets.icon_button import IconButton

Tone = Literal["info", "warn", "error", "good"]
ICONS = {"info": "info", "warn": "triangle-alert", "error": "circle-alert", "good": "circle-check"}


class Callout(QFrame):
    """Stays until it is closed, by its button or with `close()`."""

    closed = Signal()

    def __init__(self, tone: Tone, text: str, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("callout")
        self.setProperty("tone", tone)
        self._tone: Tone = tone
        self.add_action_closes = False
        """Whether doing one of its actions also closes it."""
        theme = applied() or theme_named("light")
        self._picture = QLabel()
        self._text = QLabel(text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(12)
        for label in (self._picture, self._text):
            label.setMinimumHeight(theme.sizes.control)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        if closable:
            shut = IconButton("x", self.tr("Close"), theme)
            shut.clicked.connect(self.close)
            self._row.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        self._closable = closable
        self._tint()

    def text(self) -> str:
        return self._text.text()

    def add_action(self, label: str, do: Callable[[], None]) -> QPushButton:
        """A button that does something about it."""
        button = QPushButton(label)
        button.clicked.connect(lambda: self._act(do))
        self._row.insertWidget(self._row.count() - (1 if self._closable else 0), button)
        return button

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_picture"):
            self._tint()

    def _act(self, do: Callable[[], None]) -> None:
        do()
        if self.add_action_closes:
            self.close()

    def _tint(self) -> None:
        theme = applied() or theme_named("light")
        edge = theme.sizes.icon
        self._picture.setPixmap(icon(ICONS[self._tone], theme, self._tone).pixmap(QSize(edge, edge)))
