"""How sure the model was of a token: reads one row of logits, and gathers what was read into the protocol's columns.

Knows nothing of llama.cpp and of sampling: rows and what a sampler kept are handed to it. A row is read in place and
never written to; it may be memory that the next decode overwrites.

No BLAS (`np.dot`, `@`, `np.vecdot`): its threads would spin beside llama.cpp's. With the OpenBLAS 0.3.31 of numpy's
wheels a float64 dot of 151,936 numbers kept two cores busy, and a float32 one did not; other builds choose differently.
Elementwise passes and sums stay on the calling thread and let go of the GIL.
"""

import math
import struct
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from runtime.protocol import TokenFigures

CONFIDENT = 20
"""k of DeepConf's token confidence, as in its authors' code."""

_ROWS = 64
"""A block is a column of the logits laid out in so many rows. The maxima of all blocks come of comparing row with row,
ten times as fast as one block after the other (12 against 140 microseconds for 151,936 tokens)."""
_FEW = 4
"""More blocks than so many times what is asked for can only mean ties."""
_SCAN = 8192
"""How many logits, or ids of what a sampler kept, are compared at once at most: more would only need more memory."""
_FIRST_LOOK = 64
"""The best tokens of the raw model are nearly always among so many first ones of a sorted list."""
_LOWEST = np.finfo(np.float32).min
"""Of the logits of possible tokens."""

Floats: TypeAlias = NDArray[np.float32]
Ids: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spread:
    """The distribution before a token is chosen: softmax of all logits at temperature 1, before any sampler.

    Where no logit is a finite number, the figures are NaN and nothing is listed.
    """

    log_total: float
    """The natural logarithm of the sum of exp(logit): a token's log-probability is its logit minus this."""
    entropy: float
    """H = -sum of p log p over the whole vocabulary, in nats."""
    confidence: float
    """DeepConf's C_i = -(1/20) sum of the 20 highest log p (arXiv 2508.15260, section 3): high where p is peaked."""
    top_ids: Ids
    """The most probable tokens, best first, of equals the smaller id first. Impossible ones are never among them."""
    top_logits: Floats
    """Their logits."""


class Reader:
    """Reads rows of one vocabulary, with buffers of its own: 8.1 bytes for each token of the vocabulary."""

    def __init__(self, n_vocab: int) -> None:
        self._n = n_vocab
        self._blocks = n_vocab // _ROWS
        self._whole = self._blocks * _ROWS
        """Where the blocks end; the fewer than `_ROWS` tokens after them are looked at one by one."""
        self._shifted = np.empty(n_vocab, np.float32)
        self._powers = np.empty(n_vocab, np.float32)
        self._maxima = np.empty(self._blocks, np.float32)
        self._sums = np.empty(self._blocks, np.float32)

    @property
    def nbytes(self) -> int:
        """Memory held between two reads."""
        return self._shifted.nbytes + self._powers.nbytes + self._maxima.nbytes + self._sums.nbytes

    def read(self, row: Floats, count: int) -> Spread:
        """The figures of `row` (n_vocab logits) and its max(count, 20) most probable tokens, exactly.

        A logit of minus infinity is an impossible token; NaN and plus infinity, which only broken weights give, count
        as such. Raises ValueError where the row has another length.
        """
        if row.shape != (self._n,):
            raise ValueError(f"a row of {row.shape}, but the vocabulary has {self._n} tokens")
        wanted = min(max(count, CONFIDENT), self._n)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            highest = self._measure(row)
            if not math.isfinite(highest):
                row = self._mended(row)
                highest = self._measure(row)
            ids, logits = self._best(row, wanted)
            if not len(ids):
                return Spread(math.nan, math.nan, math.nan, ids, logits)
            log_total, entropy = self._spread(row, highest)
        likely = logits[:CONFIDENT]
        confidence = log_total - float(np.add.reduce(likely, dtype=np.float64)) / len(likely)
        return Spread(log_total, entropy, confidence, ids, logits)

    def best(self, row: Floats, count: int) -> tuple[Ids, Floats]:
        """Ids and logits of the `count` most probable tokens alone, as in `read`, at a third of the cost."""
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            if not math.isfinite(self._measure(row)):
                row = self._mended(row)
                self._measure(row)
            return self._best(row, min(count, self._n))

    def _mended(self, row: Floats) -> Floats:
        """A copy without NaN and plus infinity. Lies where the powers come later, once nobody needs it any more."""
        mended = self._powers
        mended.fill(-np.inf)
        np.copyto(mended, row, where=row < np.inf)
        return mended

    def _measure(self, row: Floats) -> float:
        """The highest logit, NaN where there is one. Leaves the blocks' maxima behind."""
        np.maximum.reduce(self._grid(row), axis=0, out=self._maxima)
        rest = row[self._whole :]
        highest = np.maximum.reduce(self._maxima, initial=-np.inf)
        return float(np.maximum(highest, rest.max()) if len(rest) else highest)

    def _grid(self, row: Floats) -> Floats:
        return row[: self._whole].reshape(_ROWS, self._blocks)

    def _best(self, row: Floats, wanted: int) -> tuple[Ids, Floats]:
        """The `wanted` highest logits. Each block has one that is as high as its maximum, so that the highest ones are
        at least as high as the `wanted`-th of the maxima, and only in blocks whose own maximum is."""
        bound = _LOWEST
        if self._blocks >= wanted:
            bound = max(bound, np.partition(self._maxima, self._blocks - wanted)[self._blocks - wanted])
        blocks = np.flatnonzero(self._maxima >= bound)
        if len(blocks) > _FEW * wanted:
            return self._best_of_ties(row, wanted, bound)
        return self._sorted(row, self._among(row, blocks, bound), wanted)

    def _among(self, row: Floats, blocks: NDArray[np.intp], bound: np.float32) -> NDArray[np.intp]:
        """Where the logits of at least `bound` are, in ascending order."""
        places, columns = np.nonzero(self._grid(row).take(blocks, axis=1) >= bound)
        found = places * self._blocks + blocks[columns]
        if self._whole == self._n:
            return found
        return np.concatenate((found, np.flatnonzero(row[self._whole :] >= bound) + self._whole))

    def _best_of_ties(self, row: Floats, wanted: int, bound: np.float32) -> tuple[Ids, Floats]:
        """As `_best`, where many blocks have the same maximum: whoever sorted them all would sort the vocabulary."""
        above = np.nextafter(bound, np.float32(np.inf))
        found = self._among(row, np.flatnonzero(self._maxima >= above), above)
        ids, logits = self._sorted(row, found, wanted)
        for start in range(0, self._n, _SCAN):
            if len(ids) == wanted:
                break
            equal = np.flatnonzero(row[start : start + _SCAN] == bound)[: wanted - len(ids)] + start
            ids = np.concatenate((ids, equal.astype(np.int32)))
            logits = row[ids]
        return ids, logits

    @staticmethod
    def _sorted(row: Floats, places: NDArray[np.intp], wanted: int) -> tuple[Ids, Floats]:
        logits = row[places]
        order = np.argsort(-logits, kind="stable")[:wanted]
        return places[order].astype(np.int32), logits[order]

    def _spread(self, row: Floats, highest: float) -> tuple[float, float]:
        """log of the sum of exp(logit), and the entropy. With x = logit - highest and Z = sum of e^x,
        H = log Z - (sum of x e^x) / Z."""
        shifted, powers = self._shifted, self._powers
        np.subtract(row, np.float32(highest), out=shifted)
        np.exp(shifted, out=powers)
        total = self._sum(powers)
        np.multiply(shifted, powers, out=shifted)
        weighted = self._sum(shifted)
        if math.isnan(weighted):  # minus infinity times zero, for each impossible token
            np.copyto(shifted, 0, where=np.isnan(shifted))
            weighted = self._sum(shifted)
        log_z = math.log(total)
        return highest + log_z, max(log_z - weighted / total, 0.0)

    def _sum(self, values: Floats) -> float:
        """Rows are added to each other in float32, `_ROWS` numbers in a chain, and what is left in float64. Faster than
        numpy's own sum, and the error stays below 1e-5 of the result."""
        np.add.reduce(self._grid(values), axis=0, out=self._sums)
        rest = values[self._whole :]
        return float(np.add.reduce(self._sums, dtype=np.float64)) + float(np.add.reduce(rest, dtype=np.float64))


class Columns:
    """The figures of tokens in a row, until they are taken. `alternatives` is k, 0 to 20."""

    def __init__(self, alternatives: int) -> None:
        self._k = alternatives
        self._no_id = struct.pack("<i", -1)
        self._no_float = struct.pack("<f", math.nan)
        self._empty()

    def _empty(self) -> None:
        self._logprob: list[float] = []
        self._sampled: list[float] = []
        self._entropy: list[float] = []
        self._confidence: list[float] = []
        self._top_ids = bytearray()
        self._top_logprob = bytearray()
        self._top_sampled = bytearray()

    def __len__(self) -> int:
        """Tokens since the last `take`."""
        return len(self._logprob)

    def add(self, spread: Spread, logit: float, sampled: float, ids: Ids, logprobs: Floats) -> None:
        """A token that was chosen before `spread`.

        `logit` is its own in the row that `spread` was read from; `sampled` its log-probability under the sampler;
        `ids` and `logprobs` are all the tokens that the sampler left, with the same. Whatever order they are in, the
        order of the vocabulary and that of falling probability are found fastest.
        """
        self._figures(logit - spread.log_total, sampled, spread.entropy, spread.confidence)
        best = spread.top_ids[: self._k]
        self._top_ids += best.astype("<i4", copy=False).tobytes()
        self._top_logprob += (spread.top_logits[: self._k] - spread.log_total).astype("<f4", copy=False).tobytes()
        self._top_sampled += _after_sampler(best, ids, logprobs).astype("<f4", copy=False).tobytes()
        self._pad(self._k - len(best))

    def add_unsampled(self) -> None:
        """A token that nobody sampled: forced by steering, or typed."""
        self._figures(math.nan, math.nan, math.nan, math.nan)
        self._pad(self._k)

    def take(self) -> TokenFigures:
        """The figures of all tokens since the last call. Where fewer than k tokens were possible, the rest of a row is
        as for a token that nobody sampled: -1 and NaN."""
        figures = TokenFigures(
            alternatives=self._k,
            logprob=_packed(self._logprob),
            sampled=_packed(self._sampled),
            entropy=_packed(self._entropy),
            confidence=_packed(self._confidence),
            top_ids=bytes(self._top_ids),
            top_logprob=bytes(self._top_logprob),
            top_sampled=bytes(self._top_sampled),
        )
        self._empty()
        return figures

    def _figures(self, logprob: float, sampled: float, entropy: float, confidence: float) -> None:
        self._logprob.append(logprob)
        self._sampled.append(sampled)
        self._entropy.append(entropy)
        self._confidence.append(confidence)

    def _pad(self, missing: int) -> None:
        self._top_ids += self._no_id * missing
        self._top_logprob += self._no_float * missing
        self._top_sampled += self._no_float * missing


def _packed(values: list[float]) -> bytes:
    return struct.pack(f"<{len(values)}f", *values)


def _after_sampler(wanted: Ids, ids: Ids, logprobs: Floats) -> Floats:
    """The log-probabilities of `wanted` among what a sampler left; minus infinity for what it cut."""
    if not len(wanted):
        return np.empty(0, np.float32)
    if len(ids) > wanted.max() and np.array_equal(ids[wanted], wanted):  # nothing was cut or moved
        return logprobs[wanted]
    found = np.full(len(wanted), -np.inf, np.float32)
    missing, start, step = len(wanted), 0, _FIRST_LOOK
    while missing and start < len(ids):
        rows, places = np.nonzero(wanted[:, None] == ids[start : start + step])
        found[rows] = logprobs[places + start]
        missing -= len(rows)
        start, step = start + step, min(2 * step, _SCAN)
    return found
