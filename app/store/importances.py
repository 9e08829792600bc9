"""Which continuations were drawn to learn how much a stretch of a thinking mattered. Computes nothing from them."""

import sqlite3
import time
from concurrent.futures import Future
from dataclasses import dataclass

from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.writer import Submits


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stretch of the thinking of a generation, in characters, and the groups drawn in its place and behind it."""

    id: int
    generation: int
    first: int
    last: int
    wanted: int
    """How many continuations of each kind were asked for."""
    before_group: int | None
    after_group: int | None


class Importances:
    """Writes answer with a future."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def of_generation(self, generation: int) -> list[Weighed]:
        """In the order of the text."""
        query = """
            SELECT id, generation, first, last, wanted, before_group, after_group FROM importances
            WHERE generation = ? ORDER BY first
        """
        with self._readers.reading() as conn:
            return [Weighed(*row) for row in conn.execute(query, (generation,))]

    def begin(self, generation: int, first: int, last: int, wanted: int) -> "Future[Written[Weighed]]":
        """Note that a stretch is to be weighed. One that was weighed before keeps what was drawn for it."""

        def work(conn: sqlite3.Connection) -> Written[Weighed]:
            conn.execute(
                "INSERT INTO importances (generation, first, last, wanted, created) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (generation, first, last) DO UPDATE SET wanted = max(wanted, excluded.wanted)",
                (generation, first, last, wanted, time.time()),
            )
            row = conn.execute(
                "SELECT id, generation, first, last, wanted, before_group, after_group FROM importances "
                "WHERE generation = ? AND first = ? AND last = ?",
                (generation, first, last),
            ).fetchone()
            return Written(Weighed(*row), Changes())

        return self._writer.submit(work)

    def drawn(self, id: int, before_group: int | None, after_group: int | None) -> "Future[Written[None]]":
        """Keep which groups were drawn; None leaves what is known."""

        def work(conn: sqlite3.Connection) -> Written[None]:
            conn.execute(
                "UPDATE importances SET before_group = coalesce(?, before_group), "
                "after_group = coalesce(?, after_group) WHERE id = ?",
                (before_group, after_group, id),
            )
            return Written(None, Changes())

        return self._writer.submit(work)
