"""What is known of each labelled step, how like the steps are, and the weights of features that come of it.

There are far more features than steps, so the likenesses of the steps are what is learnt from, and the weights of
features are computed from that at the end: the same result, in a fraction of the time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.trace.features import BUCKETS, seen
from app.trace.tagger import NEIGHBOURS, plain_features
from tests.kinds.chain import Floats
from tests.kinds.data import Labelled

PLAIN = 0.005
"""How far the weights of cues and the like may reach, beside those of a step's own hashed features."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Reach:
    """How far weights may go: all of them, and those of a step's neighbours beside its own."""

    all: float
    near: float

    def of(self, distance: int) -> float:
        """Of the hashed features of a step that far away."""
        return self.all * (1.0, self.near, self.near / 2)[abs(distance)]


@dataclass(frozen=True)
class Design:
    """What is known of each step of all traces."""

    hashed: Matrix
    """A column for each bucket that is used; each row of length one."""
    used: NDArray[np.bool_]
    plain: Matrix
    mean: Matrix
    spread: Matrix
    trace: NDArray[np.int64]


def design(traces: Sequence[Labelled]) -> Design:
    rows: list[NDArray[np.int64]] = []
    buckets: list[NDArray[np.int64]] = []
    start = 0
    for trace in traces:
        for first, _, pairs in seen(trace.texts):
            rows.append(pairs.steps + start + first)
            buckets.append(pairs.buckets)
        start += len(trace.steps)
    row, bucket = np.concatenate(rows), np.concatenate(buckets)
    used = np.bincount(bucket, minlength=BUCKETS) > 0
    hashed = np.zeros((start, int(used.sum())), dtype=np.float32)
    hashed[row, (np.cumsum(used) - 1)[bucket]] = 1
    hashed /= np.sqrt(np.maximum(hashed.sum(axis=1, keepdims=True), 1))
    plain = np.concatenate([plain_features(trace.steps) for trace in traces])
    mean, spread = plain.mean(axis=0), plain.std(axis=0) + 1e-3
    which = np.repeat(np.arange(len(traces)), [len(trace.steps) for trace in traces])
    return Design(hashed, used, (plain - mean) / spread, mean, spread, which)


class Likeness:
    """How like each step is to each other one, for any reach."""

    def __init__(self, design: Design) -> None:
        own = design.hashed @ design.hashed.T
        self._parts = {0: own}
        for distance in NEIGHBOURS[1:]:
            at, there = beside(design, distance)
            both = there[:, None] & there[None]
            more = np.where(both, own[np.ix_(at, at)], 0)
            self._parts[abs(distance)] = self._parts.get(abs(distance), 0) + more
        self._plain = design.plain @ design.plain.T

    def at(self, reach: Reach) -> Floats:
        total = reach.all * PLAIN * self._plain
        for distance, part in self._parts.items():
            total = total + reach.of(distance) * part
        whole = total.astype(np.float64)
        whole[np.diag_indices(len(whole))] *= 1 + 1e-4
        return whole


def beside(design: Design, distance: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For each step the one that far away, and whether it is of the same trace."""
    count = len(design.trace)
    at = np.arange(count) + distance
    inside = (at >= 0) & (at < count)
    at = np.clip(at, 0, count - 1)
    return at, inside & (design.trace[at] == design.trace)


def weights_of(design: Design, reach: Reach, shares: Matrix) -> Mapping[str, Matrix]:
    """What the shares of steps come to for each feature: the hashed ones of each of `NEIGHBOURS`, and the plain."""
    parts = []
    for distance in NEIGHBOURS:
        at, there = beside(design, distance)
        rows = np.zeros_like(shares)
        np.add.at(rows, at[there], shares[there])
        parts.append(reach.of(distance) * (design.hashed.T @ rows))
    plain = reach.all * PLAIN * (design.plain.T @ shares) / design.spread[:, None]
    return {"hashed": np.concatenate(parts, axis=1), "plain": plain.astype(np.float32)}
