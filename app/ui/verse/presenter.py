"""Checks what is written on the verse page, or the answer that is being written. Knows no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from app.forms.verse import Report, check
from app.forms.verse.replace import replacements
from app.ui.verse.following import Following
from app.ui.verse.page import VersePage
from app.ui.verse.shown import Key
from app.ui.verse.states import Followed, Source

PAUSE_MS = 80
"""After the last keystroke: a held key must not wait for a check each time."""
LONGEST = 20_000
"""Characters that are checked, some four hundred poems: of a longer text the first, of a longer answer the last."""


@dataclass(slots=True)
class Kept:
    """What outlives the window."""

    text: str = ""
    form: str = "auto"
    book: str = "平水韵"
    source: Source = "own"


class VersePresenter(QObject):
    """One text at a time."""

    def __init__(
        self, page: VersePage, kept: Kept, parent: QObject | None = None, following: Following | None = None
    ) -> None:
        """following: tells of the open conversation's answer; without it there is the person's own text alone."""
        super().__init__(parent)
        self._page, self.kept, self._following = page, kept, following
        self._followed = Followed()
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
        page.source_chosen.connect(self._choose_source)
        page.take_wished.connect(self._take)
        if following is not None:
            following.changed.connect(self.on_followed)
            following.watch(page.isVisible)
            self._followed = following.now()
            page.show_followed(self._followed)
        self._show_source(kept.source)

    def show_text(self, text: str, form: str = "auto", book: str = "平水韵") -> None:
        """Check another text of the person's own."""
        self._page.show_options(form, book)
        self._page.set_text(text)
        self._show_source("own")

    def follow(self, form: str = "auto", book: str = "平水韵") -> None:
        """Check the answer of the open conversation, while it is written and after."""
        self._page.show_options(form, book)
        self._look()
        self._show_source("answer")

    def enter(self) -> None:
        """The page is in sight. Where nothing is written on it and an answer is on its way, that is looked at."""
        self._look()
        if self._followed.growing and not self._page.text().strip():
            self._show_source("answer")
        elif self.kept.source == "answer":
            self._check()

    def settle(self) -> None:
        """The window goes: what is written is kept."""
        self._soon.stop()
        if self._following is not None:
            self._following.stop()
        self.kept.text = self._page.text()
        self.kept.form, self.kept.book = self._page.options()

    # ---- which text ---------------------------------------------------------------------------------------------

    def _choose_source(self, source: str) -> None:
        self._look()
        self._show_source("answer" if source == "answer" else "own")

    def _show_source(self, source: Source) -> None:
        self.kept.source = source
        self._page.show_source(source)
        self._chosen = None
        self._check()

    def _look(self) -> None:
        if self._following is not None:
            self._followed = self._following.now()
            self._page.show_followed(self._followed)

    def on_followed(self, followed: Followed) -> None:
        """The answer has gone on."""
        self._followed = followed
        self._page.show_followed(followed)
        if self.kept.source == "answer":
            self._check()

    def _take(self) -> None:
        """The answer becomes a text of one's own."""
        self._page.set_text(self._followed.text)
        self._show_source("own")

    # ---- checking -----------------------------------------------------------------------------------------------

    def _on_text(self) -> None:
        self._soon.start()

    def _check(self) -> None:
        self._soon.stop()
        form, book = self._page.options()
        if self.kept.source == "own":
            text, partial = self._page.text()[:LONGEST], form == "auto"
        else:
            text, partial = self._followed.text[-LONGEST:], self._followed.growing
        self._report = check(text, form, book, partial=partial) if text.strip() else None
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
        offered = replacements(found, line, at) if self.kept.source == "own" else ()
        self._page.show_cell(found.lines[line].cells[at], offered)

    def _replace(self, char: str) -> None:
        """Undo brings the old one back."""
        if self._chosen is None or self._report is None or self.kept.source != "own":
            return
        poem, line, at = self._chosen
        there = self._report.poems[poem].lines[line]
        before = self._page.text()[: there.start + at]
        start = len(before.encode("utf-16-le", "surrogatepass")) // 2
        length = len(there.cells[at].char.encode("utf-16-le", "surrogatepass")) // 2
        self._page.put(start, length, char)
        self._check()
