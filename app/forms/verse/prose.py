"""Parallel prose (骈文), held against its own rules: pairing, opposed tones, the chain of feet, what was copied.

`check_prose` judges a text; the measures and their weights are those at which 滕王阁序 has all and 师说 has none.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from app.forms.findings import Datum, Finding
from app.forms.verse import extract, markup, oldstyle, pairing
from app.forms.verse.books import Book, book
from app.forms.verse.copying import copying
from app.forms.verse.pairing import Clause, Unit
from app.forms.verse.values import Poem

PARALLEL, MIXED = 0.85, 0.65

Verdict = Literal["骈文", "骈散相间", "散文"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit with its tones."""

    shape: pairing.Shape
    spans: tuple[tuple[int, int], ...]
    """Where each of its clauses stands in the text."""
    clauses: tuple[str, ...]
    feet: str
    """The tone letters of its clauses' last characters: P Z, or * where either."""
    foot: bool
    """Whether the feet of its two halves oppose."""
    inner: tuple[int, int]
    """Places within it that oppose, and how many there are."""


@dataclass(frozen=True, slots=True)
class ProseReport:
    clauses: int
    characters: int
    """Of the prose, without stops and a closing poem."""
    pairs: tuple[Pair, ...]
    paired: float
    """The share of clauses that stand opposite another."""
    feet: float
    inner: float
    four_six: float
    """The share of paired clauses that have four or six characters."""
    crosswise: float
    """The share of paired clauses that stand in 隔句对."""
    chained: tuple[int, int]
    """马蹄韵: units whose first foot sounds like the last of the one before, and how many could."""
    crossed: tuple[int, int]
    """隔句对 whose feet are x y | y x, and how many there are."""
    copied: float
    """The share of four-character sequences that stand in the model too."""
    passages: tuple[tuple[int, int], ...]
    """Where they stand."""
    closing: Poem | None
    """The poem at the end, judged in the old style."""
    score: float
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    unit: Unit
    clauses: tuple[Clause, ...]

    @property
    def sides(self) -> list[tuple[str, str]]:
        """Clauses that stand opposite each other, without the lead."""
        half = len(self.clauses) // 2
        texts = [clause.text for clause in self.clauses]
        texts[0] = texts[0][self.unit.lead :]
        return list(zip(texts[:half], texts[half:], strict=True))


def check_prose(text: str, model: str = "滕王阁序", rhyme_book: str = "平水韵") -> ProseReport:
    """How far `text` is parallel prose. `model`: a title of `copying.MODELS`, the text of another work, or nothing."""
    start = extract.answer_start(text)
    sounds = book(rhyme_book)
    if start is None:
        return _nothing("only_thinking")
    closing, end = _closing(text, start, sounds)
    rows = pairing.clauses(_prose(text[:end], start))
    if not any(rows):
        return _nothing("nothing_prose")
    paired = [
        _Unit(u, tuple(row[u.first : u.first + u.size])) for row in rows for u in pairing.units(row, _opposing(sounds))
    ]
    pairs = tuple(_pair(each, sounds) for each in paired)
    count = sum(map(len, rows))
    clauses = [clause for row in rows for clause in row]
    passages, copied = copying(clauses, model)
    return _report(clauses, pairs, closing, passages, copied, count)


def _report(
    clauses: list[Clause],
    pairs: tuple[Pair, ...],
    closing: Poem | None,
    passages: tuple[tuple[int, int], ...],
    copied: float,
    count: int,
) -> ProseReport:
    members = [text for pair in pairs for text in pair.clauses]
    inner = sum(pair.inner[1] for pair in pairs)
    paired = len(members) / count
    feet = share(sum(pair.foot for pair in pairs), len(pairs))
    opposed = share(sum(pair.inner[0] for pair in pairs), inner)
    four_six = share(sum(len(text) in (4, 6) for text in members), len(members))
    cross = [pair for pair in pairs if pair.shape == "cross"]
    crosswise = share(4 * len(cross), len(members))
    score = (
        0.35 * clip(paired, 0.3, 0.9)
        + 0.25 * clip(feet, 0.5, 0.9)
        + 0.15 * clip(opposed, 0.5, 0.9)
        + 0.15 * clip(four_six, 0.3, 0.7)
        + 0.10 * min(1.0, crosswise / 0.25)
    ) * (1 - copied)
    chained = [agree(one.feet[-1], two.feet[0]) for one, two in itertools.pairwise(pairs)]
    crossed = [
        agree(p.feet[0], p.feet[3]) and agree(p.feet[1], p.feet[2]) and not agree_surely(p.feet[:2]) for p in cross
    ]
    return ProseReport(
        clauses=count,
        characters=sum(len(clause.text) for clause in clauses),
        pairs=pairs,
        paired=paired,
        feet=feet,
        inner=opposed,
        four_six=four_six,
        crosswise=crosswise,
        chained=(sum(chained), len(chained)),
        crossed=(sum(crossed), len(crossed)),
        copied=copied,
        passages=passages,
        closing=closing,
        score=score,
        verdict="骈文" if score >= PARALLEL else "骈散相间" if score >= MIXED else "散文",
        findings=tuple(_findings(clauses, pairs, passages)),
    )


def _findings(clauses: list[Clause], pairs: tuple[Pair, ...], passages: tuple[tuple[int, int], ...]) -> list[Finding]:
    found = []
    inside = {span[0] for pair in pairs for span in pair.spans}
    for clause in clauses:
        if clause.start not in inside and len(clause.text) >= pairing.SHORTEST:
            found.append(_about("unpaired", "note", (clause.start, clause.end), text=clause.text))
    for pair in pairs:
        whole = (pair.spans[0][0], pair.spans[-1][1])
        half = len(pair.clauses) // 2
        if not pair.foot:
            upper, lower = pair.clauses[half - 1], pair.clauses[-1]
            found.append(_about("feet_alike", "warning", whole, upper=upper[-1], lower=lower[-1]))
        elif pair.inner[0] < pair.inner[1]:
            found.append(_about("inner_alike", "note", whole, right=pair.inner[0], of=pair.inner[1]))
    for one, two in itertools.pairwise(pairs):
        if not agree(one.feet[-1], two.feet[0]):
            found.append(
                _about("chain_broken", "note", two.spans[0], upper=one.clauses[-1][-1], lower=two.clauses[0][-1])
            )
    found += [_about("copied", "warning", span) for span in passages]
    return sorted(found, key=lambda each: each.span or (0, 0))


def _about(kind: str, severity: Literal["note", "warning", "error"], span: tuple[int, int], **fields: Datum) -> Finding:
    return Finding(kind, severity, fields, span)


def _pair(each: _Unit, sounds: Book) -> Pair:
    sides = each.sides
    inner = right = 0
    foot = True
    for number, (upper, lower) in enumerate(sides):
        high, low = (_letters(side, sounds) for side in (upper, lower))
        *within, last = pairing.points(upper, lower)
        inner += len(within)
        right += sum(not agree_surely(high[at] + low[at]) for at in within)
        if number == len(sides) - 1:
            foot = not agree_surely(high[last] + low[last])
    feet = "".join(_letters(clause.text[-1], sounds) for clause in each.clauses)
    spans = tuple((clause.start, clause.end) for clause in each.clauses)
    return Pair(each.unit.shape, spans, tuple(clause.text for clause in each.clauses), feet, foot, (right, inner))


def _opposing(sounds: Book) -> pairing.Opposed:
    def opposed(upper: str, lower: str) -> bool:
        return not agree_surely(_letters(upper[-1] + lower[-1], sounds))

    return opposed


def _letters(text: str, sounds: Book) -> str:
    return "".join(sound.letter for sound in sounds.sounds(text))


def agree(one: str, two: str) -> bool:
    """Whether two tones can be the same."""
    return one == two or not {one, two} <= {"P", "Z"}


def agree_surely(two: str) -> bool:
    """Whether two tones are certainly the same: a character with two tones counts as opposed."""
    return two in ("PP", "ZZ")


def share(part: int, of: int) -> float:
    return part / of if of else 0.0


def clip(value: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (value - low) / (high - low)))


# ---- what is prose, what is a poem, what is copied ------------------------------------------------------------------


def _closing(text: str, start: int, sounds: Book) -> tuple[Poem | None, int]:
    """The poem at the end, and where the prose before it ends."""
    found = extract.find(text, start, None)
    if not found or found[-1].width not in (5, 7):
        return None, len(text)
    last = found[-1]
    first = text.rfind("\n", 0, last.lines[0].start) + 1
    before = text[start:first].strip()
    if len(before) < 40:
        return None, len(text)
    return oldstyle.judge(
        last.title, last.lines, [sounds.sounds(line.text) for line in last.lines], sounds, asked=True
    ), first


def _prose(text: str, start: int) -> str:
    """The text with everything blanked that is no prose of it: the thinking, headings, titles, remarks at the end."""
    kept = []
    after = False
    for line in (" " * start + text[start:]).splitlines(keepends=True):
        bare = line.strip()
        after = after or (len(bare) < 60 and markup.is_remark(bare))
        stops = any(stop in bare for stop in pairing.STOPS)
        blank = after or not stops or markup.title(bare) is not None or bare.endswith(("：", ":"))
        kept.append(re.sub(r"[^\n]", " ", line) if blank else markup.NOTE.sub(markup.spaces, line))
    return "".join(kept)


def _nothing(kind: str) -> ProseReport:
    fault = Finding(kind, "error")
    return ProseReport(0, 0, (), 0, 0, 0, 0, 0, (0, 0), (0, 0), 0, (), None, 0.0, "散文", (fault,))
