"""A sentence on what is wrong, beneath what it is about. Knows nothing of what can be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class FaultLabel(QLabel):
    """Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "error")
        self.hide()

    def tell(self, why: str) -> None:
        """Show this; nothing where it is empty."""
        self.setText(why)
        self.setVisible(bool(why))
