"""Backups, restoring, checking, saving what a damaged file holds, and making the file small."""

import os
import random
import shutil
import sqlite3
import time

import pytest

from app.errors import StoreError
from app.store import schema
from app.store.caretaker import Caretaker
from app.store.changes import Changes, Written
from app.store.keeping import backup, restore
from app.store.keeping.check import check
from app.store.keeping.stats import stats
from app.store.keeping.vacuum import vacuum
from app.store.order import DAY_S
from app.store.search.index import index_path
from tests.crash.damage import page_of_zeros


@pytest.fixture
def said(hand):
    return [hand.exchange(f"question {n}", "答" * 3000) for n in range(4)]


def titles(path, opened):
    with opened(path) as store:
        return sorted(each.title for each in store.conversations.list())


def test_a_backup_is_made_while_the_store_is_open_and_holds_everything(hand, said, database, tmp_path):
    made = backup.make(database, "manual")
    assert backup.backups(database) == [made]
    assert made.path.stat().st_mode & 0o077 == 0
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]  # nothing unfinished is left
    plain = tmp_path / "plain.db"
    backup.unpack(made.path, plain)
    conn = sqlite3.connect(plain)
    assert conn.execute("SELECT count(*) FROM messages").fetchone() == (8,)
    conn.close()


def test_restoring_moves_aside_what_is_there_and_searches_the_old_texts_again(opened, hand, hand_to, said, database):
    assert hand.store.search.settled(20)
    made = backup.make(database, "manual")
    hand.exchange("later", "x")
    hand.store.close()
    done = restore.from_backup(database, made.path)
    assert titles(database, opened) == [f"question {n}" for n in range(4)]
    assert titles(done.aside / "sibian.db", opened)[0] == "later"
    again = hand_to(opened())
    assert again.store.search.settled(20)
    assert again.store.search.every("later") == []
    assert (
        len(
            again.store.search.every(
                "question",
            )
        )
        == 8
    )


def test_two_backups_of_one_second_are_two(hand, said, database):
    made = [backup.make(database, "manual") for _ in range(3)]
    assert len({each.path for each in made}) == 3
    assert set(backup.backups(database)) == set(made)


def test_nothing_is_restored_under_a_program_that_is_open(hand, said, database):
    made = backup.make(database, "manual")
    with pytest.raises(StoreError) as told:
        restore.from_backup(database, made.path)
    assert told.value.kind == "store_locked"
    assert hand.store.conversations.list()


@pytest.mark.parametrize("harm", ["cut", "changed", "noise"])
def test_a_damaged_backup_is_told_and_changes_nothing(opened, hand, said, database, harm):
    made = backup.make(database, "manual")
    hand.store.close()
    content = made.path.read_bytes()
    middle = len(content) // 2
    made.path.write_bytes(
        {"cut": content[:middle], "changed": content[:middle] + b"\0\1" + content[middle + 2 :], "noise": b"x" * 500}[
            harm
        ]
    )
    before = database.read_bytes()
    with pytest.raises(StoreError) as told:
        restore.from_backup(database, made.path)
    assert told.value.kind == "store_broken"
    assert database.read_bytes() == before
    assert len(titles(database, opened)) == 4
    assert not list(database.parent.glob("*.part*"))


def test_a_damaged_database_is_never_backed_up_over_sound_backups(opened, hand, said, database):
    sound = backup.make(database, "daily")
    hand.store.close()
    page_of_zeros(database, random.Random(5))
    with pytest.raises(StoreError) as told:
        backup.make(database, "daily")
    assert told.value.kind == "store_broken"
    assert backup.backups(database) == [sound]
    done = restore.from_salvage(database)
    assert check(database, thorough=True).sound
    assert done.saved.messages >= 6
    restore.from_backup(database, sound.path)
    assert len(titles(database, opened)) == 4


def test_backups_are_thinned_out_by_age(database):
    folder = backup.folder_of(database)
    folder.mkdir(parents=True)
    now = time.time()
    for days in range(60):
        stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now - days * DAY_S))
        (folder / f"{stamp}-daily.db.zst").touch()
        (folder / f"{stamp}-migration.db.zst").touch()
    (folder / "notes.txt").touch()
    backup.thin(database)
    kept = backup.backups(database)
    daily = [round((now - each.made) / DAY_S) for each in kept if each.reason == "daily"]
    assert daily[:7] == list(range(7))
    assert 7 <= len(daily) <= 7 + backup.WEEKS
    assert sum(each.reason == "migration" for each in kept) == backup.KEPT["migration"]
    assert (folder / "notes.txt").exists()


def test_a_daily_backup_is_due_once_a_day_and_only_after_a_change(hand, said, database):
    assert backup.due(database)
    made = backup.make(database, "daily")
    assert not backup.due(database)
    assert backup.due(database, now=made.made + DAY_S)
    hand.store.close()
    for file in database.parent.iterdir():
        os.utime(file, (made.made - 1, made.made - 1))
    assert not backup.due(database, now=made.made + DAY_S)


def test_an_older_database_is_backed_up_before_it_is_migrated(opened, hand, said, database, monkeypatch):
    hand.store.close()

    def later(db):
        db.execute("CREATE TABLE later (id INTEGER)")

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, later))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "NAMES", (*schema.NAMES, "later"))
    opened().close()
    (made,) = backup.backups(database)
    assert made.reason == "migration"
    plain = database.with_name("plain.db")
    backup.unpack(made.path, plain)
    conn = sqlite3.connect(plain)
    assert conn.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 1,)
    conn.close()


def test_what_is_broken_is_found(hand, said, database):
    assert check(database).sound
    hand.store.close()
    shutil.copy(database, database.with_name("broken.db"))
    page_of_zeros(database.with_name("broken.db"), random.Random(5))
    assert not check(database.with_name("broken.db")).sound
    assert not check(database.with_name("nowhere.db")).sound


def test_the_caretaker_ends_the_term_of_the_trash_and_backs_up(hand, said, database, monkeypatch):
    hand.done(hand.store.order.delete([said[0].conversation]))
    hand.done(hand.store.submit(long_ago))
    care = Caretaker(
        hand.store, lambda: 30, lambda ids: hand.store.conversations.purge_all(ids).result(20), first_s=0.01
    )
    deadline = time.monotonic() + 20
    while not backup.backups(database) and time.monotonic() < deadline:
        time.sleep(0.02)
    care.close()
    assert [each.reason for each in backup.backups(database)] == ["daily"]
    assert hand.store.conversations.list(deleted=True) == []
    assert len(hand.store.conversations.list()) == 3
    assert not care.trouble.done()


def long_ago(conn):
    conn.execute("UPDATE conversations SET deleted = 5.0 WHERE deleted IS NOT NULL")
    return Written(None, Changes())


def test_the_caretaker_tells_trouble_once(hand, said, monkeypatch):
    def fail(*_):
        raise StoreError("store_full", path="x")

    monkeypatch.setattr(backup, "make", fail)
    care = Caretaker(hand.store, lambda: 0, lambda ids: None, first_s=0.01)
    assert care.trouble.exception(timeout=20).kind == "store_full"
    care.close()


def test_stats_say_what_takes_the_space(hand, said, database):
    assert hand.store.search.settled(20)
    backup.make(database, "manual")
    hand.done(hand.store.order.delete([said[0].conversation]))
    found = stats(database)
    assert (found.conversations, found.in_trash, found.messages, found.generations) == (3, 1, 8, 4)
    assert found.texts > 4 * 3000
    assert found.index > 4096
    assert (found.backup_count, found.backups > 500) == (1, True)
    assert index_path(database).exists()


def test_vacuum_gives_back_what_a_database_of_the_first_release_could_not(opened, hand, said, database):
    hand.store.close()
    conn = sqlite3.connect(database, isolation_level=None)
    conn.execute("PRAGMA journal_mode = DELETE")
    conn.execute("PRAGMA auto_vacuum = NONE")
    conn.execute("VACUUM")
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("DELETE FROM conversations WHERE id > 1")
    conn.close()
    before, after = vacuum(database)
    assert after < before
    conn = sqlite3.connect(database)
    assert conn.execute("PRAGMA auto_vacuum").fetchone() == (2,)
    conn.close()
    assert titles(database, opened) == ["question 0"]
