"""Formulas of recorded traces, where those lie beside the project."""

import json
from pathlib import Path

from app.text.blocks import Text
from app.text.formulas.source import formula_of
from app.text.formulas.values import Formula
from app.text.read import read

TRACES = Path(__file__).resolve().parents[3] / "shared" / "data" / "traces"


def real() -> list[Formula]:
    """All different ones, in the order they come in; none where the traces are missing."""
    found: dict[Formula, None] = {}
    for path in sorted(TRACES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if "\\" not in line and "$" not in line:
                continue
            record = json.loads(line)
            for field in ("thinking", "answer"):
                text = record.get(field)
                if isinstance(text, str) and ("\\(" in text or "\\[" in text or "$" in text or "\\boxed" in text):
                    found.update(dict.fromkeys(_in(text)))
    return list(found)


def _in(text: str) -> list[Formula]:
    runs = (run for block in read(text) if isinstance(block, Text) for run in block.runs)
    return [formula_of(run.text, run.formula == "display") for run in runs if run.formula]
