"""A text that is still being written: what of it is finished, and what may yet become something else.

A block of Markdown can change until the next one has begun, and the line that begins it may itself still turn into
something else ("8" into "8. item"). So all top-level blocks but the last, judged by whole lines alone, are finished
and never read again; the rest is the tail. Blocks of the pieces, one after the other, are the blocks of the whole text.
"""

import re

from app.text.blocks import Block
from app.text.clean import clean
from app.text.read import code_of, read
from app.text.syntax import starts

_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`\n]*\n)|~{3,})(?P<info>[^\n]*)\n")


class Growing:
    """Takes text in any pieces. `advance` says what has become finished since; `tail` reads what has not."""

    def __init__(self) -> None:
        self._tail = ""
        self._held = ""
        self._judged = 0

    def feed(self, text: str) -> None:
        text = self._held + text
        # A CR may be half of a line break.
        self._held = "\r" if text.endswith("\r") else ""
        self._tail += clean(text.removesuffix("\r") if self._held else text)

    def advance(self) -> list[Block]:
        """Blocks that nothing can change any more, those not yet told of."""
        return read(self.advance_source())

    def advance_source(self) -> str:
        """The text of the same blocks, cleaned."""
        whole_lines = self._tail.rfind("\n") + 1
        if whole_lines <= self._judged:
            return ""
        self._judged = whole_lines
        if self._open_fence() is not None:
            return ""
        begins = starts(self._tail[:whole_lines])
        if len(begins) < 2:
            return ""
        cut = _offset_of_line(self._tail, begins[-1])
        finished, self._tail, self._judged = self._tail[:cut], self._tail[cut:], whole_lines - cut
        return finished

    @property
    def tail_source(self) -> str:
        """The text of what is not finished."""
        return self._tail + clean(self._held)

    def tail(self, *, growing: bool = False) -> list[Block]:
        """The blocks of what is not finished, as they would stand if nothing more came. `growing`: more will, so a
        formula that is half there is shown as it was written."""
        fence = self._open_fence()
        if fence is not None:
            return [code_of(fence["info"], self._tail[fence.end() :])]
        return read(self._tail, growing=growing)

    def _open_fence(self) -> "re.Match[str] | None":
        """The first line of the tail where that begins code that has not ended. Long code would otherwise be read again
        with every line of it."""
        fence = _FENCE.match(self._tail)
        if fence is None:
            return None
        mark = fence["fence"]
        closes = re.compile(rf"^ {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
        return None if closes.search(self._tail, fence.end()) else fence


def _offset_of_line(text: str, line: int) -> int:
    at = 0
    for _ in range(line):
        at = text.index("\n", at) + 1
    return at
