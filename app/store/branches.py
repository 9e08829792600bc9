"""The tree of a conversation as a person sees it: its twigs, names for branches, and branches that are thrown away.

A branch that is thrown away stays where it is and is hidden from its root on, so it can always come back. It goes for
good with the conversation, or when a person says so.
"""

import sqlite3
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

from app.errors import WrongUse
from app.store import tree
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.reclaim import reclaim
from app.store.records import Message
from app.store.wording import storable
from app.store.writer import Submits

NAME_LENGTH = 80
EXCERPT = 240
"""Characters of a message that a tree shows."""

_BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT ? UNION ALL SELECT m.id FROM messages m JOIN below ON m.parent = below.id
    )
"""


@dataclass(frozen=True, slots=True)
class Twig:
    """A message of the tree, with the beginning of what it says."""

    id: int
    parent: int | None
    role: Literal["system", "user", "assistant"]
    created: float
    excerpt: str
    thinking: int
    """Characters of thinking."""
    model: str
    ending: str | None
    """Of an answer; None also while it is being written."""
    name: str
    """Of the branch that goes through here; mostly empty."""
    cut: bool
    """It and what follows was thrown away."""


class Branches:
    """Writes answer with a future; a message that is not there fails with `WrongUse("unknown_message")`."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer, self._readers = writer, readers

    def twigs(self, conversation: int) -> list[Twig]:
        """All messages in order of creation, asides left out, those thrown away among them."""
        query = f"""
            SELECT m.id, m.parent, m.role, m.created,
                (SELECT substr(p.text, 1, {EXCERPT}) FROM parts p
                    WHERE p.message = m.id AND p.kind <> 'thinking' ORDER BY p.position LIMIT 1),
                (SELECT sum(length(p.text)) FROM parts p WHERE p.message = m.id AND p.kind = 'thinking'),
                g.model, g.ending, n.name, c.message IS NOT NULL
            FROM messages m LEFT JOIN generations g ON g.message = m.id LEFT JOIN branch_names n ON n.message = m.id
            LEFT JOIN cut_branches c ON c.message = m.id
            WHERE m.conversation = ? AND m.id NOT IN (SELECT message FROM asides) ORDER BY m.id
        """
        with self._readers.reading() as conn:
            rows = conn.execute(query, (conversation,)).fetchall()
        return [
            Twig(id, parent, role, created, excerpt or "", thinking or 0, model or "", ending, name or "", bool(cut))
            for id, parent, role, created, excerpt, thinking, model, ending, name, cut in rows
        ]

    def path(self, message: int) -> list[Message]:
        """Everything said on the way to a message, itself included."""
        with self._readers.reading() as conn:
            return tree.path(conn, message)

    def name(self, message: int, name: str) -> "Future[Written[None]]":
        """Call the branch through `message` by a name; an empty one takes it away."""
        tidy = " ".join(storable(name).split())[:NAME_LENGTH].rstrip()

        def work(conn: sqlite3.Connection) -> Written[None]:
            conversation = _conversation(conn, message)
            if tidy:
                statement = "INSERT INTO branch_names (message, name) VALUES (?, ?) ON CONFLICT (message) DO UPDATE "
                conn.execute(statement + "SET name = excluded.name", (message, tidy))
            else:
                conn.execute("DELETE FROM branch_names WHERE message = ?", (message,))
            return Written(None, Changes(branches=frozenset({conversation})))

        return self._writer.submit(work)

    def cut(self, message: int) -> "Future[Written[int | None]]":
        """Throw away the branch from `message` on; the result is what the conversation showed before.

        Fails with WrongUse: branch_running where an answer is being written in it, branch_whole where nothing would be
        left.
        """

        def work(conn: sqlite3.Connection) -> Written[int | None]:
            conversation = _conversation(conn, message)
            if conn.execute(
                f"{_BELOW} SELECT 1 FROM generations g JOIN below ON g.message = below.id WHERE g.ending IS NULL",
                (message,),
            ).fetchone():
                raise WrongUse("branch_running")
            conn.execute("INSERT OR IGNORE INTO cut_branches (message, cut) VALUES (?, ?)", (message, time.time()))
            (head,) = conn.execute("SELECT head FROM conversations WHERE id = ?", (conversation,)).fetchone()
            hidden = conn.execute(f"{_BELOW} SELECT 1 FROM below WHERE id = ?", (message, head)).fetchone()
            if head is None or hidden:
                conn.execute("UPDATE conversations SET head = ? WHERE id = ?", (_left(conn, message), conversation))
            return Written(head, Changes(frozenset({conversation}), frozenset({conversation})))

        return self._writer.submit(work)

    def generations(self, message: int) -> list[int]:
        """The runs that wrote what the branch says from `message` on."""
        query = f"{_BELOW} SELECT g.id FROM generations g JOIN below ON g.message = below.id ORDER BY g.id"
        with self._readers.reading() as conn:
            return [id for (id,) in conn.execute(query, (message,))]

    def purge(self, message: int) -> "Future[Written[int]]":
        """Remove for good a branch that was thrown away, from its root `message` on, and give its space back.

        The result is how many messages went. Fails with WrongUse: unknown_message where it was not thrown away.
        """

        def work(conn: sqlite3.Connection) -> Written[int]:
            conversation = _conversation(conn, message)
            if not conn.execute("SELECT 1 FROM cut_branches WHERE message = ?", (message,)).fetchone():
                raise WrongUse("unknown_message")
            (head,) = conn.execute("SELECT head FROM conversations WHERE id = ?", (conversation,)).fetchone()
            if conn.execute(f"{_BELOW} SELECT 1 FROM below WHERE id = ?", (message, head)).fetchone():
                conn.execute("UPDATE conversations SET head = ? WHERE id = ?", (_left(conn, message), conversation))
            # In one statement: a parent may go only together with what follows it.
            gone = conn.execute(f"DELETE FROM messages WHERE id IN ({_BELOW} SELECT id FROM below)", (message,))
            return Written(gone.rowcount, Changes(frozenset({conversation}), frozenset({conversation})))

        def done(purged: "Future[Written[int]]") -> None:
            if not purged.cancelled() and purged.exception() is None:
                reclaim(self._writer)

        purged = self._writer.submit(work)
        purged.add_done_callback(done)
        return purged

    def restore(self, message: int, head: int | None = None) -> "Future[Written[None]]":
        """Bring a branch back; `head`: what to show then, if it is not what is shown now."""

        def work(conn: sqlite3.Connection) -> Written[None]:
            conversation = _conversation(conn, message)
            conn.execute("DELETE FROM cut_branches WHERE message = ?", (message,))
            if head is not None:
                statement = "UPDATE conversations SET head = ? WHERE id = ? AND EXISTS "
                inside = "(SELECT 1 FROM messages WHERE id = ? AND conversation = ?)"
                conn.execute(statement + inside, (head, conversation, head, conversation))
            return Written(None, Changes(frozenset({conversation}), frozenset({conversation})))

        return self._writer.submit(work)


def _conversation(conn: sqlite3.Connection, message: int) -> int:
    row = conn.execute("SELECT conversation FROM messages WHERE id = ?", (message,)).fetchone()
    if row is None:
        raise WrongUse("unknown_message")
    return int(row[0])


def _left(conn: sqlite3.Connection, message: int) -> int:
    """What to show when the branch from `message` on is gone: beside it, above it, or another beginning."""
    parent, conversation = conn.execute("SELECT parent, conversation FROM messages WHERE id = ?", (message,)).fetchone()
    if parent is not None:
        return tree.leaf_below(conn, parent)
    row = conn.execute(
        """
        SELECT max(id) FROM messages WHERE conversation = ? AND parent IS NULL
        AND id NOT IN (SELECT message FROM cut_branches) AND id NOT IN (SELECT message FROM asides)
        """,
        (conversation,),
    ).fetchone()
    if row[0] is None:
        raise WrongUse("branch_whole")
    return tree.leaf_below(conn, row[0])
