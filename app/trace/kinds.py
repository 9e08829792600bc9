"""What each step of a trace does, guessed by a small trained classifier: the eight functions of Thought Anchors.

A guess: how good it is was measured (`quality`) and is to be shown beside it. It was learnt from English mathematics;
for Chinese it knows the same groups of cue words, and nothing was measured. Of offsets it only knows paragraphs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from app import paths
from app.trace.kind_names import KINDS, KindName
from app.trace.steps import Step

if TYPE_CHECKING:
    from app.trace.tagger import Tagger, Weights

__all__ = ["KINDS", "Kind", "KindName", "Quality", "classify", "quality"]

WEIGHTS = "kinds.npz"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a step does, and how probable that is by the classifier's own account."""

    kind: KindName
    probability: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How often the classifier is right on problems it never saw (leave one problem out, English mathematics)."""

    accuracy: float
    macro_f1: float
    f1: Mapping[KindName, float]
    steps: int
    """How many labelled steps that was measured on."""


def classify(steps: Sequence[Step]) -> list[Kind]:
    """The kind of each step of one trace, in order: neighbours and place count, so give all of them at once."""
    probabilities = _tagger().probabilities(steps)
    best = probabilities.argmax(axis=1)
    return [Kind(KINDS[kind], float(row[kind])) for kind, row in zip(best, probabilities, strict=True)]


def quality() -> Quality:
    """What was measured when the shipped weights were trained."""
    report = _weights().report
    f1 = {kind: float(report["kinds"][kind]["f1"]) for kind in KINDS}
    return Quality(float(report["accuracy"]), float(report["macro_f1"]), f1, int(report["steps"]))


@cache
def _weights() -> "Weights":
    # Only now: the window must not wait for numpy.
    from app.trace.tagger import Weights

    return Weights.read(paths.assets() / WEIGHTS)


@cache
def _tagger() -> "Tagger":
    from app.trace.tagger import Tagger

    return Tagger(_weights())
