"""`sibian search`: find anything that is kept."""

import argparse
import datetime
import sys
import time
from dataclasses import asdict
from typing import Any

from app.cli import start
from app.cli.fill import bring_up_to_date
from app.cli.screen import as_json, shown
from app.errors import WrongUse
from app.store.reading import ReadingStore
from app.store.search.records import Filter, Hit
from app.store.store import Store

PATIENCE_S = 0.5
"""After so long it is said that the index is being made."""


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    words = " ".join(options.words)
    with start.open_to_read(options) as store:
        bring_up_to_date(store)
        filter = _filter(options, store)
        _await_index(store)
        found = store.search.search(words, filter, options.limit)
        count = store.search.count(words, filter)
        if options.json:
            told = {"query": words, "count": count.number, "complete": found.complete}
            print(as_json(told | {"hits": [_as_dict(hit) for hit in found.hits]}))
            return 0
        for hit in found.hits:
            _print(hit)
        more = count.number - len(found.hits)
        if not found.hits:
            print("Nothing was found.", file=sys.stderr)
        elif more > 0:
            print(f"{more}{'+' if count.capped else ''} more; --limit shows them.", file=sys.stderr)
        if not found.complete:
            print("The index does not hold everything yet.", file=sys.stderr)
    return 0


def _await_index(store: Store | ReadingStore) -> None:
    """Only whoever holds the database keeps the index; beside a window, what the window has put in is searched."""
    if isinstance(store, ReadingStore) or store.search.settled(PATIENCE_S):
        return
    while not store.search.settled(PATIENCE_S):
        print(f"\rPutting {store.search.left} messages into the index… ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _filter(options: argparse.Namespace, store: Store | ReadingStore) -> Filter:
    return Filter(
        where=options.where.replace("-", "_"),
        model=options.weights,
        since=_moment(options.since),
        until=_moment(options.until),
        tag=_named(options.tag, store.order.tags(), "tag"),
        folder=_named(options.folder, store.order.folders(), "folder"),
        template=options.by_template,
        rating=options.rating,
        passed=options.passed,
        shortest=options.min_length,
        longest=options.max_length,
        archived=not options.no_archive,
    )


def _named(name: str | None, known: list[Any], what: str) -> int | None:
    if name is None:
        return None
    found = next((each.id for each in known if each.name == name), None)
    if found is None:
        raise WrongUse("wrong_use", what=f"There is no {what} named {name}.")
    return int(found)


def _moment(day: str | None) -> float | None:
    if day is None:
        return None
    try:
        return datetime.datetime.fromisoformat(day).timestamp()
    except ValueError as error:
        raise WrongUse("wrong_use", what=f"{day} is no date; write 2026-11-28.") from error


def _print(hit: Hit) -> None:
    when = time.strftime("%Y-%m-%d", time.localtime(hit.created)) if hit.created else ""
    about = "  ".join(filter(None, (f"#{hit.conversation}" if hit.conversation else "", hit.kind, when, hit.model)))
    print(shown(hit.title))
    print(f"  {about}")
    print(f"  {shown(_marked(hit))}\n")


def _marked(hit: Hit) -> str:
    """The snippet with what was found between marks: colours would be lost in a pipe."""
    text, at, pieces = hit.snippet.text, 0, []
    for start_, end in hit.snippet.spans:
        pieces += [text[at:start_], "[", text[start_:end], "]"]
        at = end
    return "".join([*pieces, text[at:]])


def _as_dict(hit: Hit) -> dict[str, Any]:
    return asdict(hit) | {"snippet": {"text": hit.snippet.text, "spans": [list(span) for span in hit.snippet.spans]}}
