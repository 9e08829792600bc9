"""Which rhyme a poem keeps, and which of its feet are outside. Knows readings and groups, no patterns."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.forms.findings import Finding, Place
from app.forms.verse.books import Book, Sound
from app.forms.verse.faults import finding
from app.forms.verse.values import Rhyme, Tone

FEWEST_INSIDE = 2
"""Feet that must share a group before one of a near group is tolerated beside them."""


@dataclass(frozen=True, slots=True)
class Rhyming:
    rhyme: Rhyme
    findings: tuple[Finding, ...]
    score: float


def groups(sound: Sound, tone: Tone) -> list[str]:
    """The groups a character may rhyme in, in one tone."""
    return [reading.group for reading in sound.readings if reading.tone == tone and reading.group]


def dominant(feet: Sequence[Sound], tone: Tone, first: Sound | None) -> str:
    """The group that most feet can be read in; of equals the one that the first line has too, then the most usual."""
    votes: dict[str, float] = {}
    for foot in feet:
        for rank, group in enumerate(groups(foot, tone)):
            votes[group] = votes.get(group, 0) + 1 - rank / 100
    if not votes:
        return ""
    also = set(groups(first, tone)) if first is not None else set()
    return max(votes, key=lambda group: (round(votes[group]), group in also, votes[group]))


def judge(
    lines: Sequence[str],
    sounds: Sequence[Sequence[Sound]],
    book: Book,
    first_rhymes: bool | None,
    tone: Tone = "平",
    *,
    strict: bool = False,
) -> Rhyming:
    """How a poem rhymes in its even lines, and in its first where the pattern says so (None: it may).

    strict: a foot of a near group is no favour that is granted beside others.
    """
    even = range(1, len(lines), 2)
    feet = {number: sounds[number][-1] for number in even if sounds[number]}
    first = sounds[0][-1] if sounds and sounds[0] else None
    group = dominant(list(feet.values()), tone, first)
    findings: list[Finding] = []
    inside, near, off = _sorted(feet, group, book, tone)
    opening, told = _first(lines, first, group, book, first_rhymes, tone)
    agreeing = len(inside) + (first_rhymes is True and opening == 1.0)
    if agreeing < FEWEST_INSIDE or strict:
        near, off = [], sorted([*near, *off])
    findings += [_about("near_rhyme", number, lines, group) for number in near]
    findings += [_about("off_rhyme", number, lines, group) for number in off]
    findings += told
    alone = len(feet) > 1 and agreeing + len(near) < 2
    findings += _same(lines, [*([0] if first_rhymes and opening >= 0.9 else []), *feet])
    twice = any(each.kind == "same_foot" for each in findings)
    kept = (len(inside) + 0.6 * len(near)) / max(1, len(feet))
    score = 0.0 if alone else (0.85 * kept + 0.15 * opening) * (0.7 if twice else 1.0)
    group = "" if alone else group
    places = [*([Place(0, len(lines[0]) - 1)] if first_rhymes else []), *(_place(n, lines) for n in feet)]
    outside = tuple(place for each in findings if each.kind in ("off_rhyme", "first_off") for place in each.places)
    beside = tuple(place for each in findings if each.kind in ("near_rhyme", "first_near") for place in each.places)
    return Rhyming(Rhyme(book.name, group, tuple(places), outside, beside), tuple(findings), score)


def _sorted(feet: dict[int, Sound], group: str, book: Book, tone: Tone) -> tuple[list[int], list[int], list[int]]:
    """Line numbers: in the group (or of unknown sound), in one near it, outside."""
    inside, near, off = [], [], []
    for number, foot in feet.items():
        its = groups(foot, tone)
        if group in its or foot.modern or not foot.readings:
            inside.append(number)
        elif not its:
            continue  # of the other tone: that is told as such
        elif group and any(book.near(group, each) for each in its):
            near.append(number)
        else:
            off.append(number)
    return inside, near, off


def _first(
    lines: Sequence[str], first: Sound | None, group: str, book: Book, rhymes: bool | None, tone: Tone
) -> tuple[float, list[Finding]]:
    """How the first line's foot goes with the others, 0 to 1."""
    if first is None or not rhymes:
        return 1.0, []
    its = groups(first, tone)
    if first.modern or not first.readings:
        return 0.7, []
    if group in its:
        return 1.0, []
    if group and any(book.near(group, each) for each in its):
        return 0.9, [_about("first_near", 0, lines, group)]
    return 0.0, [_about("first_off", 0, lines, group)] if group and its else []


def _same(lines: Sequence[str], feet: Sequence[int]) -> list[Finding]:
    """Feet that are the same character."""
    found: list[Finding] = []
    seen: dict[str, int] = {}
    for number in feet:
        char = lines[number][-1]
        if char in seen:
            found.append(_about("same_foot", number, lines, "", above=seen[char] + 1))
        seen.setdefault(char, number)
    return found


def _about(kind: str, number: int, lines: Sequence[str], group: str, **fields: int) -> Finding:
    at = len(lines[number]) - 1
    return finding(kind, number, (at,), char=lines[number][at], group=group, **fields)


def _place(number: int, lines: Sequence[str]) -> Place:
    return Place(number, len(lines[number]) - 1)
