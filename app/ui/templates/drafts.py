"""Between a template and the texts its editor shows: nothing that was not touched changes on the way there and back."""

import json
import re
from dataclasses import replace
from typing import Any

from app.prompts import Problem, as_typed, said
from app.prompts.check import check
from app.store.records import PromptTemplate, Variable, VariableType
from app.ui.templates import checks
from app.ui.templates.states import BlankFields, BlankKind, EditFields
from app.ui.templates.wording import CATEGORY_ORDER, heading

LANGUAGES = ("en", "zh_CN")
SAMPLING, CHECKER = "*sampling", "*checker"
"""Where faults of these are shown; no variable can be called so. Of a checker's options: `*checker/0/form`."""
LONGEST_CATEGORY = 60
NUMBER = r"([+-]?\d+(?:\.\d+)?)"
RANGE = re.compile(rf"\s*{NUMBER}?\s*(?:–|—|~|…|\.\.|\sto\s|\s-\s|至|到)\s*{NUMBER}?\s*")


def kind_of(variable: Variable) -> BlankKind:
    return "long" if variable.type == "text" and variable.multiline else variable.type


def fields_of(template: PromptTemplate, language: str) -> EditFields:
    """The template as its editor shows it."""
    blanks = tuple(_blank(variable, language) for variable in template.variables)
    return EditFields(
        said(template.title, language),
        said(template.description, language),
        template.body,
        blanks,
        sampling_text(template.sampling),
        template.samples,
        checks.as_text(template.checker),
        category_text(template.category),
    )


def edited(template: PromptTemplate, fields: EditFields, language: str) -> tuple[PromptTemplate, list[Problem]]:
    """The template with `fields` in it, and everything that is wrong with it then."""
    before = {variable.name: variable for variable in template.variables}
    variables, problems = [], []
    for blank in fields.blanks:
        variable, problem = _variable(blank, before.get(blank.name), language)
        variables.append(variable)
        problems += [problem] if problem else []
    sampling, wrong = _sampling(template.sampling, fields.sampling)
    checker, odd = _checker(template.checker, fields.checker)
    problems += [*wrong, *odd]
    made = replace(
        template,
        sampling=sampling,
        samples=fields.samples,
        checker=checker,
        category=_category(template.category, fields.category),
        title=_texts(template.title, fields.title, language),
        description=_texts(template.description, fields.description, language),
        body=fields.body,
        variables=tuple(variables),
    )
    return made, [*problems, *map(_placed, check(made))]


def sampling_text(sampling: dict[str, Any]) -> str:
    """ "temperature 0.6, top_p 0.95"."""
    return ", ".join(f"{name} {as_typed(value)}" for name, value in sampling.items())


def _sampling(before: dict[str, Any], text: str) -> tuple[dict[str, Any], list[Problem]]:
    if text == sampling_text(before):
        return before, []
    found: dict[str, Any] = {}
    for part in filter(None, (each.strip() for each in re.split(r"[,，;；\n]", text))):
        name, _, value = part.replace("=", " ").partition(" ")
        try:
            number = float(value)
        except ValueError:
            return before, [Problem("not_a_number", variable=SAMPLING)]
        found[name] = int(number) if number.is_integer() and "." not in value else number
    return found, []


def _checker(before: dict[str, Any], text: str) -> tuple[dict[str, Any], list[Problem]]:
    if not text.strip():
        return {}, []
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        return before, [Problem("bad_checker", variable=CHECKER, fields={"said": str(error)})]
    if not isinstance(read, dict):
        return before, [Problem("bad_checker", variable=CHECKER, fields={"said": "{…}"})]
    return read, []


def _placed(problem: Problem) -> Problem:
    """A fault of what stands beside body and variables, with the place where that is edited."""
    if problem.line is not None or problem.variable is not None:
        return problem
    if problem.kind in ("bad_checker", "unknown_name"):
        place = str(problem.fields.get("place", ""))
        return replace(problem, variable=f"{CHECKER}/{place}" if place else CHECKER)
    places = {"unknown_sampling": SAMPLING, "too_many_samples": SAMPLING}
    return replace(problem, variable=places.get(problem.kind))


def category_text(category: str) -> str:
    """As a person reads it and may write it."""
    return heading(category)


def _category(before: str, text: str) -> str:
    """A known one by its name in the interface's language; any other is its own name."""
    named = {heading(each): each for each in (*CATEGORY_ORDER, before)}
    text = text.strip()[:LONGEST_CATEGORY]
    return named.get(text, text)


def _texts(before: dict[str, str], now: str, language: str) -> dict[str, str]:
    """A text somebody changed says the same in every language: a person writes a template of their own once."""
    if said(before, language) == now:
        return before
    return dict.fromkeys({*LANGUAGES, *before}, now)


def _blank(variable: Variable, language: str) -> BlankFields:
    kind = kind_of(variable)
    extent = ""
    if kind in ("choice", "choices"):
        extent = " | ".join(variable.choices)
    if kind == "number" and (variable.minimum, variable.maximum) != (None, None):
        ends = ("" if end is None else as_typed(end) for end in (variable.minimum, variable.maximum))
        extent = " – ".join(ends).strip()
    return BlankFields(variable.name, said(variable.label, language), kind, as_typed(variable.default), extent)


def _variable(blank: BlankFields, before: Variable | None, language: str) -> tuple[Variable, Problem | None]:
    if before is not None and blank == _blank(before, language):
        return before, None
    label = _texts(before.label if before else {}, blank.label, language)
    type_: VariableType = "text" if blank.kind == "long" else blank.kind
    made = Variable(blank.name, type_, label, blank.default, multiline=blank.kind == "long")
    match blank.kind:
        case "choice":
            return replace(made, choices=_parts(blank.extent), default=blank.default.strip()), None
        case "number":
            return _with_range(replace(made, default=_number(blank.default)), blank.extent)
        case "choices":
            return replace(made, choices=_parts(blank.extent), default=_parts(blank.default)), None
        case "yes_no":
            return replace(made, default=blank.default), None
        case "text" | "long" | "file" | "date" | "clipboard" | "last_answer" | "report":
            return made, None


def _parts(text: str) -> tuple[str, ...]:
    """What stands between |, each once."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[|｜\n]", text) if part.strip()))


def _with_range(variable: Variable, extent: str) -> tuple[Variable, Problem | None]:
    if not extent.strip():
        return variable, None
    found = RANGE.fullmatch(f" {extent} ")
    if found is None:
        return variable, Problem("bad_range", variable=variable.name)
    low, high = (float(end) if end else None for end in found.groups())
    return replace(variable, minimum=low, maximum=high), None


def _number(text: str) -> str | float:
    """As a number where it is one; else as it stands, for `check` to complain of."""
    try:
        return float(text)
    except ValueError:
        return text
