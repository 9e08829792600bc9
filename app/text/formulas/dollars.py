"""Whether dollar signs stand around a formula, or for money, or before a variable of a shell. Knows text alone."""

import re

_TEX = re.compile(r"[\\^_={}<>+]")
_PRICE = re.compile(r"\d[\d.,]*[kKmM]?\s.*?[A-Za-z]{2}", re.DOTALL)
_WORDS = re.compile(r"[A-Za-z]{3,}[,.;:]?\s+[A-Za-z]{3,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE_STOP = re.compile(r"[，。；！？、：（）]")
_IN_TEXT = re.compile(r"\\(?:text|mbox|mathrm|textbf|textrm|textit|operatorname|tag)\*?\s*\{[^{}]*\}")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]+(?![a-z])")
_JOINS = "/:.,;-@\"'=+*<>|&!("
LONGEST_HALF = 200


def is_math(inside: str, source: str, start: int, stop: int) -> bool:
    """Whether `inside`, which stands between dollars at `start` and before `stop` of `source`, is a formula."""
    if not inside.strip():
        return False
    if source[start : start + 2] == "$$":
        return not _is_prose(inside)
    if inside[0].isspace() or inside[-1].isspace() or _follows_word(source, start):
        return False
    # "$5 and $10": what would end the formula begins the next price.
    behind = source[stop : stop + 1]
    if behind.isdigit() or _is_shell(inside, behind):
        return False
    return not _is_prose(inside)


def may_become_math(rest: str, source: str, start: int) -> bool:
    """The same for what stands behind a dollar whose other one has not come yet."""
    if not rest or "\n" in rest or len(rest) > LONGEST_HALF or rest[0].isspace() or _follows_word(source, start):
        return False
    if not (rest[0].isalpha() and rest[0].isascii()) and not _TEX.search(rest):
        return False
    return not _is_prose(rest) and not _VARIABLE.match(rest) and "$" not in rest


def _follows_word(source: str, start: int) -> bool:
    """ "US$5", "x$": a dollar behind a letter opens nothing. Chinese has no spaces, so its letters do not count."""
    before = source[start - 1] if start else " "
    return before.isascii() and (before.isalnum() or before in "_$")


def _is_shell(inside: str, behind: str) -> bool:
    """`$HOME/$USER`, `${A}${B}`, `$(a)/$(b)`: what follows the second dollar belongs to it."""
    if behind in ("{", "("):
        return inside[0] == behind
    if not (behind.isascii() and (behind.isalpha() or behind == "_")):
        return False
    return inside[-1] in _JOINS or bool(_VARIABLE.fullmatch(inside.rstrip(_JOINS))) or inside[0] in "{("


def _is_prose(inside: str) -> bool:
    bare = _IN_TEXT.sub("", inside)
    if _CHINESE_STOP.search(bare) and not re.search(r"\\[a-zA-Z]", bare):
        return True
    if _TEX.search(bare):
        return False
    return bool(_HAN.search(bare) or _PRICE.match(bare) or _WORDS.search(bare))
