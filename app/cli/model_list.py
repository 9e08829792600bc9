"""`sibian model list`: which weights there are, which run here, which are here."""

import argparse
import sys
from typing import Any

from app.cli.model_stock import Stock
from app.cli.screen import as_json, shown
from app.cli.table import cut, table
from app.library import Filters, Row, wording

WIDEST, LAST = 36, 90
"""Cells of a column, and of the last one."""
GIGA = 10**9


def run(options: argparse.Namespace) -> int:
    """Without options: what this machine can run, and what is here. Raises UserError."""
    stock = Stock(options)
    filters = Filters(
        text=options.text,
        language=options.language,
        licence=options.licence,
        most_bytes=None if options.most is None else int(options.most * GIGA),
        fits=options.fits,
        here=options.here,
    )
    shelf = stock.shelf(stock.library())
    everything = shelf.rows(filters)
    narrowed = options.all or options.here or options.fits
    rows = everything if narrowed else [each for each in everything if each.fits or each.found]
    if options.json:
        print(as_json([as_dict(each) for each in rows]))
        return 0
    for line in table([_line(each) for each in rows], right=(1, 2, 4)) if rows else []:
        print(line)
    _hint(len(rows), len(everything) - len(rows))
    return 0


def as_dict(row: Row) -> dict[str, Any]:
    """A row for programs. Bytes, tokens a second; null for what nobody knows."""
    entry, plan = row.entry, row.plan
    return {
        "id": entry.id if entry else None,
        "name": row.name,
        "maker": entry.maker if entry else None,
        "parameters": entry.parameters if entry else None,
        "active": entry.active if entry else None,
        "licence": entry.licence if entry else None,
        "languages": list(entry.languages) if entry else [],
        "runs": entry.runs if entry else row.plan is not None,
        "note": entry.note if entry else "",
        "size": row.size,
        "quantization": _quantization(row),
        "fit": plan.fit if plan else None,
        "missing": plan.missing if plan else None,
        "tokens_per_s": round(plan.tokens_per_s, 2) if plan else None,
        "here": [
            {
                "path": str(found.path),
                "size": found.size,
                "programs": list(found.programs),
                "quantization": found.card.quantization if found.card else None,
                "fault": found.fault.kind if found.fault else None,
                "owned": found.owned,
            }
            for found in row.found
        ],
    }


def _line(row: Row) -> tuple[str, ...]:
    name = row.entry.id if row.entry is not None else row.name
    parameters = wording.parameters(row.entry.parameters, row.entry.active) if row.entry is not None else ""
    rate = f"{wording.rate(row.plan.tokens_per_s)} tok/s" if row.plan is not None and row.fits else ""
    here = "here" if row.found else ""
    size = wording.size(row.size) if row.size else ""
    said = (name, parameters, size, _quantization(row) or "", rate, here, _fit(row))
    widest = (WIDEST,) * (len(said) - 1) + (LAST,)
    return tuple(cut(shown(" ".join(each.split())), most) for each, most in zip(said, widest, strict=True))


def _fit(row: Row) -> str:
    if row.found and row.usable is None:
        fault = row.found[0].fault
        return wording.broken(fault, row.found[0]).sentence if fault is not None else ""
    if row.plan is not None:
        return wording.badge(row.plan)
    return (row.entry.note or "cannot be run") if row.entry is not None else ""


def _quantization(row: Row) -> str | None:
    usable = row.usable
    if usable is not None and usable.card is not None:
        return usable.card.quantization
    return row.build.quantization if row.build is not None else None


def _hint(count: int, left_out: int) -> None:
    if not count:
        print("Nothing is known that is like this. See: sibian model list --all", file=sys.stderr)
    elif left_out:
        print(f"{left_out} more cannot be run here; --all shows them, too.", file=sys.stderr)
