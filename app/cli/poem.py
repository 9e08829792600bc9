"""`sibian poem check`: verse and parallel prose of a file or of standard input, held against their rules."""

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from app.cli.screen import as_json, shown
from app.errors import WrongUse
from app.forms.findings import Finding
from app.forms.verse import Poem, Report, check
from app.forms.verse.prose import ProseReport, check_prose
from app.forms.verse.values import Cell, Line

PROSE = "骈文"
MARKS = {"平": "○", "仄": "●", None: "？"}
LONGEST = 1 << 20
WIDE = "\u3000"
"""As wide as a Han character."""


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse."""
    text = _read(options.file)
    if options.form == PROSE:
        prose = check_prose(text, rhyme_book=options.rhyme_book)
        print(as_json(_plain(prose)) if options.json else shown("\n".join(_of_prose(prose))))
        return 0
    try:
        report = check(text, options.form, options.rhyme_book)
    except ValueError as error:
        raise WrongUse("wrong_use", str(error), what=f"{options.form} is no form of verse that is known.") from error
    print(as_json(_plain(report)) if options.json else shown("\n".join(_of_verse(report))))
    return 0


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read(LONGEST + 1) if name == "-" else _bytes(Path(name))
        if len(data) > LONGEST:
            raise WrongUse("wrong_use", what=f"{name} is longer than a megabyte.")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise WrongUse("wrong_use", str(error), what=f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise WrongUse("wrong_use", str(error), what=f"{name} is not UTF-8 text.") from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST + 1)


def _of_verse(report: Report) -> list[str]:
    lines: list[str] = []
    for poem in report.poems:
        lines += [*_head(poem), *_body(poem), *_told(poem.findings), ""]
    if not report.poems:
        lines += _told(report.findings)
    return lines[:-1] if lines and not lines[-1] else lines


def _head(poem: Poem) -> list[str]:
    facts = (poem.title, poem.form, poem.scheme, poem.rhyme.group, poem.level, f"{poem.score:.2f}")
    return [" · ".join(fact for fact in facts if fact)]


def _body(poem: Poem) -> list[str]:
    widest = max(len(line.cells) for line in poem.lines)
    return [
        f"  {line.text.ljust(widest, WIDE)}  {''.join(map(_mark, line.cells))}  {line.manner}".rstrip()
        for line in poem.lines
    ]


def _mark(cell: Cell) -> str:
    return "◐" if cell.ambiguous and cell.slot == "中" else MARKS[cell.tone]


def _of_prose(report: ProseReport) -> list[str]:
    facts = (
        f"{report.verdict} · {report.score:.2f}",
        f"{report.clauses} clauses, {report.paired:.0%} paired, {report.feet:.0%} of feet opposed",
        "chain of feet {} of {}".format(*report.chained) + ", crosswise {} of {}".format(*report.crossed),
        f"{report.copied:.0%} copied",
    )
    return [*facts, *_told(report.findings)]


def _told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"  {each.severity}: {each.sentence}" for each in findings]


def _plain(value: Any) -> Any:
    """A report in JSON's types, every finding with its sentence."""
    if isinstance(value, Finding):
        own = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {**own, "sentence": value.sentence}
    if isinstance(value, Line):
        # A line says where it begins; programs get the place of every character.
        cells = [{**_plain(cell), "start": value.start + at} for at, cell in enumerate(value.cells)]
        return {**{each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}, "cells": cells}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return dict(value) if isinstance(value, dict) else value
