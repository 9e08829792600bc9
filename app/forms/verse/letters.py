"""From readings to the letters that a fit reads: what a character can be, and what it usually is."""

from collections.abc import Sequence

from app.forms.verse.values import Reading, Tone

RARE = 0.01
"""A tone read at this share of deciding places or less is taken for a slip of the sources."""
USUAL = 0.7
"""From this share on one tone of two is the usual one."""
TONES: dict[str, Tone] = {"P": "平", "Z": "仄"}


def tones(readings: Sequence[Reading]) -> dict[Tone, float]:
    """The tones a character can have, with the share of each."""
    found: dict[Tone, float] = {}
    for reading in readings:
        found.setdefault(reading.tone, reading.share)
    return {tone: share for tone, share in found.items() if share > RARE or len(found) == 1}


def letter_of(readings: Sequence[Reading]) -> str:
    """P, Z, p, z, * or ?: see `app.forms.verse.fit`."""
    can = tones(readings)
    if not can:
        return "?"
    if len(can) == 1:
        return "P" if "平" in can else "Z"
    if can["平"] >= USUAL:
        return "p"
    return "z" if can["仄"] >= USUAL else "*"


def counted(readings: Sequence[Reading], letter: str, wanted: str, foot_group: str) -> Reading | None:
    """The reading that a character counts as, where the pattern wants P, Z or * and a foot a group."""
    if not readings:
        return None
    if foot_group:
        for reading in readings:
            if reading.group == foot_group:
                return reading
    tone = TONES.get(wanted)
    if tone is None or letter in ("P", "Z", "?") or readings[0].tone == tone:
        return readings[0]
    return next(reading for reading in readings if reading.tone == tone)
