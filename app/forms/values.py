"""What a check of an answer is asked with, and what it says. Immutable values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.forms.findings import Finding
from app.forms.verse.values import Report


@dataclass(frozen=True, slots=True)
class CheckerSpec:
    """What an answer must be like; made of a template's `checker` by `read_spec`."""

    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)
    """Complete: `read_spec` fills in what was not said."""
    parts: tuple["CheckerSpec", ...] = ()
    """Of kind "all": every one must hold."""
    weight: float = 1.0
    """Within "all"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer stands to its spec."""

    reward: float
    """0 to 1."""
    passed: bool
    findings: tuple[Finding, ...] = ()
    """In the order of the text; spans are those of the answer unless the summary says otherwise."""
    summary: Mapping[str, Any] = field(default_factory=dict)
    """Figures to show and to store; plain JSON."""
    answer: str | None = None
    """What votes are counted over, such as the boxed result; None where a vote makes no sense."""
    report: Report | None = None
    """Of verse: everything, for the verse view."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer of a group."""

    thinking: str
    answer: str
