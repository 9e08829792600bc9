"""The runs there are, in one line each, and the figures that were once computed of their texts. Computes none."""

import sqlite3
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.writer import Submits


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run that has ended, as statistics need it. `answer` is the id of its message."""

    answer: int
    conversation: int
    title: str
    generation: int
    model: str
    template: str | None
    """Slug of the template its question was made with."""
    started: float
    imported: bool
    right: bool | None
    """What a checker found; None where none looked."""
    figures: str | None
    """What was kept of it by `keep`, by the rules that are asked for."""


class Statistics:
    """Figures belong to the rules they were computed by: of other rules none are known."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def runs(self, rules: str) -> list[RunLine]:
        """All that have ended in conversations that were not thrown away, in the order they began."""
        query = """
            SELECT m.id, c.id, c.title, g.id, g.model, q.template, g.started,
                EXISTS (SELECT 1 FROM imports i WHERE i.conversation = c.id),
                (SELECT r.passed FROM rewards r WHERE r.generation = g.id),
                (SELECT f.figures FROM trace_figures f WHERE f.generation = g.id AND f.rules = ?)
            FROM generations g JOIN messages m ON m.id = g.message JOIN conversations c ON c.id = m.conversation
            LEFT JOIN messages q ON q.id = m.parent
            WHERE c.deleted IS NULL AND g.ending IS NOT NULL AND m.id NOT IN (SELECT message FROM asides)
            ORDER BY g.id
        """
        with self._readers.reading() as conn:
            rows = conn.execute(query, (rules,)).fetchall()
        return [_line(row) for row in rows]

    def keep(self, rules: str, figures: dict[int, str]) -> "Future[Written[None]]":
        """Keep figures in JSON, by generation."""
        rows = [(generation, rules, text) for generation, text in figures.items()]

        def work(conn: sqlite3.Connection) -> Written[None]:
            conn.executemany(
                "INSERT OR REPLACE INTO trace_figures (generation, rules, figures) "
                "SELECT id, ?2, ?3 FROM generations WHERE id = ?1",
                rows,
            )
            return Written(None, Changes())

        return self._writer.submit(work)


def _line(row: tuple[Any, ...]) -> RunLine:
    answer, conversation, title, generation, model, template, started, imported, passed, figures = row
    right = None if passed is None else bool(passed)
    return RunLine(answer, conversation, title, generation, model, template, started, bool(imported), right, figures)
