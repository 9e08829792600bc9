"""The store as a whole: opened once, held by one program at a time, closed in order."""

import logging
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from app.store import schema
from app.store.connections import Readers, open_writing
from app.store.conversations import Conversations
from app.store.copies import Copies
from app.store.faults import is_full, told
from app.store.generations import Generations
from app.store.groups import Groups
from app.store.imports import Imports
from app.store.lock import InstanceLock, lock_path
from app.store.mend import Split, mend
from app.store.order import Order
from app.store.peek import refuse_foreign
from app.store.reserve import RESERVE_SIZE, Reserve
from app.store.search.search import Search
from app.store.settings import SettingsTable
from app.store.templates import Templates
from app.store.writer import Writer

log = logging.getLogger(__name__)


class Store:
    """Writes return futures that resolve on the writer's thread; reads are synchronous, from any thread.

    Both fail with a `StoreError` (or `WrongUse` where something is named that does not exist). Get one from `open`.
    """

    mended: tuple[int, ...]
    """Generations that the last program left without an ending, completed at this start."""

    def __init__(self, path: Path, conn: sqlite3.Connection, lock: InstanceLock, reserve: Reserve) -> None:
        self.path = path
        self.mended = ()
        self._lock = lock
        self._readers = Readers(path)
        self.search = Search(path)
        self._writer = Writer(conn, path, reserve, drained=self._let_go, committed=self.search.touched)
        self.conversations = Conversations(self._writer, self._readers)
        self.generations = Generations(self._writer, self._readers)
        self.order = Order(self._writer, self._readers)
        self.copies = Copies(self._writer, self._readers)
        self.groups = Groups(self._writer, self._readers)
        self.templates = Templates(self._writer, self._readers)
        self.settings = SettingsTable(self._writer, self._readers)
        self.imports = Imports(self._writer, self._readers, path)

    def _let_go(self) -> None:
        """Close every other connection, so that the log can be carried over."""
        self.search.close()
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

    def close(self) -> None:
        """Finish what is queued and let go of the database. Safe to call again; waits `writer.CLOSE_S` at most."""
        if self._writer.close():
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
