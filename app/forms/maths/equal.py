"""Whether two results say the same: as they are written, as numbers, or as formulas."""

import random
import re
from typing import Literal, TypeAlias

from app.forms.maths import symbolic
from app.forms.maths.parse import LONGEST, UnreadableError, parse
from app.forms.maths.tree import Node, NoValueError, exact, free, number

How: TypeAlias = Literal["exact", "numeric", "symbolic", ""]
"""What showed that two results are equal; empty where nothing did."""

TRIES = 6
CLOSE = 1e-8
WRAPS = re.compile(r"\\(?:text|mathrm|mathbf|textbf|operatorname|mbox|boxed)\s*\{([^{}]*)\}")
DROPPED = re.compile(r"\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?|displaystyle|,|;|!|:|quad|qquad)|\$|\\\s|~")
UNITS = re.compile(
    r"(?<=[\d)}])\s*(?:\^\{?\\circ\}?|°|\\%|%|\\text\{[^{}]*\}|cm|mm|km|kg|元|个|米|厘米|度|种|人)\^?[23²³]?$"
)
THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:(?:,|\{,\})\d{3})+(?!\d)")
JOINED = re.compile(r"\s(?:and|or)\s|\s*[或和、]\s*")
OPENING, CLOSING = "([{", ")]}"


def normal(text: str) -> str:
    """A result without what does not change it: dollar signs, spacing, units, a full stop, `x =` before it."""
    found = text.strip()[:LONGEST]
    found = THOUSANDS.sub(lambda m: m[0].replace("{,}", "").replace(",", ""), found)
    found = UNITS.sub("", found.rstrip("。. "))
    found = WRAPS.sub(r"\1", found)
    found = DROPPED.sub("", found)
    found = re.sub(r"\\[dtc]frac", r"\\frac", found)
    found = found.replace("，", ",").replace("−", "-").replace("\\lbrace", "\\{").replace("\\rbrace", "\\}")
    alone = re.fullmatch(r"\s*[A-Za-z](?:_\{?\w+\}?)?\s*(?:\([a-z]\))?\s*=\s*([^=]+)", found)
    return re.sub(r"\s+", " ", (alone[1] if alone else found)).strip().rstrip("。.")


def equal(one: str, two: str, tolerance: float = 1e-9) -> How:
    """How it shows that two results are equal."""
    first, second = normal(one), normal(two)
    if first.replace(" ", "") == second.replace(" ", ""):
        return "exact" if first else ""
    left, right = _parts(first), _parts(second)
    if left[0] != right[0] or len(left[1]) != len(right[1]):
        return ""
    if len(left[1]) == 1:
        return _same(left[1][0], right[1][0], tolerance)
    ordered = left[0] not in ("", "{}")
    return _all(left[1], right[1], tolerance) if ordered else _some_order(left[1], right[1], tolerance)


def _all(left: list[str], right: list[str], tolerance: float) -> How:
    hows: list[How] = [_same(a, b, tolerance) for a, b in zip(left, right, strict=True)]
    return _weakest(hows)


def _some_order(left: list[str], right: list[str], tolerance: float) -> How:
    """Sets and lists of solutions have no order."""
    rest = list(right)
    hows: list[How] = []
    for each in left:
        for other in rest:
            how = _same(each, other, tolerance)
            if how:
                hows.append(how)
                rest.remove(other)
                break
        else:
            return ""
    return _weakest(hows)


def _weakest(hows: list[How]) -> How:
    order: tuple[How, ...] = ("", "symbolic", "numeric", "exact")
    return min(hows, key=order.index, default="")


def _parts(text: str) -> tuple[str, list[str]]:
    """The brackets around a list, and what stands between its commas. A formula in brackets is no list."""
    bare = text.replace("\\{", "{").replace("\\}", "}").strip()
    inner = bare[1:-1] if len(bare) > 2 and bare[0] in OPENING and bare[-1] in CLOSING else ""
    if inner and _balanced(inner):
        parts = _split(inner)
        if len(parts) > 1 or bare[0] == "{":
            return bare[0] + bare[-1], parts
    return "", _split(JOINED.sub(",", bare))


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in OPENING) - (char in CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _split(text: str) -> list[str]:
    parts, depth = [""], 0
    for char in text:
        depth += (char in OPENING) - (char in CLOSING)
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def _same(one: str, two: str, tolerance: float) -> How:
    one, two = normal(one), normal(two)
    if one.replace(" ", "") == two.replace(" ", ""):
        return "exact"
    if one.isalpha() and two.isalpha() and min(len(one), len(two)) > 1:
        return "exact" if one.casefold() == two.casefold() else ""  # words, not products of letters
    try:
        left, right = parse(one), parse(two)
    except UnreadableError:
        return "exact" if one.casefold() == two.casefold() else ""
    a, b = exact(left), exact(right)
    if a is not None and b is not None:
        # A rounded decimal is equal within the tolerance alone, 0.333 is not a third.
        close = abs(float(a - b)) <= tolerance * max(1.0, abs(float(a)))
        return "exact" if a == b else "numeric" if close else ""
    names = free(left) | free(right)
    if not names:
        return _close(left, right, {}, max(tolerance, 1e-12)) or ""
    return _by_trying(left, right, sorted(names))


def _close(left: Node, right: Node, symbols: dict[str, complex], tolerance: float) -> How | None:
    """numeric or nothing; None where there is no value to compare."""
    try:
        a, b = number(left, symbols), number(right, symbols)
    except NoValueError:
        return None
    return "numeric" if abs(a - b) <= tolerance * max(1.0, abs(a), abs(b)) else ""


def _by_trying(left: Node, right: Node, names: list[str]) -> How:
    """Two formulas that agree wherever they were tried are equal; where none can be tried, symbols decide."""
    dice = random.Random(7)
    compared = 0
    for _ in range(TRIES * 3):
        found = _close(left, right, {name: complex(dice.uniform(0.3, 2.7)) for name in names}, CLOSE)
        if found == "":
            return ""
        compared += found == "numeric"
        if compared == TRIES:
            return "symbolic"
    return "symbolic" if symbolic.equal(left, right) else ""
