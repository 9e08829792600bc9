"""`sibian model get`: downloads weights with a line of progress. Ctrl-C pauses; the same command goes on."""

import argparse
import os
import shlex
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import credentials
from app.cli.interrupts import Interrupts
from app.cli.model_plan import build_of
from app.cli.model_stock import Stock
from app.cli.screen import Progress as Line
from app.cli.screen import as_json, shown
from app.errors import WeightsError, WrongUse
from app.library import opening, wording
from models.catalog import Build, Entry
from models.download import Downloads, Failed, Fault, Hub, InUse, Progress, Wanted
from models.plan import best_build

TICK_S = 0.2
OVER = ("done", "failed", "cancelled")


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse, WeightsError, StoreError. Interrupted, it ends with 128 and the signal's number."""
    stock = Stock(options)
    chosen = stock.chosen
    if options.folder is not None:
        chosen = replace(chosen, weights_folder=options.folder.expanduser().absolute())
    source = _with_token(opening.hub(chosen, os.environ, options.hub, _address(options.endpoint)))
    wanted = _wanted(options, stock, source.kind)
    with Interrupts() as interrupts, closing(opening.downloads(chosen, os.environ, source)) as downloads:
        try:
            number = downloads.add(wanted)
            last = _follow(downloads, number, interrupts)
            if last.state not in OVER:
                downloads.pause(number)
                _tell_how_to_go_on(options, last)
                return interrupts.exit_code
        except InUse as error:
            raise WeightsError("downloads_in_use", str(error)) from error
        except Failed as error:
            raise _failure(error.fault) from error
    if last.state != "done":
        raise _failure(last.fault) if last.fault is not None else WeightsError("cancelled")
    _print(options, last)
    return 0


def _with_token(source: Hub) -> Hub:
    """With the token that the person keeps for this hub, where the environment has none."""
    if source.token is not None:
        return source
    try:
        return replace(source, token=credentials.token(source.endpoint))
    except credentials.NoKeyring:
        return source


def _address(endpoint: str | None) -> str | None:
    if endpoint is not None and not endpoint.startswith(("https://", "http://")):
        raise WrongUse("wrong_use", what=f"{endpoint} is no address of a hub: it begins with https://.")
    return endpoint


def _wanted(options: argparse.Namespace, stock: Stock, hub: str) -> Wanted:
    entry = stock.catalog.find(options.name)
    if entry is not None:
        return _of_entry(entry, options, stock, hub)
    if options.name.count("/") != 1 or not all(options.name.split("/")):
        raise WrongUse("unknown_weights", name=options.name)
    files = tuple(options.file)
    if options.quantization:
        files += (f"*{options.quantization}*.gguf",)
    if not files:
        what = f"Which file of {options.name}? Name it with --file, or say --quantization."
        raise WrongUse("wrong_use", what=what)
    return Wanted(options.name, files)


def _of_entry(entry: Entry, options: argparse.Namespace, stock: Stock, hub: str) -> Wanted:
    if options.file:
        raise WrongUse(
            "wrong_use", what="--file belongs to a repository. For weights by their name say --quantization."
        )
    build = build_of(entry, options.quantization) if options.quantization else _best(entry, stock)
    repo = build.modelscope if hub == "modelscope" else build.repo
    if repo is None:
        raise WrongUse("wrong_use", what=f"{entry.name} is not on ModelScope as {build.quantization}.")
    return Wanted(repo, build.files, name=f"{entry.name}, {build.quantization}")


def _best(entry: Entry, stock: Stock) -> Build:
    found = best_build(entry, stock.hardware)
    if found is None:
        what = f"{entry.name} is too large for this machine. To fetch it all the same, say which --quantization."
        raise WrongUse("wrong_use", what=what if entry.builds else f"There is nothing to fetch. {entry.note}")
    return found[0]


# ---- while it runs --------------------------------------------------------------------------------------------------


def _follow(downloads: Downloads, number: int, interrupts: Interrupts) -> Progress:
    """How the download stands when it is over, or when somebody wants to stop."""
    line = Line()
    try:
        while True:
            now = next(each for each in downloads.all() if each.id == number)
            if now.state in OVER or interrupts.count:
                return now
            line.show(shown(_said(now)))
            time.sleep(TICK_S)
    finally:
        line.clear()


def _said(now: Progress) -> str:
    """ "4.1 of 9.0 GB, 32 MB/s, 2 min left"."""
    if now.state == "checking":
        return "checking what has arrived…"
    if not now.total:
        return "asking the hub…"
    parts = [f"{wording.size(now.received)} of {wording.size(now.total)} ({now.received / now.total:.0%})"]
    if now.speed > 0:
        parts.append(f"{wording.size(int(now.speed))}/s")
    if now.seconds_left is not None:
        parts.append(f"{wording.duration(now.seconds_left)} left")
    return ", ".join(parts)


def _tell_how_to_go_on(options: argparse.Namespace, last: Progress) -> None:
    arrived = f"{wording.size(last.received)} of {wording.size(last.total)}" if last.total else "what has arrived"
    print(shown(f"Paused; {arrived} are kept. To go on: {_again(options)}"), file=sys.stderr)


def _again(options: argparse.Namespace) -> str:
    """The command that was typed."""
    words = ["sibian", "model", "get", options.name]
    for flag in ("quantization", "hub", "endpoint", "folder"):
        value: Any = getattr(options, flag)
        words += [f"--{flag}", str(value)] if value else []
    for each in options.file:
        words += ["--file", each]
    return shlex.join(words)


def _failure(fault: Fault) -> WeightsError:
    what, step = wording.download_fault(fault.kind, fault.file, fault.numbers)
    return WeightsError("download_failed", fault.detail, what=what, step=step)


def _print(options: argparse.Namespace, last: Progress) -> None:
    files = [last.folder / each.name for each in last.files]
    if options.json:
        print(as_json({"files": [str(each) for each in files], "size": last.received}))
        return
    print("\n".join(shown(str(each)) for each in _weights(files)))


def _weights(files: list[Path]) -> list[Path]:
    """What to open: of split weights the first file."""
    return [each for each in files if "-of-" not in each.name or "-00001-of-" in each.name]
