"""The labelled traces, each with the problem it is about. They are not part of the project."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.trace.kind_names import KINDS

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "traces"


@dataclass(frozen=True)
class Labelled:
    """A trace whose steps somebody has labelled."""

    problem: str
    texts: Sequence[str]
    kinds: NDArray[np.int64]
    """Places in `KINDS`."""


def labelled(folder: Path = FOLDER) -> list[Labelled]:
    lines = (folder / "thought_anchors_step_labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [_of(json.loads(line)) for line in lines]


def _of(trace: dict[str, object]) -> Labelled:
    steps = trace["steps"]
    assert isinstance(steps, list)
    kinds = np.array([KINDS.index(step["function_tags"][0]) for step in steps])
    return Labelled(str(trace["id"]).rpartition("_")[2], [step["chunk"] for step in steps], kinds)
