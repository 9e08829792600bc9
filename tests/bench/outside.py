"""What a token costs outside `llama_decode`, early and late in a long trace. Two ways, as each leaves something out.

A script runs through the engine process and its pipe as fast as it goes, and every token is in the trace: generator,
characters, splitter, figures' columns, frames. Without a model there is no sampling, and all memory is warm.

The other way is the engine's loop in this process on small random weights with a vocabulary of 152k tokens, the calls
of `llama_decode` being timed and taken off: sampling and the figures of every token are in, as slow as they are where
the model has just emptied the processor's caches. What came before is given as a prefix, not generated.
"""

import ctypes
import os
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

from llama_cpp._logger import llama_log_callback

from app.engine.bench import cost_us, scripted_run
from runtime.backend import StopFlag
from runtime.framing import encode, write_frame
from runtime.generate import generate
from runtime.llama import LlamaBackend
from runtime.llama import backend as module
from runtime.protocol import Delta, Failed, Generate, Load, Sampling, Turn
from tests.bench.turns import Turns, take_turns

EARLY, LATE = "early", "late"
WINDOW = 2048
"""Scripted tokens over which the cost of one is averaged, with those that are told together with them."""
TOKENS = 256
"""The same where a model computes."""


def scripted(early: int, late: int, rounds: int) -> Turns:
    """Microseconds per token after `early` and after `late` others."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            run = scripted_run(Path(folder), late + WINDOW)
            found.append({EARLY: cost_us(run, early, WINDOW), LATE: cost_us(run, late, WINDOW)})
    return Turns(found)


class Loop:
    """The engine's loop in this process, with a watch on `llama_decode`."""

    def __init__(self, weights: Path, n_ctx: int, threads: int) -> None:
        self._backend = LlamaBackend(StopFlag())
        self._backend.load(Load(id=1, path=str(weights), n_ctx=n_ctx, threads=threads), lambda _: None)
        self._words = self._backend.tokenize_more("the wind, the tide, the light and the name of every ship, ")
        self._spent = 0.0
        self._decode = module.api.llama_decode

    def close(self) -> None:
        self._backend.close()
        # llama.cpp would go on calling the log of a backend that is gone.
        module.api.llama_log_set(llama_log_callback, ctypes.c_void_p(0))

    def cost(self, depth: int, figures: bool = True) -> float:
        """Microseconds per token outside `llama_decode`, after `depth` tokens."""
        prefix = (self._words * (depth // len(self._words) + 1))[:depth]
        question = [Turn(role="user", content="")]
        sampling = Sampling(seed=1)
        command = Generate(id=2, turns=question, sampling=sampling, prefix=prefix, max_tokens=TOKENS, figures=figures)
        first = last = spent = 0.0
        with mock.patch.object(module.api, "llama_decode", self._timed), Path(os.devnull).open("wb") as nowhere:
            for event in generate(command, self._backend, lambda: False):
                write_frame(nowhere, encode(event))
                if isinstance(event, Failed):
                    raise RuntimeError(f"{event.kind}: {event.detail}")
                if isinstance(event, Delta):
                    # The first delta holds the first token, and nothing but the model comes between two tokens.
                    if not first:
                        first, spent = event.at[0], self._spent
                    last = event.at[-1]
                    until = self._spent
        return (last - first - (until - spent)) / (TOKENS - 1) * 1e6

    def _timed(self, *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return self._decode(*arguments)
        finally:
            self._spent += time.perf_counter() - began


def real(weights: Path, early: int, late: int, rounds: int, threads: int) -> Turns:
    """Microseconds per token after `early` and after `late` others, with figures and a sampler."""
    loop = Loop(weights, late + TOKENS + 256, threads)
    try:
        loop.cost(late)  # reads the long prefix, which later runs share
        return take_turns({EARLY: lambda: loop.cost(early), LATE: lambda: loop.cost(late)}, rounds)
    finally:
        loop.close()
