"""Whether a marker in an answer is meant or only mentioned. Knows the text around it, nothing of families or channels.

A model asked about `<think>` tags writes them in code, in quotation marks and in running prose; taking those for the
real thing hides half the answer. Real ones stand at a line's start, after a finished sentence, or glued to a word.
"""

import re
import unicodedata
from typing import Final, Self

_ENCLOSING: Final = dict(zip("`\"'*“„‘«「『《〈【（([{", "`\"'*”“’»」』》〉】）)]}", strict=True))
_OPENING: Final = frozenset("“„‘«「『《〈【（([{")
"""Nobody begins to think right after one of these."""
_PAUSING: Final = frozenset(",，、&+=/|–—-")
"""A sentence goes on after these."""
_CONTINUING: Final = frozenset(",.;:!?…、，。；：！？)）]】”’」』》/|<\"'`—–-")
"""A sentence goes on, or ends, with one of these right after a mentioned marker."""
_BULLETS: Final = frozenset("-*+•")
_TELLING: Final = re.compile(r"[\n`~\"]")
"""What changes more than where the text ends."""


def may_enclose(before: str) -> bool:
    """Whether the character before opens a pair, so that the one after decides."""
    return before in _ENCLOSING


def enclosed(before: str, after: str) -> bool:
    """Whether the character before and the one after are a pair of quotation marks, brackets or the like."""
    return bool(after) and _ENCLOSING.get(before) == after


def _is_dense(char: str) -> bool:
    """A letter of a script written without spaces between words (Han, kana, hangul), or its full-width comma."""
    return char in "，、" or (char.isalpha() and unicodedata.east_asian_width(char) in "WF")


class Surroundings:
    """Follows an answer's text, character by character, and knows where in it the next character would stand.

    Follows Markdown as CommonMark has it as far as one can without looking ahead: a code fence that is never closed
    quotes all that follows, a code span that is never closed quotes the rest of its line.
    """

    def __init__(self) -> None:
        self._fence, self._fence_char = 0, ""
        """Length and character of the run of ` or ~ that opened the fence we are in; 0 outside."""
        self._start_line()

    def _start_line(self) -> None:
        self._indent = 0
        """Columns of white space at the line's start."""
        self._first = ""
        """The line's first character that is no white space."""
        self._words = 0
        """How many characters that are no white space the line has, counted to 2."""
        self._before = self._last = self._last_ink = ""
        """The last two characters of the line, and the last that is no white space."""
        self._run, self._run_char = 0, ""
        """Length and character of the run of ` or ~ that the line's text now ends with."""
        self._leading_run = False
        """The run is the first thing in the line."""
        self._span = 0
        """Length of the run of ` that opened the code span we are in; 0 outside."""
        self._closing = False
        """The line holds nothing but a run that closes the fence."""
        self._opening = False
        """The line opened a fence and is still in its info string."""
        self._odd = False
        """An odd number of " stands in the line."""

    def copy(self) -> Self:
        """Another one in the same place, that goes its own way from here."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    # ---- what came ----------------------------------------------------------------------------------------------

    def take(self, text: str) -> None:
        """Follow `text`, which is part of the answer."""
        if text and self._first and not self._run and not _TELLING.search(text):
            self._take_plain(text)
            return
        for char in text:
            if self._run and char != self._run_char:
                self._end_run()
            if char == "\n":
                if self._closing:
                    self._fence = 0
                self._start_line()
                continue
            self._look_at(char)
            self._before, self._last = self._last, char

    def _take_plain(self, text: str) -> None:
        """The same for a part of a line that has begun, in which no character means anything by itself."""
        ink = text.strip(" \t\r")
        if ink:
            self._closing = False
            self._last_ink = ink[-1]
            self._words = min(self._words + len(ink), 2)
        self._before = text[-2] if len(text) > 1 else self._last
        self._last = text[-1]

    def _look_at(self, char: str) -> None:
        if char in " \t\r":
            if not self._first:
                self._indent += 4 if char == "\t" else 1
            return
        self._closing = False
        if char in "`~":
            self._leading_run = not self._first or (self._leading_run and self._run > 0)
            self._run, self._run_char = self._run + 1, char
        elif char == '"':
            self._odd = not self._odd
        self._first = self._first or char
        self._last_ink = char
        self._words = min(self._words + 1, 2)

    def _end_run(self) -> None:
        run, self._run = self._run, 0
        if self._leading_run and run >= 3 and self._indent < 4:
            if not self._fence:
                self._fence, self._fence_char, self._opening = run, self._run_char, True
            elif self._run_char == self._fence_char and run >= self._fence:
                self._closing = True
        elif self._run_char == "`":
            if self._opening and self._fence_char == "`":
                # A fence's info string holds no backtick: this was a code span at the line's start.
                self._span, self._fence, self._opening = self._fence, 0, False
            if not self._fence:
                self._span = run if not self._span else 0 if self._span == run else self._span
        self._leading_run = False

    # ---- what may stand here --------------------------------------------------------------------------------------

    @property
    def last(self) -> str:
        """The character before, or nothing at a line's start."""
        return self._last

    @property
    def fenced(self) -> bool:
        """In a fenced code block, on a line that does not close it."""
        if self._run:
            self._end_run()
        return self._fence > 0 and not self._closing

    @property
    def sealed(self) -> bool:
        """In code, a block quote or a table: whatever stands here is quoted."""
        if self.fenced or self._span:
            return True
        return self._indent >= 4 or self._first in (">", "|")

    def quotes(self, after: str, final: bool) -> bool | None:
        """Whether a marker here, followed by `after`, is only mentioned. None asks for more of `after`.

        Two characters of `after` always suffice. `final` says that nothing comes after it.
        """
        if self.sealed:
            return True
        if not self._first:
            return False
        if self._opens_quotation():
            return True
        if may_enclose(self._last) and not after and not final:
            return None
        if enclosed(self._last, after[:1]):
            return True
        return self._goes_on(after, final) if self._in_sentence() else False

    def _opens_quotation(self) -> bool:
        if self._last in _OPENING:
            return True
        if self._last == '"':
            return self._odd
        return self._last == "'" and not self._before.isalnum()

    def _in_sentence(self) -> bool:
        """The text before lets a sentence go on here, and no word is glued to here (`b<think>` is no prose)."""
        if self._last in " \t":
            ink = self._last_ink
            return ink.isalnum() or ink in _PAUSING or (ink in _BULLETS and self._words == 1)
        return _is_dense(self._last)

    def _goes_on(self, after: str, final: bool) -> bool | None:
        if not after:
            return True if final else None
        if after[0] in " \t":
            if len(after) < 2:
                return True if final else None
            return after[1] not in "\r\n"
        if after[0] in "\r\n":
            return False
        # Between Han characters there is no space to tell a mention by; there a word of any script goes on.
        return after[0] in _CONTINUING or _is_dense(self._last) or (_is_dense(after[0]) and _is_dense(self._last_ink))
