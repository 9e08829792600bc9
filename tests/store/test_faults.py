"""From what SQLite says to what a person can do."""

import errno
import sqlite3

import pytest

from app.errors import StoreError
from app.store.faults import is_full, told


def sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("in its own words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sqlite(sqlite3.SQLITE_FULL), "store_full"),
        (sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), "store_full"),
        (OSError(errno.ENOSPC, "no space"), "store_full"),
        (sqlite(sqlite3.SQLITE_READONLY_DIRECTORY), "store_unwritable"),
        (sqlite(sqlite3.SQLITE_CANTOPEN_ISDIR), "store_unwritable"),
        (sqlite(sqlite3.SQLITE_IOERR_WRITE), "store_unwritable"),
        (PermissionError(errno.EACCES, "no"), "store_unwritable"),
        (sqlite(sqlite3.SQLITE_CORRUPT_VTAB), "store_broken"),
        (sqlite(sqlite3.SQLITE_NOTADB), "store_broken"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), "store_broken"),
        (sqlite3.OperationalError("Could not decode to UTF-8 column"), "store_broken"),
        (sqlite(sqlite3.SQLITE_BUSY), "store_failed"),
        (sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE), "store_failed"),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), "store_failed"),
    ],
)
def test_every_fault_has_a_kind_and_keeps_its_details_for_the_log(tmp_path, error, kind):
    with pytest.raises(StoreError) as raised, told(tmp_path):
        raise error
    assert raised.value.kind == kind
    assert type(error).__name__ in raised.value.detail
    assert raised.value.sentence
    assert is_full(error) == (kind == "store_full")


def test_a_bug_stays_a_bug(tmp_path):
    with pytest.raises(ZeroDivisionError), told(tmp_path):
        _ = 1 / 0
