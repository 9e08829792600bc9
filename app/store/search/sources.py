"""What the index should hold: every text of the database that can be looked for, and how it is told from what it was.

Works on a connection with the database attached as `data`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from app.store.search.index import ANSWER, NOTE, PARTS, TEMPLATE, TITLE, Doc

Ref = tuple[int, int]
"""(kind, id)."""

_MESSAGE_STAMP = "printf('%.6f %d', m.created, m.conversation)"
_MISSING = f"""
    SELECT m.id FROM data.messages m
    WHERE {{which}} AND EXISTS (SELECT 1 FROM data.parts p WHERE p.message = m.id AND p.text <> '')
    AND NOT EXISTS (SELECT 1 FROM docs d WHERE d.ref = m.id AND d.kind <= {ANSWER} AND d.stamp = {_MESSAGE_STAMP})
    ORDER BY m.created, m.id
"""
_GONE = f"""
    kind <= {ANSWER} AND {{which}}
    AND NOT EXISTS (SELECT 1 FROM data.messages m WHERE m.id = docs.ref AND {_MESSAGE_STAMP} = docs.stamp)
"""


@dataclass(frozen=True, slots=True)
class Small:
    """Texts of which there are few: they are compared whole."""

    kind: int
    table: str
    query: str
    """(id, conversation, created, text) of each."""


SMALL = (
    Small(TITLE, "conversations", "SELECT id, id, created, title FROM data.conversations"),
    Small(
        TEMPLATE,
        "templates",
        "SELECT id, NULL, 0.0, slug || ' ' || title || ' ' || description || ' ' || body FROM data.templates",
    ),
    Small(
        NOTE,
        "annotations",
        """
        SELECT a.id, m.conversation, a.created, trim(coalesce(l.name, '') || ' ' || a.note)
        FROM data.annotations a JOIN data.generations g ON g.id = a.generation JOIN data.messages m ON m.id = g.message
        LEFT JOIN data.labels l ON l.id = a.label WHERE a.note <> '' OR a.label IS NOT NULL
        """,
    ),
)


def missing(conn: sqlite3.Connection, conversations: Sequence[int] | None) -> list[int]:
    """Messages that are not in the index as they are; of all conversations, or of these."""
    if conversations is None:
        return [id for (id,) in conn.execute(_MISSING.format(which="1"))]
    found: list[int] = []
    for conversation in conversations:
        rows = conn.execute(_MISSING.format(which="m.conversation = ?"), (conversation,))
        found.extend(id for (id,) in rows)
    return found


def gone(conversation: bool) -> str:
    """Which rows of `docs` belong to messages that are not there any more; of one conversation (a parameter) or all."""
    return _GONE.format(which="conversation = ?" if conversation else "1")


def docs_of(conn: sqlite3.Connection, message: int) -> Iterator[Doc]:
    """One for each kind of text in a message."""
    query = f"""
        SELECT m.conversation, m.created, {_MESSAGE_STAMP}, p.kind, p.text
        FROM data.messages m JOIN data.parts p ON p.message = m.id WHERE m.id = ? ORDER BY p.position
    """
    texts: dict[int, str] = {}
    about: tuple[int, float, str] | None = None
    for conversation, created, stamp, kind, text in conn.execute(query, (message,)):
        about = conversation, created, stamp
        number = PARTS.get(kind)
        if number is not None and text:
            texts[number] = texts.get(number, "") + text
    if about is not None:
        for kind, text in texts.items():
            yield Doc(kind, message, about[0], about[1], about[2], text)


def small_changes(conn: sqlite3.Connection) -> tuple[list[Doc], list[Ref]]:
    """Titles, templates and notes that are new or different, and those that are gone."""
    there = {name for (name,) in conn.execute("SELECT name FROM data.sqlite_master WHERE type = 'table'")}
    new: list[Doc] = []
    old: list[Ref] = []
    for source in SMALL:
        if source.table not in there:
            continue
        known = dict(conn.execute("SELECT ref, stamp FROM docs WHERE kind = ?", (source.kind,)).fetchall())
        for id, conversation, created, text in conn.execute(source.query):
            # Messages can move to another conversation, and a note moves with them; a title cannot.
            told = f"{conversation} {text}" if source.kind == NOTE else text or ""
            stamp = blake2b(told.encode(), digest_size=8).hexdigest()
            if known.pop(id, None) != stamp:
                new.append(Doc(source.kind, id, conversation, created, stamp, text or ""))
        old.extend((source.kind, id) for id in known)
    return new, old
