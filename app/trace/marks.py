"""Doubt, switch and check: three separate marks on a step, found by words. Knows nothing of the classifier.

Never one count of "backtracks": on real traces only the rate of switches goes with wrong answers. A heuristic, and to
be shown as one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from app.trace.steps import Step

MarkKind: TypeAlias = Literal["doubt", "switch", "check"]
MARKS: tuple[MarkKind, ...] = get_args(MarkKind)

_WORDS: dict[MarkKind, str] = {
    "doubt": r"^\W*(?:wait|hmm|hold on|actually|no)\b|not sure|confus\w+|等等[，,]|不对，|等一下|矛盾|搞错|不成立",
    "switch": r"\balternatively\b|another (?:way|approach)|let me try|(?:^|\n)(?:或者，|另外，)|换个角度|另一种可能",
    "check": r"\b(?:double-?check|let me (?:check|verify)|verify)\b|检查|验证|确认|重新(?:计算|考虑|梳理)",
}
_COMPILED = {mark: re.compile(words, re.IGNORECASE) for mark, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in a step that tell of doubt, of another way being taken, or of something being checked."""

    kind: MarkKind
    start: int
    """In characters of the trace, like those of a step."""
    end: int
    text: str


def marks(steps: Sequence[Step]) -> list[tuple[Mark, ...]]:
    """Those of each step, in the order of the text."""
    return [_of(step) for step in steps]


def _of(step: Step) -> tuple[Mark, ...]:
    found = [
        Mark(kind, step.start + hit.start(), step.start + hit.end(), hit.group())
        for kind, words in _COMPILED.items()
        for hit in words.finditer(step.text)
    ]
    return tuple(sorted(found, key=lambda mark: mark.start))
