"""How much a step mattered: what is to be drawn in its place and behind it, and what was drawn says. Pure, no Qt.

A continuation keeps the tokens before a place and lets the model go on as it was: sampling and steering are those of
the run that is weighed, only the seed is drawn anew (arXiv 2510.27484: edits by hand weigh little, resampling does).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine import branch
from app.engine.values import Ask, Steering
from app.explore.values import TraceView
from app.store.records import Generation, Sample
from app.store.tokens import Tokens
from app.trace.candidates import final_value
from app.trace.importance import Cluster, Continuation, Importance, clusters, importance
from app.trace.kind_names import KindName
from app.trace.steps import segment

SUGGESTED = 5
TELLING: tuple[KindName, ...] = ("plan_generation", "uncertainty_management", "fact_retrieval")
"""Kinds whose steps changed the most where that was measured."""
LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True)
class Estimate:
    """What weighing costs: continuations, tokens that will be written, and seconds where the tempo is known."""

    runs: int
    tokens: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a step."""

    row: int
    importance: Importance
    before: tuple[Cluster, ...]
    after: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that can be gone on from: what the store has of it, and where it lies in the tree."""

    generation: Generation
    tokens: Tokens
    conversation: int
    question: int


def asks(run: Run, token: int, count: int, most: int = 0) -> list[Ask]:
    """`count` continuations from a token on. most: new tokens of each; 0 leaves it to the context."""
    generation, question = run.generation, run.question
    origin = branch.fork_at(generation, run.tokens, token)
    sampling = {name: value for name, value in generation.sampling.items() if name != "seed"}
    ask = Ask(
        conversation=run.conversation,
        parent=question,
        question=None,
        sampling=sampling,
        max_tokens=most,
        origin=origin,
        steering=steering(generation),
        figures=False,
        alternatives=0,
        aside=True,
    )
    return [ask] * count


def steering(generation: Generation) -> Steering:
    """What was done to the thinking of a run. A value that this version does not know is left out."""
    known = {name: value for name, value in generation.steering.items() if name in Steering.__dataclass_fields__}
    if "phrases" in known:
        known["phrases"] = tuple(known["phrases"])
    return Steering(**known)


def estimate(view: TraceView, rows: Sequence[int], count: int, most: int = 0) -> Estimate:
    """Each continuation is taken to be as long as what followed its place in the run itself."""
    whole = view.units
    lengths = [whole - place for row in rows for place in view.ranges[row]]
    tokens = sum(count * (min(length, most) if most else length) for length in lengths)
    figures = view.source.figures
    took, wrote = figures.thinking_seconds, figures.thinking_tokens
    return Estimate(2 * count * len(rows), tokens, tokens * took / wrote if took and wrote else None)


def suggested(view: TraceView) -> list[int]:
    """Steps that are worth being weighed: of the telling kinds, the least confident first."""
    rows = [row for row, kind in enumerate(view.analysis.kinds) if kind.kind in TELLING]
    sure = view.confidences
    if sure:
        rows.sort(key=lambda row: value if (value := sure[row]) is not None else float("inf"))
    return sorted(rows[:SUGGESTED])


def continuation(sample: Sample, start: int) -> Continuation:
    """What a sample came to, and the step that it wrote from character `start` of its thinking on."""
    ended = sample.generation.ending == "stop"
    steps = segment((sample.thinking or sample.answer)[start:])
    return Continuation(value_of(sample.answer) if ended else None, steps[0].text.strip() if steps else "")


def value_of(answer: str) -> str | None:
    """What an answer comes to, to tell answers apart by: a final value, else its last line that says anything."""
    value = final_value(answer)
    if value is not None:
        return value
    lines = [line for line in answer.splitlines() if line.strip()]
    return lines[-1].strip()[:LONGEST_VALUE] if lines else None


def verdict(
    view: TraceView, row: int, before: Sequence[Sample], after: Sequence[Sample], reference: str | None = None
) -> Verdict | None:
    """From the samples that are over; None while one side has none."""
    step = view.analysis.steps[row]
    old = [continuation(each, step.start) for each in before if counts(each)]
    new = [continuation(each, step.end) for each in after if counts(each)]
    if not old or not new:
        return None
    found = importance(step.text.strip(), old, new, reference)
    return Verdict(row, found, *(tuple(clusters([each.answer for each in side])) for side in (old, new)))


def counts(sample: Sample) -> bool:
    """Whether a sample came to an end of its own; one that was stopped or broke off says nothing."""
    return sample.generation.ending in ("stop", "length", "context_full")


def row_of(view: TraceView, first: int, last: int) -> int | None:
    """The step that is this stretch of the thinking; None where the thinking is cut otherwise by now."""
    return next((row for row, step in enumerate(view.analysis.steps) if (step.start, step.end) == (first, last)), None)
