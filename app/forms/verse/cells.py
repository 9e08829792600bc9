"""Every character of a poem with what is known of it, as the view draws it."""

from collections.abc import Mapping, Sequence

from app.forms.findings import Finding, Place, Severity
from app.forms.verse import letters
from app.forms.verse.books import Sound
from app.forms.verse.markup import Clause
from app.forms.verse.values import Cell, Slot

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
SLOTS: dict[str, Slot] = {"P": "平", "Z": "仄", "*": "中", "": ""}


def rows(
    lines: Sequence[Clause],
    sounds: Sequence[Sequence[Sound]],
    patterns: Sequence[str],
    feet: Mapping[int, str],
    found: Sequence[Finding],
) -> tuple[tuple[Cell, ...], ...]:
    """patterns: what each line wants, empty for nothing. feet: by line, the group its last character rhymes in."""
    worst: dict[tuple[int, int], Severity] = {}
    for each in found:
        for place in each.places:
            key = (place.line, place.at)
            if key not in worst or SEVERITIES.index(each.severity) > SEVERITIES.index(worst[key]):
                worst[key] = each.severity
    return tuple(
        _row(number, clause, sounds[number], patterns[number], feet.get(number), worst)
        for number, clause in enumerate(lines)
    )


def _row(
    number: int,
    clause: Clause,
    sounds: Sequence[Sound],
    pattern: str,
    group: str | None,
    worst: Mapping[tuple[int, int], Severity],
) -> tuple[Cell, ...]:
    row = []
    last = len(sounds) - 1
    for at, sound in enumerate(sounds):
        wanted = pattern[at] if pattern else ""
        foot = at == last and group is not None
        reading = letters.counted(sound.readings, sound.letter, wanted, group or "" if foot else "")
        row.append(
            Cell(
                clause.text[at],
                clause.start + at,
                sound.readings,
                reading.tone if reading else None,
                reading.group if reading else "",
                SLOTS[wanted],
                foot,
                sound.modern,
                worst.get((number, at)),
            )
        )
    return tuple(row)


def feet_of(places: Sequence[Place], group: str) -> dict[int, str]:
    """By line: the one group of a poem that keeps its rhyme."""
    return {place.line: group for place in places}
