"""From the tokens of a sample to its strip and its confidence. Pure."""

from dataclasses import dataclass, field
from itertools import pairwise

from app.groups.values import Scale, Strip
from app.store.tokens import Tokens
from app.trace.confidence import confidence, means

STRETCHES = 48
"""How many parts a strip is drawn in."""
LEAST = 4
"""Tokens in one of them: of fewer, a mean says little."""
OUTLIERS = 0.05
"""Share of the stretches at each end that the scale need not reach: one of them would flatten all others."""
WINDOW = 256
"""Tokens. DeepConf slides 2,048, which is longer than most traces of a chat."""


@dataclass(frozen=True, slots=True)
class Trace:
    """confidence: DeepConf's mean over the least sure tenth of windows, which is what votes are weighted by."""

    strip: Strip = field(default_factory=Strip)
    confidence: float | None = None


def trace(tokens: Tokens, thinking: int) -> Trace:
    """thinking: how many of the tokens belong to it."""
    count, values = len(tokens), tokens.confidence
    if not values:
        return Trace(Strip(min(thinking, count), max(0, count - thinking)))
    parts = max(1, min(STRETCHES, count // LEAST))
    edges = [round(part * count / parts) for part in range(parts + 1)]
    levels = means(values, list(pairwise(edges)))
    measured = confidence(values, (WINDOW,))
    strip = Strip(min(thinking, count), max(0, count - thinking), tuple(levels))
    return Trace(strip, measured.groups[0].bottom)


def scale(strips: list[Strip]) -> Scale:
    """What these are drawn to, so that they can be compared with the eye."""
    known = sorted(level for strip in strips for level in strip.levels if level is not None)
    longest, cut = max((strip.tokens for strip in strips), default=0), round(len(known) * OUTLIERS)
    return Scale(longest, known[cut], known[-1 - cut]) if known else Scale(longest)
