"""`sibian trace compare`: two to four traces side by side, step beside step."""

import argparse
from typing import Any

from app.cli.screen import as_json, shown
from app.cli.table import cut, table
from app.cli.trace_source import Source, sources
from app.errors import WrongUse
from app.trace.align import Row, align
from app.trace.analysis import Analysis, analyse

CELLS = 150
"""Of all columns together."""


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse, StoreError."""
    if not 2 <= len(options.traces) <= 4:
        raise WrongUse("wrong_use", what="Two to four traces can be compared.")
    found = sources(options, options.traces)
    analyses = [analyse(source.thinking, source.answer, source.ended) for source in found]
    rows = align([analysis.steps for analysis in analyses])
    if options.json:
        print(as_json(_as_dict(found, analyses, rows)))
        return 0
    width = CELLS // len(found)
    lines = [[cut(source.name, width) for source in found]]
    lines += [
        [_cell(analysis, cell, width) for analysis, cell in zip(analyses, row.cells, strict=True)] for row in rows
    ]
    lines += [[""] * len(found), [_outcome(analysis, width) for analysis in analyses]]
    print(shown("\n".join(table(lines))))
    return 0


def _cell(analysis: Analysis, step: int | None, width: int) -> str:
    return "" if step is None else cut(f"{step + 1} {' '.join(analysis.steps[step].text.split())}", width)


def _outcome(analysis: Analysis, width: int) -> str:
    found = analysis.candidates
    return cut(f"= {found.value or '?'} ({len(found.all)} candidates, {found.changes} changes)", width)


def _as_dict(found: list[Source], analyses: list[Analysis], rows: list[Row]) -> dict[str, Any]:
    return {
        "traces": [
            {
                "trace": source.name,
                "generation": source.generation,
                "model": source.model,
                "steps": len(analysis.steps),
                "answer": analysis.candidates.final,
                "candidates": [each.normalised for each in analysis.candidates.all],
                "alone": [row.cells[place] for row in rows if row.only == place],
            }
            for place, (source, analysis) in enumerate(zip(found, analyses, strict=True))
        ],
        "rows": [{"steps": list(row.cells), "likeness": round(row.likeness, 4)} for row in rows],
    }
