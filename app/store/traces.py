"""Every trace that is kept, in few figures, for whoever looks across them. Knows nothing of what is in them."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from app.store.connections import Readers


@dataclass(frozen=True, slots=True)
class Traced:
    """An answer that was thought about, and what is kept of how it came about."""

    generation: int
    message: int
    conversation: int
    title: str
    """Of the conversation."""
    model: str
    template: str
    """Slug of the prompt template of its question; empty for none."""
    source: str
    """Name of the format it was imported from; empty for what was asked here."""
    started: float
    ending: str
    thinking_tokens: int
    """0 where nobody counted."""
    answer_tokens: int
    thinking_seconds: float | None
    correct: bool | None
    """What a checker, or the collection it came from, says of it; None where nobody does."""


@dataclass(frozen=True, slots=True)
class TraceText:
    """What was asked, thought and said."""

    prompt: str
    thinking: str
    answer: str


class Traces:
    """Reads only."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def all(self) -> list[Traced]:
        """Those that have ended and hold a thinking, of conversations that were not thrown away; the oldest first.

        What was drawn to measure something of another answer is not among them.
        """
        query = """
            SELECT g.id, g.message, c.id, c.title, g.model, coalesce(q.template, ''),
                coalesce((SELECT i.source FROM imports i WHERE i.conversation = c.id LIMIT 1), ''),
                g.started, g.ending, g.thinking_tokens, g.answer_tokens, g.timings, r.passed
            FROM generations g
            JOIN messages m ON m.id = g.message
            JOIN conversations c ON c.id = m.conversation
            LEFT JOIN messages q ON q.id = m.parent
            LEFT JOIN rewards r ON r.generation = g.id
            WHERE g.ending IS NOT NULL AND c.deleted IS NULL
                AND g.message NOT IN (SELECT message FROM asides)
                AND EXISTS (SELECT 1 FROM parts p WHERE p.message = g.message AND p.kind = 'thinking')
            ORDER BY g.id
        """
        with self._readers.reading() as conn:
            return [_traced(row) for row in conn.execute(query)]

    def text(self, message: int) -> TraceText | None:
        """The words of one; None where the message is gone."""
        with self._readers.reading() as conn:
            row = conn.execute("SELECT parent FROM messages WHERE id = ?", (message,)).fetchone()
            if row is None:
                return None
            return TraceText(
                _joined(conn, row[0], "text"), _joined(conn, message, "thinking"), _joined(conn, message, "answer")
            )


def _joined(conn: sqlite3.Connection, message: int | None, kind: str) -> str:
    query = "SELECT text FROM parts WHERE message = ? AND kind = ? ORDER BY position"
    return "".join(text for (text,) in conn.execute(query, (message, kind)))


def _traced(row: Any) -> Traced:
    generation, message, conversation, title, model, template, source, started, ending, thinking, answer = row[:11]
    seconds, passed = json.loads(row[11]).get("thinking_s"), row[12]
    return Traced(
        generation, message, conversation, title, model, template, source, started, ending, thinking, answer, seconds,
        None if passed is None else bool(passed),
    )  # fmt: skip
