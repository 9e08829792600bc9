"""`sibian trace show`: what is kept of a generation and of every token. Read also while a window is open."""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from app.cli import start
from app.cli.screen import Answer, as_json, happening, shown
from app.engine.convert import split_for_store
from app.store.records import Generation
from app.store.tokens import Tokens

ORIGINS = ("sampled", "forced", "typed")
WIDEST = 24
"""Characters of a token's text in the table."""


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse, StoreError."""
    with start.open_to_read(options) as store:
        generation = start.generation(store, options.generation)
        tokens = store.generations.tokens(generation.id) if options.tokens else None
    if options.json:
        print(as_json(_as_dict(generation, tokens)))
    elif tokens is not None:
        _print_tokens(generation, tokens)
    else:
        screen = Answer(sys.stdout)
        for part in split_for_store(generation.raw, generation.family, generation.opened):
            screen.write(part.kind, part.text)
        screen.end()
    return 0


def _as_dict(generation: Generation, tokens: Tokens | None) -> dict[str, Any]:
    parts = split_for_store(generation.raw, generation.family, generation.opened)
    found: dict[str, Any] = {
        "generation": generation.id,
        "model": generation.model,
        "ending": generation.ending,
        "raw": generation.raw,
        "thinking": "".join(part.text for part in parts if part.kind == "thinking"),
        "answer": "".join(part.text for part in parts if part.kind == "answer"),
        "origin": generation.origin,
        "origin_kind": generation.origin_kind,
        "prefix_tokens": generation.prefix_tokens,
        "steering": generation.steering,
        "happenings": [happening(each) for each in generation.happenings],
    }
    if tokens is not None:
        found["tokens"] = list(_rows(generation, tokens))
    return found


def _rows(generation: Generation, tokens: Tokens) -> Iterator[dict[str, Any]]:
    """One object for each token. Nats; null where nobody sampled, and `sampled` of an alternative that was cut."""
    texts = _texts(generation, tokens)
    for place, (id, at) in enumerate(zip(tokens.ids, tokens.at, strict=True)):
        row: dict[str, Any] = {"id": id, "at": round(at, 6), "text": texts[place] if texts else None}
        row["origin"] = ORIGINS[tokens.origins[place]] if tokens.origins else None
        for name in ("logprob", "sampled", "entropy", "confidence"):
            row[name] = _nats(getattr(tokens, name), place)
        row["alternatives"] = [
            {"id": other, "logprob": _finite(raw), "sampled": _finite(sampled)}
            for other, raw, sampled in tokens.alternatives(place)
        ]
        yield row


def _print_tokens(generation: Generation, tokens: Tokens) -> None:
    print(f"{'token':>6}  {'id':>7}  {'prob':>6}  {'sampled':>7}  {'entropy':>7}  {'origin':<7}  text")
    for place, row in enumerate(_rows(generation, tokens)):
        prob, sampled = (_share(row[name]) for name in ("logprob", "sampled"))
        entropy = "" if row["entropy"] is None else f"{row['entropy']:.3f}"
        text = "" if row["text"] is None else repr(row["text"][:WIDEST])
        head = f"{place:>6}  {row['id']:>7}  {prob:>6}  {sampled:>7}  {entropy:>7}"
        print(shown(f"{head}  {row['origin'] or '':<7}  {text}"))


def _texts(generation: Generation, tokens: Tokens) -> list[str] | None:
    """What each token completed; None where the lengths were not kept."""
    if not tokens.lengths:
        return None
    ends = list(accumulate(tokens.lengths, initial=0))
    return [generation.raw[begin:end] for begin, end in pairwise(ends)]


def _nats(column: Sequence[float], place: int) -> float | None:
    return _finite(column[place]) if len(column) else None


def _finite(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None


def _share(logprob: float | None) -> str:
    return "" if logprob is None else f"{math.exp(min(logprob, 0.0)):.1%}"
