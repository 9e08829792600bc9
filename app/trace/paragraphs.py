"""Where each step stands in its paragraph. Knows no kinds and no weights.

What a step's stretch of the text holds beyond its words is white space, and an empty line is at least two characters of
it. Steps among which no paragraph ends have none, or come without offsets of their own.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.trace.steps import Step

WIDTH = 7
EMPTY_LINE = 2
FAR = 9
"""Steps further than this from an edge of their paragraph are all as far."""
USUAL = (0.57, 0.56, 0.35, 0.21, 0.47, 0.47, 1.21)
"""The mean of the labelled steps: what is said of steps without paragraphs, so that it counts for no kind."""


def paragraph_features(steps: Sequence[Step]) -> NDArray[np.float32]:
    """One row for each step of a trace: at which edges it stands, how far from them, and how long the paragraph is."""
    count = len(steps)
    blank = np.array([step.end - step.start - len(step.text.strip()) for step in steps], dtype=np.int64)
    ends = blank >= EMPTY_LINE
    if not ends.any():
        return np.tile(np.array(USUAL, dtype=np.float32), (count, 1))
    begins = np.concatenate([[True], ends[:-1]])[:count]
    paragraph = np.cumsum(begins) - 1
    before = np.arange(count) - np.flatnonzero(begins)[paragraph]
    length = np.bincount(paragraph)[paragraph]
    return np.stack(
        [
            begins, ends, begins & ends, before == 1,
            *(np.log1p(np.minimum(steps_, FAR)) for steps_ in (before, length - before - 1, length)),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip
