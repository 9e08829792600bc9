"""Finding words in a reader's text, also where it was never set, and while it grows. Never holds the window.

Searches sheet by sheet in slices of a few milliseconds, so that counts come in little by little in a long text.
"""

import re
from bisect import bisect_left
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCharFormat

from app.ui.reader.choice import Place
from app.ui.reader.page import Marked
from app.ui.reader.sheets import Sheets
from app.ui.theme import Theme

SLICE_S = 0.008
"""How long one slice of searching may hold the window."""
PAUSE_MS = 4
MOST = 100_000
"""Finds that are kept of one text; a pattern that finds more is not worth counting."""
LONGEST_LINE = 50_000
"""Characters of one paragraph that a regular expression is given."""


class Finder(QObject):
    """The finds in one text, in order."""

    changed = Signal()
    """There are others, or another one is the current."""

    def __init__(self, sheets: Sheets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._pattern: re.Pattern[str] | None = None
        self._finds: list[tuple[int, int, int]] = []
        """Sheet, start and stop of each."""
        self._done = 0
        """So many sheets were searched to their end."""
        self._at: tuple[int, int, int] | None = None
        self._soon = QTimer(self)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._go_on)

    # ---- looking ------------------------------------------------------------------------------------------------

    def search(self, pattern: re.Pattern[str] | None) -> None:
        """Look for something else; None for nothing more."""
        if pattern == self._pattern:
            return
        self._pattern, self._at = pattern, None
        self.begin_again()

    def begin_again(self) -> None:
        """Another text is here, or it was cut anew."""
        self._finds, self._done = [], 0
        if self._pattern is None:
            self._soon.stop()
        else:
            self._soon.start()
        self.changed.emit()

    def text_grew(self) -> None:
        """The last sheet has other text than before, or there are new ones."""
        if self._pattern is None:
            return
        # Also the one before: it was the last one until now, and is whole only since.
        self._done = max(0, min(self._done, len(self._sheets) - 2))
        self._finds = self._finds[: bisect_left(self._finds, (self._done, 0, 0))]
        self._soon.start()

    def _go_on(self) -> None:
        until = monotonic() + SLICE_S
        before = len(self._finds)
        while self._done < len(self._sheets) and len(self._finds) < MOST:
            self._finds += self._on_sheet(self._done)
            self._done += 1
            if monotonic() > until:
                break
        else:
            self._soon.stop()
        if len(self._finds) != before or self.complete:
            self.changed.emit()

    def _on_sheet(self, index: int) -> list[tuple[int, int, int]]:
        assert self._pattern is not None
        found, at = [], 0
        for paragraph in self._sheets.raw(index).split("\u2029"):
            text = paragraph[:LONGEST_LINE].replace("\u2028", "\n")
            found += [(index, at + m.start(), at + m.end()) for m in self._pattern.finditer(text) if m.group()]
            at += len(paragraph) + 1
        return found

    # ---- what was found -----------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """So many, as far as was searched."""
        return len(self._finds)

    @property
    def complete(self) -> bool:
        """Whether all of the text was searched."""
        return self._pattern is None or self._done >= len(self._sheets) or len(self._finds) >= MOST

    @property
    def number(self) -> int:
        """Of the current find, counted from 1; 0 where none is."""
        if self._at is None:
            return 0
        index = bisect_left(self._finds, self._at)
        return index + 1 if index < len(self._finds) and self._finds[index] == self._at else 0

    @property
    def current(self) -> Place | None:
        """Where the current find begins."""
        return Place(self._at[0], self._at[1]) if self._at is not None else None

    def go_to(self, number: int) -> Place | None:
        """Make the find of this number, counted from 0, the current one, searching up to it now where that is still
        to be done. None where there are not so many."""
        while self._pattern is not None and len(self._finds) <= number and self._done < len(self._sheets):
            self._finds += self._on_sheet(self._done)
            self._done += 1
        return self._make_current(number)

    def leave(self) -> None:
        """None is the current one any more."""
        self._at = None
        self.changed.emit()

    def finish(self) -> None:
        """Search the rest now."""
        while not self.complete:
            self._finds += self._on_sheet(self._done)
            self._done += 1

    def _make_current(self, index: int) -> Place | None:
        if not 0 <= index < len(self._finds):
            return None
        self._at = self._finds[index]
        self.changed.emit()
        return Place(self._at[0], self._at[1])

    def marked(self, sheet: int, theme: Theme) -> list[Marked]:
        """How the finds on a sheet are painted."""
        if not self._finds:
            return []
        ground, current, ink = (theme.color(name) for name in ("found", "found_here", "on_found"))
        marks = []
        first, last = (bisect_left(self._finds, (index, 0, 0)) for index in (sheet, sheet + 1))
        for find in self._finds[first:last]:
            form = QTextCharFormat()
            form.setBackground(current if find == self._at else ground)
            form.setForeground(ink)
            marks.append(Marked(find[1], find[2], form))
        return marks
