"""llama.cpp's own benchmarks, one measurement at a time: between two of them the program is stopped (SIGSTOP), so that
the engine can take its turn on a machine that does nothing else.

`llama-bench` and `llama-batched-bench` print a line of JSON for each measurement as it is done, and are told to make
the same one over and over. What they do between two of them (a new context, a warm-up, a prompt) is not timed by them,
and that is where they stand still. `llama-bench` keeps the state of a depth that it has read, so it reads it once.
"""

import json
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any


class Native:
    """One of the programs, all options but these at their defaults. A context manager."""

    KEY: str
    """Where its answer has the tokens per second."""

    def __init__(self, program: Path, weights: Path, threads: int, options: Sequence[object]) -> None:
        words = [program, "-m", weights, "-t", threads, *options]
        self._process = subprocess.Popen(
            [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        os.kill(self._process.pid, signal.SIGSTOP)

    def __enter__(self) -> "Native":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def measure(self) -> float:
        """Tokens per second of the next measurement. Returns with the program standing still."""
        os.kill(self._process.pid, signal.SIGCONT)
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            if line.startswith("{"):
                os.kill(self._process.pid, signal.SIGSTOP)
                answer: dict[str, Any] = json.loads(line)
                return float(answer[self.KEY])
        raise RuntimeError(f"{self._process.args!r} ended with {self._process.wait()} before it had answered")


class LlamaBench(Native):
    """`llama-bench` on `tokens` tokens after `depth` others, read as a `prompt` or generated one by one."""

    KEY = "avg_ts"

    def __init__(
        self, programs: Path, weights: Path, *, threads: int, rounds: int, depth: int, prompt: int = 0, tokens: int = 0
    ) -> None:
        read, said = (",".join([str(count)] * (rounds if count else 1)) for count in (prompt, tokens))
        options = ("-p", read, "-n", said, "-d", depth, "-r", 1, "-o", "jsonl")
        super().__init__(programs / "llama-bench", weights, threads, options)


class BatchedBench(Native):
    """`llama-batched-bench -pps`: `count` sequences after one prompt, `tokens` tokens each; of all of them together."""

    KEY = "speed_tg"

    def __init__(
        self, programs: Path, weights: Path, *, threads: int, rounds: int, prompt: int, tokens: int, count: int
    ) -> None:
        sizes = ("-c", prompt + count * tokens + 256, "-npp", prompt, "-ntg", tokens)
        same = ("-npl", ",".join([str(count)] * rounds))
        options = (*sizes, *same, "-pps", "-kvu", "--output-format", "jsonl")
        super().__init__(programs / "llama-batched-bench", weights, threads, options)
