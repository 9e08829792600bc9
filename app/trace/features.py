"""What the classifier of kinds sees of a step: hashed words, pairs of words and character n-grams, its beginning and
end, its make-up and its place. Knows no kinds and no weights.

Nothing is particular to a language: a Chinese character is a word. All steps of a trace are hashed at once, as arrays;
the hash of any stretch is a difference of two sums, so that nothing is walked through letter by letter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]

BUCKETS = 1 << 15
GRAMS = (3, 4, 5)
"""Lengths of character n-grams."""
STEPS_AT_ONCE = 400

_PRIME = 0x9E3779B97F4A7C15
_INVERSE = pow(_PRIME, -1, 1 << 64)
_COMBINE = np.uint64(0x100000001B3)
_SPACE, _LETTER, _DIGIT, _OTHER = range(4)


@dataclass(frozen=True, slots=True)
class Seen:
    """Pairs of a step and a bucket that it has, each once, the steps in rising order."""

    steps: I64
    buckets: I64


def seen(texts: Sequence[str]) -> Iterator[tuple[int, int, Seen]]:
    """The features of so many steps at once: the first, the one after the last, and their pairs."""
    for first in range(0, len(texts), STEPS_AT_ONCE):
        some = texts[first : first + STEPS_AT_ONCE]
        with np.errstate(over="ignore"):
            keys = _keys(some, first, len(texts))
        keys.sort()
        keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
        yield first, first + len(some), Seen(keys // BUCKETS, keys % BUCKETS)


def _keys(texts: Sequence[str], first: int, of: int) -> I64:
    """Step and bucket of every feature in one number, for steps that follow the `first` of so many."""
    text = Text(texts)
    found = [*_words(text), *_grams(text), *_edges(text), *_shape(text), *_places(len(texts), first, of)]
    keys = [
        steps * BUCKETS + (mixed(hashes + np.uint64(space * 0x1234567)) & np.uint64(BUCKETS - 1)).astype(np.int64)
        for steps, hashes, space in found
    ]
    return np.concatenate(keys)


Hashed = tuple[I64, U64, int]
"""Steps, a hash for each, and which kind of feature it is."""


class Text:
    """The letters of all steps, their tokens, and sums from which any stretch is hashed."""

    def __init__(self, texts: Sequence[str]) -> None:
        low = [text.strip().lower() for text in texts]
        joined = "\0".join(low) + "\0"
        self.codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        lengths = np.array([len(text) + 1 for text in low], dtype=np.int64)
        self.count = len(texts)
        self.step = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        kinds = _kinds(self.codes)
        self._sum(kinds == _DIGIT)
        changed = np.concatenate([[True], kinds[1:] != kinds[:-1]])
        starts = (kinds != _SPACE) & (changed | (kinds == _OTHER))
        self.begins = np.flatnonzero(starts)
        stops = np.flatnonzero(np.concatenate([changed[1:] | starts[1:], [True]])) + 1
        ends = stops[np.searchsorted(stops, self.begins, side="right")]
        self._ends = ends
        self.tokens = mixed((self.sums[ends] - self.sums[self.begins]) * self.inverse[self.begins])
        self.kinds = kinds[self.begins]
        self.token_step = self.step[self.begins]

    def values(self) -> U64:
        """The hash of each token with its digits as they are."""
        plain = _sums(self.codes.astype(np.uint64), self._powers)
        return mixed((plain[self._ends] - plain[self.begins]) * self.inverse[self.begins])

    def _sum(self, digits: NDArray[np.bool_]) -> None:
        size = len(self.codes)
        powers, self.inverse = _powers(_PRIME, size), _powers(_INVERSE, size)
        # Which number it is says nothing of what a step does.
        letters = np.where(digits, np.uint32(48), self.codes).astype(np.uint64) + np.uint64(1)
        self.sums, self._powers = _sums(letters, powers), powers


def _sums(letters: U64, powers: U64) -> U64:
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[:-1], dtype=np.uint64, out=sums[1:])
    return sums


def _powers(of: int, size: int) -> U64:
    factors = np.full(size + 1, of, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _kinds(codes: NDArray[np.uint32]) -> I64:
    letter = ((codes >= 97) & (codes <= 122)) | ((codes >= 0xC0) & (codes < 0x250)) | (codes == 39)
    letter |= (codes >= 0x370) & (codes < 0x530)
    digit = (codes >= 48) & (codes <= 57)
    space = (codes <= 32) | (codes == 0x3000)
    return np.where(space, _SPACE, np.where(letter, _LETTER, np.where(digit, _DIGIT, _OTHER)))


def mixed(hashes: U64) -> U64:
    """SplitMix64's finish: every bit of the result hangs on every bit of the hash."""
    mixed = hashes.copy()
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(32)
    return mixed


def chained(hashes: Sequence[U64]) -> U64:
    total = np.zeros(len(hashes[0]), dtype=np.uint64)
    for each in hashes:
        total = total * _COMBINE + each
    return total


def once_in_step(hashes: U64, steps: I64) -> I64:
    """Where each hash of a step stands, once; in the order of the steps."""
    order = np.lexsort((hashes, steps))
    sorted_hashes, sorted_steps = hashes[order], steps[order]
    once = np.append((sorted_hashes[1:] != sorted_hashes[:-1]) | (sorted_steps[1:] != sorted_steps[:-1]), True)
    found: I64 = order[once]
    return found


def _words(text: Text) -> Iterator[Hashed]:
    for size in (1, 2):
        last = len(text.tokens) - size + 1
        if last > 0:
            hashes = chained([text.tokens[at : last + at] for at in range(size)])
            same = text.token_step[:last] == text.token_step[size - 1 :]
            yield text.token_step[:last][same], hashes[same], size


def _grams(text: Text) -> Iterator[Hashed]:
    for size in GRAMS:
        last = len(text.codes) - size + 1
        if last > 0:
            hashes = (text.sums[size:] - text.sums[:-size]) * text.inverse[:last]
            same = (text.step[:last] == text.step[size - 1 :]) & (text.codes[size - 1 :] != 0)
            yield text.step[:last][same], hashes[same], 10 + size


def _edges(text: Text) -> Iterator[Hashed]:
    """The first one to four tokens of a step, and its last one and two."""
    begins = np.searchsorted(text.token_step, np.arange(text.count))
    counts = np.diff(np.append(begins, len(text.token_step)))
    for size in (1, 2, 3, 4):
        enough = np.flatnonzero(counts >= size)
        yield enough, chained([text.tokens[begins[enough] + at] for at in range(size)]), 20 + size
    for size in (1, 2):
        enough = np.flatnonzero(counts >= size)
        ends = begins[enough] + counts[enough]
        yield enough, chained([text.tokens[ends - 1 - at] for at in range(size)]), 30 + size


def _shape(text: Text) -> Iterator[Hashed]:
    """How long a step is, and how much of it is numbers and words."""
    every = np.arange(text.count)
    counts = np.bincount(text.token_step, minlength=text.count)
    yield every, np.minimum(np.log2(counts + 1) * 2, 12).astype(np.uint64), 40
    for kind, space in ((_DIGIT, 41), (_LETTER, 42)):
        share = np.bincount(text.token_step, text.kinds == kind, minlength=text.count) / np.maximum(counts, 1)
        yield every, (share * 10).astype(np.uint64), space


def _places(count: int, first: int, of: int) -> Iterator[Hashed]:
    """How far a step is from the beginning, from the end, and in which tenth."""
    every = np.arange(count)
    at = every + first
    yield every, np.minimum(np.log2(at + 1) * 2, 20).astype(np.uint64), 50
    yield every, np.minimum(np.log2(of - at) * 2, 20).astype(np.uint64), 51
    yield every, (10 * at // max(of, 1)).astype(np.uint64), 52
