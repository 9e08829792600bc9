"""A part of a page under a heading that opens and closes it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.badge import Badge

INDENT = 26
"""Where the heading's text begins, and with it what it opens."""


class Fold(QWidget):
    """Folded at first. A word at the right of the heading tells what is inside without opening it."""

    toggled = Signal(bool)
    """Whether it is open now."""

    def __init__(self, title: str, body: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._body = theme, body
        self._head = QPushButton(title)
        self._head.setProperty("role", "quiet")
        self._head.setStyleSheet(
            "QPushButton { text-align: left; padding: 5px 0; font-weight: 600 } QPushButton:focus { padding: 4px 0 }"
        )
        self._head.setIconSize(QSize(16, 16))
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head.clicked.connect(lambda: self.set_open(not self.is_open()))
        self._badge = Badge("", "plain", theme)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._head, 1)
        row.addWidget(self._badge)
        inside = QVBoxLayout()
        inside.setContentsMargins(INDENT, 4, 0, 12)
        inside.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(inside)
        self._inside = inside
        self.show_summary("")
        self._show_open(False)

    def title(self) -> str:
        return self._head.text()

    def summary(self) -> str:
        return self._badge.text()

    def is_open(self) -> bool:
        return not self._body.isHidden()

    def set_open(self, opened: bool) -> None:
        if opened != self.is_open():
            self._show_open(opened)
            self.toggled.emit(opened)

    def show_summary(self, text: str, tone: str = "plain") -> None:
        """A word or two about what is inside; nothing for an empty text. `tone` as in `Badge`."""
        self._badge.setVisible(bool(text))
        self._badge.show_value(text, tone)
        self._head.setAccessibleDescription(text)

    def _show_open(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self._inside.setContentsMargins(INDENT, 4 if opened else 0, 0, 12 if opened else 0)
        self._head.setIcon(icon("chevron-down" if opened else "chevron-right", self._theme))
