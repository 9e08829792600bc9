"""`sibian trace stats`: one row of figures for each trace, to be set beside those of others."""

import argparse
from dataclasses import asdict
from typing import Any

from app.cli import start
from app.cli.screen import as_json, shown
from app.cli.table import cut, table
from app.cli.trace_source import Source, kept, sources
from app.trace.analysis import analyse
from app.trace.statistics import Statistics, statistics

WIDEST = 28
HEAD = (
    "trace",
    "model",
    "tokens",
    "answer",
    "steps",
    "doubt/k",
    "switch/k",
    "check/k",
    "tok/s",
    "sure",
    "values",
    "right",
)


def run(options: argparse.Namespace) -> int:
    """Of what is named; of nothing, of every trace that is kept. Raises WrongUse, StoreError."""
    found: list[tuple[Source, bool | None]]
    if options.traces:
        found = [(source, None) for source in sources(options, options.traces)]
    else:
        with start.open_to_read(options) as store:
            found = [(kept(store, each.generation), each.correct) for each in store.traces.all()]
    rows = [(source, _measured(source, options.reference, right)) for source, right in found]
    if options.json:
        print(as_json([_as_dict(source, row) for source, row in rows]))
    else:
        print(shown("\n".join(table([HEAD, *(_row(source, row) for source, row in rows)], right=range(2, 11)))))
    return 0


def _measured(source: Source, reference: str | None, right: bool | None) -> Statistics:
    analysis = analyse(source.thinking, source.answer, source.ended)
    return statistics(analysis, source.thinking, source.answer, source.figures, reference, right)


def _as_dict(source: Source, row: Statistics) -> dict[str, Any]:
    return {"trace": source.name, "generation": source.generation, "model": source.model, **asdict(row)}


def _row(source: Source, row: Statistics) -> tuple[str, ...]:
    rates = [_figure(row.rates[mark], 2) for mark in ("doubt", "switch", "check")]
    right = "" if row.correct is None else "yes" if row.correct else "no"
    tokens = str(row.thinking_tokens) if row.thinking_tokens is not None else f"~{row.tokens}"
    return (
        cut(source.name, WIDEST),
        cut(source.model, WIDEST),
        tokens,
        "" if row.answer_tokens is None else str(row.answer_tokens),
        str(row.steps),
        *rates,
        _figure(row.tempo, 1),
        _figure(row.confidence, 2),
        f"{row.candidates}/{row.changes}",
        right,
    )


def _figure(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:.{places}f}"
