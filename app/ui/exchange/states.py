"""What the page for bringing in shows, as values. Knows neither widgets nor the store."""

from dataclasses import dataclass
from typing import Literal

Phase = Literal["idle", "reading", "waiting", "writing", "done", "cancelled", "failed"]
RUNNING: tuple[Phase, ...] = ("reading", "waiting", "writing")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the report: how many, of what."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that was left out: why, how often, and where, as far as it can be named."""

    number: str
    reason: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportState:
    """headline: what is going on, or how it ended; detail: the figures, or what to do."""

    phase: Phase = "idle"
    headline: str = ""
    detail: str = ""
    share: float = 0.0
    """Of the files, 0 to 1; below 0 where nobody can tell."""
    facts: tuple[Fact, ...] = ()
    lacks: tuple[Lack, ...] = ()
    first: int | None = None
    """A conversation to look at."""
