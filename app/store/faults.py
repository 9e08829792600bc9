"""What SQLite and the file system say when they cannot, as faults a person can act on. Knows no table.

The kind comes from the error's code, never from its wording. What is nobody's fault but ours (wrong SQL, a broken
constraint) becomes `store_failed`, whose details are in the log.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import StoreError

_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


class Damaged(sqlite3.DatabaseError):
    """A row that SQLite reads without complaint says what no program of ours has written."""


def is_full(error: BaseException) -> bool:
    """Whether the disk had no room. The shared-memory index of the log reports it by a code of its own."""
    if isinstance(error, OSError):
        return error.errno in _NO_SPACE
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE


def fault(error: sqlite3.Error | OSError | UnicodeDecodeError, path: Path) -> StoreError:
    """The `StoreError` for an error met while working on the database at `path`."""
    detail = f"{type(error).__name__} {getattr(error, 'sqlite_errorname', '')}: {error}"
    return StoreError(_kind(error), detail, path=str(path))


def _kind(error: sqlite3.Error | OSError | UnicodeDecodeError) -> str:
    if is_full(error):
        return "store_full"
    if isinstance(error, OSError):
        return "store_unwritable"
    if isinstance(error, Damaged):
        return "store_broken"
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own objection to what it read. Text that is no UTF-8 is the one that a damaged file brings about.
        undecodable = isinstance(error, UnicodeDecodeError | sqlite3.OperationalError)
        return "store_broken" if undecodable else "store_failed"
    if code & 0xFF in _BROKEN:
        return "store_broken"
    return "store_unwritable" if code & 0xFF in _UNWRITABLE else "store_failed"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn whatever SQLite or the file system raises inside into a `StoreError`."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise fault(error, path) from error
