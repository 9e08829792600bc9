"""How the database is held: the settings that its promises rest on."""

import sqlite3

import pytest

from app.errors import StoreError
from app.store.connections import Readers, open_writing


@pytest.fixture
def path(tmp_path):
    conn = open_writing(tmp_path / "t.db")
    conn.execute("CREATE TABLE t (a)")
    conn.execute("INSERT INTO t VALUES (1)")
    yield tmp_path / "t.db"
    conn.close()


@pytest.fixture
def readers(path):
    readers = Readers(path)
    yield readers
    readers.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("mmap_size", 0)]
)
def test_the_settings_that_keep_commits_through_a_power_cut_are_made(path, tmp_path, pragma, value):
    conn = open_writing(tmp_path / "other.db")
    assert conn.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    conn.close()


def test_a_reading_connection_cannot_write(readers):
    with pytest.raises(StoreError) as told, readers.reading() as conn:
        conn.execute("INSERT INTO t VALUES (2)")
    assert told.value.kind == "store_unwritable"


def test_a_reading_sees_one_moment_and_the_next_one_sees_the_news(path, readers):
    other = sqlite3.connect(path, isolation_level=None)
    count = "SELECT count(*) FROM t"
    with readers.reading() as conn:
        assert conn.execute(count).fetchone() == (1,)
        other.execute("INSERT INTO t VALUES (2)")
        assert conn.execute(count).fetchone() == (1,)
    with readers.reading() as conn:
        assert conn.execute(count).fetchone() == (2,)
    other.close()


def test_a_reading_that_broke_off_does_not_make_a_later_one_see_the_past(path, readers):
    other = sqlite3.connect(path, isolation_level=None)
    other.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(500)])
    held = []

    def break_off():
        with readers.reading() as conn:
            cursor = conn.execute("SELECT a FROM t")
            held.append((cursor, cursor.fetchone()))
            raise KeyError("a bug in the middle")

    with pytest.raises(KeyError):
        break_off()
    other.execute("DELETE FROM t")
    with readers.reading() as conn:
        assert conn.execute("SELECT count(*) FROM t").fetchone() == (0,)
    other.close()
