"""Chooses tokens with llama.cpp's samplers, and notes how sure the model was.

The samplers get only the tokens that can be chosen: with `top_k` these are the most probable ones, and those whose
penalty may have changed their place. That gives what the whole vocabulary would give, without filling a list of
152,000 entries for each token.
"""

import ctypes
import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as api
from numpy.typing import NDArray

from runtime.backend import Choice, Fault
from runtime.figures import Columns, Reader
from runtime.llama.vocabulary import Vocabulary
from runtime.protocol import Generate, Sampling, TokenFigures

Row = NDArray[np.float32]
Ids = NDArray[np.int32]

_ENTRY = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""llama_token_data of llama.h."""
_CERTAIN = np.zeros(1, np.float32)
"""The logarithm of a probability of one."""
_SAMPLED, _ABOVE = 6, 15
"""How many logits of a sample reach what a logit must exceed, and how many times what is wanted is then found, about.
If a row's best are scattered over the vocabulary, one in 200,000 has fewer than are wanted (0.4**6 / 6!)."""
_MANY = 64
"""So many times what is wanted is too many."""
_NO_IDS = np.zeros(0, np.int32)


class Near:
    """Finds the most probable tokens, and some more, in one pass over a row, for a sampler that sorts for itself.

    A sample of the row tells how high a logit must be, so that about `_ABOVE` times as many are found as are wanted.
    """

    def __init__(self, n_vocab: int, wanted: int) -> None:
        self._wanted = wanted
        self._above = np.empty(n_vocab, np.bool_)
        self._step = max(1, min(wanted * _ABOVE // _SAMPLED, n_vocab // (2 * _SAMPLED)))
        self._place = max(0, -(-n_vocab // self._step) - _SAMPLED)
        """Of the logit that so many of the sample reach, when it is in order."""

    def find(self, row: Row) -> tuple[NDArray[np.intp], Row] | None:
        """Ids, ascending, and logits of at least the `wanted` best tokens, at most `_MANY` times as many. None where
        that was not to be had: many logits are alike, or are no numbers. One may be infinite."""
        if self._wanted == 1:
            best = row.argmax()  # of NaN too
            return (np.array([best]), row[best : best + 1]) if math.isfinite(row.item(best)) else None
        sample = row[:: self._step].copy()
        sample.partition(self._place)
        np.greater(row, sample[self._place], out=self._above)
        ids = self._above.nonzero()[0]
        if not self._wanted <= len(ids) <= self._wanted * _MANY:
            return None
        return ids, row[ids]


class LlamaChooser:
    """Keeps the contract of `runtime.backend.Chooser`."""

    def __init__(
        self,
        command: Generate,
        seed: int,
        before: Sequence[int],
        rows: Callable[[int], Row],
        reader: Reader,
        vocabulary: Vocabulary,
    ) -> None:
        """rows: the logits of a row of the last computation."""
        self._rows, self._reader, self._vocabulary = rows, reader, vocabulary
        self._sampling = sampling = command.sampling
        self._alternatives = command.alternatives if command.figures else 0
        self._columns = Columns(self._alternatives) if command.figures else None
        self._notes: list[tuple[Any, ...] | None] = []
        self._last: tuple[Any, ...] | None = None
        self._n_vocab = vocabulary.size
        self._chain = _chain(sampling, seed, self._n_vocab)
        penalties = (sampling.repeat_penalty, sampling.frequency_penalty, sampling.presence_penalty)
        self._penalized = penalties != (1.0, 0.0, 0.0) and sampling.repeat_last_n > 0
        self._recent: deque[int] = deque(maxlen=max(sampling.repeat_last_n, 1))
        if self._penalized:
            for token in before[-sampling.repeat_last_n :]:
                # Penalties look at the prompt's end as well, as they do in llama.cpp's own programs.
                self.force(token)
        self._whole = sampling.temperature > 0 and sampling.top_k <= 0
        pool = max(1, sampling.top_k) if sampling.temperature > 0 else 1
        spare = (self._recent.maxlen or 0) if self._penalized else 0
        self._pool = min(self._n_vocab, pool + spare)
        """How many of the most probable tokens can be chosen; a penalty can push as many down as it counts."""
        self._near: Near | None = None
        if self._columns is None and not self._whole and not self._penalized:
            self._near = Near(self._n_vocab, self._pool)
        most = max(self._pool + spare, self._pool * _MANY if self._near else 0)
        self._entries = np.zeros(self._n_vocab if self._whole else min(self._n_vocab, most), _ENTRY)
        self._entry_ids, self._entry_logits = self._entries["id"], self._entries["logit"]
        self._every = np.arange(self._n_vocab if self._whole else 0, dtype=np.int32)
        array: Any = api.llama_token_data_array
        self._array = array()
        self._array.data = self._entries.ctypes.data_as(api.llama_token_data_p)

    def choose(self, row: int) -> Choice:
        logits = self._rows(row)
        found = self._near.find(logits) if self._near is not None else None
        token = self._draw(*found) if found is not None else None
        if token is not None:
            return Choice(token, self._vocabulary.ends(token))
        pool = 1 if self._whole else self._pool
        spread = self._reader.read(logits, max(self._alternatives, pool)) if self._columns is not None else None
        ids, heights = (spread.top_ids, spread.top_logits) if spread else self._reader.best(logits, pool)
        if not len(ids):
            raise _impossible()
        if self._sampling.temperature <= 0 and not self._penalized:
            token, certainty, left, chances = int(ids[0]), 0.0, ids[:1], _CERTAIN
        else:
            token, certainty, left, chances = self._sample(logits, ids, heights)
        self._accept(token)
        if spread is not None:
            self._last = (spread, float(logits[token]), certainty, left, chances)
        return Choice(token, self._vocabulary.ends(token))

    def _draw(self, ids: NDArray[np.intp], heights: Row) -> int | None:
        """A token out of these, in any order, which is all that is wanted to be known. None where one of the logits is
        infinite: then it is chosen, or its probability is no number, which costs less to see than all of the logits."""
        array, count = self._array, len(ids)
        if count == 1:
            return int(ids[0])
        self._entry_ids[:count] = ids
        self._entry_logits[:count] = heights
        array.size, array.selected, array.sorted = count, -1, False
        api.llama_sampler_apply(self._chain, ctypes.byref(array))
        token, logit, chance = self._entries.item(array.selected)
        return token if math.isfinite(logit) and chance > 0 else None

    def _sample(self, logits: Row, ids: Ids, heights: Row) -> tuple[int, float, Ids, Row]:
        """Token, log-probability, and the tokens that were left to choose from with theirs."""
        array = self._array
        array.size, array.selected = self._fill(logits, ids, heights), -1
        array.sorted = not self._whole and not self._penalized
        api.llama_sampler_apply(self._chain, ctypes.byref(array))
        place = int(array.selected)
        left = self._entries[: int(array.size)]
        token = int(left["id"][place])
        if self._sampling.temperature <= 0:
            return token, 0.0, np.array([token], np.int32), _CERTAIN
        chance = float(left["p"][place])
        certainty = math.log(chance) if chance > 0 else 0.0
        if self._columns is None:
            return token, certainty, _NO_IDS, _CERTAIN[:0]
        if len(left) == self._n_vocab:
            told = np.sort(ids[: self._alternatives])
            chances = left["p"][told]
        else:
            told, chances = left["id"].copy(), left["p"]
        with np.errstate(divide="ignore"):
            return token, certainty, told, np.log(chances)

    def _fill(self, logits: Row, ids: Ids, heights: Row) -> int:
        """Put the tokens that can be chosen into the array; how many those are."""
        entries = self._entries
        if self._whole:
            entries["id"] = self._every
            entries["logit"] = logits
            return self._n_vocab
        count = min(len(ids), self._pool)
        entries["id"][:count] = ids[:count]
        entries["logit"][:count] = heights[:count]
        if not self._penalized:
            return count
        more = sorted(set(self._recent) - set(ids[:count].tolist()))[: len(entries) - count]
        entries["id"][count : count + len(more)] = more
        entries["logit"][count : count + len(more)] = logits[more]
        return count + len(more)

    def force(self, token: int) -> None:
        self._accept(token)

    def _accept(self, token: int) -> None:
        if self._penalized:
            self._recent.append(token)
            api.llama_sampler_accept(self._chain, token)

    # ---- figures ------------------------------------------------------------------------------------------------

    def note(self) -> None:
        self._notes.append(self._last)

    def note_forced(self) -> None:
        self._notes.append(None)

    def forget(self, tokens: int) -> None:
        del self._notes[len(self._notes) - tokens :]

    def figures(self) -> TokenFigures | None:
        notes, self._notes = self._notes, []
        if self._columns is None:
            return None
        for note in notes:
            if note is None:
                self._columns.add_unsampled()
            else:
                self._columns.add(*note)
        return self._columns.take()

    def close(self) -> None:
        if self._chain is not None:
            api.llama_sampler_free(self._chain)
            self._chain = None


def _impossible() -> Fault:
    return Fault("engine", "no token is possible: the model computed no number")


def _chain(sampling: Sampling, seed: int, n_vocab: int) -> Any:
    """The samplers in llama.cpp's own order: penalties, cuts, temperature, draw."""
    chain = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())

    def add(sampler: Any) -> None:
        api.llama_sampler_chain_add(chain, sampler)

    penalties = (sampling.repeat_penalty, sampling.frequency_penalty, sampling.presence_penalty)
    if penalties != (1.0, 0.0, 0.0):
        add(api.llama_sampler_init_penalties(n_vocab, sampling.repeat_last_n, *penalties))
    if sampling.temperature <= 0:
        add(api.llama_sampler_init_greedy())
        return chain
    if sampling.top_k > 0:
        add(api.llama_sampler_init_top_k(sampling.top_k))
    if sampling.top_p < 1:
        add(api.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        add(api.llama_sampler_init_min_p(sampling.min_p, 1))
    add(api.llama_sampler_init_temp(sampling.temperature))
    add(api.llama_sampler_init_dist(seed))
    return chain
