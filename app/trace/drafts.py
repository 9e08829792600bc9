"""Drafts of poems and code in a thinking, beside the form they have in the answer. Knows nothing of metre or syntax."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.steps import Step

DraftKind: TypeAlias = Literal["poem", "code"]
EditKind: TypeAlias = Literal["same", "gone", "new"]

_CODE = re.compile(r"```[^\n]*\n(.*?)```", re.DOTALL)


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
    final = _CODE.search(answer)
    if not final:
        return []
    return [
        Draft(
            "code", place, step.start + hit.start(1), step.start + hit.end(1), hit.group(1), final.span(1),
            diff(hit.group(1).splitlines(keepends=True), final.group(1).splitlines(keepends=True)),
        )
        for place, step in enumerate(steps)
        for hit in _CODE.finditer(step.text)
    ]  # fmt: skip


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
