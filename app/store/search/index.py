"""The index as a file: its tables, and putting texts into it and out of it. Knows nothing of threads or queries.

FTS5 without positions and without the text itself: a third of what it would take with both, and as quick to ask.
Longer stretches are checked in the text afterwards. A text's number is never given again; when the text goes, its row
in `docs` does, and its tokens are swept out later, found by walking the vocabulary.
"""

import contextlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.store.search.fold import tokens
from app.store.search.records import HitKind

QUESTION, THINKING, ANSWER, TITLE, TEMPLATE, NOTE = range(6)
KINDS: tuple[HitKind, ...] = ("question", "thinking", "answer", "title", "template", "note")
OF_MESSAGES = (QUESTION, THINKING, ANSWER)
PARTS = {"text": QUESTION, "thinking": THINKING, "answer": ANSWER}
LAYOUT = 1
"""Of the tables and of `fold.tokens`: an index of another layout is thrown away."""

_TABLES = """
CREATE TABLE meta (layout INTEGER NOT NULL) STRICT;
CREATE TABLE docs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,
    ref INTEGER NOT NULL,
    conversation INTEGER,
    created REAL NOT NULL,
    length INTEGER NOT NULL,
    stamp TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX docs_by_ref ON docs (ref, kind);
CREATE INDEX docs_by_conversation ON docs (conversation);
CREATE TABLE ghosts (id INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (t, content = '', detail = 'none', tokenize = 'ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, 'instance');
"""


@dataclass(frozen=True, slots=True)
class Doc:
    """A text on its way into the index."""

    kind: int
    ref: int
    """Id of the message, the conversation, the template or the note."""
    conversation: int | None
    created: float
    stamp: str
    """Another one means that the text is another."""
    text: str


def index_path(database: Path) -> Path:
    return database.with_name(database.name + ".search")


def remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def open_index(path: Path, database: Path) -> sqlite3.Connection:
    """The one connection that writes the index, with the database beside it as `data`, read-only."""
    path.touch(mode=0o600)
    conn = sqlite3.connect(path.as_uri(), uri=True, isolation_level=None, check_same_thread=False)
    try:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")  # whatever a power cut takes is put in again
        conn.execute(f"PRAGMA journal_size_limit = {16 * 1024 * 1024}")
        conn.execute("ATTACH ? AS data", (f"{database.as_uri()}?mode=ro",))
        _make(conn)
    except BaseException:
        conn.close()
        raise
    return conn


def _make(conn: sqlite3.Connection) -> None:
    if conn.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'meta'").fetchone():
        (layout,) = conn.execute("SELECT layout FROM main.meta").fetchone()
        if layout == LAYOUT:
            return
        raise sqlite3.DatabaseError(f"index of layout {layout}")
    conn.executescript(f"BEGIN IMMEDIATE; {_TABLES} INSERT INTO meta VALUES ({LAYOUT}); COMMIT")


def put(conn: sqlite3.Connection, docs: Iterable[Doc]) -> None:
    """In the caller's transaction. What stood under the same reference becomes a ghost."""
    for doc in docs:
        take(conn, "ref = ? AND kind = ?", (doc.ref, doc.kind))
        row = conn.execute(
            "INSERT INTO docs (kind, ref, conversation, created, length, stamp) VALUES (?, ?, ?, ?, ?, ?)",
            (doc.kind, doc.ref, doc.conversation, doc.created, len(doc.text), doc.stamp),
        )
        conn.execute("INSERT INTO words (rowid, t) VALUES (?, ?)", (row.lastrowid, tokens(doc.text)))


def take(conn: sqlite3.Connection, which: str, values: tuple[object, ...] = ()) -> int:
    """Out of the index at once, with tokens to be swept; say how many."""
    conn.execute(f"INSERT INTO ghosts (id) SELECT id FROM docs WHERE {which}", values)
    return conn.execute(f"DELETE FROM docs WHERE {which}", values).rowcount


def ghosts(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM ghosts").fetchone()[0])


def sweep(conn: sqlite3.Connection) -> None:
    """Take out every token of the ghosts, so that no word of what was deleted stays behind. In its own transaction."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        rows = conn.execute(
            "SELECT doc, group_concat(term, ' ') FROM vocabulary WHERE doc IN (SELECT id FROM ghosts) GROUP BY doc"
        ).fetchall()
        conn.executemany("INSERT INTO words (words, rowid, t) VALUES ('delete', ?, ?)", rows)
        conn.execute("DELETE FROM ghosts")
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
