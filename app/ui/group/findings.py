"""What a checker found, one line to a finding: faults in cinnabar, with a mark that also says it without colour."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.group.states import Finding
from app.ui.theme import Theme

MARKS = {"error": "✕", "warning": "△", "note": "·"}
COLOURS = {"error": "error", "warning": "warn", "note": "muted"}


class Findings(QWidget):
    """The gravest first, as many as `most`; then how many more there are."""

    def __init__(self, theme: Theme, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._most = theme, most
        self._shown: tuple[Finding, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        if findings == self._shown:
            return
        self._shown = findings
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        order = list(MARKS)
        ranked = sorted(findings, key=lambda each: order.index(each.gravity))
        for each in ranked[: self._most]:
            self._column.addWidget(self._line(MARKS[each.gravity], each.text, COLOURS[each.gravity]))
        more = len(ranked) - self._most
        if more > 0:
            self._column.addWidget(self._line("", self.tr("%n more finding(s)", "", more), "muted"))
        self.setVisible(bool(findings))

    def text(self) -> str:
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.wordWrap())

    def _line(self, mark: str, text: str, colour: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        style = f"color: {getattr(self._theme.colours, colour)}; font-size: {self._theme.sizes.small}px"
        for words in (mark, text):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setStyleSheet(style)
            if words is text:
                label.setWordWrap(True)
                row.addWidget(label, 1)
            else:
                label.setFixedWidth(12)
                row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        return line
