"""A text that is still being written: what of it is finished, and what may yet become something else.

A block of Markdown can change until the next one has begun, and the line that begins it may itself still turn into
something else ("8" into "8. item"). So all top-level blocks but the last that has begun for certain are finished
and never read again; the rest is the tail. Blocks of the pieces, one after the other, are the blocks of the whole text.
Of the tail, too, only what may mean something is read again: words that go on in a line of words are added to it.
"""

import re

from msgspec.structs import replace

from app.text.blocks import Block, Run, Text
from app.text.clean import clean
from app.text.read import code_of, read
from app.text.segments import cuts
from app.text.syntax import starts

SELDOM = 300
"""Characters that must have come before the tail is read once more only to find blocks in it that are finished."""

_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`\n]*\n)|~{3,})(?P<info>[^\n]*)\n")
_GOES_ON = re.compile(r"[^\W_] *\Z")
"""The end of a line in which more words are only more words."""
_MEANS_MORE = re.compile(r"[\n\t*_`~$\\<>\[\]|#!&;]|\d *[.)]")
"""What may make something else of a line, of which at least a letter was there before."""

_HALF = re.compile(r"[$\\]")
"""What may begin a formula, for which it matters what follows."""


class Growing:
    """Takes text in any pieces. `advance` says what has become finished since; `tail` reads what has not."""

    def __init__(self) -> None:
        self._tail = ""
        self._held = ""
        self._seen = 0, False
        """Characters of the whole lines when it was last asked what is finished, and whether another had begun."""
        self._judged = 0
        """Characters of the lines that were read only to find where the last block begins."""
        self._read: tuple[str, bool, list[Block]] = "", False, []
        """What of the tail was read last, whether as something that grows, and its blocks."""

    def feed(self, text: str) -> None:
        text = self._held + text
        # A CR may be half of a line break.
        self._held = "\r" if text.endswith("\r") else ""
        self._tail += clean(text.removesuffix("\r") if self._held else text)

    def advance(self) -> str:
        """The text, cleaned, of the blocks that nothing can change any more, those not yet told of."""
        lines = self._tail.rfind("\n") + 1
        seen = lines, lines < len(self._tail)
        if seen == self._seen or self._open_fence() is not None:
            return ""
        cut = max(cuts(self._tail), default=0) or self._cut_by_reading(self._tail[:lines])
        finished, self._tail = self._tail[:cut], self._tail[cut:]
        self._seen = lines - cut, seen[1]
        self._judged = max(0, self._judged - cut)
        return finished

    def _cut_by_reading(self, lines: str) -> int:
        """Where the last block of whole lines begins, as can only be told by reading them; so this is rarely done."""
        if len(lines) - self._judged < SELDOM:
            return 0
        self._judged = len(lines)
        begins = starts(lines)
        return _offset_of_line(lines, begins[-1]) if len(begins) > 1 else 0

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
        blocks = self._with_more_words(growing)
        if blocks is None:
            blocks = read(self._tail, growing=growing)
        self._read = self._tail, growing, blocks
        return blocks

    def _with_more_words(self, growing: bool) -> list[Block] | None:
        """What reading would give, where all that came since the last time are words at the end of a line of words.
        None where it may be anything else."""
        before, grew, blocks = self._read
        last = blocks[-1] if blocks else None
        ends = _GOES_ON.search(before)
        if ends is None or not isinstance(last, Text) or not last.runs or not self._tail.startswith(before):
            return None
        run, came = last.runs[-1], self._tail[ends.start() + 1 :]
        plain = run == Run(run.text) and run.text.endswith(before[ends.start()]) and not _HALF.search(run.text)
        if not plain or _MEANS_MORE.search(self._tail, ends.start()) or (")" in came and "[" in run.text):
            return None
        if growing != grew and _HALF.search(before):
            return None
        return [*blocks[:-1], replace(last, runs=(*last.runs[:-1], Run(run.text + came.rstrip())))]

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
