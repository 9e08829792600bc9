"""Traces with what is known and what a reader put on them, one JSON line each, for those who study them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.trace.analysis import Analysis


def line(
    facts: Mapping[str, Any],
    prompt: str,
    thinking: str,
    answer: str,
    analysis: Analysis,
    marked: Iterable[Mapping[str, Any]],
) -> str:
    """A trace. `facts`: what it is (id, model); `marked`: a reader's annotations, in characters of the thinking."""
    steps = [
        {
            "start": step.start,
            "end": step.end,
            "kind": kind.kind,
            "probability": round(kind.probability, 4),
            "marks": sorted({mark.kind for mark in marks}),
        }
        for step, kind, marks in zip(analysis.steps, analysis.kinds, analysis.marks, strict=True)
    ]
    record = {
        **facts,
        "prompt": prompt,
        "thinking": thinking,
        "answer": answer,
        "steps": steps,
        "annotations": list(marked),
        "flags": [flag.name for flag in analysis.flags],
    }
    return json.dumps(record, ensure_ascii=False)
