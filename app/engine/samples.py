"""Several asks of one: the samples of a group. No Qt."""

from dataclasses import replace
from typing import Any

from app.engine.values import Ask

SEEDS = 2**32


def several(ask: Ask, count: int, after: int = 0) -> list[Ask]:
    """`count` asks alike. A seed that was named is that of the first sample; the others count on from it.

    after: how many samples of the same ask there were before.
    """
    first: int | None = ask.sampling.get("seed")

    def sampling(place: int) -> dict[str, Any]:
        return ask.sampling if first is None else {**ask.sampling, "seed": (first + after + place) % SEEDS}

    return [replace(ask, sampling=sampling(place)) for place in range(count)]
