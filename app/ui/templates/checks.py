"""Between a checker's JSON and the rows of a form: what was not touched stays as it was written. Knows no widget."""

import json
from typing import Any

from app.forms.spec import KINDS, Option

Raw = dict[str, Any]
ALL = "all"
YES, NO = "yes", "no"
OFFERED = tuple(kind for kind in KINDS if kind != ALL)


def as_text(checker: Raw) -> str:
    """A checker as its JSON is edited; empty for none."""
    return json.dumps(checker, ensure_ascii=False, indent=2) if checker else ""


def read(text: str) -> list[Raw] | None:
    """The checks that a text tells of, of which all must hold. None where a form cannot show it: it is no JSON, or has
    kinds that are not known, or checks within checks within checks."""
    if not text.strip():
        return []
    try:
        checker = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(checker, dict):
        return None
    plain = set(checker) <= {"kind", "of"}  # a weight of the whole has no place in a form
    parts = checker.get("of") if checker.get("kind") == ALL and plain else [checker]
    if not isinstance(parts, list) or not all(isinstance(each, dict) and each.get("kind") in OFFERED for each in parts):
        return None
    return parts


def write(parts: list[Raw]) -> str:
    """The text that tells of these checks."""
    return as_text(parts[0] if len(parts) == 1 else {"kind": ALL, "of": parts} if parts else {})


def typed(value: Any) -> str:
    """A value as it stands in a form."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, indent=2)
    return str(value)


def told(option: Option, text: str) -> Any:
    """What was typed as it is written down; None for nothing, which leaves the default. What cannot be read stays a
    text and is told as a fault where it stands."""
    text = text.strip() if option.sort != "long" else text
    if not text.strip():
        return "" if option.sort == "text" and option.default else None
    if text.strip().startswith("{{"):
        return text.strip()
    match option.sort:
        case "whole":
            return int(text) if text.isdecimal() else text
        case "share" | "seconds":
            try:
                number = float(text)
            except ValueError:
                return text
            return int(number) if number.is_integer() else number
        case "yes_no":
            return {YES: True, NO: False}.get(text, text)
        case "words":
            return [line.strip() for line in text.splitlines() if line.strip()]
        case "text" | "long" | "choice":
            return text


def place_of(parts: int, part: int, name: str) -> str:
    """How a fault's place is written that is about an option of a part."""
    return name if parts == 1 else f"{part}/{name}"
