"""One character of a poem: how it is read, what the pattern wants there, and what might stand in its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms.verse import Cell
from app.ui.theme import Theme
from app.ui.verse import wording

COLUMNS, MOST = 8, 32


class ReplacePane(QWidget):
    """Hidden while no character is chosen."""

    replace_wished = Signal(str)
    """The character that is to stand there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Cell | None, tuple[str, ...]] = (None, ())
        self._readings, self._slot, self._offer = QLabel(), QLabel(), QLabel()
        for label in (self._readings, self._slot, self._offer):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._slot.setProperty("role", "hint")
        self._offer.setProperty("role", "label")
        self._chars = QWidget()
        self._grid = QGridLayout(self._chars)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._readings, self._slot, self._offer, self._chars):
            column.addWidget(widget)
        self.hide()

    def show_cell(self, cell: Cell | None, offered: tuple[str, ...]) -> None:
        if (cell, offered) == self._shown:
            return  # as with most letters that are written elsewhere
        self._shown = cell, offered
        self.setVisible(cell is not None)
        if cell is None:
            return
        self._readings.setText(wording.readings(cell))
        self._slot.setText(wording.slot(cell.slot))
        self._slot.setVisible(bool(cell.slot))
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        shown = offered[:MOST]
        self._offer.setText(self.tr("Of the right tone and rhyme:") if cell.foot else self.tr("Of the right tone:"))
        for widget in (self._offer, self._chars):
            widget.setVisible(bool(shown))
        for place, char in enumerate(shown):
            self._grid.addWidget(self._button(char), place // COLUMNS, place % COLUMNS)

    def offered(self) -> list[str]:
        return [button.text() for button in self._chars.findChildren(QPushButton)]

    def _button(self, char: str) -> QPushButton:
        button = QPushButton(char)
        button.setFont(self._theme.font("verse", 18))
        button.setStyleSheet("QPushButton { padding: 0; min-width: 30px; max-width: 34px; min-height: 30px }")
        button.setAccessibleName(self.tr("Put {char} there").format(char=char))
        button.clicked.connect(lambda: self.replace_wished.emit(char))
        return button
