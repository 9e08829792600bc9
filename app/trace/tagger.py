"""The classifier of kinds at work: weights of features, of neighbours and of transitions, and what they come to.

A linear-chain CRF. What a step says counts, what the two before and behind it say counts less, and so does which kind
follows which. Knows how to read its weights, not how they were come by (`tests/kinds` trains them).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trace.cue_features import cue_features
from app.trace.features import BUCKETS, seen
from app.trace.kind_names import KINDS
from app.trace.paragraphs import paragraph_features
from app.trace.steps import Step

Floats = NDArray[np.float64]

NEIGHBOURS = (0, -1, 1, -2, 2)
"""Whose features count for a step, by distance."""


@dataclass(frozen=True)
class Weights:
    """What was learnt. Tables of features are in steps of a 127th of the largest weight of their column."""

    table: NDArray[np.int8]
    """A row for each bucket; kinds for each of `NEIGHBOURS` in turn."""
    scales: NDArray[np.float32]
    used: NDArray[np.bool_]
    """Buckets that were learnt from; the others are as if they were not there."""
    plain: NDArray[np.float32]
    """A row for each column of `plain_features`."""
    bias: NDArray[np.float32]
    follow: NDArray[np.float32]
    """Which kind (column) follows which (row)."""
    begin: NDArray[np.float32]
    end: NDArray[np.float32]
    lift: NDArray[np.float32]
    """What the probability of each kind is multiplied with, so that rare ones are not forgotten."""
    report: Mapping[str, Any]
    """What was measured, see `tests/kinds`."""

    def packed(self) -> bytes:
        """The bytes of a weights file."""
        file = BytesIO()
        told = np.frombuffer(json.dumps(self.report).encode(), dtype=np.uint8)
        rows = np.flatnonzero(self.used)
        np.savez_compressed(
            file, rows=rows.astype(np.uint16), table=self.table[rows], scales=self.scales, plain=self.plain,
            bias=self.bias, follow=self.follow, begin=self.begin, end=self.end, lift=self.lift, report=told,
        )  # fmt: skip
        return file.getvalue()

    @staticmethod
    def read(path: Path) -> "Weights":
        with np.load(path, allow_pickle=False) as file:
            used = np.zeros(BUCKETS, dtype=np.bool_)
            used[file["rows"]] = True
            table = np.zeros((BUCKETS, file["table"].shape[1]), dtype=np.int8)
            table[used] = file["table"]
            return Weights(
                table, file["scales"], used, file["plain"], file["bias"], file["follow"], file["begin"], file["end"],
                file["lift"], json.loads(file["report"].tobytes()),
            )  # fmt: skip


class Tagger:
    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def probabilities(self, steps: Sequence[Step]) -> Floats:
        """For each step of a trace the probability of each of `KINDS`."""
        if not steps:
            return np.zeros((0, len(KINDS)))
        weights = self._weights
        probable = marginals(self._scores(steps), weights.follow, weights.begin, weights.end)
        probable *= weights.lift
        total: Floats = probable / probable.sum(axis=1, keepdims=True)
        return total

    def _scores(self, steps: Sequence[Step]) -> Floats:
        weights, count = self._weights, len(steps)
        sums = np.zeros((count, weights.table.shape[1]))
        for first, last, pairs in seen([step.text for step in steps]):
            keep = weights.used[pairs.buckets]
            rows, buckets = pairs.steps[keep], pairs.buckets[keep]
            there, starts, counts = np.unique(rows, return_index=True, return_counts=True)
            if len(there):
                added = np.add.reduceat(weights.table[buckets], starts, axis=0, dtype=np.int32).astype(np.float64)
                sums[first:last][there] = added / np.sqrt(counts)[:, None]
        sums *= weights.scales
        scores = np.asarray(plain_features(steps) @ weights.plain.astype(np.float64) + weights.bias, dtype=np.float64)
        for place, distance in enumerate(NEIGHBOURS):
            scores += _shifted(sums[:, place * len(KINDS) : (place + 1) * len(KINDS)], distance)
        return scores


def plain_features(steps: Sequence[Step]) -> NDArray[np.float32]:
    """What is known of each step besides its hashed features: cues, form, what is new in it, its paragraph."""
    return np.concatenate([cue_features([step.text for step in steps]), paragraph_features(steps)], axis=1)


def _shifted(rows: Floats, distance: int) -> Floats:
    """The rows of the steps that far away; nothing where there is none."""
    out = np.zeros_like(rows)
    if distance == 0:
        return rows
    if abs(distance) < len(rows):
        if distance < 0:
            out[-distance:] = rows[:distance]
        else:
            out[:-distance] = rows[distance:]
    return out


def marginals(
    scores: Floats, follow: NDArray[np.float32], begin: NDArray[np.float32], end: NDArray[np.float32]
) -> Floats:
    """The probability of each kind of each step, over all ways in which kinds can follow one another."""
    count = len(scores)
    there = np.exp(scores - scores.max(axis=1, keepdims=True))
    then = np.exp(follow.astype(np.float64))
    forward, backward = np.empty_like(there), np.empty_like(there)
    ones = np.ones(there.shape[1])  # a product sums a short row in a fraction of the time of a sum
    now = there[0] * np.exp(begin.astype(np.float64))
    forward[0] = now / (now @ ones)
    for place in range(1, count):
        now = (forward[place - 1] @ then) * there[place]
        forward[place] = now / (now @ ones)
    late = np.exp(end.astype(np.float64))
    backward[-1] = late / (late @ ones)
    for place in range(count - 2, -1, -1):
        late = then @ (there[place + 1] * backward[place + 1])
        backward[place] = late / (late @ ones)
    both = forward * backward
    total: Floats = both / both.sum(axis=1, keepdims=True)
    return total
