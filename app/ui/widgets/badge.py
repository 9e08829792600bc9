"""A word on a small rounded ground that says how grave it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Theme

TONES = {"plain": "", "info": "info", "warning": "warn", "warn": "warn", "error": "error", "good": "good"}


class Badge(QLabel):
    """Colours come from the style sheet by `tone`; the word itself must say it too."""

    def __init__(
        self, text: str = "", tone: str = "plain", theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        """`tone`: plain, info, warning, error or good. Another one raises KeyError."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "badge")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_value(text, tone)

    def show_value(self, text: str, tone: str = "plain") -> None:
        self.setText(text)
        if self.property("tone") != TONES[tone]:
            self.setProperty("tone", TONES[tone])
            self.style().polish(self)
