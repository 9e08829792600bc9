"""One poem, judged whole: outside, tones, joints, rhyme, repetition, parallelism, level and score."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.forms.findings import Finding, Place, Severity
from app.forms.verse import faults, fit, letters, metre, rhyming, scoring, shapes, tones, wording
from app.forms.verse.books import Book, Sound
from app.forms.verse.extract import Found
from app.forms.verse.fit import Fit
from app.forms.verse.shapes import Shape
from app.forms.verse.values import BOOKS, LEVELS, Cell, Level, Line, Poem, Rhyme, Scores, Slot, Tone

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
SLOTS: dict[str, Slot] = {"P": "平", "Z": "仄", "*": "中"}
HOPELESS = 0.12
"""Faults for each character from which on a poem of fitting outside reads as old style: chance alone gives a fifth."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a poem before it is judged."""

    found: Found
    lines: tuple[str, ...]
    sounds: tuple[tuple[Sound, ...], ...]
    letters: tuple[str, ...]
    shape: Shape
    wanted: int
    """Lines it should have."""


def assess(found: Found, asked: Shape | None, book: Book, partial: bool = False) -> Poem:
    """The poem. `asked`: the form it must have, None to find out. `partial`: it is still being written."""
    lines = tuple(line.text for line in found.lines)
    sounds = tuple(book.sounds(line) for line in lines)
    shape, wanted = _shape(found, asked, partial)
    drafted = tuple(letters.letters(line) if len(line) == shape.width else "?" * shape.width for line in sounds)
    draft = _Draft(found, lines, sounds, drafted, shape, wanted)
    if shape.name == shapes.ANCIENT or (asked is None and _oblique(drafted)):
        return _old_style(draft, book)
    poem = _regulated(draft, book, partial)
    if asked is None and shape.name.endswith(shapes.LONG) and not poem.passed:
        return _old_style(draft, book)
    return poem


def _shape(found: Found, asked: Shape | None, partial: bool) -> tuple[Shape, int]:
    """The form to hold it against, and the lines that form has here."""
    count = len(found.lines)
    if asked is not None:
        width = asked.width or found.width
        even = count + count % 2
        return replace(asked, width=width), asked.lines or even
    if partial and count < 8 and found.width in (5, 7):
        shape = shapes.of(4 if count <= 4 else 8, found.width)
    else:
        shape = shapes.of(count, found.width)
        if shape is None and count in (3, 5, 7, 9) and found.width in (5, 7):
            shape = shapes.of(4 if count <= 5 else 8, found.width)
    if shape is None:
        return Shape(shapes.ANCIENT, 0, found.width), count
    return shape, shape.lines or count


def _oblique(drafted: Sequence[str]) -> bool:
    """Whether every even line ends oblique, as its foot is usually read."""
    return len(drafted) >= 4 and all(line[-1:] in ("Z", "z") for line in drafted[1::2])


# ---- regulated verse ------------------------------------------------------------------------------------------------


def _regulated(draft: _Draft, book: Book, partial: bool) -> Poem:
    fitted = _fit(draft.letters, draft.shape.width)
    found: list[Finding] = list(_outside(draft, partial))
    found += faults.of_fit(fitted, draft.letters)
    opening = fitted.lines[0].template.type in "AB"
    rhymed = rhyming.judge(
        draft.lines, draft.sounds, book, opening if len(draft.lines[0]) == draft.shape.width else None
    )
    if not partial or len(draft.lines) >= draft.wanted:
        found += rhymed.findings
    found += _readings(draft, fitted, book)
    repeated = wording.repetitions(draft.lines)
    allowed = 1 if draft.wanted <= 4 else 2
    found += repeated if len(repeated) > allowed else [replace(each, severity="note") for each in repeated]
    found += wording.same_places(draft.lines) if draft.wanted == 8 else ()
    unknown = [line for line in draft.sounds for sound in line if sound.modern]
    scores = _scores(draft, fitted, tuple(found), rhymed.score, len(repeated))
    level = _level(found)
    if unknown:
        found += _unknown(draft)
    cells = _cells(draft, fitted, rhymed.rhyme, found)
    lines = tuple(
        Line(
            cells[at],
            line.template.type,
            "" if line.wrong or not line.rescued else line.template.name,
            _line_level(at, found),
        )
        for at, line in enumerate(fitted.lines[: len(draft.lines)])
    )
    return Poem(
        title=draft.found.title,
        form=draft.shape.name,
        lines=lines,
        scheme=metre.SCHEME_OF[draft.shape.width, fitted.lines[0].template.type],
        rhyme=rhymed.rhyme,
        rescues=faults.rescues(fitted, draft.letters),
        findings=tuple(_in_order(found)),
        level=level,
        score=scoring.total(scores),
        scores=scores,
        couplets=_couplets(draft.lines),
    )


def _fit(drafted: tuple[str, ...], width: int) -> Fit:
    """The fit; a line that is still missing may be anything."""
    return fit.fit(drafted if len(drafted) % 2 == 0 else (*drafted, "?" * width))


def _outside(draft: _Draft, partial: bool) -> list[Finding]:
    found = []
    count = len(draft.lines)
    if count < draft.wanted and partial:
        found.append(Finding("unfinished", "note", {"lines": count, "wanted": draft.wanted}))
    elif count != draft.wanted:
        found.append(Finding("wrong_count", "error", {"lines": count, "wanted": draft.wanted}))
    for number, line in enumerate(draft.lines):
        last = partial and number == count - 1 and len(line) < draft.shape.width
        if len(line) != draft.shape.width and not last:
            everything = tuple(range(len(line)))
            found.append(faults.finding("wrong_width", number, everything, width=len(line), wanted=draft.shape.width))
    return found


def _readings(draft: _Draft, fitted: Fit, book: Book) -> list[Finding]:
    """Where the verdict needs a reading that is not the usual one, and what it would be without."""
    found = []
    for number, (line, drafted) in enumerate(zip(fitted.lines, draft.letters, strict=False)):
        for at, (wanted, its) in enumerate(zip(line.template.pattern(len(drafted)), drafted, strict=True)):
            if fit.UNUSUAL.get(wanted) != its:
                continue
            tone: Tone = "平" if wanted == "P" else "仄"
            other = drafted[:at] + fit.AGAINST[wanted] + drafted[at + 1 :]
            changed = (*draft.letters[:number], other, *draft.letters[number + 1 :])
            else_level = fit_level(_fit(changed, len(drafted)))
            share = letters.tones(draft.sounds[number][at])[tone]
            found.append(
                faults.finding(
                    "hangs_on_reading" if book.name == BOOKS[0] else "hangs_on_sound",
                    number,
                    (at,),
                    char=draft.lines[number][at],
                    tone=tone,
                    share=round(100 * share),
                    otherwise=else_level,
                )
            )
    return found


def fit_level(fitted: Fit) -> Level:
    """The level that the tones and joints alone reach."""
    faulty, tolerated, _, customary = fitted.cost
    if faulty - fit.BROKEN_JOINT * len(fitted.broken) > 0 or len(fitted.broken) > 1:
        return "出律"
    if tolerated or fitted.broken:
        return "宽"
    return "合律" if customary else "正格"


def _unknown(draft: _Draft) -> list[Finding]:
    return [
        faults.finding("unknown_sound", number, (at,), char=draft.lines[number][at])
        for number, line in enumerate(draft.sounds)
        for at, sound in enumerate(line)
        if sound.modern
    ]


def _scores(draft: _Draft, fitted: Fit, found: tuple[Finding, ...], rhyme: float, repeats: int) -> Scores:
    characters = sum(map(len, draft.lines))
    strained = sum(
        each.kind == "hangs_on_reading" and int(each.fields["share"]) <= 100 * scoring.FAR_FETCHED for each in found
    )
    tone = scoring.tone_share(found, characters, strained)
    middle = _couplets(draft.lines)[1:3] if draft.wanted == 8 else ()
    return Scores(
        form=scoring.form_share(draft.lines, draft.wanted, draft.shape.width),
        tone=tone,
        structure=scoring.structure_share(len(fitted.broken), len(fitted.lines) // 2, tone),
        rhyme=rhyme,
        repetition=scoring.repetition_share(repeats, draft.wanted),
        parallel=sum(middle) / len(middle) if middle else 1.0,
    )


def _couplets(lines: Sequence[str]) -> tuple[float, ...]:
    table = tones.table()
    return tuple(wording.parallel(one, two, table) for one, two in zip(lines[::2], lines[1::2], strict=False))


def _line_level(number: int, found: Sequence[Finding]) -> Level:
    return _level([each for each in found if each.line == number])


def _level(found: Sequence[Finding]) -> Level:
    """What these findings leave of a poem."""
    return max((faults.KINDS[each.kind][1] for each in found), key=LEVELS.index, default=LEVELS[0])


def _in_order(found: Sequence[Finding]) -> list[Finding]:
    """The outside first, then by line; what is worse before what is not."""
    return sorted(found, key=lambda each: (-1 if each.line is None else each.line, -SEVERITIES.index(each.severity)))


# ---- old style ------------------------------------------------------------------------------------------------------


def _old_style(draft: _Draft, book: Book) -> Poem:
    """Rhyme alone is looked at; a poem asked for in the old style passes by it."""
    oblique = _oblique(draft.letters) or _oblique([letters.letters(line) for line in draft.sounds])
    rhymed = rhyming.judge(draft.lines, draft.sounds, book, None, "仄" if oblique else "平")
    kept = [each for each in rhymed.findings if each.kind == "near_rhyme"]
    found = [Finding("oblique_rhyme" if oblique else "old_style", "note", {"group": rhymed.rhyme.group}), *kept]
    scores = Scores(1.0, 0.0, 0.0, rhymed.score, scoring.repetition_share(0, 4), 0.0)
    found += _unknown(draft)
    cells = _cells(draft, None, rhymed.rhyme, found)
    return Poem(
        title=draft.found.title,
        form="仄韵" if oblique else shapes.ANCIENT,
        lines=tuple(Line(each, "", "", "出律") for each in cells),
        scheme="",
        rhyme=rhymed.rhyme,
        rescues=(),
        findings=tuple(_in_order(found)),
        level="出律",
        score=0.25 + 0.3 * 0.75 * rhymed.score,
        scores=scores,
        couplets=_couplets(draft.lines),
    )


# ---- characters -----------------------------------------------------------------------------------------------------


def _cells(draft: _Draft, fitted: Fit | None, rhyme: Rhyme, found: Sequence[Finding]) -> tuple[tuple[Cell, ...], ...]:
    worst: dict[Place, Severity] = {}
    for each in found:
        for place in each.places:
            worst[place] = max(worst.get(place, "note"), each.severity, key=SEVERITIES.index)
    feet = set(rhyme.feet)
    rows = []
    for number, (clause, sounds) in enumerate(zip(draft.found.lines, draft.sounds, strict=True)):
        pattern = ""
        if fitted is not None and len(clause.text) == draft.shape.width:
            pattern = fitted.lines[number].template.pattern(len(clause.text))
        row = []
        for at, (char, sound) in enumerate(zip(clause.text, sounds, strict=True)):
            place = Place(number, at)
            wanted = pattern[at] if pattern else ""
            reading = letters.counted(sound, wanted, rhyme.group if place in feet else "")
            row.append(
                Cell(
                    char=char,
                    start=clause.start + at,
                    readings=sound.readings,
                    tone=reading.tone if reading else None,
                    group=reading.group if reading else "",
                    slot=SLOTS.get(wanted, ""),
                    foot=place in feet,
                    modern=sound.modern,
                    severity=worst.get(place),
                )
            )
        rows.append(tuple(row))
    return tuple(rows)
