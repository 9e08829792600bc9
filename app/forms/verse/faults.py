"""From a fit to what a reader is told: faults by their traditional names, customary licences, and what mends what."""

from collections.abc import Iterator

from app.forms.findings import Datum, Finding, Place, Severity
from app.forms.verse.fit import BROKEN_JOINT, Fit, LineFit, line_fits
from app.forms.verse.metre import LONE_LEVEL, TEMPLATES, THREE_LEVEL, LineType, plain
from app.forms.verse.values import Level, Rescue

KINDS: dict[str, tuple[Severity, Level]] = {
    "wrong_count": ("error", "出律"),
    "wrong_width": ("error", "出律"),
    "foot_tone": ("error", "出律"),
    "three_level": ("error", "出律"),
    "lone_level": ("error", "出律"),
    "major_unmended": ("error", "出律"),
    "opposition": ("error", "出律"),
    "even_tone": ("error", "出律"),
    "wrong_tone": ("error", "出律"),
    "joint": ("error", "出律"),
    "joint_once": ("warning", "宽"),
    "three_oblique": ("warning", "宽"),
    "crossed_loose": ("warning", "宽"),
    "crossed": ("note", "合律"),
    "major_mended": ("note", "合律"),
    "minor_mended": ("note", "合律"),
    "minor": ("note", "合律"),
    "lone_level_mended": ("note", "合律"),
    "off_rhyme": ("error", "出律"),
    "first_off": ("error", "出律"),
    "no_rhyme": ("error", "出律"),
    "same_foot": ("error", "出律"),
    "near_rhyme": ("warning", "宽"),
    "first_near": ("note", "合律"),
    "repeated": ("warning", "正格"),
    "same_place": ("warning", "正格"),
    "hangs_on_reading": ("note", "正格"),
    "hangs_on_sound": ("note", "正格"),
    "unknown_sound": ("note", "正格"),
    "unfinished": ("note", "正格"),
    "oblique_rhyme": ("note", "出律"),
    "old_style": ("note", "出律"),
}
"""How grave each finding is, and to which level it lowers a poem."""


def finding(kind: str, line: int | None = None, at: tuple[int, ...] = (), **fields: Datum) -> Finding:
    """One finding about characters of a line."""
    places = tuple(Place(line, each) for each in at) if line is not None else ()
    told = {"line": line + 1, **fields} if line is not None else dict(fields)
    return Finding(kind, KINDS[kind][0], told, line=line, places=places)


def of_fit(fit: Fit, tones: tuple[str, ...]) -> Iterator[Finding]:
    """Everything about tones and joints. `tones` may be fewer than the fit's lines: the rest is not written yet."""
    width = len(tones[0])
    for number, (line, letters) in enumerate(zip(fit.lines, tones, strict=False)):
        if line.wrong:
            yield from _wrong(number, line, letters)
        if not line.rescued:
            yield finding("major_unmended", number, (width - 2,), below=number + 2)
        below = tones[number + 1] if number % 2 == 0 and number + 1 < len(tones) else ""
        yield from _licence(number, line, letters, below)
    # A broken joint is tolerated where all else is certain: no other fault, no unusual and no unknown reading.
    certain = fit.cost[2] == 0 and not any("?" in letters for letters in tones)
    clean = len(fit.broken) == 1 and fit.cost[0] == BROKEN_JOINT and certain
    for number in fit.broken:
        if number < len(tones):
            yield finding("joint_once" if clean else "joint", number, (1,), above=number)


def _wrong(number: int, line: LineFit, letters: str) -> Iterator[Finding]:
    """The faults of one line, named."""
    kind, width = line.template.type, len(letters)
    core = width - 5
    wrong = line.wrong
    wanted = "".join("平" if line.template.pattern(width)[at] == "P" else "仄" for at in wrong)
    if kind == "A" and _may_be(letters[-5:], THREE_LEVEL) and core + 2 in wrong:
        yield finding("three_level", number, (core + 2, core + 3, core + 4))
        wrong = tuple(at for at in wrong if at != core + 2)
    elif kind == "B" and wrong == (core,) and _may_be(letters[-5:], LONE_LEVEL):
        yield finding("lone_level", number, (core, core + 1))
        return
    elif kind == "a" and wrong == (core + 3,):
        yield finding("major_unmended", number, wrong, below=number + 2)
        return
    if width - 1 in wrong:
        yield finding("foot_tone", number, (width - 1,), wanted="平" if kind in "AB" else "仄")
        wrong = wrong[:-1]
    if len(wrong) >= 2 and _other(letters, kind):
        yield finding("opposition" if number % 2 else "even_tone", number, wrong, wanted=wanted, above=number)
        return
    for at in wrong:
        place = width - at
        even = (at + (7 - width)) % 2 == 1
        needed = "平" if line.template.pattern(width)[at] == "P" else "仄"
        yield finding("even_tone" if even and place > 1 else "wrong_tone", number, (at,), wanted=needed)


def _may_be(letters: str, pattern: str) -> bool:
    against = {"P": "Z", "Z": "P"}
    return all(wanted == "*" or letter != against[wanted] for letter, wanted in zip(letters, pattern, strict=True))


def _other(letters: str, kind: LineType) -> bool:
    """Whether a line fits another kind of line whole, its foot aside."""
    masked = letters[:-1] + "*"
    return any(not fit.wrong for other in TEMPLATES if other != kind for fit in line_fits(masked, other))


def _licence(number: int, line: LineFit, letters: str, below: str) -> Iterator[Finding]:
    core = len(letters) - 5
    mends = bool(below) and below[-3] != "Z"
    match line.template.name:
        case "大拗" if line.rescued:
            yield finding("major_mended", number, _departures(line, letters), below=number + 2)
        case "小拗":
            yield finding("minor_mended" if mends else "minor", number, (core + 2,), below=number + 2)
        case "特拗":
            yield finding("crossed", number, (core + 2, core + 3))
        case "特拗首仄":
            yield finding("crossed_loose", number, (core, core + 2, core + 3))
        case "三仄尾":
            yield finding("three_oblique", number, (core + 2, core + 3, core + 4))
        case "孤平自救":
            yield finding("lone_level_mended", number, (core, core + 2))


def _departures(line: LineFit, letters: str) -> tuple[int, ...]:
    """Where a template departs from the plain pattern in the third and fourth of the last five."""
    core = len(letters) - 5
    wanted = plain(line.template.type, 5)
    return tuple(core + at for at in (2, 3) if line.template.core[at] not in ("*", wanted[at]))


def rescues(fit: Fit, tones: tuple[str, ...]) -> tuple[Rescue, ...]:
    """The departures that something makes up for."""
    return tuple(_rescues(fit, tones))


def _rescues(fit: Fit, tones: tuple[str, ...]) -> Iterator[Rescue]:
    for number, (line, letters) in enumerate(zip(fit.lines, tones, strict=False)):
        core = len(letters) - 5
        below = number + 1
        match line.template.name:
            case "大拗" if line.rescued and below < len(tones):
                broken = tuple(Place(number, at) for at in _departures(line, letters))
                yield Rescue("大拗", broken, (Place(below, core + 2),))
            case "小拗" if below < len(tones) and tones[below][-3] != "Z":
                yield Rescue("小拗", (Place(number, core + 2),), (Place(below, core + 2),))
            case "特拗" | "特拗首仄":
                yield Rescue("特拗", (Place(number, core + 2),), (Place(number, core + 3),))
            case "孤平自救":
                yield Rescue("孤平", (Place(number, core),), (Place(number, core + 2),))
