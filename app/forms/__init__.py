"""Checks of an answer's form: verse, mathematics, JSON, code, counts, headings, languages. Pure; knows no Qt, no SQL.

A template's `checker` becomes a `CheckerSpec`; `judge` holds an answer against it; `rewards` puts a group in order.
"""

from app.forms.findings import Finding, Place, Severity
from app.forms.judging import judge, judge_group
from app.forms.spec import BadChecker, read_spec
from app.forms.values import CheckerSpec, Sample, Verdict

__all__ = [
    "BadChecker",
    "CheckerSpec",
    "Finding",
    "Place",
    "Sample",
    "Severity",
    "Verdict",
    "judge",
    "judge_group",
    "read_spec",
]
