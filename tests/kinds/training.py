"""From labelled traces to the weights that ship.

Nothing is set by hand that the training problems can tell: each of them in turn is left out, and what the others say of
it chooses how far weights may reach and how far rare kinds are lifted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trace.features import BUCKETS
from app.trace.kind_names import KINDS
from app.trace.tagger import Weights, marginals
from tests.kinds.chain import Fit, Floats, Rows, fit
from tests.kinds.data import Labelled
from tests.kinds.design import Design, Likeness, Reach, design, weights_of
from tests.kinds.figures import figures

REACHES = tuple(Reach(whole, near) for whole in (0.4, 0.8, 1.6) for near in (0.1, 0.2))
BALANCES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
"""Powers of a kind's rarity by which it may be lifted."""

Kinds = NDArray[np.int64]


@dataclass(frozen=True)
class Labels:
    """Of all steps, one beneath the other."""

    kinds: Kinds
    trace: NDArray[np.int64]
    problem: NDArray[np.str_]


@dataclass(frozen=True)
class Learnt:
    """What was learnt from all problems and from all but one, in the mean: no single problem rules."""

    fit: Fit
    reach: Reach
    unseen: Floats
    """The probabilities of each step's kinds by what was learnt without its problem."""

    def surprise(self, kinds: Kinds) -> float:
        """How improbable the right kinds were held."""
        return -float(np.log(self.unseen[np.arange(len(kinds)), kinds]).mean())


def train(traces: Sequence[Labelled], report: dict[str, Any] | None = None) -> Weights:
    known = design(traces)
    likeness = Likeness(known)
    problem = np.concatenate([np.full(len(trace.steps), trace.problem) for trace in traces])
    labels = Labels(np.concatenate([trace.kinds for trace in traces]), known.trace, problem)
    tried = [_learn(likeness.at(reach), labels, reach) for reach in REACHES]
    learnt = min(tried, key=lambda each: each.surprise(labels.kinds))
    rarity = np.bincount(labels.kinds, minlength=len(KINDS)) / len(labels.kinds)
    balance = _balance(learnt.unseen, labels.kinds, rarity)
    return _weights(known, learnt, rarity**-balance, report or {})


def _learn(likeness: Floats, labels: Labels, reach: Reach) -> Learnt:
    unseen = np.zeros((len(labels.kinds), len(KINDS)))
    fits = [_fit(likeness, labels, np.ones(len(labels.kinds), dtype=np.bool_))]
    for left in np.unique(labels.problem):
        out = labels.problem == left
        fits.append(_fit(likeness, labels, ~out))
        unseen[out] = _say(fits[-1], likeness[out], labels.trace[out])
    return Learnt(_mean(fits), reach, unseen)


def _fit(likeness: Floats, labels: Labels, known: NDArray[np.bool_]) -> Fit:
    """What the known steps teach, as shares of each step; the others have none."""
    root = np.linalg.cholesky(likeness[np.ix_(known, known)])
    lengths = np.unique(labels.trace[known], return_counts=True)[1]
    found = fit(Rows(root.astype(np.float32), labels.kinds[known], lengths))
    shares = np.zeros((len(likeness), len(KINDS)))
    shares[known] = np.linalg.solve(root.T, found.weights)
    return replace(found, weights=shares)


def _mean(fits: Sequence[Fit]) -> Fit:
    return Fit(*(np.mean([getattr(each, field.name) for each in fits], axis=0) for field in fields(Fit)))


def _say(found: Fit, likeness: Floats, trace: NDArray[np.int64]) -> Floats:
    """The probabilities for steps of which the likeness to all is known."""
    scores = likeness @ found.weights + found.bias
    said = [marginals(scores[trace == one], found.follow, found.begin, found.end) for one in np.unique(trace)]
    return np.concatenate(said)


def _balance(unseen: Floats, kinds: Kinds, rarity: Floats) -> float:
    """The power of a kind's rarity that serves accuracy and macro-F1 together best."""

    def served(balance: float) -> float:
        told = figures((unseen * rarity**-balance).argmax(axis=1), kinds)
        return float(told["accuracy"]) + float(told["macro_f1"])

    return max(BALANCES, key=served)


def _weights(known: Design, learnt: Learnt, lift: Floats, report: dict[str, Any]) -> Weights:
    found = learnt.fit
    of = weights_of(known, learnt.reach, found.weights.astype(np.float32))
    scales = np.abs(of["hashed"]).max(axis=0) / 127
    whole = np.zeros((BUCKETS, of["hashed"].shape[1]), dtype=np.int8)
    whole[known.used] = np.round(of["hashed"] / scales)
    return Weights(
        whole,
        scales.astype(np.float32),
        known.used,
        of["plain"],
        (found.bias - known.mean @ of["plain"]).astype(np.float32),
        found.follow.astype(np.float32),
        found.begin.astype(np.float32),
        found.end.astype(np.float32),
        lift.astype(np.float32),
        report,
    )
