"""The coarse level above steps: definition, a first pass, reconsiderations, decision. Knows no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.kinds import Kind
from app.trace.marks import Mark

PhaseName: TypeAlias = Literal["definition", "first_pass", "reconsideration", "decision"]


@dataclass(frozen=True, slots=True)
class Phase:
    """Consecutive steps of a trace. Phases follow one another without gap or overlap."""

    name: PhaseName
    first: int
    """The first step."""
    end: int
    """The one after the last."""
    number: int = 0
    """For a reconsideration: 1 for the first of them."""


def phases(kinds: Sequence[Kind], marks: Sequence[Sequence[Mark]]) -> list[Phase]:
    """The phases of a trace, from what is known of each of its steps; none where it has no steps."""
    if not kinds:
        return []
    first = next((i for i, kind in enumerate(kinds) if kind.kind != "problem_setup"), len(kinds))
    found = [Phase("definition", 0, first)] if first else []
    if first < len(kinds):
        found.append(Phase("first_pass", first, len(kinds)))
    return found
