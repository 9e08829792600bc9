"""Whether a database is one this version may open, found out without changing a byte of it.

A newer version's database must stay as it is, so the schema's version is read from the file's header and from the
write-ahead log by hand: even a read-only connection of SQLite would leave files beside it. What remains to be asked
in SQL goes through a connection that takes no locks and writes nothing.
"""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Literal

from app.errors import StoreError
from app.store import schema

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100
_USER_VERSION_AT = 60
_WAL_HEADER = struct.Struct(">4s4sII8s8s")  # magic, format, page size, checkpoint number, salts, checksum
_WAL_FRAME = struct.Struct(">II8s8s")  # page number, size after commit, salts, checksum


def refuse_foreign(path: Path) -> None:
    """Raise `StoreError` `store_newer`, `store_foreign` or `store_broken` where `path` must not be opened.

    A missing or empty file is a database to be made. Call it only while no connection of this process is open on
    `path`: closing a file drops the locks that SQLite holds on it in the same process.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        header = file.read(_HEADER_SIZE)
    if len(header) < _HEADER_SIZE or not header.startswith(_MAGIC):
        raise StoreError("store_broken", "not an SQLite file", path=str(path))
    wal = path.with_name(path.name + "-wal")
    version = max([_user_version(header), *_versions_in_log(wal)])
    if version > max(schema.VERSION, _user_version(header)):
        # After a power cut a frame can say page 1 over what once was another page. Only now, because summing is slow.
        version = max([_user_version(header), *_versions_in_log(wal, summed=True)])
    if version > schema.VERSION:
        raise StoreError("store_newer", f"schema {version}, known {schema.VERSION}", path=str(path))
    _refuse_unknown_names(path, wal)


def refuse_unreadable(path: Path) -> None:
    """Raise `StoreError` where a database in a read-only place cannot be looked at as it is.

    Its log cannot be carried over there, and what lies in it would be missing; an older one cannot be migrated.
    """
    refuse_foreign(path)
    wal = path.with_name(path.name + "-wal")
    if not path.exists() or (wal.exists() and wal.stat().st_size):
        raise StoreError("store_unwritable", "there is nothing to look at, or a log beside it", path=str(path))
    with path.open("rb") as file:
        version = _user_version(file.read(_HEADER_SIZE))
    if version < schema.VERSION:
        raise StoreError("store_older", f"schema {version}, needed {schema.VERSION}", path=str(path))


def _user_version(page: bytes) -> int:
    return int.from_bytes(page[_USER_VERSION_AT : _USER_VERSION_AT + 4], "big")


def _versions_in_log(wal: Path, summed: bool = False) -> list[int]:
    """The schema versions that commits not yet carried over into the database would set.

    Where commits end is not looked at: to take an unfinished transaction of a newer version for a finished one is the
    safe mistake. summed: only as far as the checksums are right, as SQLite itself reads it.
    """
    versions: list[int] = []
    if not wal.exists():
        return versions
    with wal.open("rb") as file:
        header = file.read(_WAL_HEADER.size)
        if len(header) < _WAL_HEADER.size:
            return versions
        magic, _, page_size, _, salts, _ = _WAL_HEADER.unpack(header)
        order: Literal["big", "little"] = "big" if magic[3] & 1 else "little"
        sums = _checksum(header[:24], (0, 0), order) if summed else (0, 0)
        while len(frame := file.read(_WAL_FRAME.size)) == _WAL_FRAME.size:
            number, _, frame_salts, told = _WAL_FRAME.unpack(frame)
            if frame_salts != salts:  # left over from before the log was begun anew
                break
            page = file.tell()
            if summed:
                sums = _checksum(frame[:8] + file.read(page_size), sums, order)
                if struct.pack(">II", *sums) != told:
                    break
                file.seek(page)
            if number == 1:
                versions.append(_user_version(file.read(_HEADER_SIZE)))
            file.seek(page + page_size)
    return versions


def _checksum(data: bytes, sums: tuple[int, int], order: Literal["big", "little"]) -> tuple[int, int]:
    """https://sqlite.org/fileformat2.html#checksum_algorithm"""
    first, second = sums
    words = struct.unpack(f"{'>' if order == 'big' else '<'}{len(data) // 4}I", data[: len(data) // 4 * 4])
    for even, odd in zip(words[::2], words[1::2], strict=False):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


def _refuse_unknown_names(path: Path, wal: Path) -> None:
    # `immutable` neither locks nor makes files, but does not read the log either. With a log there (after a crash),
    # plain read-only is needed; it has no file to make then and cannot carry the log over.
    how = "mode=ro" if wal.exists() and wal.stat().st_size else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)) as conn:
        application = conn.execute("PRAGMA application_id").fetchone()[0]
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        names: list[str] = []
        if "_sqlite_migrations" in tables:
            query = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
            names = [name for (name,) in conn.execute(query, (schema.MIGRATION_SET,))]
    unknown = set(names) - set(schema.NAMES)
    if unknown:
        raise StoreError("store_newer", f"unknown migrations: {sorted(unknown)}", path=str(path))
    if application not in (0, schema.APPLICATION_ID) or (tables and not names):
        raise StoreError("store_foreign", f"application id {application:#x}", path=str(path))
