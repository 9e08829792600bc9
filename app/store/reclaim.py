"""Giving space back to the disk after a removal, a little at a time, so that no other write waits for it."""

import logging
import sqlite3
from concurrent.futures import Future

from app.store.changes import Changes, Written
from app.store.writer import Submits

log = logging.getLogger(__name__)

STEP_PAGES = 512
"""Two mebibytes: moving these takes some milliseconds."""
LEFT_PAGES = 2048
"""Free pages worth keeping: the next messages take them."""


def reclaim(writer: Submits, left: int = LEFT_PAGES) -> None:
    """Shorten the file until no more than `left` pages are free; a database made before this was possible stays."""

    def step(conn: sqlite3.Connection) -> Written[int]:
        before = free_pages(conn)
        for _ in range(min(STEP_PAGES, before - left)):
            # Python's sqlite3 takes the first page of a larger number and leaves the rest.
            conn.execute("PRAGMA incremental_vacuum(1)")
        return Written(before - free_pages(conn), Changes())

    def done(future: "Future[Written[int]]") -> None:
        if future.cancelled() or future.exception() is not None:
            log.info("space could not be given back: %s", future.exception() if not future.cancelled() else "closed")
            return
        if future.result().value:
            reclaim(writer, left)

    writer.submit(step).add_done_callback(done)


def free_pages(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA freelist_count").fetchone()[0])
