"""One row of figures for each trace, to be set beside those of many others. Knows no conversation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.trace.analysis import Analysis
from app.trace.candidates import share_after
from app.trace.confidence import confidence
from app.trace.marks import MARKS, MarkKind
from app.trace.values import normalise

PER = 1000
"""Rates are per so many tokens of thinking."""
HAN_TOKEN, LATIN_TOKEN = 1.6, 3.7
"""Characters of a token, where nobody counted: 3.7 is the median of 183 English traces of R1 whose tokens are known."""
_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


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
    """As counted."""
    answer_tokens: int | None
    tokens: int
    """Of the thinking; estimated by its characters where nobody counted. Rates are per these."""
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
    analysis: Analysis,
    thinking: str,
    answer: str,
    figures: Figures,
    reference: str | None = None,
    correct: bool | None = None,
) -> Statistics:
    """The row of one trace. `reference`: the right answer, or `correct`: the verdict, where it is known."""
    counts: dict[MarkKind, int] = {
        mark: sum(any(m.kind == mark for m in each) for each in analysis.marks) for mark in MARKS
    }
    counted, seconds = figures.thinking_tokens, figures.thinking_seconds
    tokens = counted if counted is not None else estimated(thinking)
    sure, unsure = confidence(figures.confidence, (64,)), confidence(figures.entropy, ())
    first, final = analysis.candidates.first_confirmed, analysis.candidates.final
    lengths = [step.end - step.start for step in analysis.steps]
    if reference is not None and final is not None:
        correct = final == normalise(reference)
    return Statistics(
        thinking_characters=len(thinking),
        answer_characters=len(answer),
        thinking_tokens=counted,
        answer_tokens=figures.answer_tokens,
        tokens=tokens,
        steps=len(analysis.steps),
        marks=counts,
        rates={mark: count * PER / tokens if tokens else None for mark, count in counts.items()},
        seconds=seconds,
        tempo=tokens / seconds if tokens and seconds else None,
        confidence=sure.average,
        lowest=sure.groups[0].lowest,
        entropy=unsure.average,
        candidates=len(analysis.candidates.all),
        changes=analysis.candidates.changes,
        settled_after=None if first is None else share_after(first.step, lengths),
        flags=tuple(flag.name for flag in analysis.flags),
        correct=correct,
    )


def estimated(text: str) -> int:
    """About how many tokens a text has."""
    han = len(_HAN.findall(text))
    return round(han / HAN_TOKEN + (len(text) - han) / LATIN_TOKEN)
