"""From a template and its values to the check of its answers. A checker's texts are never rendered: where one is
exactly `{{ name }}`, the value itself takes its place, and everything else stays as it is written."""

import re
from collections.abc import Mapping
from typing import Any

from app.forms import BadChecker, CheckerSpec, read_spec
from app.prompts.problems import BadTemplate, Problem
from app.prompts.values import Value, defaults
from app.store.records import PromptTemplate

REFERENCE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
DEEPEST = 8


def checker_of(template: PromptTemplate, values: Mapping[str, Value]) -> CheckerSpec | None:
    """What the answers to this prompt are judged by; None where the template says nothing. Raises BadTemplate."""
    if not template.checker:
        return None
    held = {**defaults(template), **values}
    try:
        filled = _filled(template.checker, held)
        assert isinstance(filled, dict)
        return read_spec(filled)
    except BadChecker as error:
        told: dict[str, str | int] = {"said": str(error.fields["why"]), "place": error.place}
        raise BadTemplate(Problem("bad_checker", fields=told)) from error


def unknown_names(checker: Mapping[str, Any], known: frozenset[str]) -> list[tuple[str, str]]:
    """Names that a checker refers to and the template does not have, each with its place as `BadChecker` has it."""
    return [(name, place) for name, place in _names(checker, "") if name not in known]


def _filled(value: Any, held: Mapping[str, Value], depth: int = 0) -> Any:
    if depth > DEEPEST:
        raise BadChecker("it is nested too deeply")
    if isinstance(value, Mapping):
        return {name: _filled(each, held, depth + 1) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(each, held, depth + 1) for each in value]
    if isinstance(value, str):
        whole = REFERENCE.fullmatch(value)
        return held.get(whole[1], value) if whole else value
    return value


def _names(value: Any, place: str) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        # Parts are counted and have no name of their own in a place.
        inner = [(each, place if name == "of" else f"{place}/{name}") for name, each in value.items()]
        return [found for each, there in inner for found in _names(each, there)]
    if isinstance(value, list | tuple):
        return [found for number, each in enumerate(value) for found in _names(each, f"{place}/{number}")]
    whole = REFERENCE.fullmatch(value) if isinstance(value, str) else None
    return [(whole[1], place.removeprefix("/"))] if whole else []
