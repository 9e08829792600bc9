"""Keeps the index in step with the database, on a thread of its own, a little at a time.

It is told which conversations were touched, and looks for itself what that means: whatever it missed while the program
was down, it finds in the same way. A broken index is thrown away and made anew. Nothing waits for this thread.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from app.store.changes import Changes
from app.store.search import index, sources

log = logging.getLogger(__name__)

BATCH = 64
"""Messages put in with one commit."""
REST_S = 0.002
"""Breath between two messages while there are many: others want the interpreter too."""
ENOUGH_S = 0.05
"""How long a statement may take to be broken off when the program ends."""
MANY = 200
"""From so many touched conversations on, all are looked through."""
LAZY_GHOSTS = 500
"""How many replaced titles and the like may lie about before they are swept."""


class Keeper:
    """`touched` and `settled` from any thread. Starts its thread with the first thing to do."""

    def __init__(self, database: Path, renewed: Callable[[], None]) -> None:
        """renewed: called on the thread when the index is another file than before."""
        self._database, self._path, self._renewed = database, index.index_path(database), renewed
        self._news = threading.Condition()
        self._conversations: set[int] = set()
        self._all = self._small = False
        self._closing = self._idle = False
        self._thread: threading.Thread | None = None
        self._conn: sqlite3.Connection | None = None
        self.left = 0
        """How many messages are still to be put in."""
        self.ready = False
        """Whether everything that was there at the start is in the index."""

    def start(self) -> None:
        """Look through everything."""
        self._wish(everything=True)

    def touched(self, changes: Changes) -> None:
        """Something was written."""
        ids = changes.conversations | changes.branches
        if ids or changes.templates or changes.annotations or changes.labels:
            self._wish(ids, everything=len(ids) > MANY)

    def settled(self, timeout: float | None = None) -> bool:
        """Wait until everything told so far is in the index; False where that took too long."""
        with self._news:
            return self._news.wait_for(lambda: self._idle or self._closing, timeout)

    def close(self) -> None:
        """Stop at once. What is broken off is done at the next start; to walk a large vocabulary takes 11 s."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        while self._thread is not None and self._thread.is_alive():
            with self._news:
                if self._conn is not None:
                    self._conn.interrupt()  # meets what runs now, and the next statement may be long too
            self._thread.join(ENOUGH_S)

    def _wish(self, ids: frozenset[int] = frozenset(), everything: bool = False) -> None:
        with self._news:
            if self._closing:
                return
            self._conversations |= ids
            self._all = self._all or everything
            self._small = True
            self._idle = False
            self._news.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="store-index", daemon=True)
                self._thread.start()

    # ---- the thread -------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while self._next():
            try:
                self._look(self._connected())
            except (sqlite3.Error, OSError) as error:
                # The index is worth nothing that the database does not hold: the next look begins with a new one.
                log.info("the search index could not be kept: %s", error)
                self._let_go()
                self._rest(broken=isinstance(error, sqlite3.DatabaseError) and not _passing(error))
        self._let_go()

    def _connected(self) -> sqlite3.Connection:
        if (conn := self._conn) is None:
            conn = self._open()
            with self._news:
                self._conn = conn
        return conn

    def _let_go(self) -> None:
        with self._news:  # nobody may interrupt one that is closed
            conn, self._conn = self._conn, None
        if conn is not None:
            # That it was broken off is forgotten with the next statement. Until then it would keep the closing, too,
            # from bringing the log into the file, and who may only read finds nothing in a log.
            with suppress(sqlite3.Error):
                conn.execute("SELECT 1")
            conn.close()

    def _next(self) -> bool:
        with self._news:
            if not (self._conversations or self._all or self._small):
                self._idle = True
                self._news.notify_all()
            self._news.wait_for(lambda: self._closing or self._conversations or self._all or self._small)
            return not self._closing

    def _open(self) -> sqlite3.Connection:
        try:
            return index.open_index(self._path, self._database)
        except sqlite3.DatabaseError as error:
            log.info("the search index is made anew: %s", error)
            index.remove(self._path)
            self._renewed()
            with self._news:
                self._all = True
            return index.open_index(self._path, self._database)

    def _rest(self, broken: bool) -> None:
        """After a fault: away with the index where it is the culprit, and no endless trying."""
        if broken:
            index.remove(self._path)
            self._renewed()
        with self._news:
            self._all = broken and not self._all
            self._conversations.clear()
            self._small = False

    def _look(self, conn: sqlite3.Connection) -> None:
        with self._news:
            everything, self._all = self._all, False
            ids, self._conversations = sorted(self._conversations), set()
            self._small = False
        removed = self._take_out(conn, None if everything else ids)
        self._put_in(conn, sources.missing(conn, None if everything else ids))
        self._small_ones(conn)
        if not self._closing and index.ghosts(conn) > (0 if removed or everything else LAZY_GHOSTS):
            index.sweep(conn)
        self.ready = self.ready or (everything and not self._closing)

    def _take_out(self, conn: sqlite3.Connection, ids: Sequence[int] | None) -> int:
        conn.execute("BEGIN IMMEDIATE")
        if ids is None:
            removed = index.take(conn, sources.gone(conversation=False))
        else:
            removed = sum(index.take(conn, sources.gone(conversation=True), (id,)) for id in ids)
        conn.execute("COMMIT")
        return removed

    def _put_in(self, conn: sqlite3.Connection, messages: Sequence[int]) -> None:
        many = len(messages) > BATCH
        for start in range(0, len(messages), BATCH):
            if self._closing:
                return
            self.left = len(messages) - start
            docs = []
            for message in messages[start : start + BATCH]:
                docs.append(list(sources.docs_of(conn, message)))
            conn.execute("BEGIN IMMEDIATE")
            for each in docs:
                index.put(conn, each)
                if many:
                    time.sleep(REST_S)
            conn.execute("COMMIT")
        self.left = 0

    def _small_ones(self, conn: sqlite3.Connection) -> None:
        new, old = sources.small_changes(conn)
        if not new and not old:
            return
        conn.execute("BEGIN IMMEDIATE")
        for kind, ref in old:
            index.take(conn, "kind = ? AND ref = ?", (kind, ref))
        index.put(conn, new)
        conn.execute("COMMIT")


def _passing(error: sqlite3.DatabaseError) -> bool:
    """Whether the fault is of the moment (no room, busy) and not of the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
