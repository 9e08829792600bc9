"""Everything wrong with a template that can be known without running it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from app.prompts import grammar
from app.prompts.checking import checker_of, unknown_names
from app.prompts.problems import BadTemplate, Problem
from app.prompts.render import read, render
from app.prompts.sampling import SAMPLING_NAMES
from app.prompts.values import as_typed, read_value
from app.store.records import PromptTemplate, Variable, VariableType

MOST_SAMPLES = 64


def check(template: PromptTemplate) -> list[Problem]:
    """What is wrong, the body's faults first, by line; empty where the template can be used."""
    found = list(_variables(template.variables))
    found += [Problem("unknown_sampling", fields={"name": n}) for n in template.sampling if n not in SAMPLING_NAMES]
    if not 0 <= template.samples <= MOST_SAMPLES:
        found.append(Problem("too_many_samples", fields={"limit": MOST_SAMPLES}))
    return [*check_body(template), *found, *_checker(template)]


def _checker(template: PromptTemplate) -> Iterator[Problem]:
    """What is wrong with the check of the answers, with the defaults in it."""
    known = frozenset(variable.name for variable in template.variables)
    missing = unknown_names(template.checker, known)
    yield from (Problem("unknown_name", fields={"name": name, "place": place}) for name, place in missing)
    if missing:
        return
    try:
        checker_of(template, {})
    except BadTemplate as fault:
        yield fault.problem


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
    if variable.type in ("choice", "choices") and not variable.choices:
        return Problem("no_choices", variable=name)
    low, high = variable.minimum, variable.maximum
    if low is not None and high is not None and low > high:
        return Problem("bounds_crossed", variable=name)
    # A blank that must be filled in is empty at first: that is no fault of the template.
    value = read_value(replace(variable, required=False), as_typed(variable.default))
    return value if isinstance(value, Problem) else None
