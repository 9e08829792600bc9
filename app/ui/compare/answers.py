"""The answers of all versions beside each other; what differs from the first one is set off."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.explorer.difference import Difference
from app.ui.explorer.plain import label
from app.ui.explorer.states import Stretch
from app.ui.theme import Theme


class Answers(QWidget):
    """Plain texts, read-only. Additions are underlined, what only the first has is struck out where it is missing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(12)
        self._texts: list[Difference] = []

    def show_answers(self, answers: Sequence[Sequence[Stretch]], names: Sequence[str]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._texts = []
        for stretches, name in zip(answers, names, strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(label(name, "label"))
            text = Difference(self._theme)
            text.setFont(self._theme.font(size=self._theme.sizes.answer))
            text.show_stretches(stretches)
            text.setAccessibleName(name)
            column.addWidget(text, 1)
            self._texts.append(text)
            self._row.addWidget(side, 1)

    def texts(self) -> list[str]:
        return [each.toPlainText() for each in self._texts]
