"""One row of figures for each trace, to be set beside those of many others. Knows no conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.trace.analysis import Analysis
from app.trace.candidates import share_after
from app.trace.confidence import confidence
from app.trace.marks import MARKS, MarkKind
from app.trace.values import normalise

PER = 1000
"""Rates are per so many tokens of thinking."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted beside the text, where it is known."""

    thinking_tokens: int | None = None
    answer_tokens: int | None = None
    thinking_seconds: float | None = None
    answer_seconds: float | None = None
    confidence: Sequence[float] = ()
    """C_i of every token of the thinking, see `app.trace.confidence`."""
    entropy: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """A trace in numbers. None where nothing is known."""

    thinking_characters: int
    answer_characters: int
    thinking_tokens: int | None
    answer_tokens: int | None
    steps: int
    marks: Mapping[MarkKind, int]
    rates: Mapping[MarkKind, float | None]
    """Per 1,000 tokens of thinking."""
    seconds: float | None
    """Of the thinking."""
    tempo: float | None
    """Tokens of thinking per second."""
    confidence: float | None
    """Mean over the thinking."""
    lowest: float | None
    """The least confident window of 64 tokens."""
    entropy: float | None
    candidates: int
    changes: int
    settled_after: float | None
    """Share of the thinking that follows the first place of what became the answer."""
    flags: tuple[str, ...]
    correct: bool | None


def statistics(
    analysis: Analysis, thinking: str, answer: str, figures: Figures, reference: str | None = None
) -> Statistics:
    """The row of one trace. `reference`: the right answer, where it is known."""
    counts: dict[MarkKind, int] = {
        mark: sum(any(m.kind == mark for m in each) for each in analysis.marks) for mark in MARKS
    }
    tokens, seconds = figures.thinking_tokens, figures.thinking_seconds
    sure, unsure = confidence(figures.confidence, (64,)), confidence(figures.entropy, ())
    first, final = analysis.candidates.first_confirmed, analysis.candidates.final
    lengths = [step.end - step.start for step in analysis.steps]
    return Statistics(
        len(thinking), len(answer), tokens, figures.answer_tokens, len(analysis.steps), counts,
        {mark: count * PER / tokens if tokens else None for mark, count in counts.items()},
        seconds, tokens / seconds if tokens and seconds else None,
        sure.average, sure.groups[0].lowest, unsure.average,
        len(analysis.candidates.all), analysis.candidates.changes,
        None if first is None else share_after(first.step, lengths),
        tuple(flag.name for flag in analysis.flags),
        None if reference is None or final is None else final == normalise(reference),
    )  # fmt: skip
