"""How an import ended: what was taken, what was there, what was left out and why. Shows it; decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.exchange.states import ImportState
from app.ui.theme import Theme
from app.ui.widgets.callout import Callout, Tone

TONES: dict[str, Tone] = {"done": "good", "cancelled": "info", "failed": "error"}


class ReportView(QWidget):
    """Figures at the left, what they count at the right."""

    again_wished = Signal()
    open_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first: int | None = None
        self._callout: Callout | None = None
        self._open = QPushButton(self.tr("Show one of them"))
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(self._say_open)
        self.first = QPushButton(self.tr("Bring in more…"))
        self.first.clicked.connect(self.again_wished)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open)
        buttons.addWidget(self.first)
        buttons.addStretch(1)
        self._top = QVBoxLayout()
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        self._inside: QWidget | None = None
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addLayout(self._top)
        column.addLayout(self._body)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_state(self, state: ImportState) -> None:
        self._first = state.first
        self._open.setVisible(state.first is not None)
        for old in (self._callout, self._inside):
            if old is not None:
                old.hide()
                old.deleteLater()
        said = f"{state.headline}\n{state.detail}" if state.detail else state.headline
        self._callout = Callout(TONES[state.phase], said, self, closable=False)
        self._top.addWidget(self._callout)
        self._inside = self._figures(state)
        self._body.addWidget(self._inside)

    def texts(self) -> list[str]:
        """What a person reads, line by line."""
        found = [self._callout.text()] if self._callout is not None else []
        return found + [each.text() for each in self._inside.findChildren(QLabel)] if self._inside else found

    def _say_open(self) -> None:
        if self._first is not None:
            self.open_wished.emit(self._first)

    def _figures(self, state: ImportState) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for fact in state.facts:
            self._row(grid, fact.number, fact.text, "")
        if state.lacks:
            title = _plain(self.tr("Left out"), "label")
            title.setContentsMargins(0, 12, 0, 0)
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for lack in state.lacks:
            self._row(grid, lack.number, lack.reason, "\n".join(lack.examples))
        return inside

    def _row(self, grid: QGridLayout, number: str, text: str, below: str) -> None:
        row = grid.rowCount()
        figure = _plain(number, "")
        figure.setFont(self._theme.font(bold=True))
        figure.setMinimumWidth(48)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(figure, row, 0)
        grid.addWidget(_plain(text, ""), row, 1)
        if below:
            grid.addWidget(_plain(below, "hint"), row + 1, 1)


def _plain(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
