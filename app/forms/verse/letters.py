"""From sounds to the letters that a fit reads: what a character can be, and what it usually is."""

from app.forms.verse.books import Sound
from app.forms.verse.values import Reading, Tone

RARE = 0.01
"""A tone read at this share of deciding places or less is taken for a slip of the sources."""
USUAL = 0.7
"""From this share on one tone of two is the usual one."""
UNUSUAL = 0.3
"""Below this share a verdict that needs the reading says so."""


def tones(sound: Sound) -> dict[Tone, float]:
    """The tones a character can have, with the share of each."""
    found: dict[Tone, float] = {}
    for reading in sound.readings:
        found.setdefault(reading.tone, reading.share)
    return {tone: share for tone, share in found.items() if share > RARE or len(found) == 1}


def letter(sound: Sound) -> str:
    """P, Z, p, z, * or ?: see `app.forms.verse.fit`."""
    can = tones(sound)
    if sound.modern or not can:
        return "?"
    if len(can) == 1:
        return "P" if "平" in can else "Z"
    if can["平"] >= USUAL:
        return "p"
    return "z" if can["仄"] >= USUAL else "*"


def letters(line: tuple[Sound, ...]) -> str:
    return "".join(map(letter, line))


def counted(sound: Sound, wanted: str, foot_group: str) -> Reading | None:
    """The reading that a character counts as, where the pattern wants P, Z or * and a foot a group."""
    if not sound.readings:
        return None
    if foot_group:
        rhyming = [reading for reading in sound.readings if reading.group == foot_group]
        if rhyming:
            return rhyming[0]
    tone = {"P": "平", "Z": "仄"}.get(wanted)
    fitting = [reading for reading in sound.readings if reading.tone == tone]
    return fitting[0] if fitting and tone in tones(sound) else sound.readings[0]
