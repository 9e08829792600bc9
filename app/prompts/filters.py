"""The filters a prompt template may use. Each is bounded: none can turn a little text into very much."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import filters as stock

from app.prompts.limits import plain, plain_list, short_enough

WIDEST_INDENT = 32


def fence(text: object, language: object = "") -> str:
    """`text` as a Markdown code block whose fence is longer than any run of backticks in it, so nothing gets out."""
    code = str(plain(text))
    marks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    info = re.sub(r"[`\s]+", " ", str(plain(language))).strip()
    return f"{marks}{info}\n{code}{'' if code.endswith(chr(10)) else chr(10)}{marks}"


def join(items: Iterable[object], between: object = "") -> str:
    glue, texts = str(plain(between)), [str(plain(item)) for item in items]
    short_enough(sum(map(len, texts)) + len(glue) * len(texts))
    return glue.join(texts)


def replace(text: object, old: object, new: object) -> str:
    whole, cut, put = str(plain(text)), str(plain(old)), str(plain(new))
    short_enough(len(whole) + whole.count(cut) * max(0, len(put) - len(cut)))
    return whole.replace(cut, put)


def indent(text: object, width: int = 4) -> str:
    """Every line but the first moved right, as Jinja does."""
    whole, by = str(plain(text)), max(0, min(int(width), WIDEST_INDENT))
    short_enough(len(whole) + whole.count("\n") * by)
    return whole.replace("\n", "\n" + " " * by)


def lines(text: object) -> list[str]:
    """The lines of `text`, to loop over."""
    return str(plain(text)).splitlines()


def to_int(value: Any, default: int = 0) -> int:
    try:
        return int(float(plain(value)))
    except (ValueError, OverflowError):
        return default


def rounded(value: float, digits: int = 0) -> float:
    return round(value, max(-WIDEST_INDENT, min(int(digits), WIDEST_INDENT)))


def _reverse(value: Any) -> Any:
    return value[::-1]


def _text(value: object) -> str:
    return str(plain(value))


def _flat(value: list[object]) -> list[object]:
    return plain_list(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "capitalize": stock.do_capitalize,
    "d": stock.do_default,
    "default": stock.do_default,
    "count": len,
    "fence": fence,
    "first": stock.FILTERS["first"],
    "float": stock.do_float,
    "indent": indent,
    "int": to_int,
    "join": join,
    "last": stock.FILTERS["last"],
    "length": len,
    "lines": lines,
    "lower": stock.do_lower,
    "replace": replace,
    "reverse": _reverse,
    "round": rounded,
    "string": _text,
    "title": stock.do_title,
    "trim": stock.do_trim,
    "truncate": stock.FILTERS["truncate"],
    "upper": stock.do_upper,
    "wordcount": stock.FILTERS["wordcount"],
}

HIDDEN: dict[str, Callable[..., Any]] = {"_flat": _flat, "_concat": join}
"""Put into the tree by `grammar.tame`; a template cannot name them."""
