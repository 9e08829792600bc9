"""Two to four traces of one question side by side: which steps answer to which, and how the answers differ. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.explore.values import TraceView
from app.trace.align import Row, align
from app.trace.drafts import Edit, diff

MOST = 4
_WORDS = re.compile(r"\s+|[^\W_\d一-鿿]+|\d+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`rows` has every step of every trace once; `answers` leads from the first answer to each of the others."""

    views: tuple[TraceView, ...]
    rows: tuple[Row, ...]
    answers: tuple[tuple[Edit, ...], ...]

    def only(self, trace: int) -> int:
        """How many steps none of the others has."""
        return sum(row.only == trace for row in self.rows)


def compare(views: Sequence[TraceView]) -> Comparison:
    """Set traces side by side."""
    rows = align([view.analysis.steps for view in views])
    first = _WORDS.findall(views[0].answer) if views else []
    answers = tuple(diff(first, _WORDS.findall(view.answer)) for view in views)
    return Comparison(tuple(views), tuple(rows), answers)
