"""What was found in a text, one row to a finding: choosing one points at the characters it is about."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.forms.findings import Finding
from app.ui.theme import Theme, applied
from app.ui.verse import wording

MARKS = {"error": "✕", "warning": "△", "note": "·"}
COLOURS = {"error": "error", "warning": "warn", "note": "muted"}
ORDER = tuple(MARKS)


class FaultList(QListWidget):
    """The gravest first; with several poems in the text, each says which."""

    pointed = Signal(object)
    """Finding; None where none is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self.setAccessibleName(self.tr("Findings"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._say)

    def show_findings(self, findings: tuple[Finding, ...], poems: int) -> None:
        found = tuple(sorted(findings, key=lambda each: ORDER.index(each.severity)))
        if found == self._findings and self.count():
            return
        theme = applied() or self._theme
        self._findings = found
        self.blockSignals(True)
        self.clear()
        for each in found:
            text = f"{MARKS[each.severity]}  {wording.sentence(each)}"
            if poems > 1 and each.poem is not None:
                text = f"{MARKS[each.severity]}  {each.poem + 1}: {wording.sentence(each)}"
            item = QListWidgetItem(text, self)
            item.setForeground(theme.color(COLOURS[each.severity]))
        if not found:
            item = QListWidgetItem(self.tr("Nothing to remark."), self)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.blockSignals(False)

    def texts(self) -> list[str]:
        return [self.item(row).text() for row in range(self.count())]

    def sizeHint(self) -> QSize:
        return QSize(240, 140)

    def _say(self, row: int) -> None:
        self.pointed.emit(self._findings[row] if 0 <= row < len(self._findings) else None)
