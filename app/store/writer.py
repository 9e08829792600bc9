"""The one thread that writes. Knows no table; takes jobs and answers with futures.

A job is a function of the connection, run inside a transaction of its own and committed before its future resolves.
Whoever hands one over never waits for the disk. A job that fails is rolled back and the thread goes on to the next.
"""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from app.errors import StoreError, UserError
from app.store.changes import Changes, Written
from app.store.faults import fault, is_full
from app.store.reserve import Reserve

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Written[T]]

CLOSE_S = 10.0
"""Seconds that closing waits for writes still queued: a disk that hangs must not hang the program's end."""

_LAST_WAIT_MS = 200
"""How long closing waits for a reader that is in the way of tidying up."""


class Submits(Protocol):
    """Whoever takes a write and answers with what it touched."""

    def submit(self, work: Work[T], *, needs_room: bool = False) -> "Future[Written[T]]": ...


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work[Any]
    future: "Future[Written[Any]]"
    needs_room: bool


class Shut:
    """Stands where the writer would for a database that nobody can write to."""

    def __init__(self, path: Path, drained: Callable[[], None]) -> None:
        self._path, self._drained = path, drained

    def submit(self, work: Work[T], *, needs_room: bool = False) -> "Future[Written[T]]":
        refused: Future[Written[T]] = Future()
        refused.set_exception(StoreError("store_unwritable", path=str(self._path)))
        return refused

    def close(self) -> bool:
        self._drained()
        return True


class Writer:
    """Owns `conn` from construction on. Futures resolve on its thread, so their callbacks must be short."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        path: Path,
        reserve: Reserve,
        drained: Callable[[], None],
        committed: Callable[[Changes], None] = lambda changes: None,
    ) -> None:
        """drained: called on the thread after the last job, before the connection is closed.

        committed: called on the thread with what every job has touched; must be short and not fail.
        """
        self._conn = conn
        self._path = path
        self._reserve = reserve
        self._drained, self._committed = drained, committed
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T], *, needs_room: bool = False) -> "Future[Written[T]]":
        """Run `work` in a transaction, after everything submitted before it.

        needs_room: refuse it with `store_full` while the reserve is spent. True for what begins something new; what
            finishes or removes something may use the reserve.
        """
        future: Future[Written[T]] = Future()
        with self._guard:
            if self._closing:
                future.set_exception(StoreError("store_failed", "the store is closed"))
            else:
                self._jobs.put(_Job(work, future, needs_room))
        return future

    def close(self) -> bool:
        """Do what is queued, carry the log over into the database, close it. False where that took too long."""
        with self._guard:
            if not self._closing:
                self._closing = True
                self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(CLOSE_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._reserve.restore()
        while (job := self._jobs.get()) is not None:
            if job.future.set_running_or_notify_cancel():
                self._do(job)
        self._drained()
        try:
            self._conn.execute(f"PRAGMA busy_timeout = {_LAST_WAIT_MS}")
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            # Nothing is lost: the log stays and is carried over at the next start.
            log.info("the log could not be carried over: %s", error)
        self._conn.close()

    def _do(self, job: _Job) -> None:
        try:
            written = self._attempt(job)
        except UserError as error:
            job.future.set_exception(error)
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            failure = fault(error, self._path)
            log.warning("a write failed: %s", failure.detail)
            job.future.set_exception(failure)
        except BaseException as error:  # a bug: whoever asks for the result gets it, and the thread goes on
            log.exception("a write went wrong")
            job.future.set_exception(error)
        else:
            self._committed(written.changes)
            job.future.set_result(written)

    def _attempt(self, job: _Job) -> Written[Any]:
        if job.needs_room and not self._reserve.restore():
            raise StoreError("store_full", "the reserve is spent")
        try:
            return self._transact(job.work)
        except (sqlite3.Error, OSError) as error:
            if job.needs_room or not is_full(error) or not self._reserve.release():
                raise
            return self._transact(job.work)

    def _transact(self, work: Work[T]) -> Written[T]:
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            written = work(self._conn)
            self._conn.execute("COMMIT")
        finally:
            if self._conn.in_transaction:  # SQLite has rolled back by itself after some faults
                self._conn.execute("ROLLBACK")
        return written
