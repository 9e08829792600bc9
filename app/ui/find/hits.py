"""Counts the finds in many texts, a few milliseconds at a time. Knows no view: nothing is drawn to be counted."""

import re
from collections.abc import Iterator, Sequence
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from app.text.clean import clean
from app.text.plain import paragraphs
from app.text.read import read
from app.text.segments import segments
from app.ui.find.pattern import Target
from app.ui.reader.finder import LONGEST_LINE, PAUSE_MS, SLICE_S


class Hits(QObject):
    """How often something is in each of some texts. The text of a target that grew is counted again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pattern: re.Pattern[str] | None = None
        self._targets: list[Target] = []
        self._counts: dict[Target, int] = {}
        self._work: Iterator[None] | None = None
        self._soon = QTimer(self)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._go_on)

    def look(self, pattern: re.Pattern[str] | None, targets: Sequence[Target]) -> None:
        """Count in these texts; what was counted of the same ones for the same pattern is kept."""
        if pattern != self._pattern:
            self._counts = {}
        self._pattern, self._targets = pattern, list(targets)
        self._counts = {target: self._counts[target] for target in self._targets if target in self._counts}
        self._work = self._count()
        if pattern is None:
            self._soon.stop()
        else:
            self._soon.start()
        self.changed.emit()

    @property
    def targets(self) -> Sequence[Target]:
        return self._targets

    def count(self, target: Target) -> int:
        """In one text, as far as was counted."""
        return self._counts.get(target, 0)

    @property
    def whole(self) -> int:
        """In all of them, as far as was counted."""
        return sum(self._counts.values())

    @property
    def complete(self) -> bool:
        return self._pattern is None or len(self._counts) == len(set(self._targets))

    def count_now(self, target: Target) -> int:
        """In one text, which is counted now where it was not."""
        if target not in self._counts and self._pattern is not None:
            self._counts[target] = sum(self._in_part(part) for part in segments(clean(target.text)))
        return self.count(target)

    def _go_on(self) -> None:
        until = monotonic() + SLICE_S
        for _ in self._work or ():
            if monotonic() > until:
                break
        else:
            self._soon.stop()
        self.changed.emit()

    def _count(self) -> Iterator[None]:
        for target in self._targets:
            if target in self._counts:
                continue
            count = 0
            for part in segments(clean(target.text)):
                count += self._in_part(part)
                yield
            self._counts[target] = count

    def _in_part(self, part: str) -> int:
        assert self._pattern is not None
        pattern = self._pattern
        return sum(
            1 for text in paragraphs(read(part)) for found in pattern.finditer(text[:LONGEST_LINE]) if found.group()
        )
