"""One number for a poem, to put samples of one prompt in order: 1 for the pattern of the manuals, less for faults.

The outside comes first: a poem with a wrong number of lines or characters gets a quarter at most.
"""

from collections.abc import Sequence

from app.forms.findings import Finding
from app.forms.verse.values import Scores

PER_CHARACTER: dict[str, float] = {
    "foot_tone": 1.0,
    "three_level": 1.0,
    "lone_level": 1.0,
    "major_unmended": 1.0,
    "opposition": 1.0,
    "even_tone": 1.0,
    "wrong_tone": 0.7,
    "three_oblique": 0.15,
    "crossed_loose": 0.15,
}
"""What each finding about tones weighs, times the characters it is about."""
ONCE = frozenset({"three_level", "lone_level", "major_unmended", "three_oblique", "crossed_loose"})
"""Those that are one fault however many characters show it."""

FAR_FETCHED = 0.02
"""A reading used at this share of places or less counts as a fault here: samples must not win by rare readings."""


def form_share(lines: Sequence[str], count: int, width: int) -> float:
    """How far the outside is right, 0 to 1."""
    right = sum(len(line) == width for line in lines)
    return max(0.0, (right - abs(len(lines) - count)) / max(1, count))


def tone_share(findings: Sequence[Finding], characters: int, strained: int) -> float:
    weight = sum(
        PER_CHARACTER.get(each.kind, 0.0) * (1 if each.kind in ONCE else len(each.places)) for each in findings
    )
    return max(0.0, 1 - 1.25 * (weight + strained) / max(1, characters))


def structure_share(broken: int, couplets: int, tone: float) -> float:
    """How many couplets stick to the one before; worth less where the tones are mostly wrong."""
    share = 1 - broken / (couplets - 1) if couplets > 1 else 1.0
    return share * tone if tone < 0.5 else share


def repetition_share(repeats: int, lines: int) -> float:
    """Tang poets repeat one character in a quatrain and two in eight lines."""
    return max(0.0, 1 - 0.25 * max(0, repeats - (1 if lines <= 4 else 2)))


def total(scores: Scores) -> float:
    """The whole."""
    if scores.form < 1:
        return 0.25 * scores.form
    parts = (
        0.40 * scores.tone
        + 0.15 * scores.structure
        + 0.30 * scores.rhyme
        + 0.05 * scores.repetition
        + 0.10 * scores.parallel
    )
    return min(1.0, 0.25 + 0.75 * parts)
