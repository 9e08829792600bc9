"""`python -m tests.bench.figures`: what the figures of one token cost, beside the plain way of computing them.

The plain way is log-softmax, entropy and `argpartition` over the whole row in numpy. The two take turns, so that the
ratio is worth more than the microseconds.
"""

import argparse
import json
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from numpy.typing import NDArray

from runtime.figures import CONFIDENT, Columns, Reader

VOCABULARIES = (49_152, 151_936)
"""Tokens of SmolLM2's and of Qwen2's."""
ROUNDS = 300
ALTERNATIVES = 10
LEFT = 40
"""What a sampler with top_k 40 leaves."""

Row = NDArray[np.float32]


def bench(n_vocab: int, rounds: int) -> dict[str, float]:
    """Prints a line; returns microseconds per token of both ways, and their ratio."""
    random = np.random.default_rng(0)
    rows = [(random.standard_normal(n_vocab) * 3).astype(np.float32) for _ in range(8)]
    ours = _ours(n_vocab)
    pairs = [(_seconds(ours, row), _seconds(plain, row)) for row in (rows[i % len(rows)] for i in range(rounds))]
    mine, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    ratio = median(a / b for a, b in pairs)
    print(f"  {n_vocab:>10,} {mine * 1e6:>9.0f} µs {theirs * 1e6:>9.0f} µs {ratio:>7.2f}")
    return {"n_vocab": n_vocab, "figures_us": mine * 1e6, "plain_us": theirs * 1e6, "ratio": ratio}


def _ours(n_vocab: int) -> Callable[[Row], object]:
    reader, columns = Reader(n_vocab), Columns(ALTERNATIVES)

    def figures(row: Row) -> object:
        spread = reader.read(row, LEFT)
        columns.add(spread, float(row[0]), -1.0, spread.top_ids, spread.top_logits)
        return columns.take()

    return figures


def plain(row: Row) -> object:
    """The same figures, as anybody would write them down."""
    shifted = row - row.max()
    log_p = shifted - np.log(np.exp(shifted).sum())
    entropy = -(np.exp(log_p) * log_p).sum()
    best = np.argpartition(row, -LEFT)[-LEFT:]
    best = best[np.argsort(-row[best])]
    return entropy, -log_p[best[:CONFIDENT]].mean(), best, log_p[best]


def _seconds(way: Callable[[Row], object], row: Row) -> float:
    start = time.perf_counter()
    way(row)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.figures", description="The cost of a token's figures.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    print(f"Figures of a token with {ALTERNATIVES} alternatives, median of {rounds}")
    print(f"  {'vocabulary':>10} {'engine':>12} {'plain numpy':>12} {'ratio':>7}")
    print(json.dumps([bench(n_vocab, rounds) for n_vocab in VOCABULARIES]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
