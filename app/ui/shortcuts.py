"""A page that names every command and its keys."""

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.actions import Actions


class ShortcutsDialog(QDialog):
    """What it does and how to press it, in two halves so that it fits a small screen. Read from the actions, so it
    cannot be out of date."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        rows = [
            (self.tr("Send the question"), "Enter"),
            (self.tr("New line in the question"), "Shift+Enter"),
            *(
                (action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
                for action in (getattr(actions, field.name) for field in dataclasses.fields(actions))
            ),
        ]
        half = (len(rows) + 1) // 2
        grid.setColumnMinimumWidth(2, 16)
        for place, (what, keys) in enumerate(rows):
            column, row = divmod(place, half)
            name, pressed = QLabel(what), QLabel(keys)
            for label in (name, pressed):
                label.setTextFormat(Qt.TextFormat.PlainText)
            pressed.setProperty("role", "hint")
            grid.addWidget(name, row, 3 * column)
            grid.addWidget(pressed, row, 3 * column + 1, Qt.AlignmentFlag.AlignRight)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(24)
        whole.addLayout(grid)
        whole.addWidget(buttons)
