"""An answer's value in one way of writing, so that equal ones are equal texts. Knows nothing of where it stood."""

import re
import unicodedata
from fractions import Fraction

LONGEST = 2000
_NOISE = re.compile(
    r"\\(?:left|right|displaystyle|,|;|!|:|quad|qquad)(?![A-Za-z])|\\[()\[\]]|\$+|\*\*|`+|\s+|[\"“”‘’]|\^?\\circ|°|\\?%"
)
_WRAPPED = re.compile(r"\\(?:text|textbf|mathrm|mathbf|mbox|operatorname|boldsymbol)\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}|\\[dt]?frac(\d)(\d)")
_ASSIGNED = re.compile(r"[a-z](?:_?\w)?=(?=.)")
_NUMBER = re.compile(r"(-?\d{1,40})(?:\.(\d{1,40}))?(?:/(-?\d{1,40}))?")
_CHOICE = re.compile(r"\(([a-j])\)")


def normalise(value: str) -> str:
    """What is the same however it is written: `\\dfrac{1}{2}`, `0.5` and `1/2`; `(D)` and `d`; `1,234` and `1234`."""
    flat = unicodedata.normalize("NFKC", value[:LONGEST]).replace("−", "-")
    flat = _WRAPPED.sub(r"\1", flat)
    flat = _NOISE.sub("", flat)
    flat = _FRACTION.sub(lambda hit: f"{_group(hit[1] or hit[3])}/{_group(hit[2] or hit[4])}", flat)
    flat = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", flat)
    flat = flat.replace("\\cdot", "*").replace("\\times", "*").rstrip(".。,，;；:：!！?？").lower()
    if choice := _CHOICE.fullmatch(flat):
        return choice.group(1)
    return _number(_ASSIGNED.sub("", flat, count=1) if _ASSIGNED.match(flat) else flat)


def _group(part: str) -> str:
    return part if re.fullmatch(r"[\w.]+", part) else f"({part})"


def _number(flat: str) -> str:
    found = _NUMBER.fullmatch(flat)
    if not found:
        return flat
    whole, places, under = found.groups()
    number = Fraction(f"{whole}.{places}" if places else whole)
    if under:
        if not int(under):
            return flat
        number /= int(under)
    return str(number)
