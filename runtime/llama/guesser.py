"""Draft weights at work: a small model that reads along with a run and guesses its next tokens."""

from collections.abc import Callable, Sequence
from typing import Any

from llama_cpp import llama_cpp as api

from runtime.backend import Fault
from runtime.llama.batch import Batch
from runtime.memory import common


class DraftWeights:
    """Keeps the contract of `runtime.backend.Guesser`, for one run at a time. Greedy: the likeliest guess is best.

    `known` is the number of tokens that both vocabularies have; a guess beyond them is none.
    """

    def __init__(self, model: Any, context: Any, known: int) -> None:
        self._model, self._context = model, context
        self._memory = api.llama_get_memory(context)
        self._batch = Batch(int(api.llama_n_batch(context)))
        self._room = int(api.llama_n_ctx(context))
        self._known = known
        self._sampler = api.llama_sampler_init_greedy()
        self._held: list[int] = []

    def guess(self, tokens: Sequence[int], most: int) -> list[int]:
        """At most `most` tokens; fewer where the draft's context ends or it would end the turn."""
        if len(tokens) + most > self._room or not tokens:
            return []
        shared = min(common(self._held, tokens), len(tokens) - 1)
        if shared < len(self._held) and not api.llama_memory_seq_rm(self._memory, 0, shared, -1):
            api.llama_memory_clear(self._memory, True)
            shared = 0
        del self._held[shared:]
        guessed: list[int] = []
        if not self._read(tokens[shared:]):
            return guessed
        vocabulary = api.llama_model_get_vocab(self._model)
        while len(guessed) < most:
            token = int(api.llama_sampler_sample(self._sampler, self._context, -1))
            if token >= self._known or api.llama_vocab_is_eog(vocabulary, token):
                break
            guessed.append(token)
            if len(guessed) < most and not self._read([token]):
                break
        return guessed

    def _read(self, tokens: Sequence[int]) -> bool:
        for start in range(0, len(tokens), self._batch.size):
            part = tokens[start : start + self._batch.size]
            self._batch.clear()
            self._batch.add(0, len(self._held), part, 1)
            if api.llama_decode(self._context, self._batch.filled()):
                api.llama_memory_clear(self._memory, True)
                self._held.clear()
                return False
            self._held.extend(part)
        return True

    def close(self) -> None:
        """Let go of the weights."""
        api.llama_sampler_free(self._sampler)
        api.llama_free(self._context)
        api.llama_model_free(self._model)


def open_draft(model: Any, context_parameters: Any, known: int, reason: Callable[[], Fault]) -> DraftWeights:
    """Put opened draft weights to work; they are freed where that fails."""
    context_parameters.n_seq_max = 1
    context = api.llama_init_from_model(model, context_parameters)
    if context is None:
        api.llama_model_free(model)
        raise reason()
    return DraftWeights(model, context, known)
