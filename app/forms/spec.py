"""Reading a template's `checker`: which kinds of check there are, what each may be told, and what is wrong with one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from app.errors import WrongUse
from app.forms.values import CheckerSpec
from app.forms.verse import BOOKS, FORMS, LEVELS, SCHEMES, shapes

Sort: TypeAlias = Literal["text", "long", "words", "whole", "share", "seconds", "yes_no", "choice"]
"""What an option is like, for whoever shows it to a person: `long` is text of many lines."""
DEEPEST = 3
MOST_PARTS = 24
LONGEST_OPTION = 1 << 18


class BadChecker(WrongUse):
    """The checker cannot be used as it is written (kind `bad_checker`).

    place: where in it, numbers of parts and the name of an option with / between; empty for the whole.
    """

    def __init__(self, why: str, place: str = "") -> None:
        super().__init__("bad_checker", why=why)
        self.place = place


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a kind of check may be told."""

    default: Any
    read: Callable[[Any], Any]
    """To its type; raises ValueError or TypeError."""
    sort: Sort = "text"
    choices: tuple[str, ...] = ()
    """Of a choice: what can be chosen."""


def whole(value: Any) -> int:
    """A whole number not below 0. A list counts as how many it has, so that `count` may name a list of poets."""
    if isinstance(value, list | tuple):
        return len(value)
    text = str(value).strip() or "0"
    if not text.isdecimal():
        raise ValueError("a whole number is wanted")
    return int(text)


def share(value: Any) -> float:
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError("a number from 0 to 1 is wanted")
    return number


def positive(value: Any) -> float:
    number = float(value)
    if not 0 < number <= 60:
        raise ValueError("a number of seconds up to 60 is wanted")
    return number


def text(value: Any) -> str:
    if isinstance(value, list | tuple | dict) or len(str(value)) > LONGEST_OPTION:
        raise ValueError("a text is wanted")
    return str(value)


def words(value: Any) -> tuple[str, ...]:
    """A list of texts, or one text with commas (、，,；;) or lines between."""
    if isinstance(value, list | tuple):
        return tuple(str(each).strip() for each in value if str(each).strip())
    parts = str(value)
    for mark in "，、；;\n":
        parts = parts.replace(mark, ",")
    return tuple(each.strip() for each in parts.split(",") if each.strip())


def yes(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    said = str(value).strip().lower()
    if said in ("yes", "true", "1", "on", "是", "附", ""):
        return said != ""
    if said in ("no", "false", "0", "off", "否", "不附"):
        return False
    raise ValueError("yes or no is wanted")


def one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if str(value) not in allowed:
            raise ValueError(f"one of {', '.join(allowed)} is wanted")
        return str(value)

    return read


def tongue(value: Any) -> str:
    """zh, en or nothing."""
    known = {"": "", "zh": "zh", "zh_CN": "zh", "中文": "zh", "en": "en", "English": "en", "英文": "en"}
    if str(value) not in known:
        raise ValueError("zh or en is wanted")
    return known[str(value)]


def form(value: Any) -> str:
    shape = shapes.named(str(value))
    return shape.name if shape is not None else shapes.AUTO


UNITS = ("words", "characters")
TONGUES = ("zh", "en")

KINDS: dict[str, dict[str, Option]] = {
    "all": {},
    "poem": {
        "form": Option("auto", form, "choice", ("auto", *FORMS)),
        "rhyme_book": Option("平水韵", one_of(*BOOKS), "choice", BOOKS),
        "count": Option(1, whole, "whole"),
        "level": Option("宽", one_of(*LEVELS[:3]), "choice", LEVELS[:3]),
        "scheme": Option("", one_of("", *SCHEMES), "choice", SCHEMES),
        "rhyme": Option("", text),
    },
    "prose": {
        "model": Option("滕王阁序", text),
        "least": Option(0, whole, "whole"),
        "closing_poem": Option(False, yes, "yes_no"),
        "overlap": Option(0.15, share, "share"),
        "score": Option(0.65, share, "share"),
    },
    "couplet": {"first": Option("", text), "count": Option(1, whole, "whole")},
    "edit": {"base": Option("", text, "long"), "most": Option(0.4, share, "share")},
    "boxed": {"expected": Option("", text), "tolerance": Option(1e-9, share, "share")},
    "json": {"schema": Option("", text, "long"), "only": Option(False, yes, "yes_no")},
    "code": {
        "language": Option("python", text),
        "count": Option(1, whole, "whole"),
        "tests": Option("", text, "long"),
        "seconds": Option(5.0, positive, "seconds"),
        "forbid": Option((), words, "words"),
    },
    "length": {
        "unit": Option("words", one_of(*UNITS), "choice", UNITS),
        "least": Option(0, whole, "whole"),
        "most": Option(0, whole, "whole"),
    },
    "words": {"required": Option((), words, "words"), "forbidden": Option((), words, "words")},
    "headings": {"required": Option((), words, "words"), "in_order": Option(True, yes, "yes_no")},
    "table": {
        "columns": Option(0, whole, "whole"),
        "rows": Option(1, whole, "whole"),
        "headers": Option((), words, "words"),
        "source": Option("", text, "long"),
    },
    "plain": {},
    "language": {
        "answer": Option("", tongue, "choice", TONGUES),
        "thinking": Option("", tongue, "choice", TONGUES),
        "least": Option(0.8, share, "share"),
    },
    "manner": {"thinking": Option(True, yes, "yes_no"), "repetition": Option(True, yes, "yes_no")},
}
"""By kind: its options. `plain` forbids lists; `manner` wants a thinking, then an answer, neither going in circles."""


def read_spec(raw: Mapping[str, Any], depth: int = 0, place: str = "") -> CheckerSpec:
    """The spec that a template's `checker` says. Raises BadChecker with what is wrong, and where, after `place`."""
    kind = raw.get("kind")
    if kind not in KINDS:
        raise BadChecker(f"there is no check of the kind {kind!r}", f"{place}kind")
    assert isinstance(kind, str)
    known = KINDS[kind]
    extra = set(raw) - set(known) - {"kind", "weight", "of"}
    if extra:
        raise BadChecker(f"{kind} cannot be told {', '.join(sorted(extra))}", f"{place}{min(extra)}")
    options = {}
    for name, option in known.items():
        try:
            options[name] = option.read(raw[name]) if name in raw else option.default
        except (ValueError, TypeError) as error:
            raise BadChecker(f"{kind}.{name}: {error}", f"{place}{name}") from error
    return CheckerSpec(kind, options, _parts(kind, raw, depth, place), _weight(raw, place))


def _parts(kind: str, raw: Mapping[str, Any], depth: int, place: str) -> tuple[CheckerSpec, ...]:
    of = raw.get("of", [])
    if kind != "all":
        if of:
            raise BadChecker(f"{kind} has no parts")
        return ()
    if not isinstance(of, list | tuple) or not of or len(of) > MOST_PARTS or depth >= DEEPEST:
        raise BadChecker("all wants a list of checks in `of`")
    if not all(isinstance(each, Mapping) for each in of):
        raise BadChecker("all wants a list of checks in `of`")
    return tuple(read_spec(each, depth + 1, f"{place}{number}/") for number, each in enumerate(of))


def _weight(raw: Mapping[str, Any], place: str) -> float:
    try:
        weight = float(raw.get("weight", 1.0))
    except (ValueError, TypeError):
        weight = -1.0
    if not 0 <= weight <= 100:
        raise BadChecker("weight must be a number from 0 to 100", f"{place}weight")
    return weight
