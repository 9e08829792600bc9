"""`sibian import`: bring in what other programs kept."""

import argparse
import sys
from typing import Any

from app.cli import start
from app.cli.interrupts import Interrupts
from app.cli.screen import Progress, as_json, shown
from app.exchange.formats import TITLES
from app.exchange.opening import Reading
from app.exchange.values import Reason
from app.store.imports import ImportProgress, ImportReport

REASONS: dict[Reason, str] = {
    "torn": "the file ends in the middle of it",
    "malformed": "it is not of the shape it should have",
    "too_large": "too large",
    "too_deep": "nested too deeply",
    "empty": "nothing is said in it",
    "no_parent": "the message before it is missing; it stands at the beginning",
    "picture": "pictures",
    "attachment": "attached files",
    "search_results": "search results",
    "tool": "what tools were asked and said",
    "system": "system messages within a conversation",
    "unknown_part": "parts of an unknown kind",
    "figures": "figures of tokens that cannot be read",
    "unknown_format": "of no known format",
    "unsafe": "a zip that cannot or must not be unpacked",
    "unreadable": "cannot be read",
    "newer": "written by a newer version of Sibian",
}


def run(options: argparse.Namespace) -> int:
    """Raises UserError. Exit code 1 where nothing was found that could be taken; Ctrl-C leaves nothing behind."""
    reading = Reading(options.files)
    progress = Progress(not options.json)
    report = ImportReport()
    with start.open_store(options) as store, Interrupts() as interrupts:
        for said in store.imports.take(reading, lambda: interrupts.count > 0):
            if isinstance(said, ImportProgress):
                progress.show(_line(said, reading))
            else:
                report = said
    progress.clear()
    if report.cancelled:
        print("Stopped: nothing was brought in.", file=sys.stderr)
        return interrupts.exit_code
    if options.json:
        print(as_json(_as_dict(report, reading)))
    else:
        _print(report, reading)
    return 0 if report.taken or report.grown or report.there or report.in_trash else 1


def _line(said: ImportProgress, reading: Reading) -> str:
    share = f"{reading.done * 100 // max(1, reading.total):3} %"
    return f"{share}  {said.phase}: {said.conversations} conversations, {said.messages} messages"


def _print(report: ImportReport, reading: Reading) -> None:
    formats = dict.fromkeys(TITLES[each.format] for each in reading.read)
    if formats:
        print(f"Read as: {', '.join(formats)}")
    print(f"{len(report.taken)} conversations taken, {report.messages} messages.")
    for number, what in (
        (len(report.grown), "had grown: what is new was added"),
        (report.there, "were there already"),
        (report.in_trash, "were there already, in the trash"),
    ):
        if number:
            print(f"{number} {what}.")
    for reason, number in report.reasons:
        print(f"Left out, {REASONS[reason]}: {number}")
        for each in [each for each in report.left_out if each.reason == reason and each.what][:5]:
            print(shown(f"  {each.what}"))
    if not reading.read:
        print("Nothing in it is of a format that is known.", file=sys.stderr)


def _as_dict(report: ImportReport, reading: Reading) -> dict[str, Any]:
    return {
        "files": [{"name": each.name, "format": each.format} for each in reading.read],
        "taken": list(report.taken),
        "grown": list(report.grown),
        "there": report.there,
        "in_trash": report.in_trash,
        "messages": report.messages,
        "left_out": dict(report.reasons),
        "examples": [{"reason": each.reason, "what": each.what, "count": each.count} for each in report.left_out],
    }
