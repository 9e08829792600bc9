"""Connections to the database: the one that writes, and a pool of those that only read. Knows no table.

SQLite up to 3.51.2 can corrupt a database when two connections write or checkpoint it at the same time
(https://sqlite.org/wal.html#walresetbug), so there is exactly one that does either, and no memory-mapped I/O.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import StoreError
from app.store.faults import told

_LOG_LIMIT = 16 * 1024 * 1024


def open_writing(path: Path) -> sqlite3.Connection:
    """The writing connection. Transactions are begun by hand; it may be handed to another thread."""
    path.touch(mode=0o600)  # conversations are nobody else's business
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        if not path.stat().st_size:
            # Counts only now: what is removed later can be given back piece by piece.
            conn.execute("PRAGMA auto_vacuum = INCREMENTAL")
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")  # NORMAL loses acknowledged commits when the power fails
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
    except BaseException:
        conn.close()
        raise
    return conn


class Readers:
    """Read-only connections, lent to one thread at a time, for one consistent view each."""

    def __init__(self, path: Path, immutable: bool = False) -> None:
        """immutable: nobody can write to the file, so it is read without locks and without files beside it."""
        self._path = path
        self._how = "mode=ro&immutable=1" if immutable else "mode=ro"
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a read transaction: what it sees does not change meanwhile. Faults are `StoreError`s."""
        with told(self._path):
            conn = self._borrow()
            try:
                conn.execute("BEGIN")
                yield conn
                conn.execute("ROLLBACK")
            except BaseException:
                # A cursor that broke off half-way can hold the old view open: nobody may be lent that one again.
                conn.close()
                raise
            self._give_back(conn)

    def close(self) -> None:
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for conn in idle:
            conn.close()

    def _borrow(self) -> sqlite3.Connection:
        with self._guard:
            if self._closed:
                raise StoreError("store_failed", "the store is closed")
            if self._idle:
                return self._idle.pop()
        uri = f"{self._path.as_uri()}?{self._how}"
        conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        conn.execute("PRAGMA query_only = ON")
        return conn

    def _give_back(self, conn: sqlite3.Connection) -> None:
        with self._guard:
            if not self._closed:
                self._idle.append(conn)
                return
        conn.close()
