"""The labelled traces, each with the problem it is about. They are not part of the project."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trace.kind_names import KINDS
from app.trace.steps import Step, segment

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "traces"


@dataclass(frozen=True)
class Labelled:
    """A trace whose steps somebody has labelled."""

    problem: str
    steps: Sequence[Step]
    kinds: NDArray[np.int64]
    """Places in `KINDS`."""

    @property
    def texts(self) -> list[str]:
        return [step.text for step in self.steps]


def labelled(folder: Path = FOLDER) -> list[Labelled]:
    thinking = {trace["id"]: trace["thinking"] for trace in _lines(folder / "thought_anchors_en.jsonl")}
    return [_of(trace, thinking[trace["id"]]) for trace in _lines(folder / "thought_anchors_step_labels.jsonl")]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _of(trace: dict[str, Any], thinking: str) -> Labelled:
    """Labels come with the words of steps alone; the thinking tells where its paragraphs end."""
    steps = segment(thinking, "thought-anchors")
    if [step.text for step in steps] != [step["chunk"] for step in trace["steps"]]:
        raise ValueError(f"other steps than those labelled: {trace['id']}")
    kinds = np.array([KINDS.index(step["function_tags"][0]) for step in trace["steps"]])
    return Labelled(trace["id"].rpartition("_")[2], steps, kinds)
