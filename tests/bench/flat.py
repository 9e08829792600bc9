"""What a token costs outside the model, early and late in a long trace.

A script of tokens runs through the real engine process and its real pipe as fast as it goes: generator, characters,
splitter, figures, frames. The moment of each token is the engine's own, so waiting for the pipe is in it.
"""

import json
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from runtime.framing import FrameReader, decode_event, encode, write_frame
from runtime.protocol import Delta, Finished, Generate, Load, Sampling, Turn

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
WINDOW = 1000

SENTENCES = (
    "Wait, let me check this <b>step</b> once more: if x < 3, then 2x + 1 is below 7.\n",
    "先看平仄：东风一夜到扬州，平平仄仄仄平平，没有问题。\n\n",
    "```python\nif a < b and c > d:\n    return [x for x in xs]\n```\n",
)


def bench(tokens: int) -> dict[str, object]:
    """Prints a table; returns microseconds per token and the ratio of the last tenth to the first."""
    rounds = [_moments(tokens) for _ in range(ROUNDS)]
    tenth = tokens // 10
    first = median(_cost(at, 0, tenth) for at in rounds)
    last = median(_cost(at, tokens - tenth, tokens) for at in rounds)
    early = median(_cost(at, 0, WINDOW) for at in rounds)
    late = median(_cost(at, tokens - WINDOW, tokens) for at in rounds)
    print(f"Cost of a token outside the model, {tokens:,} tokens, median of {ROUNDS} runs")
    print(f"  up to token {WINDOW:,}      {early:8.1f} µs")
    print(f"  up to token {tokens:,}     {late:8.1f} µs")
    print(f"  first tenth          {first:8.1f} µs")
    print(f"  last tenth           {last:8.1f} µs")
    print(f"  last / first tenth   {last / first:8.2f}\n")
    return {"tokens": tokens, "first_tenth_us": first, "last_tenth_us": last, "ratio": last / first}


def _cost(at: list[float], start: int, end: int) -> float:
    """Microseconds per token between two tokens."""
    return (at[end - 1] - at[start]) / (end - 1 - start) * 1e6


def _moments(tokens: int) -> list[float]:
    """When each token of one run came, in seconds since the run began."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "long.jsonl"
        # A script is cut much like a vocabulary cuts; some three characters a token, and far more than are needed.
        raw = "".join(islice(cycle(SENTENCES), tokens // 8))
        script.write_text(json.dumps({"family": "deepseek-r1", "raw": raw}), "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "runtime", "--backend", "scripted", "--script", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            question = [Turn(role="user", content="q")]
            write_frame(process.stdin, encode(Load(id=1, path="any.gguf", n_ctx=tokens + 100)))  # type: ignore[arg-type]
            run = Generate(id=2, turns=question, sampling=Sampling(), max_tokens=tokens)
            write_frame(process.stdin, encode(run))  # type: ignore[arg-type]
            reader, at = FrameReader(), list[float]()
            while data := process.stdout.read1():  # type: ignore[attr-defined]
                for event in map(decode_event, reader.feed(data)):
                    if isinstance(event, Delta):
                        at += event.at
                    elif isinstance(event, Finished):
                        process.stdin.close()
    assert len(at) == tokens, f"{len(at)} tokens came"
    return at
