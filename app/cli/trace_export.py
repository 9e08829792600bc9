"""`sibian trace export`: traces with their steps, and the labels and notes a reader put on them, as JSON lines."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from app.cli import start
from app.cli.trace_source import kept
from app.errors import WrongUse
from app.exchange.labelled import line
from app.store.reading import ReadingStore
from app.store.store import Store
from app.trace.analysis import analyse


def run(options: argparse.Namespace) -> int:
    """What is named, else whatever was annotated, else every trace with --all. Raises WrongUse, StoreError."""
    with start.open_to_read(options) as store, ExitStack() as stack:
        out = None
        if options.output is not None:
            out = stack.enter_context(_opened(options.output))
        for each in lines(store, _chosen(store, options)):
            print(each, file=out)
    return 0


def lines(store: Store | ReadingStore, generations: list[int]) -> Iterator[str]:
    """A line for each. Raises WrongUse where one is not there."""
    labels = {label.id: label.name for label in store.annotations.labels()}
    for number in generations:
        source = kept(store, number)
        analysis = analyse(source.thinking, source.answer, source.ended)
        yield line(
            {"id": f"generation-{number}", "model": source.model},
            source.prompt,
            source.thinking,
            source.answer,
            analysis,
            _marked(store, number, labels),
        )


def _chosen(store: Store | ReadingStore, options: argparse.Namespace) -> list[int]:
    if options.all:
        return [each.generation for each in store.traces.all()]
    return options.generations or sorted(store.annotations.annotated())


def _marked(store: Store | ReadingStore, generation: int, labels: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "start": each.first,
            "end": each.last,
            "label": labels.get(each.marking.label) if each.marking.label is not None else None,
            "note": each.marking.note,
            "rating": each.marking.rating,
            "highlight": each.marking.highlight,
        }
        for each in store.annotations.of_generation(generation)
    ]


def _opened(path: Path) -> Any:
    try:
        return path.open("x", encoding="utf-8")
    except OSError as error:
        raise WrongUse("wrong_use", str(error), what=f"{path} cannot be written: {error.strerror}.") from error
