"""A text that is still being written: what of it is finished, and what may yet become something else.

A block of Markdown can change until the next one has begun, and the line that begins it may itself still turn into
something else ("8" into "8. item"). So all top-level blocks but the last, judged by whole lines alone, are finished
and never read again; the rest is the tail. Blocks of the pieces, one after the other, are the blocks of the whole text.
"""

from app.text.blocks import Block
from app.text.clean import clean
from app.text.read import read
from app.text.syntax import starts


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
        return read(self._tail, growing=growing)


def _offset_of_line(text: str, line: int) -> int:
    at = 0
    for _ in range(line):
        at = text.index("\n", at) + 1
    return at
