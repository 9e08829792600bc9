"""From labelled traces to the weights that ship.

There are far more features than steps, so the likenesses of the steps are what is learnt from, and the weights of
features are computed from that at the end: the same result, in a fraction of the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trace.cue_features import cue_features
from app.trace.features import BUCKETS, seen
from app.trace.kind_names import KINDS
from app.trace.tagger import NEIGHBOURS, Weights, marginals
from tests.kinds.chain import Fit, Floats, Rows, fit
from tests.kinds.data import Labelled
from tests.kinds.figures import figures

PROBLEMS = 2
"""A bucket seen in fewer problems is about the problem."""
OWN, NEAR, FAR, CUES = 1.5, 0.3, 0.15, 0.01
"""How far the weights may reach: of a step's own features, of those beside it, two away, and of its cues."""
BALANCES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
"""Powers of a kind's rarity by which it may be lifted."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Design:
    """What is known of each step of all traces."""

    hashed: Matrix
    """A column for each bucket that is used; each row of length one."""
    used: NDArray[np.bool_]
    cues: Matrix
    mean: Matrix
    spread: Matrix
    trace: NDArray[np.int64]


def train(traces: Sequence[Labelled], report: dict[str, Any] | None = None) -> Weights:
    """The mean of weights that were learnt from all problems and from all but one, for each: no single problem rules.

    What those say of the problem that they did not see tells how far rare kinds are to be lifted.
    """
    design = _design(traces)
    kinds = np.concatenate([trace.kinds for trace in traces])
    problem = np.concatenate([np.full(len(trace.texts), trace.problem) for trace in traces])
    likeness = _likeness(design).astype(np.float64)
    likeness[np.diag_indices(len(kinds))] *= 1 + 1e-4
    unseen = np.zeros((len(kinds), len(KINDS)))
    learnt = [_learn(likeness, kinds, design.trace, np.ones(len(kinds), dtype=np.bool_))]
    for left in np.unique(problem):
        out = problem == left
        learnt.append(_learn(likeness, kinds, design.trace, ~out))
        unseen[out] = _say(learnt[-1], likeness[out], design.trace[out])
    rarity = np.bincount(kinds, minlength=len(KINDS)) / len(kinds)
    return _weights(design, _mean(learnt), rarity ** -_balance(unseen, kinds, rarity), report or {})


def _learn(likeness: Floats, kinds: NDArray[np.int64], trace: NDArray[np.int64], known: NDArray[np.bool_]) -> Fit:
    """What the known steps teach, as shares of each step; the others have none."""
    root = np.linalg.cholesky(likeness[np.ix_(known, known)])
    lengths = np.unique(trace[known], return_counts=True)[1]
    found = fit(Rows(root.astype(np.float32), kinds[known], lengths))
    shares = np.zeros((len(kinds), len(KINDS)))
    shares[known] = np.linalg.solve(root.T, found.weights)
    return replace(found, weights=shares)


def _mean(fits: Sequence[Fit]) -> Fit:
    return Fit(*(np.mean([getattr(each, field.name) for each in fits], axis=0) for field in fields(Fit)))


def _say(found: Fit, likeness: Floats, trace: NDArray[np.int64]) -> Floats:
    """The probabilities for steps of which the likeness to all is known."""
    scores = likeness @ found.weights + found.bias
    said = [marginals(scores[trace == one], found.follow, found.begin, found.end) for one in np.unique(trace)]
    return np.concatenate(said)


def _balance(unseen: Floats, kinds: NDArray[np.int64], rarity: Floats) -> float:
    """The power of a kind's rarity that serves accuracy and macro-F1 together best."""

    def served(balance: float) -> float:
        told = figures((unseen * rarity**-balance).argmax(axis=1), kinds)
        return float(told["accuracy"]) + float(told["macro_f1"])

    return max(BALANCES, key=served)


def _design(traces: Sequence[Labelled]) -> Design:
    rows: list[NDArray[np.int64]] = []
    buckets: list[NDArray[np.int64]] = []
    start = 0
    problems = np.zeros((len({trace.problem for trace in traces}), BUCKETS), dtype=np.bool_)
    numbers = {problem: place for place, problem in enumerate(sorted({trace.problem for trace in traces}))}
    for trace in traces:
        for first, _, pairs in seen(trace.texts):
            rows.append(pairs.steps + start + first)
            buckets.append(pairs.buckets)
            problems[numbers[trace.problem], pairs.buckets] = True
        start += len(trace.texts)
    used = problems.sum(axis=0) >= PROBLEMS
    column = np.cumsum(used) - 1
    row, bucket = np.concatenate(rows), np.concatenate(buckets)
    keep = used[bucket]
    hashed = np.zeros((start, int(used.sum())), dtype=np.float32)
    hashed[row[keep], column[bucket[keep]]] = 1
    hashed /= np.sqrt(np.maximum(hashed.sum(axis=1, keepdims=True), 1))
    cues = np.concatenate([cue_features(trace.texts) for trace in traces])
    mean, spread = cues.mean(axis=0), cues.std(axis=0) + 1e-3
    which = np.repeat(np.arange(len(traces)), [len(trace.texts) for trace in traces])
    return Design(hashed, used, (cues - mean) / spread, mean, spread, which)


def _likeness(design: Design) -> Matrix:
    own = design.hashed @ design.hashed.T
    total = OWN * own + CUES * (design.cues @ design.cues.T)
    for distance in NEIGHBOURS[1:]:
        at, there = _beside(design, distance)
        both = there[:, None] & there[None]
        total += (NEAR if abs(distance) == 1 else FAR) * np.where(both, own[np.ix_(at, at)], 0)
    return total.astype(np.float32)


def _beside(design: Design, distance: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each step the one that far away, and whether it is of the same trace."""
    count = len(design.trace)
    at = np.arange(count) + distance
    inside = (at >= 0) & (at < count)
    at = np.clip(at, 0, count - 1)
    return at, inside & (design.trace[at] == design.trace)


def _weights(design: Design, found: Fit, lift: Floats, report: dict[str, Any]) -> Weights:
    shares = found.weights.astype(np.float32)
    parts = []
    for distance in NEIGHBOURS:
        at, there = _beside(design, distance)
        reach = OWN if distance == 0 else NEAR if abs(distance) == 1 else FAR
        rows = np.zeros_like(shares)
        np.add.at(rows, at[there], shares[there])
        parts.append(reach * (design.hashed.T @ rows))
    table = np.concatenate(parts, axis=1)
    scales = np.abs(table).max(axis=0) / 127
    whole = np.zeros((BUCKETS, table.shape[1]), dtype=np.int8)
    whole[design.used] = np.round(table / scales)
    cues = CUES * (design.cues.T @ shares) / design.spread[:, None]
    return Weights(
        whole,
        scales.astype(np.float32),
        design.used,
        cues.astype(np.float32),
        (found.bias - design.mean @ cues).astype(np.float32),
        found.follow.astype(np.float32),
        found.begin.astype(np.float32),
        found.end.astype(np.float32),
        lift.astype(np.float32),
        report,
    )
