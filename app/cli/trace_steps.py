"""`sibian trace steps`: a thinking step by step, with what each one does, doubts and holds."""

import argparse
from collections import Counter
from typing import Any

from app.cli.screen import as_json, shown
from app.cli.table import cut, table
from app.cli.trace_source import Source, sources
from app.trace.analysis import Analysis, analyse
from app.trace.confidence import means

WIDEST = 72
"""Cells of a step's text in the table."""


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse, StoreError."""
    (source,) = sources(options, [options.trace])
    analysis = analyse(source.thinking, source.answer, source.ended, options.rule)
    if options.json:
        print(as_json(as_dict(source, analysis)))
        return 0
    values = {each.step: each.value for each in reversed(analysis.candidates.all)}
    rows = [("step", "phase", "kind", "guess", "marks", "text")]
    phases = {phase.first: phase.name.replace("_", " ") for phase in analysis.phases}
    for place, (step, kind, marks) in enumerate(zip(analysis.steps, analysis.kinds, analysis.marks, strict=True)):
        said = " ".join(dict.fromkeys(mark.kind for mark in marks))
        held = f" [{' '.join(values[place].split())}]" if place in values else ""
        text = cut(" ".join(step.text.split()), WIDEST) + held
        guess = f"{kind.probability:.0%}"
        rows.append((str(place + 1), phases.get(place, ""), kind.kind.replace("_", " "), guess, said, text))
    print(shown("\n".join(table(rows, right=(0, 3)))))
    return 0


def as_dict(source: Source, analysis: Analysis) -> dict[str, Any]:
    """A trace taken apart, for programs. Characters of the thinking; of the answer for `links`."""
    sure = means(source.figures.confidence, source.ranges(analysis.steps)) or [None] * len(analysis.steps)
    return {
        "trace": source.name,
        "generation": source.generation,
        "model": source.model,
        "steps": [
            {
                "start": step.start,
                "end": step.end,
                "text": step.text,
                "kind": kind.kind,
                "probability": round(kind.probability, 4),
                "marks": [{"kind": mark.kind, "start": mark.start, "end": mark.end} for mark in marks],
                "confidence": confidence,
            }
            for step, kind, marks, confidence in zip(analysis.steps, analysis.kinds, analysis.marks, sure, strict=True)
        ],
        "kinds": dict(Counter(kind.kind for kind in analysis.kinds)),
        "phases": [{"name": each.name, "first": each.first, "end": each.end} for each in analysis.phases],
        "answer": {"value": analysis.candidates.value, "normalised": analysis.candidates.final},
        "candidates": [
            {
                "step": each.step,
                "start": each.start,
                "end": each.end,
                "value": each.value,
                "normalised": each.normalised,
                "how": each.how,
                "changed": each.changed,
                "confirmed": each.confirmed,
            }
            for each in analysis.candidates.all
        ],
        "flags": [{"name": each.name, "places": [list(place) for place in each.places]} for each in analysis.flags],
        "links": [
            {
                "start": each.sentence.start,
                "end": each.sentence.end,
                "standing": each.standing,
                "steps": [found.step for found in each.evidence],
                "missing": list(each.missing),
            }
            for each in analysis.links
        ],
    }
