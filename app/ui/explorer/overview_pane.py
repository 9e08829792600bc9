"""What happened in a trace, in five lines, each with a way to the place it speaks of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.explorer.plain import label
from app.ui.explorer.states import Line
from app.ui.theme import Theme


class OverviewPane(QWidget):
    """Shows lines; says where one leads."""

    place_wished = Signal(object)
    """Place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._said = QVBoxLayout()
        self._said.setSpacing(0)
        self._note = label(role="hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(self._said)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_lines(self, lines: Sequence[Line], note: str) -> None:
        """note: how far what is said can be trusted."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._fill()
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def press(self, number: int) -> None:
        """Follow a line, counted from 0."""
        line = self._lines[number]
        if line.place is not None:
            self.place_wished.emit(line.place)

    def _fill(self) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(self._lines):
            said = label(line.text, "error" if line.grave else "")
            self._said.addWidget(said)
            if line.place is None:
                self._said.addSpacing(8)
            else:
                go = QPushButton(line.go)
                go.setProperty("role", "link")
                go.setAccessibleDescription(line.text)
                go.clicked.connect(lambda _=False, number=number: self.press(number))
                go.setStyleSheet("padding-left: 0")
                self._said.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
