"""How characters sound in the old rhyme book (平水韵): the generated table of assets/verse, read once.

Both scripts are keys. Knows nothing of verse.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.forms.verse.values import Reading, Tone
from app.paths import verse_dir

LEVEL = ("上平", "下平")
FEWEST = 10
"""Song places below which the counts of a character say nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The whole of it. There is one of a file, and it is equal to nothing else."""

    groups: dict[str, str]
    """By group, in the order of the rhyme book: its characters, the usual ones first."""
    readings: dict[str, tuple[Reading, ...]]
    """By character, the usual tone first."""
    counted: dict[str, tuple[int, int]]
    """By character with two tones: how often level and how often oblique at deciding places of Song poems."""
    pairs: dict[str, str]
    """By character, simplified: those that stand beneath it in Song parallel couplets."""
    plain: dict[str, str]
    """Traditional or variant to simplified, where they differ."""
    translation: dict[int, str]
    """The same for `str.translate`."""

    def opposed(self, one: str, two: str) -> bool:
        """Whether Song poets set two simplified characters opposite each other, whichever stood above."""
        return two in self.pairs.get(one, "") or one in self.pairs.get(two, "")

    def simplified(self, text: str) -> str:
        return text.translate(self.translation)


def tone_of(group: str) -> Tone:
    return "平" if group.startswith(LEVEL) else "仄"


@cache
def table() -> Table:
    return read(verse_dir() / "tones.txt")


def read(path: Path) -> Table:
    """The table in a file of the form that `tests/verse/build.py` writes."""
    sections = _sections(path.read_text("utf-8"))
    groups = dict(line.split("\t") for line in sections["groups"])
    counted = {char: (int(level), int(oblique)) for char, level, oblique in map(str.split, sections["counts"])}
    found: dict[str, list[str]] = {}
    for group, chars in groups.items():
        for char in chars:
            found.setdefault(char, []).append(group)
    plain = {pair[0]: pair[1] for line in sections["simplified"] for pair in line.split()}
    pairs = {line[0]: line[1:] for line in sections["pairs"]}
    # Most characters have one tone and share their readings with many others.
    shared: dict[str, tuple[Reading, ...]] = {}
    readings = {}
    for char, its in found.items():
        key = " ".join(its) if char not in counted else char
        if key not in shared:
            shared[key] = _readings(its, counted.get(char))
        readings[char] = shared[key]
    return Table(groups, readings, counted, pairs, plain, dict(str.maketrans(plain)))


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def _readings(groups: list[str], counts: tuple[int, int] | None) -> tuple[Reading, ...]:
    tones = {tone_of(group) for group in groups}
    if len(tones) == 1:
        return tuple(Reading(tone_of(group), group, 1.0) for group in groups)
    level, oblique = counts or (0, 0)
    known = level + oblique >= FEWEST
    share = {"平": level / (level + oblique) if known else 0.5}
    share["仄"] = 1 - share["平"]
    found = [Reading(tone_of(group), group, share[tone_of(group)]) for group in groups]
    return tuple(sorted(found, key=lambda reading: -reading.share))
