"""The coarse level above steps: definition, a first pass, reconsiderations, decision. Knows no text.

The course of a thinking as Thoughtology describes it (arXiv 2504.07128): the problem is told, a first way is gone, then
it is gone over again, from a doubt or a switch on, until it is settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from app.trace.kinds import Kind
from app.trace.marks import Mark

PhaseName: TypeAlias = Literal["definition", "first_pass", "reconsideration", "decision"]

SHORTEST = 5
"""Steps of a reconsideration: a doubt that is settled in less is part of what goes on."""
MOST = 25
"""About so many phases a trace has at most, however long it is."""
LATE = 0.7
"""A decision falls in the last part."""


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
    told, decided = _told(kinds), _decided(kinds, marks)
    cuts = _turns(marks, told, decided)
    found = [Phase("definition", 0, told)] if told else []
    edges = [told, *cuts, decided]
    for number, (first, end) in enumerate(pairwise(edges)):
        if end > first:
            found.append(Phase("reconsideration" if number else "first_pass", first, end, number))
    if decided < len(kinds):
        found.append(Phase("decision", decided, len(kinds)))
    return found


def _told(kinds: Sequence[Kind]) -> int:
    """How many steps at the beginning tell the problem."""
    return next((place for place, kind in enumerate(kinds) if kind.kind != "problem_setup"), len(kinds))


def _decided(kinds: Sequence[Kind], marks: Sequence[Sequence[Mark]]) -> int:
    """The step from which on nothing is doubted any more and a result is told; their number where there is none."""
    quiet = len(kinds)
    while quiet > 0 and not any(mark.kind in ("doubt", "switch") for mark in marks[quiet - 1]):
        quiet -= 1
    begin = max(quiet, int(len(kinds) * LATE))
    ends = ("final_answer_emission", "result_consolidation")
    return next((place for place in range(begin, len(kinds)) if kinds[place].kind in ends), len(kinds))


def _turns(marks: Sequence[Sequence[Mark]], told: int, decided: int) -> list[int]:
    """Where it is gone over again, no two of them too near."""
    apart = max(SHORTEST, len(marks) // MOST)
    turns: list[int] = []
    for place in range(told + 1, decided):
        since = place - (turns[-1] if turns else told)
        turning = any(mark.kind in ("doubt", "switch") for mark in marks[place])
        if turning and since >= apart and decided - place >= 2:
            turns.append(place)
    return turns
