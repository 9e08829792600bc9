"""Putting another database in the place of the one that is there, which is moved aside. Needs it for itself."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import StoreError
from app.store.faults import told
from app.store.keeping import backup, salvage
from app.store.keeping.files import LOGS, move_aside, settle
from app.store.keeping.salvage import Saved
from app.store.lock import InstanceLock
from app.store.search import index


@dataclass(frozen=True, slots=True)
class Restored:
    aside: Path | None
    """Where the database that was there lies now."""
    saved: Saved | None = None
    """What was taken out of it, where that was the way."""


def from_backup(database: Path, of: Path) -> Restored:
    """Put a backup in place. Raises StoreError; then everything is as it was."""
    return _replace(database, lambda part: backup.unpack(of, part))


def from_salvage(database: Path) -> Restored:
    """Put in place what can be read of a damaged database. Raises StoreError; then everything is as it was."""
    saved: list[Saved] = []
    done = _replace(database, lambda part: saved.append(salvage.salvage(database, part)))
    return Restored(done.aside, saved[0])


def start_anew(database: Path) -> Restored:
    """Move the database aside; the next start makes an empty one."""
    with _held(database), told(database):
        aside = move_aside(database)
        index.remove(index.index_path(database))
        return Restored(aside)


def _replace(database: Path, make: Callable[[Path], object]) -> Restored:
    database = database.resolve()
    part = database.with_name(f"{database.name}.new-{os.getpid()}.part")
    with _held(database), told(database):
        try:
            make(part)
            if not part.exists():
                raise StoreError("store_broken", "nothing could be read", path=str(database))
            aside = move_aside(database)
            settle(part, database)
            index.remove(index.index_path(database))  # ids may mean other texts now
        finally:
            for suffix in ("", "-journal", *LOGS):
                part.with_name(part.name + suffix).unlink(missing_ok=True)
    return Restored(aside)


@contextmanager
def _held(database: Path) -> Iterator[None]:
    with told(database):
        lock = InstanceLock(database)
    try:
        yield
    finally:
        lock.release()
