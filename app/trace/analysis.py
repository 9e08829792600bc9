"""Everything that the words of a trace tell, computed once and handed on as one value. Knows no tokens."""

from dataclasses import dataclass

from app.trace.candidates import Candidates, candidates
from app.trace.drafts import Draft, drafts
from app.trace.flags import Flag, flags
from app.trace.kinds import Kind, classify
from app.trace.links import Link, links
from app.trace.marks import Mark, marks
from app.trace.phases import Phase, phases
from app.trace.steps import Rule, Step, segment


@dataclass(frozen=True, slots=True)
class Analysis:
    """A thinking and its answer, taken apart. `steps`, `kinds` and `marks` have one entry for each step."""

    steps: tuple[Step, ...]
    kinds: tuple[Kind, ...]
    marks: tuple[tuple[Mark, ...], ...]
    phases: tuple[Phase, ...]
    candidates: Candidates
    flags: tuple[Flag, ...]
    links: tuple[Link, ...]
    """One for each sentence of the answer."""
    drafts: tuple[Draft, ...]


def analyse(thinking: str, answer: str, ended: bool = True, rule: Rule = "default") -> Analysis:
    """Take a trace apart. `ended`: whether the model itself came to an end."""
    steps = segment(thinking, rule)
    kinds, found = classify(steps), marks(steps)
    return Analysis(
        tuple(steps), tuple(kinds), tuple(found), tuple(phases(kinds, found)), candidates(steps, answer),
        tuple(flags(steps, answer, ended)), tuple(links(steps, segment(answer), found)),
        tuple(drafts(steps, answer)),
    )  # fmt: skip
