"""The exact text that would be sent, as plain text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.templates.fault_label import FaultLabel
from app.ui.templates.states import Preview
from app.ui.theme import Theme


class PreviewPane(QWidget):
    """Shows the text, or above it why there is none; the last good text stays to be read meanwhile."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(self.tr("Exact text"))
        heading.setProperty("role", "label")
        self._length = QLabel()
        self._length.setTextFormat(Qt.TextFormat.PlainText)
        self._length.setProperty("role", "hint")
        self._fault = FaultLabel()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(theme.font("mono", theme.sizes.code))
        self._text.setAccessibleName(self.tr("Exact text"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self._length)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._fault)
        column.addWidget(self._text, 1)

    def lie(self, below: bool) -> None:
        """Keep a distance to the form, which is above or at the left."""
        self.setContentsMargins(0 if below else 16, 16 if below else 0, 0, 0)

    def show_preview(self, preview: Preview) -> None:
        fault = preview.fault or (self.tr("Correct what is marked in the form.") if preview.wrong else "")
        self._fault.tell(fault)
        self._text.setEnabled(not fault)
        if fault and not preview.text:
            return
        self._length.setText(self.tr("%n character(s)", "", len(preview.text)))
        if preview.text != self._text.toPlainText():
            bar = self._text.verticalScrollBar()
            at = bar.value()
            self._text.setPlainText(preview.text)
            bar.setValue(at)

    def text(self) -> str:
        return self._text.toPlainText()

    def fault(self) -> str:
        return self._fault.text()
