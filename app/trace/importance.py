"""What a step changed, from continuations sampled before and after it (Thought Anchors, arXiv 2506.19143).

Numbers only: who samples the continuations, and how, is others' affair.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.trace.likeness import likeness
from app.trace.values import normalise

DIFFERENT = 0.8
"""Below this likeness a resampled step counts as another one, as there (by embeddings, unless others are given)."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """One run from somewhere in a trace to its end."""

    answer: str | None
    """What it came to, as written; None where it came to nothing."""
    step: str = ""
    """The step it wrote first."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Equal answers."""

    answer: str
    """Normalised; empty for no answer."""
    value: str
    """As it was written the first time."""
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Importance:
    """What a step changed. Differences of accuracy where a reference is known; else None, and the KL counts."""

    before: int
    """Continuations that were begun just before the step."""
    after: int
    """Those that were begun just after it."""
    accuracy_before: float | None
    accuracy_after: float | None
    resampling: float | None
    """accuracy after - accuracy before."""
    resampling_kl: float
    """KL(after || before) of the distributions of answers, in nats."""
    counterfactual: float | None
    """accuracy after - accuracy of those whose resampled step differs."""
    counterfactual_kl: float | None
    """KL(after || those that differ); None where none does."""
    different: float
    """The share of resampled steps that differ."""
    overdetermined: float
    """1 - distinct resampled steps / all of them."""


def clusters(answers: Sequence[str | None]) -> list[Cluster]:
    """Equal answers together, the largest first, of equals the one seen first."""
    found: dict[str, list[int]] = {}
    for place, answer in enumerate(answers):
        found.setdefault(normalise(answer) if answer else "", []).append(place)
    out = [Cluster(same, answers[places[0]] or "", tuple(places)) for same, places in found.items()]
    return sorted(out, key=lambda each: (-len(each.members), each.members[0]))


def distribution(answers: Sequence[str | None]) -> dict[str, float]:
    """The share of each answer, normalised."""
    return {each.answer: len(each.members) / len(answers) for each in clusters(answers)}


def entropy(shares: dict[str, float]) -> float:
    """-sum p log p, in nats: how far the answers disagree (semantic entropy over equal answers)."""
    return -math.fsum(p * math.log(p) for p in shares.values() if p)


def kl(p: Sequence[str | None], q: Sequence[str | None]) -> float:
    """KL(p || q) of two samples of answers, in nats, each count raised by one half so that it is finite."""
    one, two = ({c.answer: len(c.members) for c in clusters(answers)} for answers in (p, q))
    every = one.keys() | two.keys()
    n, m = len(p) + 0.5 * len(every), len(q) + 0.5 * len(every)
    return math.fsum((a := (one.get(x, 0) + 0.5) / n) * math.log(a / ((two.get(x, 0) + 0.5) / m)) for x in every)


def accuracy(answers: Sequence[str | None], reference: str) -> float | None:
    """The share that comes to `reference`; None of nothing."""
    right = normalise(reference)
    return sum(bool(a) and normalise(a or "") == right for a in answers) / len(answers) if answers else None


def importance(
    step: str,
    before: Sequence[Continuation],
    after: Sequence[Continuation],
    reference: str | None = None,
    likenesses: Sequence[float] | None = None,
) -> Importance:
    """Of `step`: `before` were begun in its place, `after` behind it.

    `likenesses`: how alike each step of `before` is to it, where somebody knows better than letters do.
    """
    alike = likenesses if likenesses is not None else [likeness(step, each.step) for each in before]
    other = [each.answer for each, like in zip(before, alike, strict=True) if like < DIFFERENT]
    old, new = [each.answer for each in before], [each.answer for each in after]
    was, now = (accuracy(x, reference) if reference is not None else None for x in (old, new))
    without = accuracy(other, reference) if reference is not None else None
    return Importance(
        len(before), len(after), was, now,
        now - was if now is not None and was is not None else None,
        kl(new, old),
        now - without if now is not None and without is not None else None,
        kl(new, other) if other else None,
        len(other) / len(before) if before else 0.0,
        1 - len({each.step.strip() for each in before}) / len(before) if before else 0.0,
    )  # fmt: skip
