"""How sure a model was along a trace, and how fast it went: figures of tokens become figures of steps and of the whole.

Takes plain sequences, one number for each token. What is not a finite number belongs to a token that nobody sampled
(forced by steering, or typed) and is left out of every mean; a mean of nothing is None. Knows nothing of numpy, which
the window would have to wait for.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
"""The tokens of a step: the first, and the one after the last."""

WINDOWS = (64, 256, 2048)
"""Tokens. DeepConf's own window is 2,048; the traces of a chat are mostly shorter than one such window."""

BOTTOM = 0.1
"""The share of windows that are the least confident ones."""


@dataclass(frozen=True, slots=True)
class Group:
    """DeepConf's group confidence (arXiv 2508.15260, section 3): the mean of C_i over a window that slides by a token.

    A trace shorter than the window is one window. Windows without a sampled token do not count.
    """

    window: int
    """Its length in tokens."""
    lowest: float | None
    """min over all windows: how unsure the model was at its worst."""
    lowest_at: int | None
    """The first token of that window, the earliest of equals."""
    bottom: float | None
    """Mean of the lowest tenth of the windows (rounded down, at least one)."""
    tail: float | None
    """That of the last window."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """DeepConf's measures of a trace. C_i = -(1/k) sum of the k = 20 highest log p: high where the model was sure."""

    average: float | None
    """Mean of C_i over the whole trace."""
    groups: tuple[Group, ...]
    """One for each window that was asked for."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long some tokens took: from the moment of the token before the first to that of the last.

    The very first token of a run has none before it: its time is that of the prompt, and it is not counted.
    """

    tokens: int
    seconds: float

    @property
    def per_second(self) -> float | None:
        """Tokens per second; None where no time passed."""
        return self.tokens / self.seconds if self.seconds > 0 else None


@dataclass(frozen=True, slots=True)
class ForkPoint:
    """A token where another one could well have come: H of the distribution it was chosen from, in nats."""

    token: int
    """Its place in the trace."""
    entropy: float


def confidence(values: Sequence[float], windows: Iterable[int] = WINDOWS) -> Confidence:
    """DeepConf's measures of the C_i in `values`. Linear, but for sorting the windows' means."""
    sums = _Sums(values)
    return Confidence(sums.mean(0, len(values)), tuple(_group(sums, window) for window in windows))


def _group(sums: "_Sums", window: int) -> Group:
    each = sums.sliding(window)
    known = [(mean, at) for at, mean in enumerate(each) if mean is not None]
    if not known:
        return Group(window, None, None, None, None)
    known.sort()
    bottom = [mean for mean, _ in known[: max(1, int(len(known) * BOTTOM))]]
    return Group(window, *known[0], math.fsum(bottom) / len(bottom), each[-1])


def sliding(values: Sequence[float], window: int) -> list[float | None]:
    """The mean of each `window` consecutive values, n - window + 1 of them; one of all where there are fewer."""
    return _Sums(values).sliding(window)


def means(values: Sequence[float], steps: Iterable[Range]) -> list[float | None]:
    """The mean of the values of each step, for instance its entropy or its confidence."""
    sums = _Sums(values)
    return [sums.mean(start, end) for start, end in steps]


class _Sums:
    """Sums of all beginnings of a sequence, so that any mean is one subtraction."""

    def __init__(self, values: Sequence[float]) -> None:
        known = list(map(math.isfinite, values))
        self._counts: Sequence[int] = range(len(values) + 1)
        if not all(known):  # few traces have tokens that nobody sampled, and looking at each takes its time
            values = [value if ok else 0.0 for value, ok in zip(values, known, strict=True)]
            self._counts = list(accumulate(known, initial=0))
        self._sums = list(accumulate(values, initial=0.0))

    def mean(self, start: int, end: int) -> float | None:
        count = self._counts[end] - self._counts[start]
        return (self._sums[end] - self._sums[start]) / count if count else None

    def sliding(self, window: int) -> list[float | None]:
        if window < 1:
            raise ValueError(f"a window of {window} tokens")
        length = len(self._counts) - 1
        if length == 0:
            return []
        window = min(window, length)
        return [self.mean(start, start + window) for start in range(length - window + 1)]


def tempo(at: Sequence[float], step: Range) -> Tempo:
    """How fast a step went. `at` is the moment of every token, in seconds since the run began."""
    start, end = step
    before = max(start - 1, 0)
    return Tempo(end - 1 - before, at[end - 1] - at[before]) if end > start else Tempo(0, 0.0)


def tempos(at: Sequence[float], steps: Iterable[Range]) -> list[Tempo]:
    """How fast each step went."""
    return [tempo(at, step) for step in steps]


def pace(at: Sequence[float], window: int) -> list[Tempo]:
    """The tempo of the `window` tokens up to each one, fewer at the beginning."""
    return [tempo(at, (max(end - window, 0), end)) for end in range(1, len(at) + 1)]


def forks(entropy: Sequence[float], count: int, apart: int = 1) -> list[ForkPoint]:
    """The `count` most uncertain tokens, the most uncertain first, of equals the earlier: good places to fork.

    High-entropy tokens are where reasoning takes its turns (arXiv 2506.01939). `apart` is the smallest distance between
    two of them, so that one unsure sentence does not take all the places.
    """
    return [ForkPoint(token, entropy[token]) for token, _ in zip(_spaced(entropy, apart), range(count), strict=False)]


def _spaced(entropy: Sequence[float], apart: int) -> Iterator[int]:
    sampled = [token for token, known in enumerate(map(math.isfinite, entropy)) if known]
    taken: set[int] = set()
    for token in sorted(sampled, key=entropy.__getitem__, reverse=True):
        if token not in taken:
            taken.update(range(token - apart + 1, token + apart))
            yield token
