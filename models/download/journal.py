"""What is remembered of downloads between sessions: one JSON file, written whole and atomically, and its lock.

Holds no token and no proxy. How much of a file has arrived is not in it: the partial file itself tells.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from models.download.listed import SumKind
from models.download.names import checked, folder_name
from models.download.values import Failed, Fault, HubKind, InUse, State

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(fd: int) -> None:
        # Of the open file and not of the process: two journals in one process exclude each other too.
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a download. `kind` and `sum` say what the bytes that are there are of."""

    name: str
    size: int
    kind: SumKind
    sum: str
    etag: str = ""
    state: State = "waiting"
    begun: bool = False
    """Whether its partial file may exist. Written before that is made, so that none is ever forgotten."""
    ours: bool = False
    """Whether this download made the finished file, rather than finding it."""


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One download."""

    id: int
    tag: str
    """In the names of its partial files; no other download has it."""
    repo: str
    patterns: tuple[str, ...]
    revision: str
    name: str
    kind: HubKind
    endpoint: str
    root: str
    """The folder of all downloads at that time."""
    state: Literal["waiting", "paused", "done", "failed", "cancelled"]
    files: tuple[FileRecord, ...] = ()
    fault: Fault | None = None
    made: tuple[str, ...] = ()
    """Folders that this download made, outermost first."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A finished file that was downloaded, and how to tell that it still is that one."""

    path: str
    size: int
    modified: int
    """Nanoseconds, as the file system gives them."""

    def is_still(self, path: Path) -> bool:
        try:
            status = path.lstat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.modified)


@dataclass(frozen=True, slots=True)
class Book:
    """All that the journal holds."""

    next_id: int = 1
    jobs: tuple[JobRecord, ...] = ()
    owned: tuple[Owned, ...] = ()


class BrokenJournal(Exception):
    """The journal cannot be understood; it was put aside as `aside`."""

    def __init__(self, aside: Path) -> None:
        super().__init__(str(aside))
        self.aside = aside


class Journal:
    """The file and its lock. Without the lock it may be read, and may be changed by another program meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        return self._fd is not None

    def hold(self) -> None:
        """Keep other programs from writing; raises InUse where one does, OSError where nothing can be written."""
        if self._fd is not None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self._path.with_name(self._path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(fd)
        except (BlockingIOError, PermissionError) as fault:
            os.close(fd)
            raise InUse(str(self._path)) from fault
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def stamp(self) -> tuple[int, int] | None:
        """Differs when the file was written anew; None where there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def read(self) -> Book:
        """Raises BrokenJournal where the file makes no sense; nothing of it is lost."""
        try:
            book = msgspec.json.decode(self._path.read_bytes(), type=Book)
            for job in book.jobs:
                folder_name(job.repo)  # what is written and deleted follows from these names
                for file in job.files:
                    checked(file.name)
        except FileNotFoundError:
            return Book()
        except (msgspec.MsgspecError, UnicodeError, RecursionError, Failed) as fault:
            aside = self._path.with_name(self._path.name + ".broken")
            self._path.replace(aside)
            raise BrokenJournal(aside) from fault
        return book

    def write(self, book: Book) -> None:
        """Raises OSError, and leaves the old file then."""
        new = self._path.with_name(self._path.name + ".new")
        try:
            with new.open("wb") as file:
                file.write(msgspec.json.encode(book))
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError:
            new.unlink(missing_ok=True)
            raise
