"""The engine beside `create_completion(stream=True)` of llama-cpp-python, on the same weights, taking turns.

Ours is the real process, read through its pipe; theirs runs here. Both go on from the same text, which they repeat.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import llama_cpp
from llama_cpp import llama_cpp as bindings

from app.engine.launch import Launch
from app.engine.options import LoadOptions
from app.engine.rig import Rig
from tests.bench.turns import Turns, take_turns

OURS, OURS_TOLD, THEIRS = "engine", "engine, figures", "create_completion"
DEPTH = 256
N_CTX = 4096
DEADLINE_S = 60.0
"""A run of theirs that takes longer is cut off; its speed is that of the tokens until then."""


def bench(weights: Path, length: int, rounds: int, threads: int) -> Turns:
    """Tokens per second of both sides, from the first token to the last of `length`."""
    theirs = llama_cpp.Llama(
        str(weights), n_ctx=N_CTX, n_batch=512, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    with Rig(Launch()) as rig:
        rig.load(weights, LoadOptions(n_ctx=N_CTX, threads=threads))
        before = rig.prefix(DEPTH)

        def ours(figures: bool) -> float:
            run = rig.whole(before, length, figures=figures)
            if len(run.at) < length:
                raise RuntimeError(f"the run ended by itself after {len(run.at)} tokens")
            return run.decode_per_s

        sides = {
            OURS: lambda: ours(False),
            THEIRS: lambda: _speed(_theirs(theirs, rig.text(DEPTH), length)),
            OURS_TOLD: lambda: ours(True),
        }
        try:
            return take_turns(sides, rounds)
        finally:
            theirs.close()


def _speed(moments: list[float]) -> float:
    return (len(moments) - 1) / (moments[-1] - moments[0])


def _theirs(model: Any, prompt: list[int], length: int) -> list[float]:
    """The moments of the tokens behind create_completion; what it does to one passes before the next."""
    moments: list[float] = []
    tokens = model.generate

    def noted(*arguments: Any, **named: Any) -> Iterator[int]:
        for token in tokens(*arguments, **named):
            moments.append(time.monotonic())
            yield token

    until = time.monotonic() + DEADLINE_S
    with (
        mock.patch.object(model, "generate", noted),
        # Past the end of a turn, so that it produces as many tokens as ours.
        mock.patch.object(bindings, "llama_vocab_is_eog", return_value=False),
    ):
        for _ in model.create_completion(
            prompt,
            max_tokens=length,
            temperature=0.8,
            top_k=40,
            top_p=0.95,
            min_p=0.05,
            repeat_penalty=1.0,
            seed=1,
            stream=True,
        ):
            if time.monotonic() > until:
                break
    return moments
