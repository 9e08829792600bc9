"""A page that names every command and its keys."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.actions import Actions
from app.ui.explorer import keys
from app.ui.widgets.scrolling import scrolling


class ShortcutsDialog(QDialog):
    """In two halves so that it fits a small screen. Read from the actions and from the explorer's own table, so that it
    cannot be out of date."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        rows = [
            (self.tr("Send the question"), "Enter"),
            (self.tr("New line in the question"), "Shift+Enter"),
            *(
                (action.text(), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
                for action in (getattr(actions, field.name) for field in dataclasses.fields(actions))
            ),
        ]
        explorer = QLabel(self.tr("On the explorer's page"))
        explorer.setProperty("role", "heading")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 16, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(2, 16)
        below = _put(grid, 0, rows)
        grid.setRowMinimumHeight(below, 16)
        grid.addWidget(explorer, below + 1, 0, 1, 5)
        _put(grid, below + 2, keys.described())
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 8, 24)
        whole.setSpacing(16)
        whole.addWidget(scrolling(inside, self.windowTitle()))
        buttons.setContentsMargins(0, 0, 16, 0)
        whole.addWidget(buttons)
        room, wanted = self.screen().availableSize(), inside.sizeHint()
        self.resize(wanted.width() + 40, min(wanted.height() + 128, room.height() * 9 // 10))


def _put(grid: QGridLayout, first: int, rows: Sequence[tuple[str, str]]) -> int:
    """What it does and how to press it, in two columns of each from a row on. Returns the row below."""
    half = (len(rows) + 1) // 2
    for place, (what, pressed) in enumerate(rows):
        column, row = divmod(place, half)
        name, key = QLabel(what), QLabel(pressed)
        for label in (name, key):
            label.setTextFormat(Qt.TextFormat.PlainText)
        key.setProperty("role", "hint")
        grid.addWidget(name, first + row, 3 * column)
        grid.addWidget(key, first + row, 3 * column + 1, Qt.AlignmentFlag.AlignRight)
    return first + half
