"""`sibian bench`: how fast the engine is on this machine, as a table or as JSON."""

import argparse
import os
from dataclasses import asdict
from typing import Any

from app import __version__
from app.cli import loading, start
from app.cli.interrupts import Interrupts
from app.cli.screen import Progress, as_json, shown
from app.engine.bench import QUICK, WHOLE, Bench, LeftOut, Row
from app.engine.rig import Stopped
from app.engine.weights import preflight
from app.errors import UserError


def run(options: argparse.Namespace) -> int:
    """Measure and print; what was known before an interrupt or a fault is printed, too. Raises UserError."""
    launch, path = start.launch(options), start.weights(options)
    trained = None if launch.scripted else preflight(path).context_length
    # Where standard error is no terminal this says nothing, like every progress.
    progress = Progress()
    found: list[Row | LeftOut] = []
    fault: UserError | None = None
    with Interrupts() as interrupts:
        bench = Bench(
            launch,
            path,
            loading.chosen(options),
            QUICK if options.quick else WHOLE,
            trained=trained,
            stopped=lambda: interrupts.count > 0,
            tell=progress.show,
        )
        try:
            for each in bench.run():
                found.append(each)  # one by one, so that they are there when the rest never comes
        except Stopped:
            pass
        except UserError as error:
            fault = error
        finally:
            progress.clear()
        whole = fault is None and not interrupts.count
        if found or fault is None:
            print(as_json(_report(bench, found, whole)) if options.json else shown("\n".join(_table(bench, found))))
        if fault is not None:
            raise fault
        return 0 if whole else interrupts.exit_code


def _report(bench: Bench, found: list[Row | LeftOut], whole: bool) -> dict[str, Any]:
    model = bench.model
    about = None if model is None else {"name": model.name, "size": model.size, "n_ctx": model.n_ctx}
    return {
        "sibian": __version__,
        "cores": os.cpu_count(),
        "model": about,
        "rows": [asdict(each) for each in found if isinstance(each, Row)],
        "left_out": [asdict(each) for each in found if isinstance(each, LeftOut)],
        "complete": whole,
    }


def _table(bench: Bench, found: list[Row | LeftOut]) -> list[str]:
    if bench.model is None:
        return ["Nothing was measured."]
    lines = [f"{bench.model.name}, context of {bench.model.n_ctx:,} tokens, {os.cpu_count()} cores", ""]
    width = max(len(each.what) for each in found)
    for each in found:
        if isinstance(each, Row):
            note = f"  ({each.note})" if each.note else ""
            lines.append(f"  {each.what.ljust(width)}  {_number(each.value):>9} {each.unit}{note}")
        else:
            lines.append(f"  {each.what.ljust(width)}  {'–':>9} {each.why}")
    return lines


def _number(value: float) -> str:
    """Four digits that count, more or less."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.3f}"
