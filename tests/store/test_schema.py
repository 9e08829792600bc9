"""Migrations: their names are forever."""

import hashlib
import sqlite3

import pytest

from app.store import schema
from app.store.tokens import Tokens


def test_migrations_keep_their_names_and_their_order(store, database):
    golden = ("conversations", "messages", "parts", "generations", "chunks", "templates", "settings")
    golden += ("groups", "tokens", "branches", "thoughts", "imports")
    golden += ("order", "packed", "finding")
    assert schema.NAMES[: len(golden)] == golden
    store.close()
    conn = sqlite3.connect(database)
    recorded = conn.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'sibian' ORDER BY id").fetchall()
    assert tuple(name for (name,) in recorded) == schema.NAMES
    assert conn.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert conn.execute("PRAGMA application_id").fetchone() == (0x5369626E,)
    conn.close()


def test_a_failing_migration_leaves_the_database_as_it_was(opened, database, monkeypatch):
    with opened() as store:
        store.settings.set("kept", 1)

    def half(db):
        db.execute("CREATE TABLE half (id INTEGER)")
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", (*schema.STEPS, half))
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        patch.setattr(schema, "NAMES", (*schema.NAMES, "half"))
        with pytest.raises(RuntimeError, match="in the middle"):
            opened()
    with opened() as store:
        assert store.settings.get("kept") == 1
    conn = sqlite3.connect(database)
    assert conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None
    conn.close()


def spelled(conn):
    """The tables and indexes, whatever their white space."""
    rows = conn.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE '%sqlite%' ORDER BY rowid")
    return "\n".join(" ".join(sql.split()) for (sql,) in rows)


def test_the_steps_of_the_first_release_make_what_they_made_then(released):
    conn = sqlite3.connect(released)
    made = hashlib.sha256(spelled(conn).encode()).hexdigest()
    conn.close()
    assert made == "3226efb95ced557ecd29ab8d97f1f9e2a2340154662fd1e0a33835064533c494"


RELEASED = 7
"""How many steps the first release had."""
ENDED, CHUNK = (
    bytes.fromhex(text)
    for text in (
        "53425431030000000200696473206911000000789c636460606002626620060000340007617420207110000000789c"
        "5358c8ce00020a683400238b0259",
        "5342543102000000020069647320690e000000789c6361606060056200003c000a617420207112000000789c9b7081"
        "9901041416b28369001afb022c",
    )
)
"""Blobs that the first release wrote: ids 1, 2, 3 at 0.5, 1.0, 1.5, and 4, 5 at 0.25, 0.75 seconds."""


@pytest.fixture
def released(database, monkeypatch):
    """A database as the first release left it: an answer, and one cut off while it came."""
    database.parent.mkdir()
    conn = sqlite3.connect(database, isolation_level=None)
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("BEGIN")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", schema.STEPS[:RELEASED])
        patch.setattr(schema, "VERSION", RELEASED)
        schema.migrate(conn)
    conn.execute("INSERT INTO conversations VALUES (1, '立春', 5.0, 6.0, NULL, NULL, 'sys')")
    for id, parent, role in ((1, None, "user"), (2, 1, "assistant"), (3, 2, "user"), (4, 3, "assistant")):
        conn.execute("INSERT INTO messages VALUES (?, 1, ?, ?, 5.0, NULL)", (id, parent, role))
    for message, position, kind, text in ((1, 0, "text", "一"), (2, 0, "thinking", "想"), (2, 1, "answer", "甲")):
        conn.execute(
            "INSERT INTO parts (message, position, kind, text) VALUES (?, ?, ?, ?)", (message, position, kind, text)
        )
    columns = "id, message, model, weights, fingerprint, family, sampling, started, prefix_chars, raw, ending, tokens"
    for values in ((1, 2, "<think>想</think>甲", "stop", ENDED), (2, 4, "", None, None)):
        conn.execute(
            f"INSERT INTO generations ({columns}) VALUES (?, ?, 'm', 'w', 'f', 'none', '{{}}', 5.0, 0, ?, ?, ?)", values
        )
    conn.execute("INSERT INTO chunks VALUES (2, 0, ?, '乙')", (CHUNK,))
    conn.execute("UPDATE conversations SET head = 4")
    conn.execute("COMMIT")
    conn.close()
    return database


def test_a_database_of_the_first_release_keeps_everything(opened, released):
    store = opened(released)
    assert store.mended == (2,)
    (conversation,) = store.conversations.list()
    assert (conversation.title, conversation.system, conversation.thoughts) == ("立春", "sys", None)
    first, second = store.conversations.branch(1)
    assert (first.answer.text("thinking"), first.answer.text("answer")) == ("想", "甲")
    assert second.answer.text("answer") == "乙"
    assert (first.generation.raw, second.generation.raw) == ("<think>想</think>甲", "乙")
    assert store.generations.tokens(1) == Tokens((1, 2, 3), (0.5, 1.0, 1.5))
    assert store.generations.tokens(2) == Tokens((4, 5), (0.25, 0.75))
    kept = store.generations.get(1)
    assert (kept.origin, kept.origin_kind, kept.origin_tokens, kept.origin_insert) == (None, None, None, "")
    assert (kept.prefix_tokens, kept.steering, kept.happenings, kept.group) == (0, {}, (), None)


def test_a_database_of_the_first_release_becomes_what_a_new_one_is(opened, released, tmp_path):
    opened(released).close()
    opened(tmp_path / "new.db").close()
    made = []
    for path in (released, tmp_path / "new.db"):
        conn = sqlite3.connect(path)
        made.append(spelled(conn))
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        conn.close()
    assert made[0] == made[1]


def test_an_older_database_is_brought_up_to_date(opened, database, monkeypatch):
    with opened() as store:
        store.settings.set("kept", 1)

    def later(db):
        db.execute("CREATE TABLE later (id INTEGER)")

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, later))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "NAMES", (*schema.NAMES, "later"))
    with opened() as store:
        assert store.settings.get("kept") == 1
    conn = sqlite3.connect(database)
    assert conn.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert conn.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    conn.close()
