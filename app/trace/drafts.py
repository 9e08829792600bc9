"""Drafts of poems and code in a thinking, beside the form they have in the answer. Knows nothing of metre or syntax."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.likeness import likeness
from app.trace.steps import Step
from app.trace.verse import verses

DraftKind: TypeAlias = Literal["poem", "code"]
EditKind: TypeAlias = Literal["same", "gone", "new"]

ALIKE = 0.2
"""Code that is less like the final one is something else."""
SHARED_LINES = 0.25
"""A poem of which less than this share of characters stands in the final one is another poem."""
LONGEST = 20_000
"""Characters of one thing that are compared."""
_CODE = re.compile(r"^[ \t]*```[^\n]*\n(.*?)(?:^[ \t]*```|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a draft and of its final form: the same in both, only in the draft, or only in the final form."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An earlier form of something that stands in the answer."""

    kind: DraftKind
    step: int
    """The step in which it begins."""
    start: int
    """In characters of the trace."""
    end: int
    text: str
    final: tuple[int, int]
    """Where its final form stands in the answer."""
    edits: tuple[Edit, ...]
    """From the draft to the final form: whole lines of code, single characters of a poem."""


def drafts(steps: Sequence[Step], answer: str) -> list[Draft]:
    """Those of a thinking, in order; of a thing that the answer doesn't have, none."""
    if not steps:
        return []
    thinking = "".join(step.text for step in steps)
    base = steps[0].start
    found = [*_code(thinking, answer), *_poems(thinking, answer)]
    placed = [(_step(steps, base + span[0]), kind, span, final, edits) for kind, span, final, edits in found]
    return sorted(
        (
            Draft(kind, step, base + span[0], base + span[1], thinking[slice(*span)], final, edits)
            for step, kind, span, final, edits in placed
        ),
        key=lambda draft: draft.start,
    )


Found: TypeAlias = tuple[DraftKind, tuple[int, int], tuple[int, int], tuple[Edit, ...]]


def _code(thinking: str, answer: str) -> Iterator[Found]:
    finals = [hit.span(1) for hit in _CODE.finditer(answer) if hit.group(1).strip()]
    for hit in _CODE.finditer(thinking) if finals else ():
        before = hit.group(1)[:LONGEST]
        scored = [(likeness(before, answer[slice(*final)][:LONGEST]), final) for final in finals]
        alike, final = max(scored, key=lambda each: each[0])
        if alike >= ALIKE:
            lines = answer[slice(*final)][:LONGEST].splitlines(keepends=True)
            yield "code", hit.span(1), final, diff(before.splitlines(keepends=True), lines)


def _poems(thinking: str, answer: str) -> Iterator[Found]:
    finals = list(verses(answer))
    for verse in verses(thinking) if finals else ():
        letters = "".join(verse.lines)
        scored = [(_common(letters, "".join(final.lines)), place) for place, final in enumerate(finals)]
        common, place = max(scored, key=lambda each: each[0])
        if common >= SHARED_LINES:
            final = finals[place]
            before, after = thinking[verse.start : verse.end], answer[final.start : final.end]
            yield "poem", (verse.start, verse.end), (final.start, final.end), diff(before[:LONGEST], after[:LONGEST])


def _common(one: str, other: str) -> float:
    """The share of characters that two poems have in common, in order."""
    matcher = difflib.SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(one), 1)


def diff(before: Sequence[str], after: Sequence[str]) -> tuple[Edit, ...]:
    """From `before` to `after`, both in units: lines, words or characters."""
    out: list[Edit] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(Edit("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            out.append(Edit("gone", "".join(before[i1:i2])))
        if j2 > j1:
            out.append(Edit("new", "".join(after[j1:j2])))
    return tuple(out)


def _step(steps: Sequence[Step], character: int) -> int:
    return next((place for place, step in enumerate(steps) if step.end > character), len(steps) - 1)
