"""Labels that show what a model said: always plain text, and a list of facts with their names."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui.explorer.states import Fact


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class Facts(QWidget):
    """Names at the left, values at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._pairs: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        while len(self._pairs) < len(facts):
            pair = label(role="hint", wrap=False), label()
            row = len(self._pairs)
            self._grid.addWidget(pair[0], row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(pair[1], row, 1)
            self._pairs.append(pair)
        for place, (name, value) in enumerate(self._pairs):
            there = place < len(facts)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(facts[place].label)
                value.setText(facts[place].value)

    def text(self) -> str:
        pairs = [f"{name.text()}: {value.text()}" for name, value in self._pairs if not name.isHidden()]
        return "\n".join(pairs)
