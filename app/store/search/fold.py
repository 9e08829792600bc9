"""Text as a search sees it: case, width and accents folded away, cut into what can be looked up. Pure.

Neither of FTS5's own tokenizers finds Chinese of one or two characters, so texts are cut here: runs of Han, Kana and
Hangul into pairs and single characters, everything else into words.
"""

import re
import unicodedata
from collections import Counter
from itertools import accumulate

HAN = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""What is written without spaces, as the inside of a regular expression's class."""
WORD = "a-z0-9\u00df-\u00f6\u00f8-\u02af\u0370-\u1fff\u2c00-\u2dff\ua640-\uabff"
"""What words are made of, after folding."""

MANY = "\u00b9"
"""Behind a token that a text has `HEAVY` times or more. Folding leaves none of these two in any text."""
BEGINS = "\u00b2"
"""Behind the first two or three letters of a word."""
HEAVY = 3
STEMS = (2, 3)
"""Beginnings of words that are looked up as they are; of longer ones few words begin with the same."""

_HAN_RUNS = re.compile(f"[{HAN}]+")
_WORDS = re.compile(f"[{WORD}]+")
_LAST_ACCENTED = 0x0530
"""Accents are taken off Latin, Greek and Cyrillic letters; elsewhere a mark can make another letter."""


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_one(chr(code))
        return folded


def _fold_one(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char)
    if ord(parts[0]) < _LAST_ACCENTED or unicodedata.combining(char):
        parts = "".join(each for each in parts if not unicodedata.combining(each))
    else:
        parts = unicodedata.normalize("NFKC", char)
    return parts.casefold()


_TABLE = _Folding()


def fold(text: str) -> str:
    """`text` without the differences that no search should be about."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def place(text: str, folded: str, at: int) -> int:
    """Where the character at `at` of `folded` stands in `text`."""
    if len(text) == len(folded):
        return min(at, len(text))
    ends = accumulate(len(_TABLE[ord(char)]) for char in text)
    return next((index for index, end in enumerate(ends) if end > at), len(text))


def tokens(text: str) -> str:
    """Everything that `text` can be found by, each once, in the form in which the index keeps it."""
    folded = fold(text)
    runs, words = _HAN_RUNS.findall(folded), _WORDS.findall(folded)
    counted: Counter[str] = Counter(words)
    for run in runs:
        counted.update(map(str.__add__, run, run[1:]))
    found = set(counted)
    found.update("".join(runs))
    for length in STEMS:
        found.update(word[:length] + BEGINS for word in counted.keys() & set(words) if len(word) >= length)
    found.update(token + MANY for token, count in counted.items() if count >= HEAVY)
    return " ".join(found)
