"""How settled the answer was at places of a thinking, as it was measured. Measures nothing."""

import sqlite3
from collections.abc import Mapping
from concurrent.futures import Future

from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.writer import Submits


class Gauges:
    """Writes answer with a future."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def of_generation(self, generation: int) -> dict[int, float]:
        """Entropies (nats) by how many tokens of the run came before, in the order of the text."""
        query = "SELECT place, entropy FROM gauges WHERE generation = ? ORDER BY place"
        with self._readers.reading() as conn:
            return dict(conn.execute(query, (generation,)))

    def keep(self, generation: int, found: Mapping[int, float]) -> "Future[Written[None]]":
        """Keep some more; a place that was measured before has the new value. Of a run that is gone nothing is kept."""
        rows = [(generation, place, entropy) for place, entropy in found.items()]

        def work(conn: sqlite3.Connection) -> Written[None]:
            conn.executemany(
                "INSERT OR REPLACE INTO gauges (generation, place, entropy) "
                "SELECT id, ?2, ?3 FROM generations WHERE id = ?1",
                rows,
            )
            return Written(None, Changes())

        return self._writer.submit(work)
