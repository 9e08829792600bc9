"""The category of a template: one of those that ship, or whatever a person calls it."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.templates.wording import CATEGORY_ORDER, heading


class CategoryBox(QComboBox):
    """Text in the interface's language."""

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        line = self.lineEdit()
        assert line is not None
        line.setAccessibleName(self.tr("Category"))
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for category in CATEGORY_ORDER:
            self.addItem(heading(category))
        self.editTextChanged.connect(lambda _: self.typed.emit())

    def text(self) -> str:
        return self.currentText()

    def show_text(self, text: str) -> None:
        """Show this without saying that it was typed."""
        if text != self.currentText():
            with QSignalBlocker(self):
                self.setEditText(text)
