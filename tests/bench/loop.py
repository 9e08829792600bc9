"""The engine's loop beside `create_completion(stream=True)` of llama-cpp-python, on the same weights, taking turns.

Both go on past the end of a turn, so that they produce equally many tokens. Ours is measured with everything that it
does to a token, frames written to a real pipe included.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import llama_cpp
from llama_cpp import llama_cpp as bindings

from runtime.backend import StopFlag
from runtime.framing import encode, write_frame
from runtime.generate import generate
from runtime.llama import LlamaBackend, physical_cores
from runtime.protocol import Delta, Generate, Load, Sampling, Turn

WHOLE = ((256, 3), (1024, 2), (3072, 1))
QUICK = ((256, 2),)
"""Tokens of a run, and how often each side runs."""

DEADLINE_S = 60.0
"""A run that takes longer is cut off; its speed is that of the tokens until then."""

SAMPLING = Sampling(temperature=0.8, top_k=40, top_p=0.95, min_p=0.05, seed=7)
QUESTION = "Tell a very long story about a lighthouse keeper and the sea."
N_CTX = 4096


class Endless(LlamaBackend):
    """Takes the end of a turn for a token like any other."""

    def sample(self) -> int | None:
        return int(bindings.llama_sampler_sample(self._sampler, self._context, -1))


def bench(weights: Path, plan: tuple[tuple[int, int], ...]) -> list[dict[str, float]]:
    """Prints a table; returns tokens per second of both sides for each length."""
    backend = Endless(StopFlag())
    backend.load(Load(id=1, path=str(weights), n_ctx=N_CTX), lambda _: None)
    prompt = backend.render([Turn(role="user", content=QUESTION)])
    threads = physical_cores()
    theirs = llama_cpp.Llama(
        str(weights), n_ctx=N_CTX, n_batch=512, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    print(f"Tokens per second from the first token to the last, {threads} threads")
    print(f"  {'tokens':>8} {'engine':>9} {'create_completion':>19} {'ratio':>7}")
    rows = []
    for length, rounds in plan:
        speeds: list[tuple[float, float]] = []
        for turn in range(rounds):
            sides = [lambda n=length: _speed(_ours(backend, n)), lambda n=length: _speed(_theirs(theirs, prompt, n))]
            # The side that goes first changes, as a machine is seldom as fast at the end of a minute as at its start.
            order = (0, 1) if turn % 2 == 0 else (1, 0)
            measured = {side: sides[side]() for side in order}
            speeds.append((measured[0], measured[1]))
        ours, other = (max(speed[side] for speed in speeds) for side in (0, 1))
        print(f"  {length:8,} {ours:9.1f} {other:19.1f} {ours / other:7.2f}")
        rows.append({"tokens": length, "engine": ours, "create_completion": other, "ratio": ours / other})
    backend.close()
    theirs.close()
    print()
    return rows


def _speed(moments: list[float]) -> float:
    return (len(moments) - 1) / (moments[-1] - moments[0])


def _ours(backend: LlamaBackend, length: int) -> list[float]:
    """The moments of the engine's tokens; every event goes through a pipe to a process that reads it."""
    drain = [sys.executable, "-c", "import sys\nwhile sys.stdin.buffer.read1(): pass"]
    with subprocess.Popen(drain, stdin=subprocess.PIPE) as reader:
        assert reader.stdin is not None
        question = [Turn(role="user", content=QUESTION)]
        command = Generate(id=2, turns=question, sampling=SAMPLING, max_tokens=length)
        moments: list[float] = []
        until = time.monotonic() + DEADLINE_S
        for event in generate(command, backend, lambda: time.monotonic() > until):
            write_frame(reader.stdin, encode(event))  # type: ignore[arg-type]
            if isinstance(event, Delta):
                moments += event.at
    return moments


def _theirs(model: Any, prompt: str, length: int) -> list[float]:
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
        mock.patch.object(bindings, "llama_vocab_is_eog", return_value=False),
    ):
        for _ in model.create_completion(
            prompt,
            max_tokens=length,
            temperature=SAMPLING.temperature,
            top_k=SAMPLING.top_k,
            top_p=SAMPLING.top_p,
            min_p=SAMPLING.min_p,
            repeat_penalty=1.0,
            seed=SAMPLING.seed,
            stream=True,
        ):
            if time.monotonic() > until:
                break
    return moments
