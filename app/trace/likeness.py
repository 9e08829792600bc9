"""How alike two texts are, by the letters they are made of. Knows no model and no meaning."""

import math
from collections import Counter


def grams(text: str, size: int = 3) -> Counter[str]:
    """Character n-grams of a text without its case and spacing."""
    flat = f" {' '.join(text.lower().split())} "
    return Counter(flat[place : place + size] for place in range(max(len(flat) - size + 1, 1)))


def likeness(first: str, second: str) -> float:
    """0 where two texts have nothing in common, 1 where they are the same: cosine of their character trigrams."""
    return cosine(grams(first), grams(second))


def cosine(first: Counter[str], second: Counter[str]) -> float:
    """Of two counts of n-grams."""
    small, large = sorted((first, second), key=len)
    dot = sum(count * large[gram] for gram, count in small.items())
    norms = math.sqrt(sum(n * n for n in first.values()) * sum(n * n for n in second.values()))
    return dot / norms if norms else 0.0
