"""Everything wrong with a template that can be known without running it."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from app.prompts import grammar
from app.prompts.problems import BadTemplate, Problem
from app.prompts.render import read, render
from app.prompts.sampling import SAMPLING_NAMES
from app.prompts.values import as_typed, read_value
from app.store.records import PromptTemplate, Variable, VariableType


def check(template: PromptTemplate) -> list[Problem]:
    """What is wrong, the body's faults first, by line; empty where the template can be used."""
    found = list(_variables(template.variables))
    found += [Problem("unknown_sampling", fields={"name": n}) for n in template.sampling if n not in SAMPLING_NAMES]
    return [*check_body(template), *found]


def check_body(template: PromptTemplate) -> list[Problem]:
    """Faults of the body alone. Where reading finds none, one rendering with the defaults may."""
    _, faults = read(template.body, frozenset(variable.name for variable in template.variables))
    if faults:
        return faults
    try:
        render(template, {})
    except BadTemplate as fault:
        return [fault.problem]
    return []


def _variables(variables: tuple[Variable, ...]) -> Iterator[Problem]:
    for name, times in Counter(variable.name for variable in variables).items():
        if times > 1:
            yield Problem("name_twice", variable=name, fields={"name": name})
    for variable in variables:
        problem = check_variable(variable)
        if problem is not None:
            yield problem


def check_variable(variable: Variable) -> Problem | None:
    """The first fault of one blank: its name, its type, its choices or bounds, its default."""
    name = variable.name
    if not grammar.usable_name(name):
        return Problem("bad_name", variable=name, fields={"name": name})
    if variable.type not in get_args(VariableType):
        return Problem("unknown_type", variable=name, fields={"type": variable.type})
    if variable.type == "choice" and not variable.choices:
        return Problem("no_choices", variable=name)
    low, high = variable.minimum, variable.maximum
    if low is not None and high is not None and low > high:
        return Problem("bounds_crossed", variable=name)
    value = read_value(variable, as_typed(variable.default))
    return value if isinstance(value, Problem) else None
