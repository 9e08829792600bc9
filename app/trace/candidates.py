"""Every place where a thinking holds an answer, in order, and what the answer confirms. Pure text; knows no model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.steps import Step

How: TypeAlias = Literal["boxed", "stated", "restated", "draft"]
"""In a box; after words like "the answer is"; the final value, said again; a poem that stands there whole."""

_BOXED = re.compile(r"\\boxed\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that stands in the thinking."""

    step: int
    start: int
    """In characters of the trace."""
    end: int
    value: str
    """As it is written there."""
    normalised: str
    """What is the same however it is written: `\\dfrac{1}{2}`, `0.5` and `1/2`."""
    how: How
    changed: bool
    """Whether it differs from the candidate before it. The first one does not."""
    confirmed: bool
    """Whether it is what the answer says in the end."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a trace, and what they mean together."""

    all: tuple[Candidate, ...]
    final: str | None
    """What the answer says, normalised; None where it says nothing that can be compared."""
    value: str | None
    """The same as it is written."""

    @property
    def changes(self) -> int:
        return sum(each.changed for each in self.all)

    @property
    def first_confirmed(self) -> Candidate | None:
        """Where the final answer stood for the first time."""
        return next((each for each in self.all if each.confirmed), None)

    def first_equal(self, reference: str) -> Candidate | None:
        """Where an answer that is known to be right stood for the first time."""
        wanted = normalise(reference)
        return next((each for each in self.all if each.normalised == wanted), None)


def candidates(steps: Sequence[Step], answer: str = "") -> Candidates:
    """What the steps of a thinking hold, seen from the answer; the last candidate counts where the answer says none."""
    found = [
        (place, step.start + hit.start(), step.start + hit.end(), hit.group(1))
        for place, step in enumerate(steps)
        for hit in _BOXED.finditer(step.text)
    ]
    value = final_value(answer)
    if value is None and found:
        value = found[-1][3]
    final = None if value is None else normalise(value)
    out: list[Candidate] = []
    for place, start, end, text in found:
        same = normalise(text)
        changed = bool(out) and out[-1].normalised != same
        out.append(Candidate(place, start, end, text, same, "boxed", changed, same == final))
    return Candidates(tuple(out), final, value)


def final_value(answer: str) -> str | None:
    """What an answer comes to, as it is written there; None where it cannot be told."""
    hits = _BOXED.findall(answer)
    return hits[-1] if hits else None


def normalise(value: str) -> str:
    """A value in one way of writing, so that equal ones are equal texts."""
    return re.sub(r"\s+|[$,]", "", value).lower().rstrip(".。")


def share_after(step: int, lengths: Sequence[float]) -> float:
    """The share of a trace that follows a step; `lengths` are its steps' tokens, characters or seconds."""
    total = sum(lengths)
    return sum(lengths[step + 1 :]) / total if total else 0.0
