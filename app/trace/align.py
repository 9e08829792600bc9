"""Two to four traces of one question, side by side: which step answers to which. Knows no model.

Each trace is laid over the rows that those before it made: pairs of steps that have rare words in common, and of these
the chain of greatest likeness in which both go forward.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.trace.steps import Step
from app.trace.words import Sort, terms

Terms: TypeAlias = "Counter[tuple[Sort, str]]"

ALIKE = 0.3
"""Below this likeness two steps say different things."""
COMMON = 40
"""A word in more rows than that brings no pair together; it counts where others do."""


@dataclass(frozen=True, slots=True)
class Row:
    """Steps that say about the same; None where a trace has no such step. Never all None."""

    cells: tuple[int | None, ...]
    likeness: float
    """0 to 1: of the step that joined last to those before it; 0 where there is but one step."""

    @property
    def only(self) -> int | None:
        """The one trace that has this step, where no other has; else None."""
        there = [trace for trace, step in enumerate(self.cells) if step is not None]
        return there[0] if len(there) == 1 else None


@dataclass(slots=True)
class _Making:
    cells: list[int | None]
    terms: Terms
    likeness: float = 0.0


def align(traces: Sequence[Sequence[Step]]) -> list[Row]:
    """Rows in which the steps of every trace stand in order, each step exactly once."""
    rows: list[_Making] = []
    for number, trace in enumerate(traces):
        words = [Counter(terms(step.text)) for step in trace]
        rows = _laid(rows, words, number, len(traces))
    return [Row(tuple(row.cells), row.likeness) for row in rows]


def _laid(rows: list[_Making], words: Sequence[Terms], number: int, traces: int) -> list[_Making]:
    """The rows with one more trace in them."""
    chain = _chain(_pairs([row.terms for row in rows], words)) if rows else []
    out: list[_Making] = []
    row = step = 0
    for row_end, step_end, alike in [*chain, (len(rows), len(words), 0.0)]:
        # What lies between two pairs has no partner: the older traces' steps first.
        out += rows[row:row_end]
        for place in range(step, step_end):
            cells: list[int | None] = [None] * traces
            cells[number] = place
            out.append(_Making(cells, words[place]))
        if row_end < len(rows):
            joined = rows[row_end]
            joined.cells[number] = step_end
            joined.terms = joined.terms | words[step_end]
            joined.likeness = alike
            out.append(joined)
        row, step = row_end + 1, step_end + 1
    return out


def _pairs(rows: Sequence[Terms], steps: Sequence[Terms]) -> Iterator[tuple[int, int, float]]:
    """Row, step and likeness of all that are alike."""
    where: dict[tuple[Sort, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for term in row:
            where[term].append(place)
    seen_in = Counter(term for one in (*rows, *steps) for term in one)
    total = len(rows) + len(steps)
    weights = {term: math.log(1 + total / count) for term, count in seen_in.items()}
    lengths = [_length(row, weights) for row in rows]
    for place, step in enumerate(steps):
        own = _length(step, weights)
        near = {one for term in step if len(where.get(term, ())) <= COMMON for one in where.get(term, ())}
        for one in sorted(near):
            dot = math.fsum(weights[term] ** 2 for term in step if term in rows[one])
            alike = dot / (own * lengths[one]) if own and lengths[one] else 0.0
            if alike >= ALIKE:
                yield one, place, alike


def _length(terms: Terms, weights: dict[tuple[Sort, str], float]) -> float:
    return math.sqrt(math.fsum(weights[term] ** 2 for term in terms))


def _chain(pairs: Iterator[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The pairs of greatest total likeness in which rows and steps both rise."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    best: list[tuple[int, float, int]] = []
    """Step, total and index of the best chain that ends at or before that step: both rise."""
    before: list[int] = []
    for index, (_, step, alike) in enumerate(ordered):
        at = bisect_left(best, (step,))
        total = alike + (best[at - 1][1] if at else 0.0)
        before.append(best[at - 1][2] if at else -1)
        if at < len(best) and best[at][0] == step and best[at][1] >= total:
            continue
        keep = at
        while keep < len(best) and best[keep][1] <= total:
            keep += 1
        best[at:keep] = [(step, total, index)]
    chain: list[tuple[int, int, float]] = []
    at = best[-1][2] if best else -1
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]
