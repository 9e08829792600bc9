"""What was found in a text, one row to a finding: choosing one points at the characters it is about."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.forms.findings import Finding, Severity
from app.ui.theme import Theme, applied
from app.ui.verse import wording

MARKS = {"error": "✕", "warning": "△", "note": "·"}
COLOURS = {"error": "error", "warning": "warn", "note": "muted"}
ORDER = tuple(MARKS)
MOST_KNOWN = 1000


class FaultList(QListWidget):
    """The gravest first; with several poems in the text, each says which."""

    pointed = Signal(object)
    """Finding; None where none is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._known: dict[tuple[object, ...], str] = {}
        """Sentences that were told before."""
        self._rows: list[tuple[str, Severity]] | None = None
        """What is shown: each with how grave it is."""
        self.setAccessibleName(self.tr("Findings"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._say)

    def show_findings(self, findings: tuple[Finding, ...], poems: int) -> None:
        self._findings = tuple(sorted(findings, key=lambda each: ORDER.index(each.severity)))
        rows = [(self._text(each, poems), each.severity) for each in self._findings]
        if rows == self._rows:
            return  # as with most letters: the findings stand elsewhere in the text and say what they said
        self._rows = rows
        theme = applied() or self._theme
        self.blockSignals(True)
        self.clear()
        for text, severity in rows:
            item = QListWidgetItem(text, self)
            item.setForeground(theme.color(COLOURS[severity]))
        if not rows:
            item = QListWidgetItem(self.tr("Nothing to remark."), self)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.blockSignals(False)

    def _text(self, finding: Finding, poems: int) -> str:
        key = finding.kind, *finding.fields.items()
        sentence = self._known.get(key)
        if sentence is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            sentence = self._known[key] = wording.sentence(finding)
        if poems > 1 and finding.poem is not None:
            sentence = f"{finding.poem + 1}: {sentence}"
        return f"{MARKS[finding.severity]}  {sentence}"

    def texts(self) -> list[str]:
        return [self.item(row).text() for row in range(self.count())]

    def sizeHint(self) -> QSize:
        return QSize(240, 140)

    def _say(self, row: int) -> None:
        self.pointed.emit(self._findings[row] if 0 <= row < len(self._findings) else None)
