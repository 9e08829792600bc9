"""A database that another program holds can be read, and only read."""

import pathlib
import sqlite3

import pytest

from app.errors import StoreError
from app.store import schema
from app.store.reading import ReadingStore
from app.store.records import NewExchange, Part
from app.store.store import Store


def split(raw: str, family: str, opened: bool) -> list[Part]:
    return [Part("answer", raw)]


def test_what_another_holds_can_be_read_and_not_written(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "sibian.db"
    new = NewExchange(None, None, "立春？", model="m", weights="w", fingerprint="f", family="none", sampling={})
    with Store.open(path, split, reserve_size=0) as holder:
        with pytest.raises(StoreError, match="already open"):
            Store.open(path, split, reserve_size=0)
        with ReadingStore(path) as reader:
            assert reader.conversations.list() == []
            begun = holder.generations.begin(new).result().value
            assert [c.title for c in reader.conversations.list()] == ["立春？"]
            with pytest.raises(StoreError) as refused:
                reader.conversations.rename(begun.conversation, "x").result()
            assert refused.value.kind == "store_locked"
        assert holder.conversations.list()[0].title == "立春？"


def test_what_an_older_program_holds_is_told_as_such(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sibian.db"
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:7])
        older.setattr(schema, "VERSION", 7)
        conn = sqlite3.connect(path, isolation_level=None)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("BEGIN")
        schema.migrate(conn)
        conn.execute("COMMIT")
    with pytest.raises(StoreError) as refused:
        ReadingStore(path)
    conn.close()
    assert refused.value.kind == "store_older"
    assert "older version" in refused.value.sentence
