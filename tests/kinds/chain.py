"""A linear-chain CRF over rows of features: its likelihood, the gradient, and L-BFGS to climb it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
KINDS = 8


@dataclass(frozen=True)
class Fit:
    """What was learnt of rows of features."""

    weights: Floats
    bias: Floats
    follow: Floats
    begin: Floats
    end: Floats


@dataclass(frozen=True)
class Rows:
    """Steps of several traces, one beneath the other."""

    features: NDArray[np.float32]
    kinds: NDArray[np.int64]
    lengths: NDArray[np.int64]


def fit(rows: Rows, loose: float = 0.05, rounds: int = 40) -> Fit:
    """The weights that explain the kinds best, with a Gaussian of width one over them."""
    width = rows.features.shape[1]
    problem = _Problem(rows, loose)
    found = _climb(problem, np.zeros(width * KINDS + KINDS + KINDS * KINDS + 2 * KINDS), rounds)
    return problem.apart(found)


class _Problem:
    def __init__(self, rows: Rows, loose: float) -> None:
        self._rows, self._loose = rows, loose
        lengths = rows.lengths
        self._trace = np.repeat(np.arange(len(lengths)), lengths)
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self._place = np.arange(len(rows.kinds)) - starts[self._trace]
        self._last = lengths - 1
        self._seen = np.zeros((KINDS, KINDS))
        first, inside = rows.kinds[starts], self._place[1:] > 0
        np.add.at(self._seen, (rows.kinds[:-1][inside], rows.kinds[1:][inside]), 1)
        self._seen_first = np.bincount(first, minlength=KINDS)
        self._seen_last = np.bincount(rows.kinds[starts + lengths - 1], minlength=KINDS)

    def apart(self, x: Floats) -> Fit:
        width = self._rows.features.shape[1] * KINDS
        weights, bias, follow, begin, end = np.split(x, np.cumsum([width, KINDS, KINDS * KINDS, KINDS]))
        return Fit(weights.reshape(-1, KINDS), bias, follow.reshape(KINDS, KINDS), begin, end)

    def __call__(self, x: Floats) -> tuple[float, Floats]:
        """What is to be made small, and its gradient."""
        rows, fit = self._rows, self.apart(x)
        scores = (rows.features @ fit.weights.astype(np.float32)).astype(np.float64) + fit.bias
        padded = np.zeros((len(rows.lengths), rows.lengths.max(), KINDS))
        padded[self._trace, self._place] = scores
        total, marginals, pairs = _expected(padded, fit, self._last)
        every = np.arange(len(rows.kinds))
        likely = scores[every, rows.kinds].sum() + (fit.follow * self._seen).sum() - total
        likely += fit.begin @ self._seen_first + fit.end @ self._seen_last
        off = -marginals[self._trace, self._place]
        off[every, rows.kinds] += 1
        first = self._seen_first - marginals[:, 0].sum(axis=0)
        last = self._seen_last - marginals[np.arange(len(self._last)), self._last].sum(axis=0)
        gradient = [
            (fit.weights - rows.features.T @ off.astype(np.float32)).ravel(),
            0.01 * fit.bias - off.sum(axis=0),
            (self._loose * fit.follow - self._seen + pairs).ravel(),
            self._loose * fit.begin - first,
            self._loose * fit.end - last,
        ]
        rest = (fit.follow**2).sum() + fit.begin @ fit.begin + fit.end @ fit.end
        cost = 0.5 * (fit.weights**2).sum() + 0.005 * (fit.bias @ fit.bias) + 0.5 * self._loose * rest
        return float(cost - likely), np.concatenate(gradient)


def _expected(scores: Floats, fit: Fit, last: NDArray[np.int64]) -> tuple[float, Floats, Floats]:
    """Log of the sum over all labellings, the probability of each kind at each place, and of each pair in all."""
    traces, longest, _ = scores.shape
    every = np.arange(traces)
    highest = scores.max(axis=2, keepdims=True)
    there, then, end = np.exp(scores - highest), np.exp(fit.follow), np.exp(fit.end)
    forward, scale = np.zeros_like(scores), np.ones((traces, longest))
    now = there[:, 0] * np.exp(fit.begin)
    for place in range(longest):
        if place:
            now = (forward[:, place - 1] @ then) * there[:, place]
        scale[:, place] = now.sum(axis=1)
        forward[:, place] = now / scale[:, place, None]
    inside = np.arange(longest)[None] <= last[:, None]
    ending = (forward[every, last] * end).sum(axis=1)
    total = np.log(ending).sum() + (np.log(scale) * inside).sum() + (highest[..., 0] * inside).sum()
    backward, pairs = np.zeros_like(scores), np.zeros((KINDS, KINDS))
    for place in range(longest - 1, -1, -1):
        before = np.zeros((traces, KINDS))
        if place < longest - 1:
            after = there[:, place + 1] * backward[:, place + 1] / scale[:, place + 1, None]
            before = (after @ then.T) * (place < last)[:, None]
            pairs += (forward[:, place] * (place < last)[:, None]).T @ after
        backward[:, place] = np.where((place == last)[:, None], end / ending[:, None], before)
    return float(total), forward * backward * inside[..., None], pairs * then


def _climb(cost: Callable[[Floats], tuple[float, Floats]], x: Floats, rounds: int, kept: int = 8) -> Floats:
    """L-BFGS with a line search that halves."""
    value, slope = cost(x)
    steps: list[Floats] = []
    turns: list[Floats] = []
    for _ in range(rounds):
        way = -_turned(slope, steps, turns)
        length = 1.0
        while True:
            new = x + length * way
            new_value, new_slope = cost(new)
            if new_value <= value + 1e-4 * length * (slope @ way) or length < 1e-6:
                break
            length *= 0.5
        if (new - x) @ (new_slope - slope) > 1e-10:
            steps, turns = [*steps, new - x][-kept:], [*turns, new_slope - slope][-kept:]
        done = abs(value - new_value) < 1e-4 * abs(value)
        x, value, slope = new, new_value, new_slope
        if done:
            break
    return x


def _turned(slope: Floats, steps: list[Floats], turns: list[Floats]) -> Floats:
    way = slope.copy()
    shares = []
    for step, turn in zip(reversed(steps), reversed(turns), strict=True):
        share = (step @ way) / (step @ turn)
        shares.append(share)
        way -= share * turn
    way *= (steps[-1] @ turns[-1]) / (turns[-1] @ turns[-1]) if steps else 1 / max(float(np.linalg.norm(way)), 1.0)
    for step, turn, share in zip(steps, turns, reversed(shares), strict=True):
        way += step * (share - (turn @ way) / (step @ turn))
    return way
