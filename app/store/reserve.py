"""Space put by for the moment the disk is full, so that the answer being written can still be saved.

On a full disk SQLite can do nothing at all, not even delete. Giving the reserve back to the file system lets the
writes in progress go through; new questions wait until it could be put by again (see `Writer`).
"""

import contextlib
import logging
import os
import shutil
from pathlib import Path

log = logging.getLogger(__name__)

RESERVE_SIZE = 8 * 1024 * 1024
"""Bytes. Room for hundreds of long answers in the write-ahead log."""


class Reserve:
    """The file beside the database that holds the space. Size 0 is no reserve, always in hand."""

    def __init__(self, database: Path, size: int) -> None:
        self._path = database.with_name(database.name + ".reserve")
        self._size = size

    @property
    def held(self) -> bool:
        try:
            return self._path.stat().st_size >= self._size
        except OSError:
            return self._size == 0

    def release(self) -> bool:
        """Give the space back. False where there was none to give."""
        if not self._size:
            return False
        try:
            self._path.unlink()
        except OSError:
            return False
        log.info("the disk is full: gave back the reserve of %d bytes", self._size)
        return True

    def restore(self) -> bool:
        """Put the space by again where the disk has twice as much to spare; say whether it is now held."""
        if self.held:
            return True
        part = self._path.with_name(self._path.name + ".part")
        try:
            if shutil.disk_usage(self._path.parent).free < 2 * self._size:
                return False
            _allocate(part, self._size)
            os.replace(part, self._path)
        except OSError as error:
            log.info("no reserve could be put by: %s", error)
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            return False
        return True


def _allocate(path: Path, size: int) -> None:
    """Make a file whose blocks are really taken: a sparse one would free nothing."""
    with path.open("wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)
        else:
            file.write(os.urandom(size))  # zeros might be compressed away by the file system
            file.flush()
            os.fsync(file.fileno())
