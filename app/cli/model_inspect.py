"""`sibian model inspect`: everything that a GGUF file says of itself, also one that is an adapter or a projector.

It is a stranger's data: nothing of it is believed before it was checked, and nothing of it is obeyed by the terminal.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.model_stock import Stock
from app.cli.screen import as_json, shown
from app.cli.table import cut, table
from app.engine.weights import named
from app.errors import WeightsError, WrongUse
from app.library import wording
from models.gguf import BadGguf
from models.inspect import Entry, Inspection, inspect

WIDEST = 100
"""Cells of a value in the table; `--json` has all of it that was kept."""


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse, WeightsError, StoreError."""
    path = _path(options)
    try:
        found = inspect(path)
    except BadGguf as bad:
        raise WeightsError(bad.kind, bad.detail, path=str(path), name=path.name, **bad.numbers) from bad
    if options.json:
        print(as_json(as_dict(found, options.tensors)))
    else:
        print(shown("\n".join(_lines(found, options.tensors))))
    return 0


def as_dict(found: Inspection, tensors: bool) -> dict[str, Any]:
    """Bytes. A float that is no number is a string, for JSON has none."""
    said: dict[str, Any] = {
        "files": [
            {"path": str(path), "version": version, "alignment": alignment, "data_offset": offset}
            for path, version, alignment, offset in zip(
                found.files, found.versions, found.alignments, found.data_offsets, strict=True
            )
        ],
        "metadata": [asdict(each) | {"value": _plain(each.value)} for each in found.entries],
        "types": {name: {"tensors": count, "size": size} for name, (count, size) in found.totals.items()},
    }
    if tensors:
        said["tensors"] = [asdict(each) for each in found.tensors]
    return said


def _path(options: argparse.Namespace) -> Path:
    path = named(options.path)
    if path.is_file():
        return path
    here = Stock(options).named(options.path).found
    if not here:
        raise WrongUse("wrong_use", what=f"{options.path} is not on this machine.")
    return max(here, key=lambda each: (each.card is not None, each.size)).path


def _lines(found: Inspection, tensors: bool) -> Iterator[str]:
    for path, version in zip(found.files, found.versions, strict=True):
        yield f"{path}  (GGUF {version})"
    split = len(found.files) > 1
    yield ""
    yield from table([_row(each, split) for each in found.entries]) if found.entries else []
    yield ""
    sums = [("type", "tensors", "size")]
    sums += [(name, str(count), wording.size(size)) for name, (count, size) in found.totals.items()]
    yield from table(sums, right=(1, 2))
    if tensors and found.tensors:
        yield ""
        rows = [(each.name, " × ".join(map(str, each.shape)), each.type, str(each.size)) for each in found.tensors]
        yield from table([("tensor", "shape", "type", "bytes"), *rows], right=(3,))


def _row(entry: Entry, split: bool) -> tuple[str, ...]:
    key = f"{entry.shard}: {entry.key}" if split else entry.key
    return shown(key), entry.type, cut(shown(_told(entry)), WIDEST)


def _told(entry: Entry) -> str:
    """A value on one line."""
    value = entry.value
    if isinstance(value, tuple):
        items = ", ".join(repr(each) if isinstance(each, str) else str(each) for each in value)
        return f"[{items}]" if entry.whole else f"{entry.count:,} items: [{items}, …]"
    return repr(value) if isinstance(value, str) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
