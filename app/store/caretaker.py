"""What is done for a store in quiet moments: a daily backup, the end of the trash's term, packing what is old.

A thread of its own that sleeps most of the time. Trouble is told once, by a future, since nobody waits for this.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from app.errors import UserError
from app.store import packing
from app.store.changes import Changes, Written
from app.store.keeping import backup
from app.store.store import Store

log = logging.getLogger(__name__)

FIRST_S, EVERY_S = 45.0, 1800.0
"""Seconds from the start to the first round, and from one round to the next."""


class Caretaker:
    """From construction until `close`."""

    def __init__(
        self,
        store: Store,
        trash_days: Callable[[], int],
        purge: Callable[[list[int]], object],
        first_s: float = FIRST_S,
    ) -> None:
        """trash_days: how long the trash keeps things, 0 for ever. purge: removes conversations for good."""
        self._store, self._trash_days, self._purge, self._first_s = store, trash_days, purge, first_s
        self.trouble: Future[None] = Future()
        """Fails with a UserError when something is amiss that a person should know."""
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-care", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        wait = self._first_s
        while not self._closing.wait(wait):
            wait = EVERY_S
            try:
                self.round()
            except UserError as error:
                log.info("trouble in a quiet moment: %s: %s", error.kind, error.detail)
                if not self.trouble.done():
                    self.trouble.set_exception(error)

    def round(self) -> None:
        """Do what is to be done now. Raises StoreError."""
        days = self._trash_days()
        if days and (ids := self._store.order.expired(days)):
            log.info("the term of %d conversations in the trash is over", len(ids))
            self._purge(ids)
        self._pack()
        if not self._closing.is_set() and backup.due(self._store.path):
            backup.make(self._store.path, "daily", self._closing.is_set)

    def _pack(self) -> None:
        """A little at a time, so that what is being written never waits long."""

        def work(conn: sqlite3.Connection) -> Written[int]:
            return Written(packing.pack_older(conn, most=20), Changes())

        while not self._closing.is_set() and self._store.submit(work).result().value:
            time.sleep(0.02)
