"""Prompt templates: what ships, what may be written in one, and the exact text that comes out. Knows nothing of Qt,
of the store or of the engine."""

from app.prompts.automatic import Surroundings, fill
from app.prompts.check import MOST_SAMPLES, check
from app.prompts.checking import checker_of
from app.prompts.files import read_template, write_template
from app.prompts.localized import said
from app.prompts.problems import BadTemplate, BadValue, Problem
from app.prompts.render import places, render
from app.prompts.sampling import SAMPLING_NAMES
from app.prompts.shipped import shipped
from app.prompts.values import AUTOMATIC, Value, as_typed, defaults, file_value, is_whole, parse_values, read_value

__all__ = [
    "AUTOMATIC",
    "MOST_SAMPLES",
    "SAMPLING_NAMES",
    "BadTemplate",
    "BadValue",
    "Problem",
    "Surroundings",
    "Value",
    "as_typed",
    "check",
    "checker_of",
    "defaults",
    "file_value",
    "fill",
    "is_whole",
    "parse_values",
    "places",
    "read_template",
    "read_value",
    "render",
    "said",
    "shipped",
    "write_template",
]
