"""The first token of a long conversation that is opened again: computed anew, and from the saved KV cache."""

import tempfile
from pathlib import Path

from app.engine.launch import Launch
from app.engine.options import LoadOptions
from app.engine.rig import Rig, Timed
from tests.bench.turns import Turns

COLD, WARM = "computed anew", "from the saved KV cache"
WITHIN_S = 120.0


def reopen(weights: Path, tokens: int, rounds: int, threads: int) -> Turns:
    """Seconds from the command to the first token, of a new engine each time; opening the weights is not in it."""
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            options = LoadOptions(n_ctx=tokens + 256, threads=threads, saved_folder=folder)
            cold = _first_run(weights, options, tokens, Path(folder))
            warm = _first_run(weights, options, tokens, None)
        if warm.cached_tokens < tokens - 1:
            raise RuntimeError(f"only {warm.cached_tokens} of {tokens} tokens came from the saved KV cache")
        found.append({COLD: cold.first_s, WARM: warm.first_s})
    return Turns(found)


def _first_run(weights: Path, options: LoadOptions, tokens: int, saved: Path | None) -> Timed:
    with Rig(Launch()) as rig:
        rig.load(weights, options)
        run = rig.run(rig.prefix(tokens), 2)
        if saved is not None and not rig.wait(lambda: any(saved.glob("*.kv")), WITHIN_S):
            raise RuntimeError("the KV cache was never saved")
        return run
