"""What may be opened, and what is refused without being touched."""

import hashlib
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import StoreError
from app.store import schema

HOLD = """
import sys, time
from pathlib import Path
from app.store.store import Store
store = Store.open(Path(sys.argv[1]), lambda *a: [], reserve_size=0)
print("open", flush=True)
time.sleep(60)
"""
TRY = """
import sys
from pathlib import Path
from app.errors import StoreError
from app.store.store import Store
try:
    Store.open(Path(sys.argv[1]), lambda *a: [], reserve_size=0).close()
except StoreError as error:
    print(error.kind)
else:
    print("opened")
"""


def contents(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir() if each.is_file()}


def altered(path: Path, *statements: str) -> None:
    """Change a closed database as another program would, and take our lock file away."""
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        conn.execute(statement)
    conn.close()
    path.with_name(path.name + ".lock").unlink(missing_ok=True)


def refused(opened, path: Path) -> str:
    with pytest.raises(StoreError) as told:
        opened(path)
    assert told.value.sentence  # every field of the sentence is filled
    return told.value.kind


NEWER = "PRAGMA user_version = 999"
UNKNOWN = "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('sibian', 'from_the_future')"


def test_the_folder_is_made_and_the_database_is_private(opened, database):
    opened()
    assert database.exists()
    if os.name == "posix":
        assert stat.S_IMODE(database.stat().st_mode) == 0o600
        assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("statement", [NEWER, UNKNOWN])
def test_a_newer_database_is_left_untouched(opened, database, statement):
    opened().close()
    altered(database, statement)
    before = contents(database.parent)
    assert refused(opened, database) == "store_newer"
    assert contents(database.parent) == before
    assert list(before) == ["sibian.db"]


@pytest.mark.parametrize("statement", [NEWER, UNKNOWN])
def test_a_newer_database_that_was_used_before_is_left_untouched(opened, database, statement):
    opened().close()
    altered(database, statement)
    database.with_name("sibian.db.lock").touch()
    before = contents(database.parent)
    assert refused(opened, database) == "store_newer"
    assert contents(database.parent) == before


def crashed_copy(database: Path, folder: Path, statement: str) -> Path:
    """A copy of the database as a crash leaves it: the last transaction lies in the log alone."""
    folder.mkdir()
    conn = sqlite3.connect(database, isolation_level=None)
    conn.execute(statement)
    for name in (database.name, database.name + "-wal"):
        shutil.copy(database.with_name(name), folder / name)
    conn.close()
    return folder / database.name


def test_a_newer_version_is_seen_in_a_log_not_yet_carried_over(opened, database, tmp_path):
    opened().close()
    copy = crashed_copy(database, tmp_path / "copy", NEWER)
    header = copy.read_bytes()[60:64]
    before = contents(copy.parent)
    assert int.from_bytes(header) == schema.VERSION  # the file itself does not tell
    assert refused(opened, copy) == "store_newer"
    assert contents(copy.parent) == before


def test_an_unknown_migration_is_seen_in_a_log_not_yet_carried_over(opened, database, tmp_path):
    opened().close()
    copy = crashed_copy(database, tmp_path / "copy", UNKNOWN)
    before = contents(copy.parent)
    assert refused(opened, copy) == "store_newer"
    after = contents(copy.parent)
    assert {name: after[name] for name in before} == before


def test_what_a_power_cut_left_in_the_log_is_not_taken_for_a_newer_version(opened, database, tmp_path):
    opened().close()
    copy = crashed_copy(database, tmp_path / "copy", NEWER)
    log = copy.with_name("sibian.db-wal")
    content = bytearray(log.read_bytes())
    content[32 + 24 + 200] ^= 0xFF  # the frame of page 1 was not written whole
    log.write_bytes(content)
    assert opened(copy).conversations.list() == []


def test_a_log_left_by_a_crash_is_carried_over(opened, database, tmp_path):
    opened().close()
    copy = crashed_copy(database, tmp_path / "copy", "INSERT INTO settings (key, value) VALUES ('last', '1')")
    assert opened(copy).settings.get("last") == 1


@pytest.mark.parametrize("statement", ["CREATE TABLE theirs (a)", "PRAGMA application_id = 252006675"])
def test_the_database_of_another_program_is_left_untouched(opened, tmp_path, statement):
    path = tmp_path / "theirs.db"
    altered(path, "CREATE TABLE t (a)", statement)
    before = contents(tmp_path)
    assert refused(opened, path) == "store_foreign"
    assert contents(tmp_path) == before


@pytest.mark.parametrize("content", [b"x", b"no database at all, but long enough to have a header" * 20])
def test_what_is_no_database_is_left_untouched(opened, tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert refused(opened, path) == "store_broken"
    assert contents(tmp_path) == {"notes.txt": hashlib.sha256(content).hexdigest()}


def test_an_empty_file_becomes_a_database(opened, tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    assert opened(path).conversations.list() == []


def test_a_damaged_database_is_told_apart(opened, database):
    opened().close()
    content = bytearray(database.read_bytes())
    content[100:4096] = bytes(4096 - 100)  # the page that lists the tables
    database.write_bytes(content)
    assert refused(opened, database) == "store_broken"
    assert database.read_bytes() == content


def test_a_second_store_in_the_same_program_is_refused_and_harms_nothing(opened, hand, database):
    assert refused(opened, database) == "store_locked"
    begun = hand.exchange("still", "works")
    assert hand.store.conversations.get(begun.conversation)


def test_another_name_for_the_same_database_is_refused_too(opened, store, database, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(database)
    assert refused(opened, link) == "store_locked"


def python(code: str, path: Path) -> list[str]:
    return [sys.executable, "-c", code, str(path)]


def test_a_second_program_is_refused_at_once(store, database):
    answer = subprocess.run(python(TRY, database), capture_output=True, text=True, check=True, timeout=20)
    assert answer.stdout == "store_locked\n"


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_killed_program_leaves_no_lock_behind(opened, database):
    with subprocess.Popen(python(HOLD, database), stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        assert refused(opened, database) == "store_locked"
        other.send_signal(signal.SIGKILL)
    assert opened().conversations.list() == []


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
@pytest.mark.parametrize("there_is_one", [False, True])
def test_a_folder_that_cannot_be_written_to_is_refused(opened, open_folder, as_nobody, there_is_one):
    path = open_folder / "sibian.db"
    if there_is_one:
        opened(path).close()
    for each in open_folder.iterdir():
        each.chmod(0o666)
    open_folder.chmod(0o555)
    before = contents(open_folder)
    as_nobody()
    assert refused(opened, path) == "store_unwritable"
    assert contents(open_folder) == before


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_database_that_cannot_be_written_to_is_refused(opened, open_folder, as_nobody):
    path = open_folder / "sibian.db"
    opened(path).close()
    path.chmod(0o444)
    path.with_name("sibian.db.lock").chmod(0o666)
    as_nobody()
    assert refused(opened, path) == "store_unwritable"


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_folder_that_cannot_be_made_is_refused(opened, open_folder, as_nobody):
    open_folder.chmod(0o555)
    as_nobody()
    assert refused(opened, open_folder / "new" / "sibian.db") == "store_unwritable"


def test_a_folder_is_no_database(opened, tmp_path):
    assert refused(opened, tmp_path) == "store_unwritable"
