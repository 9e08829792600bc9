"""The store as a whole: opened once, held by one program at a time, closed in order."""

import logging
import sqlite3
import threading
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.errors import StoreError
from app.store import schema
from app.store.annotations import Annotations
from app.store.branches import Branches
from app.store.changes import Changes, Written
from app.store.connections import Readers, open_writing
from app.store.conversations import Conversations
from app.store.copies import Copies
from app.store.exports import Exports
from app.store.faults import is_full, told
from app.store.gauges import Gauges
from app.store.generations import Generations
from app.store.groups import Groups
from app.store.importances import Importances
from app.store.imports import Imports
from app.store.lock import InstanceLock, lock_path
from app.store.mend import Split, mend
from app.store.order import Order
from app.store.peek import refuse_foreign, refuse_unreadable
from app.store.reserve import RESERVE_SIZE, Reserve
from app.store.settings import SettingsTable
from app.store.statistics import Statistics
from app.store.templates import Templates
from app.store.traces import Traces
from app.store.writer import Shut, T, Work, Writer

if TYPE_CHECKING:
    from app.store.search.search import Search

log = logging.getLogger(__name__)


class Store:
    """Writes return futures that resolve on the writer's thread; reads are synchronous, from any thread.

    Both fail with a `StoreError` (or `WrongUse` where something is named that does not exist). Get one from `open`.
    """

    mended: tuple[int, ...]
    """Generations that the last program left without an ending, completed at this start."""

    def __init__(
        self, path: Path, conn: sqlite3.Connection | None, lock: InstanceLock | None, reserve: Reserve
    ) -> None:
        """conn: the writing connection; None for a database that can only be looked at."""
        self.path = path
        self.mended = ()
        self.writable = conn is not None
        self._lock = lock
        self._making = threading.Lock()
        self._readers = Readers(path, immutable=conn is None)
        self._search: Search | None = None
        self._writer: Writer | Shut
        if conn is None:
            self._writer = Shut(path, drained=self._let_go)
        else:
            self._writer = Writer(conn, path, reserve, drained=self._let_go, committed=self._touched)
        self.conversations = Conversations(self._writer, self._readers)
        self.generations = Generations(self._writer, self._readers)
        self.order = Order(self._writer, self._readers)
        self.copies = Copies(self._writer, self._readers)
        self.groups = Groups(self._writer, self._readers)
        self.annotations = Annotations(self._writer, self._readers)
        self.gauges = Gauges(self._writer, self._readers)
        self.importances = Importances(self._writer, self._readers)
        self.statistics = Statistics(self._writer, self._readers)
        self.templates = Templates(self._writer, self._readers)
        self.settings = SettingsTable(self._writer, self._readers)
        self.exports = Exports(self._readers)
        self.branches = Branches(self._writer, self._readers)
        self.traces = Traces(self._readers)
        self.imports = Imports(self._writer, self._readers, path)

    @property
    def search(self) -> "Search":
        """Made when it is first asked for: no start should wait for it. Not after `close`."""
        from app.store.search.search import Search

        with self._making:
            if self._search is None:
                self._search = Search(self.path, immutable=not self.writable)
            return self._search

    def _touched(self, changes: Changes) -> None:
        if (search := self._search) is not None:
            search.touched(changes)

    def submit(self, work: Work[T]) -> "Future[Written[T]]":
        """A write that belongs to none of the above."""
        return self._writer.submit(work)

    def _let_go(self) -> None:
        """Close every other connection, so that the log can be carried over."""
        with self._making:
            search, self._search = self._search, None
        if search is not None:
            search.close()
        self._readers.close()

    @staticmethod
    def open(path: Path, split: Split, reserve_size: int = RESERVE_SIZE) -> "Store":
        """Open or make the database at `path`, its folder too, and mend what a crash has left.

        reserve_size: bytes put by beside it for a full disk; 0 for none.
        Raises `StoreError`: store_locked, store_newer, store_foreign, store_unwritable, store_full, store_broken.
        """
        path = Path(path).resolve()
        reserve = Reserve(path, reserve_size)
        with told(path), ExitStack() as undo:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not lock_path(path).exists():
                refuse_foreign(path)  # before anything is put beside a database that is not for us
            lock = InstanceLock(path)
            undo.callback(lock.release)
            refuse_foreign(path)
            conn, mended = _connect(path, split, reserve)
            undo.pop_all()
        store = Store(path, conn, lock, reserve)
        store.mended = mended
        return store

    @staticmethod
    def look(path: Path) -> "Store":
        """Open a database that lies where nothing can be written: every write fails with `store_unwritable`.

        Call it only where nobody can write there, since no lock is taken. Raises `StoreError`: store_newer,
        store_older, store_foreign, store_unwritable, store_broken.
        """
        path = Path(path).resolve()
        with told(path):
            refuse_unreadable(path)
        return Store(path, None, None, Reserve(path, 0))

    def close(self) -> None:
        """Finish what is queued and let go of the database. Safe to call again; waits `writer.CLOSE_S` at most."""
        if self._writer.close():
            if self._lock is not None:
                self._lock.release()
        else:
            # The thread may still write, so the lock stays until the process ends.
            log.error("the database did not finish in time")

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _connect(path: Path, split: Split, reserve: Reserve) -> tuple[sqlite3.Connection, tuple[int, ...]]:
    """The writing connection on a database brought up to date, and the generations that were mended."""
    try:
        return _prepare(path, split)
    except (sqlite3.Error, OSError) as error:
        if not is_full(error) or not reserve.release():
            raise
        return _prepare(path, split)


def _prepare(path: Path, split: Split) -> tuple[sqlite3.Connection, tuple[int, ...]]:
    _back_up_older(path)
    conn = open_writing(path)
    try:
        conn.execute("BEGIN IMMEDIATE")
        schema.migrate(conn)
        mended = mend(conn, split)
        conn.execute("COMMIT")
    except BaseException:
        conn.close()  # rolls back
        raise
    return conn, mended


def _back_up_older(path: Path) -> None:
    """A backup of a database that is about to be migrated."""
    if not schema.is_older(path):
        return
    from app.store.keeping import backup  # no ordinary start should wait for it

    try:
        backup.make(path, "migration")
    except StoreError as error:
        if error.kind != "store_full":
            raise
        # The migration happens wholly or not at all; without room for a copy that has to be enough.
        log.warning("there is no room for a backup before the migration: %s", error.detail)
