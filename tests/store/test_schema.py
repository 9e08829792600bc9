"""Migrations: their names are forever."""

import sqlite3

import pytest

from app.store import schema


def test_migrations_keep_their_names_and_their_order(store, database):
    golden = ("conversations", "messages", "parts", "generations", "chunks", "templates", "settings")
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
