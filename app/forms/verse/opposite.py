"""A couplet (对联): whether a line stands opposite another, character by character."""

from collections.abc import Iterator

from app.forms.findings import Datum, Finding, Severity
from app.forms.verse import tones, wording
from app.forms.verse.books import book
from app.forms.verse.markup import LIST_MARK, LONGEST_LINE, MARKS, NOTE, Clause, spaces
from app.forms.verse.pairing import CLAUSE, STOPS
from app.forms.verse.prose import agree_surely

WIDEST = 60


def opposites(text: str, start: int) -> Iterator[Clause]:
    """Lines of nothing but Han characters, without list marks and labels such as 下联：."""
    at = start
    for raw in text[start:].splitlines(keepends=True):
        line, here = raw.rstrip("\r\n"), at
        at += len(raw)
        if len(line) > LONGEST_LINE:
            continue
        bare = NOTE.sub(spaces, MARKS.sub(spaces, line))
        mark = LIST_MARK.match(bare)
        skip = mark.end() if mark else 0
        colon = max(bare.rfind("：", 0, skip + 8), bare.rfind(":", 0, skip + 8))
        skip = max(skip, colon + 1)
        found = CLAUSE.search(bare, skip)
        rest = bare[skip:].strip(STOPS + " \t")
        if found and rest and len(rest) <= WIDEST and rest.strip(STOPS) == found[1] and not colon_ends(bare):
            yield Clause(found[1], here + found.start(1))


def colon_ends(line: str) -> bool:
    return line.rstrip().endswith(("：", ":"))


def oppose(first: str, second: str, start: int) -> tuple[float, list[Finding]]:
    """How well the second line stands opposite the first, 0 to 1, and what is wrong."""
    span = (start, start + len(second))
    if len(first) != len(second):
        return 0.1, [_about("couplet_width", "error", span, found=len(second), wanted=len(first))]
    sounds = book("平水韵")
    high, low = ([sound.letter for sound in sounds.sounds(line)] for line in (first, second))
    last = len(first) - 1
    inner = range(1, last, 2)
    alike = [at for at in inner if agree_surely(high[at] + low[at])]
    found = [_about("couplet_tone", "warning", (start + at, start + at + 1), char=second[at]) for at in alike]
    foot = not agree_surely(high[last] + low[last])
    if not foot:
        found.append(_about("couplet_foot", "error", (start + last, start + last + 1), char=second[last]))
    again = [at for at, char in enumerate(second) if char in first]
    found += [_about("couplet_repeats", "warning", (start + at, start + at + 1), char=second[at]) for at in again]
    tone = 1 - len(alike) / len(inner) if inner else 1.0
    score = 0.35 * foot + 0.3 * tone + 0.15 * max(0.0, 1 - len(again) / 2)
    return score + 0.2 * wording.parallel(first, second, tones.table()), found


def _about(kind: str, severity: Severity, span: tuple[int, int], **fields: Datum) -> Finding:
    return Finding(kind, severity, fields, span)
