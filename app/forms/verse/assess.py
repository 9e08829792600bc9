"""One poem, judged whole: outside, tones, joints, rhyme, repetition, parallelism, level and score."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.forms.findings import Finding
from app.forms.verse import (
    books,
    cells,
    faults,
    fit,
    letters,
    metre,
    oldstyle,
    rhyming,
    scoring,
    shapes,
    tones,
    wording,
)
from app.forms.verse.books import Book, Sound
from app.forms.verse.extract import Found
from app.forms.verse.fit import Fit
from app.forms.verse.shapes import Shape
from app.forms.verse.values import BOOKS, LEVELS, Level, Line, Poem, Scores, Tone


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
    sounds = tuple(books.sounds(book, line) for line in lines)
    shape, wanted = _shape(found, asked, partial)
    if shape.name == shapes.ANCIENT:
        return oldstyle.judge(found.title, found.lines, sounds, book, asked is not None)
    drafted = tuple(
        "".join(sound.letter for sound in line) if len(line) == shape.width else "?" * shape.width for line in sounds
    )
    poem = None
    if asked is not None or not _oblique(drafted):
        poem = _regulated(_Draft(found, lines, sounds, drafted, shape, wanted), book, partial)
    if poem is None or (asked is None and shape.name.endswith(shapes.LONG) and not poem.passed):
        return oldstyle.judge(found.title, found.lines, sounds, book, asked=False)
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


def _regulated(draft: _Draft, book: Book, partial: bool) -> Poem:
    width = draft.shape.width
    fitted = _fit(draft.letters, width)
    opening = fitted.lines[0].template.type in "AB"
    whole = len(draft.lines[0]) == draft.shape.width
    favoured = fitted.cost[2] > 0 or bool(fitted.broken)
    rhymed = rhyming.judge(draft.lines, draft.sounds, book, opening if whole else None, strict=favoured)
    found = [*_outside(draft, partial), *faults.of_fit(fitted, draft.letters)]
    if not partial or (len(draft.lines) >= draft.wanted and len(draft.lines[-1]) == draft.shape.width):
        found += rhymed.findings
    found += _readings(draft, fitted, book)
    repeated = wording.repetitions(draft.lines)
    allowed = 1 if draft.wanted <= 4 else 2
    found += repeated if len(repeated) > allowed else [replace(each, severity="note") for each in repeated]
    found += wording.same_places(draft.lines) if draft.wanted == 8 else ()
    couplets = wording.couplets(draft.lines, tones.table())
    scores = _scores(draft, fitted, found, rhymed.score, len(repeated), couplets)
    level = _level(found)
    found += _unknown(draft)
    last = (
        len(draft.lines) - 1 if partial else -1
    )  # what is wanted of a line that is being written is known before it is
    patterns = [
        line.template.pattern(width) if len(text) == width or (number == last and len(text) < width) else ""
        for number, (line, text) in enumerate(zip(fitted.lines, draft.lines, strict=False))
    ]
    feet = cells.feet_of(rhymed.rhyme.feet, rhymed.rhyme.group)
    by_line = defaultdict[int | None, list[Finding]](list)
    for each in found:
        by_line[each.line].append(each)
    rows = cells.rows(draft.lines, book, patterns, feet, found)
    return Poem(
        title=draft.found.title,
        form=draft.shape.name,
        lines=tuple(
            Line(
                row,
                line.template.type,
                "" if line.wrong or not line.rescued else line.template.name,
                _level(by_line[number]),
                clause.start,
            )
            for number, (row, line, clause) in enumerate(zip(rows, fitted.lines, draft.found.lines, strict=False))
        ),
        scheme=metre.SCHEME_OF[draft.shape.width, fitted.lines[0].template.type],
        rhyme=rhymed.rhyme,
        rescues=faults.rescues(fitted, draft.letters),
        findings=tuple(_in_order(found)),
        level=level,
        score=scoring.total(scores),
        scores=scores,
        couplets=couplets,
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
            told = {"width": len(line), "wanted": draft.shape.width}
            found.append(faults.finding("wrong_width", number, everything, **told))
    return found


def _readings(draft: _Draft, fitted: Fit, book: Book) -> list[Finding]:
    """Where the verdict needs a reading that is not the usual one, and what it would be without."""
    found = []
    for number, (line, drafted) in enumerate(zip(fitted.lines, draft.letters, strict=False)):
        if not line.unusual:
            continue
        for at, (wanted, its) in enumerate(zip(line.template.pattern(len(drafted)), drafted, strict=True)):
            if fit.UNUSUAL.get(wanted) != its:
                continue
            tone: Tone = "平" if wanted == "P" else "仄"
            other = drafted[:at] + fit.AGAINST[wanted] + drafted[at + 1 :]
            changed = (*draft.letters[:number], other, *draft.letters[number + 1 :])
            share = letters.tones(draft.sounds[number][at].readings)[tone]
            found.append(
                faults.finding(
                    "hangs_on_reading" if book.name == BOOKS[0] else "hangs_on_sound",
                    number,
                    (at,),
                    char=draft.lines[number][at],
                    tone=tone,
                    share=round(100 * share),
                    otherwise=fit_level(_fit(changed, len(drafted))),
                )
            )
    return found


def fit_level(fitted: Fit) -> Level:
    """The level that the tones and joints alone reach."""
    faulty, tolerated, _, customary = fitted.cost
    if faulty > fit.BROKEN_JOINT or (faulty > 0 and not fitted.broken):
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


def _scores(
    draft: _Draft, fitted: Fit, found: Sequence[Finding], rhyme: float, repeats: int, couplets: tuple[float, ...]
) -> Scores:
    characters = sum(map(len, draft.lines))
    strained = sum(
        each.kind == "hangs_on_reading" and int(each.fields["share"]) <= 100 * scoring.FAR_FETCHED for each in found
    )
    tone = scoring.tone_share(found, characters, strained)
    middle = couplets[1:3] if draft.wanted == 8 else ()
    return Scores(
        form=scoring.form_share(draft.lines, draft.wanted, draft.shape.width),
        tone=tone,
        structure=scoring.structure_share(len(fitted.broken), len(fitted.lines) // 2, tone),
        rhyme=rhyme,
        repetition=scoring.repetition_share(repeats, draft.wanted),
        parallel=sum(middle) / len(middle) if middle else 1.0,
    )


def _level(found: Sequence[Finding]) -> Level:
    """What these findings leave of a poem."""
    return max((faults.KINDS[each.kind][1] for each in found), key=LEVELS.index, default=LEVELS[0])


def _in_order(found: Sequence[Finding]) -> list[Finding]:
    """The outside first, then by line; what is worse before what is not."""
    return sorted(
        found, key=lambda each: (-1 if each.line is None else each.line, -cells.SEVERITIES.index(each.severity))
    )
