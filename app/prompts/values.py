"""From what a person typed to what a template's blanks hold. Knows types and bounds, nothing of rendering."""

import math
from collections.abc import Mapping

from app.prompts.problems import BadValue, Problem
from app.store.records import PromptTemplate, Variable

LONGEST_VALUE = 1 << 20
"""Most characters of one value: a megabyte of log is no longer a prompt for weights on a workstation."""

Value = str | int | float


def defaults(template: PromptTemplate) -> dict[str, Value]:
    """What each blank holds before anybody fills it in."""
    return {variable.name: _tidy(variable.default) for variable in template.variables}


def as_typed(value: Value) -> str:
    """`value` as a person would type it: 400, not 400.0."""
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
    for name, text in given.items():
        read = read_value(by_name[name], text)
        if isinstance(read, Problem):
            raise BadValue(read)
        values[name] = read
    return values


def read_value(variable: Variable, text: str) -> Value | Problem:
    """`text` as the variable's type, or what is wrong with it. Text is taken exactly as it stands."""
    match variable.type:
        case "number":
            return _read_number(variable, text)
        case "choice":
            if text in variable.choices:
                return text
            return Problem("not_a_choice", variable=variable.name, fields={"choices": ", ".join(variable.choices)})
        case "text":
            if len(text) <= LONGEST_VALUE:
                return text
            return Problem("value_too_long", variable=variable.name, fields={"limit": LONGEST_VALUE})


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


def _tidy(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value
