"""What happened in a trace, in five lines: numbers and places for each, no sentences. Knows no language of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.trace.analysis import Analysis
from app.trace.confidence import Range, means
from app.trace.flags import FlagName
from app.trace.kinds import KindName
from app.trace.statistics import Figures


@dataclass(frozen=True, slots=True)
class Length:
    """Line one: how much."""

    steps: int
    tokens: int | None
    seconds: float | None
    answer_tokens: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """Line two: how it went."""

    reconsiderations: int
    kinds: tuple[tuple[KindName, float], ...]
    """Share of the thinking's characters by kind, the largest first."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Line three: steps with each mark, and the first of each (None: there is none)."""

    doubts: int
    switches: int
    checks: int
    first_doubt: int | None
    first_switch: int | None
    first_check: int | None


@dataclass(frozen=True, slots=True)
class Certainty:
    """Line four: the least confident step; None where no figures were kept."""

    step: int | None
    confidence: float | None
    average: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Line five: candidates, and what came of them."""

    candidates: int
    changes: int
    first: int | None
    """Step of the first candidate."""
    settled: int | None
    """Step in which the final answer stood first."""
    after: float | None
    """Share of the thinking that came after that."""
    value: str | None
    flags: tuple[FlagName, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The five lines."""

    length: Length
    course: Course
    doubts: Doubts
    certainty: Certainty
    outcome: Outcome


def overview(analysis: Analysis, figures: Figures, ranges: Sequence[Range] = ()) -> Overview:
    """From what was measured. `ranges`: the tokens of each step, counted from the first of `figures.confidence`."""
    return Overview(
        Length(len(analysis.steps), figures.thinking_tokens, figures.thinking_seconds, figures.answer_tokens),
        _course(analysis), _doubts(analysis), _certainty(figures, ranges), _outcome(analysis),
    )  # fmt: skip


def _course(analysis: Analysis) -> Course:
    sizes: dict[KindName, int] = {}
    for step, kind in zip(analysis.steps, analysis.kinds, strict=True):
        sizes[kind.kind] = sizes.get(kind.kind, 0) + step.end - step.start
    total = sum(sizes.values())
    shares = sorted(((kind, size / total) for kind, size in sizes.items() if total), key=lambda each: -each[1])
    return Course(sum(phase.name == "reconsideration" for phase in analysis.phases), tuple(shares))


def _doubts(analysis: Analysis) -> Doubts:
    places = {
        name: [place for place, each in enumerate(analysis.marks) if any(mark.kind == name for mark in each)]
        for name in ("doubt", "switch", "check")
    }
    counts = [len(each) for each in places.values()]
    firsts = [each[0] if each else None for each in places.values()]
    return Doubts(*counts, *firsts)


def _certainty(figures: Figures, ranges: Sequence[Range]) -> Certainty:
    *each, average = means(figures.confidence, [*ranges, (0, len(figures.confidence))])
    known = [(mean, place) for place, mean in enumerate(each) if mean is not None]
    if not known:
        return Certainty(None, None, None)
    lowest, step = min(known)
    return Certainty(step, lowest, average)


def _outcome(analysis: Analysis) -> Outcome:
    found = analysis.candidates
    first = found.first_confirmed
    sizes = [step.end - step.start for step in analysis.steps]
    after = None if first is None or not sum(sizes) else sum(sizes[first.step + 1 :]) / sum(sizes)
    return Outcome(
        len(found.all), found.changes, found.all[0].step if found.all else None,
        None if first is None else first.step, after, found.value,
        tuple(flag.name for flag in analysis.flags),
    )  # fmt: skip
