"""From characters to tokens: which tokens a step is made of. Knows nothing of how they were counted."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from app.trace.confidence import Range
from app.trace.steps import Step


def token_ranges(steps: Iterable[Step], lengths: Sequence[int], offset: int = 0) -> list[Range]:
    """The tokens of each step. `lengths`: characters of each token of the whole text; `offset`: where the thinking
    begins in it. A token belongs to the step in which it begins."""
    begins = list(accumulate(lengths, initial=0))[:-1]
    return [(bisect_left(begins, step.start + offset), bisect_left(begins, step.end + offset)) for step in steps]
