"""From what a person typed to what a template's blanks hold. Knows types and bounds, nothing of rendering."""

import math
import re
from collections.abc import Mapping
from pathlib import Path

from app.errors import WrongUse
from app.prompts.problems import BadValue, Problem
from app.store.records import PromptTemplate, Variable

LONGEST_VALUE = 1 << 20
"""Most characters of one value: a megabyte of log is no longer a prompt for weights on a workstation."""
BETWEEN = " | "
"""Between several choices, as typed."""
YES = {"yes": True, "true": True, "1": True, "on": True, "是": True, "附": True}
NO = {"no": False, "false": False, "0": False, "off": False, "否": False, "不附": False, "": False}
AUTOMATIC = ("date", "clipboard", "last_answer", "report")
"""Types that fill themselves where a person types nothing."""

Value = str | int | float | bool | tuple[str, ...]


def defaults(template: PromptTemplate) -> dict[str, Value]:
    """What each blank holds before anybody fills it in."""
    return {variable.name: _default(variable) for variable in template.variables}


def as_typed(value: Value) -> str:
    """`value` as a person would type it: 400, not 400.0; several choices with | between; yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    return str(_tidy(value))


def is_whole(variable: Variable) -> bool:
    """Whether a number is a count: its default and its bounds are all whole."""
    given = (variable.default, variable.minimum, variable.maximum)
    return all(float(n).is_integer() for n in given if isinstance(n, int | float))


def parse_values(template: PromptTemplate, given: Mapping[str, str]) -> dict[str, Value]:
    """Values for every blank, the defaults where `given` is silent. Raises BadValue for the first that does not fit."""
    by_name = {variable.name: variable for variable in template.variables}
    for name in given:
        if name not in by_name:
            raise BadValue(Problem("unknown_variable", variable=name))
    values = defaults(template)
    for name, variable in by_name.items():
        if name not in given and not variable.required:
            continue
        read = read_value(variable, given.get(name, as_typed(variable.default)))
        if isinstance(read, Problem):
            raise BadValue(read)
        values[name] = read
    return values


def read_value(variable: Variable, text: str) -> Value | Problem:
    """`text` as the variable's type, or what is wrong with it. Text is taken exactly as it stands."""
    if variable.required and not text.strip():
        return Problem("missing", variable=variable.name, fields={"name": variable.name})
    match variable.type:
        case "number":
            return _read_number(variable, text)
        case "choice":
            if text in variable.choices:
                return text
            return Problem("not_a_choice", variable=variable.name, fields={"choices": ", ".join(variable.choices)})
        case "choices":
            return _read_choices(variable, text)
        case "yes_no":
            said = {**YES, **NO}.get(text.strip().lower())
            return Problem("not_yes_or_no", variable=variable.name) if said is None else said
        case "file" if text.strip():
            return _read_file(variable, text)
        case "text" | "file" | "date" | "clipboard" | "last_answer" | "report":
            return text if len(text) <= LONGEST_VALUE else _too_long(variable)


def file_value(path: Path) -> str:
    """A text file as a blank of the type `file` holds it: its name in the first line, then what it says.

    Raises WrongUse with a sentence where it cannot be read, is no text or is too long.
    """
    try:
        with path.open("rb") as file:
            data = file.read(4 * LONGEST_VALUE + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise WrongUse("file_unreadable", str(error), name=path.name, why=error.strerror or "?") from error
    except UnicodeDecodeError as error:
        if len(data) <= 4 * LONGEST_VALUE:
            raise WrongUse("file_not_text", str(error), name=path.name) from error
        text = ""
    if len(data) > 4 * LONGEST_VALUE or len(text) > LONGEST_VALUE:
        raise WrongUse("file_too_long", name=path.name, limit=LONGEST_VALUE)
    return f"{path.name}\n{text}"


def _default(variable: Variable) -> Value:
    """The default as its type, where it is of it; `check` complains of one that is not."""
    read = read_value(variable, as_typed(variable.default))
    return _tidy(variable.default) if isinstance(read, Problem) else read


def _read_choices(variable: Variable, text: str) -> Value | Problem:
    """Several of the choices, with |, commas or lines between."""
    exact = tuple(part.strip() for part in re.split(r"[|｜\n]", text) if part.strip())
    if any(part not in variable.choices for part in exact):
        exact = tuple(part.strip() for part in re.split(r"[|｜\n,，、;；]", text) if part.strip())
    if any(part not in variable.choices for part in exact):
        return Problem("not_a_choice", variable=variable.name, fields={"choices": ", ".join(variable.choices)})
    return tuple(dict.fromkeys(exact))


def _read_file(variable: Variable, text: str) -> Value | Problem:
    """A file as the makers of R1 put one into a prompt."""
    if len(text) > LONGEST_VALUE + 1024:
        return _too_long(variable)
    name, _, content = text.partition("\n")
    return f"[file name]: {name.strip()}\n[file content begin]\n{content}\n[file content end]"


def _read_number(variable: Variable, text: str) -> Value | Problem:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        return Problem("not_a_number", variable=variable.name)
    if is_whole(variable) and not number.is_integer():
        return Problem("not_whole", variable=variable.name)
    if variable.minimum is not None and number < variable.minimum:
        return Problem("too_small", variable=variable.name, fields={"minimum": as_typed(variable.minimum)})
    if variable.maximum is not None and number > variable.maximum:
        return Problem("too_large", variable=variable.name, fields={"maximum": as_typed(variable.maximum)})
    return _tidy(number)


def _too_long(variable: Variable) -> Problem:
    return Problem("value_too_long", variable=variable.name, fields={"limit": LONGEST_VALUE})


def _tidy(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value
