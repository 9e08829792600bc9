"""From each sentence of the answer to the steps that settle it: a textual match, never a cause. Knows no model.

A sentence and a step have numbers, formulas, names and rare words in common (pairs of characters in Chinese). What
counts is how much of the sentence stands in a step, the rare more than the common, and of equals the earliest step.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.marks import Mark
from app.trace.steps import Step
from app.trace.words import Sort, terms

Standing: TypeAlias = Literal["found", "absent", "rejected", "plain"]
"""In the thinking; not in the thinking; there, but doubted afterwards; nothing in it that could be looked for."""

Term: TypeAlias = tuple[Sort, str]

FOUND, FOUND_HAN = 0.5, 0.3
"""The share of a sentence that has to stand in the steps; less of Chinese, where many a pair is no word."""
WORTH = 0.15
"""What another step must add to be named too."""
MOST = 3
AFTER = 3
"""A doubt so many steps after the last mention rejects it."""
FEWEST = 2.0
"""A sentence that weighs less says nothing that could be looked for."""
_WEIGHTS: Mapping[Sort, float] = {"number": 2.5, "formula": 3.0, "name": 1.5, "word": 1.0, "han": 0.7}
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|not (?:right|correct|valid|possible|true)"
    r"|doesn'?t (?:work|hold|fit|match)|can'?t be|mistake|invalid)\b"
    r"|不对|不成立|错了|不行|有误|不可能|不符",
    re.IGNORECASE,
)


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
    """The best first, of equals the earlier; empty where nothing is shared."""
    missing: tuple[str, ...] = ()
    """Numbers and formulas of the sentence that stand nowhere in the thinking."""


def links(steps: Sequence[Step], sentences: Sequence[Step], marks: Sequence[Sequence[Mark]]) -> list[Link]:
    """One for each of `sentences`, the steps of the answer. `marks` are those of the thinking's steps."""
    return _Matcher(steps, marks).links(sentences)


class _Matcher:
    def __init__(self, steps: Sequence[Step], marks: Sequence[Sequence[Mark]]) -> None:
        self._steps = steps
        self._marks = marks
        self._where: dict[Term, list[int]] = defaultdict(list)
        for place, step in enumerate(steps):
            for term in set(terms(step.text)):
                self._where[term].append(place)

    def links(self, sentences: Sequence[Step]) -> list[Link]:
        return [self._link(sentence) for sentence in sentences]

    def _link(self, sentence: Step) -> Link:
        wanted = {term: self._weight(term) for term in set(terms(sentence.text))}
        if math.fsum(_WEIGHTS[sort] for sort, _ in wanted) < FEWEST:
            return Link(sentence, "plain", ())
        if not self._steps:
            return Link(sentence, "absent", ())
        total = math.fsum(wanted.values())
        missing = tuple(
            sorted(text for sort, text in wanted if sort in ("number", "formula") and (sort, text) not in self._where)
        )
        evidence = self._cover(wanted, total)
        covered = math.fsum(weight for term, weight in wanted.items() if term in self._where) / total
        together = math.fsum(each.score for each in evidence)
        numbers = [term for term in wanted if term[0] == "number" and len(term[1]) > 1]
        unknown = bool(numbers) and all(term not in self._where for term in numbers)
        han = math.fsum(weight for term, weight in wanted.items() if term[0] == "han") / total
        enough = FOUND + han * (FOUND_HAN - FOUND)
        if covered < enough or together < enough * 0.8 or unknown:
            return Link(sentence, "absent", evidence, missing)
        standing: Standing = "rejected" if self._rejected(wanted) else "found"
        return Link(sentence, standing, evidence, missing)

    def _weight(self, term: Term) -> float:
        """More for what is rare in the thinking; a single digit is everywhere."""
        rare = math.log(1 + len(self._steps) / (1 + len(self._where.get(term, ()))))
        few = 0.3 if term[0] == "number" and len(term[1]) == 1 else 1.0
        return _WEIGHTS[term[0]] * few * min(rare, 4.0)

    def _cover(self, wanted: Mapping[Term, float], total: float) -> tuple[Evidence, ...]:
        """The fewest steps that hold the most: each adds what those before it do not have."""
        open_terms = {term: weight for term, weight in wanted.items() if term in self._where}
        chosen: list[Evidence] = []
        while open_terms and len(chosen) < MOST:
            gains: dict[int, float] = defaultdict(float)
            for term, weight in open_terms.items():
                for place in self._where[term]:
                    gains[place] += weight
            best, gain = min(gains.items(), key=lambda each: (-round(each[1], 9), each[0]))
            if gain / total < WORTH:
                break
            shared = [term for term in open_terms if best in self._where[term]]
            chosen.append(Evidence(best, gain / total, tuple(sorted({text for _, text in shared}))))
            for term in shared:
                del open_terms[term]
        return tuple(chosen)

    def _rejected(self, wanted: Mapping[Term, float]) -> bool:
        """Whether what the sentence is mainly about was doubted after its last mention, and not taken up again."""
        known = [term for term in wanted if term in self._where and term[0] in ("number", "formula", "name")]
        if not known:
            return False
        key = max(known, key=lambda term: (wanted[term], term))
        last = self._where[key][-1]
        behind = range(last + 1, min(last + 1 + AFTER, len(self._steps)))
        return bool(_WRONG.search(self._steps[last].text)) or any(
            _WRONG.search(self._steps[place].text) and any(mark.kind == "doubt" for mark in self._marks[place])
            for place in behind
        )
