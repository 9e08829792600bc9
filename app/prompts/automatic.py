"""Blanks that fill themselves: what of the surroundings goes into which."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.prompts.values import AUTOMATIC, LONGEST_VALUE
from app.store.records import PromptTemplate


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is to fill in; empty where there is nothing."""

    date: str = ""
    """Today, 2026-11-28."""
    clipboard: str = ""
    last_answer: str = ""
    report: str = ""
    """What a checker found in the last answer, in sentences."""


def fill(template: PromptTemplate, typed: Mapping[str, str], around: Surroundings) -> dict[str, str]:
    """`typed`, and beside it what fills itself where nobody typed."""
    found = dict(typed)
    for variable in template.variables:
        if variable.type in AUTOMATIC and not found.get(variable.name):
            text: str = getattr(around, variable.type)
            if text:
                found[variable.name] = text[:LONGEST_VALUE]
    return found
