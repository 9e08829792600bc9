"""Conversations that say the same twice, and making one of several. Reads only what may be a copy."""

import hashlib
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from app.store import tree
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.writer import Submits


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, for undoing it."""

    into: int
    moved: tuple[tuple[int, tuple[int, ...]], ...]
    """(conversation it came from, ids of its messages)."""


class Copies:
    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def duplicates(self) -> list[tuple[int, ...]]:
        """Groups of conversations with the same tree of the same texts, the oldest of each first; no trash."""
        alike: dict[bytes, list[int]] = defaultdict(list)
        with self._readers.reading() as conn:
            for ids in _candidates(conn):
                for id in ids:
                    alike[_digest(conn, id)].append(id)
        return [tuple(sorted(ids)) for ids in alike.values() if len(ids) > 1]

    def merge(self, into: int, others: Sequence[int]) -> "Future[Written[Merged]]":
        """Move all that the others hold into one, as branches beside its own, and throw away what is left of them.

        Fails with `WrongUse("unknown_conversation")` where one of them is not there.
        """
        ids = tuple(dict.fromkeys(id for id in others if id != into))

        def work(conn: sqlite3.Connection) -> Written[Merged]:
            for id in (into, *ids):
                if tree.conversation(conn, id) is None:
                    raise tree.unknown(id)
            moved = tuple((id, _messages(conn, id)) for id in ids)
            for id, messages in moved:
                _move(conn, messages, into)
                conn.execute("UPDATE conversations SET deleted = ?, head = NULL WHERE id = ?", (time.time(), id))
            head = "head = coalesce(head, (SELECT max(id) FROM messages WHERE conversation = conversations.id))"
            conn.execute(f"UPDATE conversations SET {head} WHERE id = ?", (into,))
            return Written(Merged(into, moved), _touched((into, *ids)))

        return self._writer.submit(work)

    def unmerge(self, merged: Merged) -> "Future[Written[None]]":
        """Give back what was moved. Messages that have followed since go with what they follow."""

        def work(conn: sqlite3.Connection) -> Written[None]:
            for id, messages in merged.moved:
                _move(conn, _with_what_follows(conn, messages), id)
                conn.execute(
                    "UPDATE conversations SET deleted = NULL, "
                    "head = (SELECT max(id) FROM messages WHERE conversation = ?) WHERE id = ?",
                    (id, id),
                )
            _head_of_its_own(conn, merged.into)
            return Written(None, _touched((merged.into, *(id for id, _ in merged.moved))))

        return self._writer.submit(work)


def _touched(ids: Iterable[int]) -> Changes:
    touched = frozenset(ids)
    return Changes(touched, touched)


def _candidates(conn: sqlite3.Connection) -> list[list[int]]:
    """Conversations that begin with the same question and have as many messages."""
    query = """
        SELECT c.id, (SELECT count(*) FROM messages m WHERE m.conversation = c.id),
            (SELECT p.text FROM parts p WHERE p.message = (
                SELECT min(m.id) FROM messages m WHERE m.conversation = c.id) AND p.position = 0)
        FROM conversations c WHERE c.deleted IS NULL
    """
    groups: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for id, count, question in conn.execute(query):
        if count:
            groups[count, hashlib.blake2b((question or "").encode(), digest_size=16).digest()].append(id)
    return [ids for ids in groups.values() if len(ids) > 1]


def _digest(conn: sqlite3.Connection, conversation: int) -> bytes:
    """Of the tree and every text in it; ids and times do not count."""
    query = """
        SELECT m.id, m.parent, m.role, p.kind, p.text FROM messages m LEFT JOIN parts p ON p.message = m.id
        WHERE m.conversation = ? ORDER BY m.id, p.position
    """
    digest, places = hashlib.blake2b(digest_size=20), {None: 0}
    for id, parent, role, kind, text in conn.execute(query, (conversation,)):
        place = places.setdefault(id, len(places))
        digest.update(f"{place}\0{places.get(parent, 0)}\0{role}\0{kind}\0{len(text or '')}\0{text or ''}".encode())
    return digest.digest()


def _messages(conn: sqlite3.Connection, conversation: int) -> tuple[int, ...]:
    rows = conn.execute("SELECT id FROM messages WHERE conversation = ? ORDER BY id", (conversation,))
    return tuple(id for (id,) in rows)


def _move(conn: sqlite3.Connection, messages: Iterable[int], into: int) -> None:
    for message in messages:
        conn.execute("UPDATE messages SET conversation = ? WHERE id = ?", (into, message))
        conn.execute("UPDATE groups SET conversation = ? WHERE question = ?", (into, message))


def _with_what_follows(conn: sqlite3.Connection, messages: Sequence[int]) -> list[int]:
    found = set(messages)
    query = "SELECT id, parent FROM messages WHERE conversation = (SELECT conversation FROM messages WHERE id = ?)"
    rows = conn.execute(query + " ORDER BY id", (messages[0],)).fetchall() if messages else []
    for id, parent in rows:  # children are always newer than their parents
        if parent in found:
            found.add(id)
    return sorted(found)


def _head_of_its_own(conn: sqlite3.Connection, conversation: int) -> None:
    """Show a branch of the conversation's own where its head went elsewhere."""
    conn.execute(
        """
        UPDATE conversations SET head = (SELECT max(id) FROM messages WHERE conversation = conversations.id)
        WHERE id = ? AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = head AND m.conversation = conversations.id)
        """,
        (conversation,),
    )
