"""From where on an answer was settled, seen in how unsure its beginning was along the thinking (arXiv 2509.26522).

The entropy after a trial end of the thinking falls and then flattens; that it stays tells more than that it is low.
Knows entropies in nats and no text.
"""

from collections.abc import Sequence
from statistics import median

LEAST = 0.1
"""Nats that count as no change."""
SHARE = 0.1
"""The share of the whole spread that counts as no change, where that is more."""
FEWEST = 3
"""Readings that must agree."""


def settled_from(entropies: Sequence[float]) -> int | None:
    """The first reading from which on all stay where the last ones are; None where they never do, or are too few."""
    count = len(entropies)
    if count <= FEWEST:
        return None
    level = median(entropies[-max(FEWEST, count // 5) :])
    near = max(LEAST, SHARE * (max(entropies) - min(entropies)))
    first = count
    while first and abs(entropies[first - 1] - level) <= near:
        first -= 1
    return first if count - first >= FEWEST else None
