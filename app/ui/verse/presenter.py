"""Checks what is written on the verse page, and puts replacements into it. Knows the rules' answers, and no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.forms.verse import Report, check
from app.forms.verse.replace import replacements
from app.ui.verse.page import VersePage
from app.ui.verse.sheet import Key

PAUSE_MS = 80
"""After the last keystroke. A check takes a millisecond or two; a held key must not wait for it each time."""
LONGEST = 20_000
"""Characters that are checked: some four hundred poems; of a longer text the first ones."""


@dataclass(slots=True)
class Kept:
    """What outlives the window."""

    text: str = ""
    form: str = "auto"
    book: str = "平水韵"


class VersePresenter(QObject):
    """One text at a time."""

    def __init__(self, page: VersePage, kept: Kept, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self.kept = page, kept
        self._report: Report | None = None
        self._chosen: Key | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._check)
        page.show_options(kept.form, kept.book)
        page.set_text(kept.text)
        page.text_changed.connect(self._on_text)
        page.options_changed.connect(self._check)
        page.chosen.connect(self._choose)
        page.replace_wished.connect(self._replace)
        self._check()

    def show_text(self, text: str, form: str = "auto", book: str = "平水韵") -> None:
        """Check another text."""
        self._page.show_options(form, book)
        self._page.set_text(text)
        self._check()

    def settle(self) -> None:
        """The window goes: what is written is kept."""
        self._soon.stop()
        self.kept.text = self._page.text()
        self.kept.form, self.kept.book = self._page.options()

    def _on_text(self) -> None:
        self._soon.start()

    def _check(self) -> None:
        self._soon.stop()
        text = self._page.text()[:LONGEST]
        form, book = self._page.options()
        self._report = check(text, form, book, partial=form == "auto") if text.strip() else None
        self._page.show_report(self._report)
        self._choose(self._chosen)

    def _choose(self, key: Key | None) -> None:
        self._chosen, report = key, self._report
        if key is None or report is None or key[0] >= len(report.poems):
            self._page.show_cell(None, ())
            return
        poem, line, at = key
        found = report.poems[poem]
        if line >= len(found.lines) or at >= len(found.lines[line].cells):
            self._page.show_cell(None, ())
            return
        self._page.show_cell(found.lines[line].cells[at], replacements(found, line, at))

    def _replace(self, char: str) -> None:
        """Undo brings the old one back."""
        if self._chosen is None or self._report is None:
            return
        poem, line, at = self._chosen
        cell = self._report.poems[poem].lines[line].cells[at]
        before = self._page.text()[: cell.start]
        start = len(before.encode("utf-16-le", "surrogatepass")) // 2
        length = len(cell.char.encode("utf-16-le", "surrogatepass")) // 2
        self._page.put(start, length, char)
        self._check()
