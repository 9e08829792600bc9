"""Prompt templates: what ships, what may be written in one, and the exact text that comes out. Knows nothing of Qt,
of the store or of the engine."""

from app.prompts.check import check
from app.prompts.localized import said
from app.prompts.problems import BadTemplate, BadValue, Problem
from app.prompts.render import render
from app.prompts.sampling import SAMPLING_NAMES
from app.prompts.shipped import shipped
from app.prompts.values import as_typed, defaults, is_whole, parse_values, read_value

__all__ = [
    "SAMPLING_NAMES",
    "BadTemplate",
    "BadValue",
    "Problem",
    "as_typed",
    "check",
    "defaults",
    "is_whole",
    "parse_values",
    "read_value",
    "render",
    "said",
    "shipped",
]
