"""What a sentence is never cut inside: inline code, formulas, brackets and quotes. Knows nothing of sentences.

A guard ends in its own paragraph and within so many characters; what has no end there is a mark like any other. So a
text can be read while it is written: nothing hangs on what may come much later.
"""

import re

WAIT = -1
"""Whether this is a guard can't be told before more of the text is there."""

BRACKETS, FORMULA, LINE = 600, 4000, 300
DEEPEST = 12
"""More levels of brackets than that are noise, and would make reading slow."""

OPENERS = '([{（【［｛《〈「『“‘«"`$\\'
CLOSERS = ')]}）】］｝》〉」』”’»"'
QUOTES = '"“‘「『«'
_FAMILIES = ("(（)）", "[［【]］】", "{｛}｝", "《》", "〈〉", "「」", "『』", "“”", "‘’", "«»")
_BY_OPENER = {
    opener: (family[: len(family) // 2], re.compile(f"[{re.escape(family)}]"))
    for family in _FAMILIES
    for opener in family[: len(family) // 2]
}
_ENVIRONMENT = re.compile(r"\\begin\{([a-zA-Z]{1,20}\*?)\}")
_TICKS = re.compile("`+")
_BLANK = re.compile(r"\n[ \t\r]*\n")


def guard(text: str, at: int, whole: bool) -> int:
    """Where the guard that opens at `at` ends; `at` + 1 or more where none does; WAIT. `whole`: no text will follow."""
    opener = text[at]
    if opener == "`":
        return _ticks(text, at, whole)
    if opener == "$":
        return _dollars(text, at, whole)
    if opener == "\\":
        return _backslash(text, at, whole)
    if opener == '"':
        return _straight_quote(text, at, whole)
    return _bracket(text, at, whole)


def _window(text: str, at: int, limit: int, whole: bool) -> tuple[int, bool]:
    """How far a guard from `at` may reach, and whether all of that is there."""
    end = at + limit
    if text.find("\n", at, end) >= 0 and (blank := _BLANK.search(text, at, end)):
        return blank.start(), True
    return min(end, len(text)), whole or end <= len(text)


def _missing(at: int, known: bool) -> int:
    return at + 1 if known else WAIT


def _closed(text: str, at: int, closer: str, limit: int, whole: bool) -> int:
    """The end of a guard that opens before `at` and ends with `closer`; `at` where it doesn't; WAIT."""
    end, known = _window(text, at, limit, whole)
    found = text.find(closer, at, end)
    if found >= 0:
        return found + len(closer)
    return at if known else WAIT


def _ticks(text: str, at: int, whole: bool) -> int:
    found = _TICKS.match(text, at)
    run = found.end() - at if found else 1
    if at + run == len(text) and not whole:
        return WAIT
    end, known = _window(text, at + run, BRACKETS, whole)
    for closing in _TICKS.finditer(text, at + run, end):
        if closing.end() == len(text) and not whole:
            return WAIT
        if closing.end() - closing.start() == run:
            return closing.end()
    return at + run if known else WAIT


def _dollars(text: str, at: int, whole: bool) -> int:
    if at + 1 >= len(text):
        return _missing(at, whole)
    if text[at + 1] == "$":
        return _closed(text, at + 2, "$$", FORMULA, whole)
    if text[at + 1].isspace():
        return at + 1
    return _one_dollar(text, at, whole)


def _one_dollar(text: str, at: int, whole: bool) -> int:
    """As Pandoc reads it: the closing one stands behind no space and before no digit, so that $5 is money."""
    line = text.find("\n", at, at + LINE)
    end = line if line >= 0 else min(at + LINE, len(text))
    known = whole or line >= 0 or at + LINE <= len(text)
    place = text.find("$", at + 1, end)
    while place >= 0:
        if place + 1 >= len(text) and not whole:
            return WAIT
        if not text[place - 1].isspace() and not text[place + 1 : place + 2].isdigit():
            return place + 1
        place = text.find("$", place + 1, end)
    return _missing(at, known)


def _backslash(text: str, at: int, whole: bool) -> int:
    following = text[at + 1 : at + 2]
    if not following:
        return _missing(at, whole)
    if following in "([":
        return _closed(text, at + 2, "\\)" if following == "(" else "\\]", FORMULA, whole)
    if following == "b":
        if found := _ENVIRONMENT.match(text, at):
            return _closed(text, found.end(), f"\\end{{{found.group(1)}}}", FORMULA, whole)
        if at + 30 > len(text) and not whole and "\\begin{".startswith(text[at : at + 7]):
            return WAIT
    # An escaped mark opens nothing; a command's name is passed as one.
    return at + 2 if following in OPENERS else at + 1


def _straight_quote(text: str, at: int, whole: bool) -> int:
    """One mark serves both ends: it opens where it doesn't stand behind a word, and closes in the same line."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not after:
        return _missing(at, whole)
    if (before.isascii() and before.isalnum()) or after.isspace():
        return at + 1
    line = text.find("\n", at, at + LINE)
    end = line if line >= 0 else min(at + LINE, len(text))
    found = text.find('"', at + 1, end)
    if found >= 0:
        return found + 1
    return _missing(at, whole or line >= 0 or at + LINE <= len(text))


def _bracket(text: str, at: int, whole: bool) -> int:
    openers, family = _BY_OPENER[text[at]]
    end, known = _window(text, at, BRACKETS, whole)
    level = 0
    for found in family.finditer(text, at, end):
        level += 1 if found.group() in openers else -1
        if level == 0:
            return found.end()
        if level > DEEPEST:
            return at + 1
    return _missing(at, known)
