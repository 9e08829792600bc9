"""Where a thinking may be ended without tearing it: the ends of its paragraphs and sentences, seen as the text grows.

Knows text, character by character, and counts of tokens. What is done at such a place is the caller's business.
"""

import re
from typing import Final

_ENDERS: Final = frozenset(".!?…。！？｡．")
_OPENERS: Final = frozenset("([{（［【《〈「『“")
_CLOSERS: Final = frozenset(")]}）］】》〉」』”")
_TOGGLES: Final = frozenset('"`')
_AFTER: Final = _CLOSERS | _TOGGLES | frozenset("’'*_")
"""What may stand between the end of a sentence and the next: closing quotation marks and brackets, emphasis."""
_ANNOUNCING: Final = frozenset(":：,，、;；=—")
"""A paragraph that ends with one of these announces the next."""
_ABBREVIATIONS: Final = frozenset(
    (
        *("approx", "cf", "ch", "dr", "ed", "eq", "eqn", "eqs", "esp", "est", "etc", "ex", "fig", "figs", "inc", "jr"),
        *("mr", "mrs", "ms", "no", "nos", "nr", "op", "pp", "prof", "ref", "resp", "sec", "sr", "st", "thm", "viz"),
        *("vol", "vs"),
    )
)
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})(.*)", re.DOTALL)
_KEPT: Final = 120
"""Characters of a line that are kept to see a code fence in it."""
_WORD: Final = 12
"""Characters of a word that are kept: more than any abbreviation has."""


class _Reader:
    """Follows a text, at a cost that depends on the new text alone, and knows what ends where it stands."""

    def __init__(self) -> None:
        self.paragraphs = 0
        """How many paragraphs have ended."""
        self.paragraph_ends = False
        """Nothing but white space came since the last of them ended."""
        self._sentence = False
        """Nothing but white space and what closes a sentence came since one ended."""
        self._doubtful = False
        """As `_sentence`, for a full stop that may not end one: it does where its line ends."""
        self._announces = False
        """The text ends with a colon or the like."""
        self._said = False
        """The paragraph is not empty so far."""
        self._fence = ""
        """The run of ` or ~ that opened the code fence we are in."""
        self._line = ""
        self._glued = False
        """The text does not end with white space."""
        self._word = ""
        """The letters, digits and full stops that the text ends with."""
        self._open = 0
        """Brackets and quotation marks that this line opened and did not close."""
        self._toggled: frozenset[str] = frozenset()
        """The " and ` of which this line has an odd number."""

    @property
    def sentence_ends(self) -> bool:
        """The text ends with a sentence, its closing quotation marks and brackets, and perhaps white space."""
        return self._sentence and not self._open and not self._toggled

    @property
    def complete(self) -> bool:
        """The paragraph that ended did not announce another, as "Let me check:" does."""
        return not self._announces

    def take(self, text: str) -> None:
        for char in text:
            if char == "\n":
                self._end_line()
            elif char.isspace():
                self._line += char if len(self._line) < _KEPT else ""
                self._word, self._glued = "", False
            else:
                self._take_ink(char)

    def _end_line(self) -> None:
        if self._line.strip():
            self._look_for_fence()
        elif self._said and not self._fence:
            self.paragraphs += 1
            self.paragraph_ends, self._said = True, False
        if self._doubtful:
            self._sentence, self._doubtful = True, False
        self._line, self._word, self._glued = "", "", False
        self._open, self._toggled = 0, frozenset()

    def _look_for_fence(self) -> None:
        found = _FENCE.fullmatch(self._line)
        if not found:
            return
        run, rest = found.groups()
        if not self._fence:
            # A fence's info string holds no backtick: that would be a code span at the line's start.
            self._fence = "" if run[0] == "`" and "`" in rest else run
        elif run.startswith(self._fence) and not rest.strip():
            self._fence = ""

    def _take_ink(self, char: str) -> None:
        self._line += char if len(self._line) < _KEPT else ""
        self._said, self.paragraph_ends = True, False
        self._announces = char in _ANNOUNCING
        if self._fence:
            self._sentence = self._doubtful = False
            return
        if char in _ENDERS:
            self._end_sentence(char)
        elif char not in _AFTER:
            self._sentence = self._doubtful = False
        if char in _OPENERS:
            self._open += 1
        elif char in _CLOSERS:
            self._open = max(0, self._open - 1)
        elif char in _TOGGLES:
            self._toggled ^= {char}
        self._word = (self._word + char)[-_WORD:] if char.isalnum() or char == "." else ""
        self._glued = True

    def _end_sentence(self, char: str) -> None:
        word = self._word
        ellipsis = char == "." and word.endswith(".")
        abbreviated = word.lower() in _ABBREVIATIONS or len(word) == 1 or "." in word
        sure = char not in ".!" or ellipsis or not (abbreviated or word[-1:].isdigit() or not self._glued)
        self._sentence, self._doubtful = sure, not sure


class Landing:
    """Tells when a thinking that has a budget should end.

    With `half` for half of `tolerance` (rounded down), thinking tokens counted by the caller, it ends:

    - from `budget - half` on, where a paragraph has just ended;
    - from `budget + half` on, also where a sentence has just ended;
    - at `budget + tolerance`, wherever it is.

    A paragraph ends with an empty line, so at the second line break, unless it ends with a colon, comma, dash or
    the like, with which it announces what follows. A sentence ends with one of . ! ? … 。 ！ ？ and the closing
    quotation marks, brackets and asterisks after it; not while its line has an open bracket or quotation mark, and
    not, until the line ends, with a full stop or exclamation mark after a digit ("3."), a single letter, an
    abbreviation ("e.g.", "Fig.") or no word at all. Within a code fence nothing ends, and one that is never closed
    leaves the last rule alone. White space after an end does not matter; any other character takes it back.
    """

    def __init__(self, budget: int, tolerance: int) -> None:
        """`budget` and `tolerance` in tokens, neither negative (ValueError). No limit is no `Landing`."""
        if budget < 0 or tolerance < 0:
            raise ValueError("a budget and its tolerance are not negative")
        half = tolerance // 2
        self._paragraphs_from = budget - half
        self._sentences_from = budget + half
        self._end = budget + tolerance
        self._reader = _Reader()

    def due(self, tokens: int, text: str) -> bool:
        """Whether the thinking should end now.

        `tokens`: those of the thinking so far. `text`: its new whole characters, often one token's, perhaps none.
        """
        reader = self._reader
        reader.take(text)
        if tokens >= self._end:
            return True
        if tokens >= self._paragraphs_from and reader.paragraph_ends and reader.complete:
            return True
        return tokens >= self._sentences_from and reader.sentence_ends


class Paragraphs:
    """Notices the ends of paragraphs. Within a code fence there are none."""

    def __init__(self) -> None:
        self._reader = _Reader()

    def feed(self, text: str) -> bool:
        """Whether `text` completed a paragraph: with its second line break, wherever in `text` that stands."""
        before = self._reader.paragraphs
        self._reader.take(text)
        return self._reader.paragraphs > before
