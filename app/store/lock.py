"""The one-program-at-a-time lock of a database: a file beside it, locked by the operating system.

The system frees the lock when its holder dies, whatever killed it, so there is no stale lock to clean up and nothing
in the file to read. The file itself is never deleted: a second program could be opening it at that moment.
"""

import os
import sys
from pathlib import Path

from app.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(fd: int) -> None:
        # flock, not lockf: POSIX locks belong to the process, so a second store in it would not be refused.
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock_path(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


class InstanceLock:
    """Held from construction until `release`, or until the process ends."""

    def __init__(self, database: Path) -> None:
        """Take the lock or raise `StoreError("store_locked")` at once; `OSError` where the file cannot be made."""
        fd = os.open(lock_path(database), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(fd)
        except (BlockingIOError, PermissionError) as error:  # Windows says PermissionError
            os.close(fd)
            raise StoreError("store_locked", str(error)) from error
        except BaseException:
            os.close(fd)
            raise
        self._fd: int | None = fd

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
