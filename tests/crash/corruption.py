"""Damaged databases: the program always starts, nothing is erased, and whatever is still whole is saved.

What must be saved is told by the pages that a text lies in: where they are untouched, it has to come back. Where the
machine's `sqlite3` can `.recover` (many builds cannot, SIBIAN_SQLITE3 names another one), the two are compared as well.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import StoreError
from app.store.keeping import restore
from app.store.keeping.check import check
from app.store.keeping.salvage.pages import Pages
from app.store.records import Part
from app.store.store import Store
from tests.crash.damage import WAYS, Way, filled, foreign_log

PAGE = 4096


@dataclass
class Report:
    rounds: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    """Texts that were in the databases which needed saving."""
    whole: int = 0
    """Of these, in pages that nothing had touched."""
    saved: int = 0
    recovered: int | None = None
    """By `.recover`; None where there is none."""
    faults: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        return {
            "damaged": self.rounds,
            "outcomes": dict(self.outcomes),
            "texts in those not sound": self.texts,
            "in untouched pages": self.whole,
            "saved": self.saved,
            "saved by .recover": self.recovered,
            "faults": self.faults,
        }


def corrupt(folder: Path, rounds: int, seed: int, compare: bool = True) -> Report:
    report, whole = Report(), filled(folder / "whole" / "sibian.db")
    places = pages_of_texts(whole)
    shell = _shell(whole) if compare else None
    if shell:
        report.recovered = 0
    for number in range(rounds):
        report.rounds += 1
        chance = random.Random(seed * 1000 + number)
        path = folder / str(number) / "sibian.db"
        path.parent.mkdir()
        shutil.copyfile(whole, path)
        way = WAYS[number % len(WAYS)]
        way(path, chance)
        _one(report, path, f"round {number}, {way.__name__}", _expected(whole, path, places, way), set(places), shell)
        shutil.rmtree(path.parent)
    return report


def pages_of_texts(whole: Path) -> dict[str, set[int]]:
    """In which pages each text lies, found by taking one page after the other away."""
    content, places = whole.read_bytes(), {text: set() for text in texts(whole)}
    without = whole.with_name("without.db")
    for number in range(len(content) // PAGE):
        without.write_bytes(content[: number * PAGE] + bytes(PAGE) + content[(number + 1) * PAGE :])
        left = {value for cell in Pages(without).cells() for value in cell.values if isinstance(value, str)}
        for text in places.keys() - left:
            places[text].add(number)
    without.unlink()
    return places


def _expected(whole: Path, path: Path, places: dict[str, set[int]], way: Way) -> set[str]:
    """Texts all of whose pages are as they were. Where a foreign log speaks of the same pages, none is certain."""
    if way is foreign_log:
        return set()
    one, other = whole.read_bytes(), path.read_bytes()
    cuts = range(0, len(one), PAGE)
    touched = {cut // PAGE for cut in cuts if one[cut : cut + PAGE] != other[cut : cut + PAGE]}
    # A text that stands in two places lies in no page alone.
    return {text for text, pages in places.items() if pages and not pages & touched}


def _one(report: Report, path: Path, name: str, expected: set[str], true: set[str], shell: str | None) -> None:
    before = contents(path)
    try:
        started = _starts(path)
    except BaseException as error:  # anything but a fault that is told would be a program that does not start
        report.faults.append(f"{name}: {error!r}")
        return
    report.outcomes[started] += 1
    if started == "sound":
        return
    if started.startswith("refused") and contents(path) != before:
        report.faults.append(f"{name}: the damaged file was changed")
    before = contents(path)
    report.texts += len(true)
    report.whole += len(expected)
    recovered = _recovered(path, shell) & true
    try:
        done = restore.from_salvage(path)
    except StoreError as error:
        report.faults.append(f"{name}: salvage failed: {error.detail}")
        return
    if done.aside is None or {hash for _, hash in contents(done.aside / path.name)} != {hash for _, hash in before}:
        report.faults.append(f"{name}: what was moved aside is not what was there")
    if not check(path, thorough=True).sound or _starts(path) != "sound":
        report.faults.append(f"{name}: what was salvaged is not sound")
    saved = texts(path) & true
    report.saved += len(saved)
    if expected - saved:
        report.faults.append(f"{name}: {len(expected - saved)} texts in untouched pages were not saved")
    if report.recovered is not None:
        report.recovered += len(recovered)
        if recovered - saved:
            report.faults.append(f"{name}: .recover had {len(recovered - saved)} texts more")


def _starts(path: Path) -> str:
    """Open it as the program does, look at everything, and say how that went."""
    try:
        store = Store.open(path, lambda raw, family, opened: [Part("answer", raw)], reserve_size=0)
    except StoreError as error:
        return f"refused: {error.kind}"
    with store:
        try:
            for conversation in store.conversations.list():
                for exchange in store.conversations.branch(conversation.id):
                    if exchange.generation is not None:
                        store.generations.get(exchange.generation.id)
                        store.generations.tokens(exchange.generation.id)
                        store.annotations.of_generation(exchange.generation.id)
            store.templates.list()
            store.settings.all()
        except StoreError as error:
            return f"opened, then: {error.kind}"
    return "sound"


def contents(path: Path) -> set[tuple[str, str]]:
    """The database and its log, byte by byte."""
    files = (path, path.with_name(path.name + "-wal"))
    return {(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files if file.exists()}


def texts(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as conn:
        return {text for (text,) in conn.execute("SELECT text FROM parts UNION SELECT title FROM conversations")}


def _shell(whole: Path) -> str | None:
    """A `sqlite3` that can `.recover`: the one that SIBIAN_SQLITE3 names, or the machine's own."""
    found = shutil.which(os.environ.get("SIBIAN_SQLITE3", "sqlite3"))
    return found if found and _recovered(whole, found) >= texts(whole) else None


def _recovered(path: Path, shell: str | None) -> set[str]:
    """What sqlite3's own `.recover` gets out of a copy."""
    if shell is None:
        return set()
    copy = path.with_name("recover.db")
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + suffix))
    made = path.with_name("recovered.db")
    dumped = subprocess.run([shell, str(copy), ".recover"], capture_output=True, check=False, timeout=60).stdout
    # The shell goes on after a statement that fails, as it does for whoever follows SQLite's own advice.
    subprocess.run([shell, str(made)], input=dumped, capture_output=True, check=False, timeout=60)
    found: set[str] = set()
    with closing(sqlite3.connect(made, isolation_level=None)) as conn:
        conn.text_factory = lambda content: content.decode("utf-8", "replace")
        for table in ("parts", "conversations", "lost_and_found"):
            try:
                found |= {
                    value for row in conn.execute(f"SELECT * FROM {table}") for value in row if type(value) is str
                }
            except sqlite3.Error:
                continue
    return found
