"""Backups: made while the program runs, verified, compressed, and thinned out by age. Reads the database, writes files.

A backup is a copy of one moment, taken through a read-only connection, checked, compressed into one file with a
checksum (zstd), and named only when it is whole. The search index is no part of it.
"""

import logging
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import zstandard

from app.errors import StoreError
from app.store.faults import told
from app.store.keeping.check import check
from app.store.keeping.files import settle

log = logging.getLogger(__name__)

Reason = Literal["daily", "migration", "manual"]
DAILY_S = 20 * 3600.0
"""Older than this, a backup is yesterday's."""
KEPT = {"daily": 7, "migration": 3, "manual": 10}
WEEKS = 4
"""Of daily ones, also the newest of each of so many weeks before."""
_NAME = re.compile(r"(\d{8}-\d{6})-(daily|migration|manual)(?:-\d+)?\.db\.zst")
_SPARE = 64 * 1024 * 1024
_PAGES, _REST_S = 512, 0.004
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    made: float
    reason: Reason
    size: int


def folder_of(database: Path) -> Path:
    return database.with_name("backups")


def backups(database: Path) -> list[Backup]:
    """The newest first."""
    found = []
    folder = folder_of(database)
    for path in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            made = time.mktime(time.strptime(match[1], "%Y%m%d-%H%M%S"))
            found.append(Backup(path, made, match[2], path.stat().st_size))  # type: ignore[arg-type]
    return sorted(found, key=lambda each: (each.made, each.path.name), reverse=True)


def due(database: Path, now: float | None = None) -> bool:
    """Whether there is something that no backup of the last day holds."""
    newest = next((each.made for each in backups(database) if each.reason != "migration"), 0.0)
    files = (database, database.with_name(database.name + "-wal"))
    changed = max((file.stat().st_mtime for file in files if file.exists()), default=0.0)
    return changed > newest and (time.time() if now is None else now) - newest > DAILY_S


def make(database: Path, reason: Reason, stopped: Callable[[], bool] = lambda: False) -> Backup | None:
    """Make one and thin out the older ones; None where `stopped` said so. Raises StoreError.

    `store_broken`: the database, or the copy of it, is not sound. The older backups are then left as they are.
    """
    folder = folder_of(database)
    with told(database):
        folder.mkdir(mode=0o700, exist_ok=True)
        if shutil.disk_usage(folder).free < 2 * _size(database) + _SPARE:
            raise StoreError("store_full", "no room for a backup", path=str(folder))
        copy, part = folder / f"copy-{os.getpid()}.part", folder / f"pack-{os.getpid()}.part"
        try:
            if not _copy(database, copy, stopped):
                return None
            # Somebody waits for the window while a database is migrated, and its structure is what matters then.
            health = check(copy, thorough=reason != "migration", immutable=True)
            if not health.sound:
                raise StoreError("store_broken", "; ".join(health.complaints), path=str(database))
            _pack(copy, part)
            final = _free_name(folder, reason)
            settle(part, final)
        finally:
            for each in (copy, part, copy.with_name(copy.name + "-journal")):
                each.unlink(missing_ok=True)
    thin(database)
    return next(each for each in backups(database) if each.path == final)


def thin(database: Path) -> None:
    """Remove backups that newer ones make needless; what was made by hand is kept longest."""
    weeks: set[int] = set()
    seen = dict.fromkeys(KEPT, 0)
    for each in backups(database):
        seen[each.reason] += 1
        week = int(each.made // (7 * 86_400))
        keep = seen[each.reason] <= KEPT[each.reason]
        if each.reason == "daily":
            keep = keep or (week not in weeks and len(weeks) < WEEKS)
            weeks.add(week)
        if not keep:
            each.path.unlink(missing_ok=True)


def unpack(backup: Path, to: Path) -> None:
    """The database of a backup, verified. Raises StoreError: `store_broken` where the backup is damaged."""
    with told(backup):
        try:
            with backup.open("rb") as packed, to.open("wb") as plain:
                os.chmod(to, 0o600)
                zstandard.ZstdDecompressor().copy_stream(packed, plain)
                plain.flush()
                os.fsync(plain.fileno())
        except zstandard.ZstdError as error:
            raise StoreError("store_broken", str(error), path=str(backup)) from error
        health = check(to, thorough=True, immutable=True)
        if not health.sound:
            raise StoreError("store_broken", "; ".join(health.complaints), path=str(backup))


def _free_name(folder: Path, reason: Reason) -> Path:
    """Of this second; the second one of it has a number."""
    stem, number = f"{time.strftime('%Y%m%d-%H%M%S')}-{reason}", 2
    path = folder / f"{stem}.db.zst"
    while path.exists():
        path, number = folder / f"{stem}-{number}.db.zst", number + 1
    return path


def _size(database: Path) -> int:
    files = (database, database.with_name(database.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def _copy(database: Path, to: Path, stopped: Callable[[], bool]) -> bool:
    class Stopped(Exception):
        pass

    def progress(status: int, left: int, whole: int) -> None:
        if stopped():
            raise Stopped

    to.unlink(missing_ok=True)
    to.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, isolation_level=None)) as source,
        closing(sqlite3.connect(to, isolation_level=None)) as target,
    ):
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on, of this moment
        target.execute("PRAGMA synchronous = OFF")  # synced as a whole, when it is packed
        try:
            source.backup(target, pages=_PAGES, progress=progress, sleep=_REST_S)
        except Stopped:
            return False
        target.execute("PRAGMA journal_mode = DELETE")
    return True


def _pack(copy: Path, to: Path) -> None:
    to.touch(mode=0o600)
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    with copy.open("rb") as plain, to.open("wb") as packed:
        compressor.copy_stream(plain, packed, size=copy.stat().st_size)
