"""From each sentence of the answer to the steps that settle it: a textual match, never a cause. Knows no model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.marks import Mark
from app.trace.steps import Step

Standing: TypeAlias = Literal["found", "absent", "rejected", "plain"]
"""In the thinking; not in the thinking; there, but doubted afterwards; nothing in it that could be looked for."""

_WORD = re.compile(r"\d[\d.,/]*|[A-Za-z]{4,}|[一-鿿]{2}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A step that has something in common with a sentence of the answer."""

    step: int
    score: float
    """0 to 1: how much of what the sentence says stands there."""
    shared: tuple[str, ...]
    """Numbers, formulas, names and words that both have."""


@dataclass(frozen=True, slots=True)
class Link:
    """A sentence of the answer and the earliest steps that settle it."""

    sentence: Step
    standing: Standing
    evidence: tuple[Evidence, ...]
    """The best first, of equals the earlier; empty unless found or rejected."""


def links(steps: Sequence[Step], sentences: Sequence[Step], marks: Sequence[Sequence[Mark]]) -> list[Link]:
    """One for each of `sentences`, the steps of the answer. `marks` are those of the thinking's steps."""
    words = [set(_WORD.findall(step.text)) for step in steps]
    return [_link(sentence, words) for sentence in sentences]


def _link(sentence: Step, words: Sequence[set[str]]) -> Link:
    wanted = set(_WORD.findall(sentence.text))
    if not wanted:
        return Link(sentence, "plain", ())
    scored = [
        Evidence(place, len(both) / len(wanted), tuple(sorted(both)))
        for place, each in enumerate(words)
        if (both := each & wanted)
    ]
    best = tuple(sorted(scored, key=lambda each: (-each.score, each.step))[:3])
    return Link(sentence, "found" if best else "absent", best)
