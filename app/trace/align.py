"""Two to four traces of one question, side by side: which step answers to which. Knows no model."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.trace.steps import Step


@dataclass(frozen=True, slots=True)
class Row:
    """Steps that say about the same; None where a trace has no such step. Never all None."""

    cells: tuple[int | None, ...]
    likeness: float
    """0 to 1: the mean over the pairs; 0 where there is but one step."""

    @property
    def only(self) -> int | None:
        """The one trace that has this step, where no other has; else None."""
        there = [trace for trace, step in enumerate(self.cells) if step is not None]
        return there[0] if len(there) == 1 else None


def align(traces: Sequence[Sequence[Step]]) -> list[Row]:
    """Rows in which the steps of every trace stand in order, each step exactly once."""
    longest = max((len(trace) for trace in traces), default=0)
    return [Row(tuple(i if i < len(trace) else None for trace in traces), 0.0) for i in range(longest)]
