"""The default rule: sentences, and whole blocks of code, list items and tables. Knows nothing of what they mean.

A step ends behind a sentence, an empty line or a block, and takes the white space that follows along. Nothing hangs on
more than a bounded stretch of what is still to come, so that a growing text is cut like the whole.
"""

import re
from collections.abc import Iterator

from app.trace import guards, stops

Piece = tuple[int, int, str]
WAIT = -1

LONGEST_LIST = 1200
"""Characters. A longer list is cut between two of its items."""
LONGEST_ITEM = 240
"""Characters in one line. What is longer is prose with a number in front, and is read as sentences."""
_HEAD = 24
"""So much of a line tells what it begins."""

_INTERESTING = re.compile(rf"[\n.!?。！？；{re.escape(guards.OPENERS)}]")
_SPACE = re.compile(r"\s*")
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_ITEM = re.compile(
    r"[ \t]*(?:[-*+•·–][ \t]|\d{1,3}[.)][ \t]|\d{1,3}[、．]|[（(]\d{1,2}[)）]|[①-⑳]"
    r"|[A-H][.)][ \t]|[（(][A-Ha-h][)）][ \t])"
)
_TABLE = re.compile(r"[ \t]{0,3}\|")
_LINE_ALONE = re.compile(r"[ \t]{0,3}(?:#{1,6}[ \t]|-{3,}[ \t]*(?:\n|\Z)|\*{3,}[ \t]*(?:\n|\Z))")
_DISPLAY = re.compile(r"[ \t]*(?:\\\[|\$\$|\\begin)")


class SentenceRule:
    """A text in any cuts becomes pieces: start, end and what stands there."""

    def __init__(self) -> None:
        self._text = ""
        self._base = 0
        self._at = 0
        """Where reading goes on in `_text`; everything before belongs to the step that is open."""
        self._line = 0
        """Where the line of `_at` begins."""

    def feed(self, text: str) -> Iterator[Piece]:
        self._text += text
        yield from self._pieces(whole=False)

    def pending(self) -> Iterator[Piece]:
        copy = SentenceRule()
        copy._text, copy._base, copy._at, copy._line = self._text, self._base, self._at, self._line
        yield from copy.finish()

    def finish(self) -> Iterator[Piece]:
        yield from self._pieces(whole=True)

    def _pieces(self, whole: bool) -> Iterator[Piece]:
        start = 0
        while start < len(self._text):
            end = self._end(start, whole)
            if end == WAIT:
                break
            yield self._base + start, self._base + end, self._text[start:end]
            start = self._at = end
            self._line = end
        # Cut off once for all pieces: a long text that comes at once is not copied for each of them.
        self._text = self._text[start:]
        self._base, self._at, self._line = self._base + start, self._at - start, self._line - start

    # ---- one step -----------------------------------------------------------------------------------------------

    def _end(self, start: int, whole: bool) -> int:
        """Where the step from `start` ends, its white space included; WAIT."""
        if self._at == start:
            began = _SPACE.match(self._text, start)
            self._at = began.end() if began else start
            self._line = self._text.rfind("\n", start, self._at) + 1 or start
            if self._at == len(self._text):
                if whole:
                    return self._at
                self._at = start
                return WAIT
            block = self._block(start, whole)
            if block:
                self._at = start if block == WAIT else self._at
                return block
        end = self._sentence(start, whole)
        return end if end == WAIT else self._with_space(end, whole)

    def _block(self, start: int, whole: bool) -> int:
        """The end of the block that begins in this line; 0 where none does; WAIT. Only at the start of a line."""
        if start and self._text[start - 1] != "\n" and "\n" not in self._text[start : self._at]:
            return 0
        kind = _block_kind(self._text, self._line, whole)
        if kind == "wait":
            return WAIT
        end = _block_end(self._text, self._line, kind, whole) if kind else 0
        return self._with_space(end, whole) if end > 0 else end

    def _sentence(self, start: int, whole: bool) -> int:
        text = self._text
        while found := _INTERESTING.search(text, self._at):
            at = found.start()
            self._at = at
            if text[at] == "\n":
                end, following = _line_end(text, self._line, at, whole), at + 1
            elif text[at] in ".!?。！？；":
                mark = stops.MARK.match(text, at)
                following = mark.end() if mark else at + 1
                if following == len(text) and not whole:
                    return WAIT
                end = stops.ends(text, start, at, following, whole)
            else:
                following = guards.guard(text, at, whole)
                end = following if following == WAIT else _after_quote(text, at, following, whole)
            if end == WAIT:
                return WAIT
            if end > 0:
                return end
            if text[at] == "\n":
                self._line = following
            self._at = following
        self._at = len(text)
        return len(text) if whole else WAIT

    def _with_space(self, end: int, whole: bool) -> int:
        space = _SPACE.match(self._text, end)
        behind = space.end() if space else end
        return WAIT if behind == len(self._text) and not whole else behind


def _line_end(text: str, line: int, at: int, whole: bool) -> int:
    """Where a step ends at the line break `at`; 0 where the sentence goes on; WAIT."""
    following = at + 1
    if following == len(text):
        return at if whole else WAIT
    rest = text.find("\n", following)
    if (rest < 0 and not whole and not text[following:].strip()) or (rest >= 0 and not text[following:rest].strip()):
        return WAIT if rest < 0 else at
    kind = _block_kind(text, following, whole)
    if kind:
        return WAIT if kind == "wait" else at
    before = text[line:at].rstrip()
    if before.endswith((":", "：")):
        return 0 if _DISPLAY.match(text, following) else at
    if before.endswith(("\\]", "$$")):
        first = text[following:].lstrip(" \t")[:1]
        return 0 if first.islower() else at
    return 0


def _after_quote(text: str, at: int, end: int, whole: bool) -> int:
    """Where a sentence ends with the guard text[at:end]: a quote that itself ends a sentence, and another begins."""
    if end - at < 3 or text[at] not in guards.QUOTES or text[end - 2] not in ".!?。！？":
        return 0
    space = _SPACE.match(text, end)
    following = space.end() if space else end
    if following == len(text):
        return 0 if whole else WAIT
    if text[end - 2] in "。！？":
        return 0 if text[following] in "，、；：。！？,.;:!?的" + guards.CLOSERS else end
    return end if following > end and text[following].isupper() else 0


def _block_kind(text: str, line: int, whole: bool) -> str:
    """What begins in a line: "fence", "list", "table", "alone", "" for a sentence; "wait"."""
    if not whole and len(text) < line + _HEAD and "\n" not in text[line:]:
        return "wait"
    if _FENCE.match(text, line):
        return "fence"
    if _LINE_ALONE.match(text, line):
        return "alone"
    if _ITEM.match(text, line):
        if text.find("\n", line, line + LONGEST_ITEM) >= 0:
            return "list"
        if len(text) < line + LONGEST_ITEM:
            return "list" if whole else "wait"
        return ""
    return "table" if _TABLE.match(text, line) else ""


def _block_end(text: str, line: int, kind: str, whole: bool) -> int:
    """Where a block ends that begins in `line`: behind its last line, before the line break; WAIT."""
    if kind == "fence":
        return _fence_end(text, line, whole)
    at = line
    while True:
        end = text.find("\n", at)
        if end < 0:
            return len(text) if whole else WAIT
        at = end + 1
        if kind == "alone":
            return end
        going = _goes_on(text, at, kind, whole)
        if going == WAIT:
            return WAIT
        if not going or (end - line > LONGEST_LIST and _ITEM.match(text, at)):
            return end


def _goes_on(text: str, line: int, kind: str, whole: bool) -> int:
    """Whether a list or table goes on with this line: 1 or 0; WAIT."""
    found = _block_kind(text, line, whole)
    if found == "wait":
        return WAIT
    if found == kind:
        return 1
    # A line that is indented belongs to the item above; an empty one ends the list.
    indented = text.startswith(("  ", "\t"), line) and bool(text[line:].lstrip(" \t")[:1].strip())
    return int(kind == "list" and indented)


def _fence_end(text: str, line: int, whole: bool) -> int:
    opening = _FENCE.match(text, line)
    fence = opening.group(1) if opening else "```"
    closing = re.compile(rf"\n[ \t]{{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*(?=\n|\Z)")
    found = closing.search(text, line)
    if found is None:
        return len(text) if whole else WAIT
    return WAIT if found.end() == len(text) and not whole else found.end()
