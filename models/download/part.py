"""A partial file beside its target, summed as it grows, and its becoming the target. Knows nothing of hubs.

Nothing is ever written over that this package did not make: the partial file has a name of its own, and it takes the
target's name only where there is none yet.
"""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from models.download.halt import Halt
from models.download.listed import Digest
from models.download.values import Failed

SLICE = 1 << 20
NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FLAGS = (
    os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)


class Part:
    """The partial file of one target, open for writing. Every fault of the disk becomes Failed disk_full or folder."""

    def __init__(self, path: Path, name: str, size: int, digest: Digest) -> None:
        self._path = path
        self._name = name
        self._digest = digest
        self._whole = size
        self.size = 0
        self._sum: hashlib._Hash = digest.begin(size)
        try:
            self._fd = os.open(path, _FLAGS, 0o644)
        except OSError as fault:
            raise self._failed(fault) from fault

    def __enter__(self) -> "Part":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)

    def take_up(self, halt: Halt, told: Callable[[int], None]) -> None:
        """Sum what an earlier session left, so that it is gone on with. `told` hears how far this is."""
        try:
            there = os.fstat(self._fd).st_size
            if there > self._whole:
                os.ftruncate(self._fd, 0)
            while self.size < there <= self._whole:
                halt.check()
                chunk = os.read(self._fd, SLICE)
                if not chunk:
                    break
                self._sum.update(chunk)
                self.size += len(chunk)
                told(self.size)
            os.lseek(self._fd, self.size, os.SEEK_SET)
        except OSError as fault:
            raise self._failed(fault) from fault

    def write(self, chunk: bytes) -> None:
        """Append; the caller gives no more than what is missing."""
        view = memoryview(chunk)
        try:
            while view:
                written = os.write(self._fd, view)
                self._sum.update(view[:written])
                self.size += written
                view = view[written:]
        except OSError as fault:
            raise self._failed(fault) from fault

    def restart(self, size: int | None = None, digest: Digest | None = None) -> None:
        """Forget all that has arrived, perhaps because the file is another one now."""
        self._whole = self._whole if size is None else size
        self._digest = digest or self._digest
        self._sum = self._digest.begin(self._whole)
        self.size = 0
        try:
            os.ftruncate(self._fd, 0)
            os.lseek(self._fd, 0, os.SEEK_SET)
        except OSError as fault:
            raise self._failed(fault) from fault

    @property
    def whole(self) -> bool:
        return self.size == self._whole

    @property
    def right(self) -> bool:
        """Whether it is whole and its sum is the hub's."""
        return self.whole and self._sum.hexdigest() == self._digest.value

    def sync(self) -> None:
        try:
            os.fsync(self._fd)
        except OSError as fault:
            raise self._failed(fault) from fault

    def _failed(self, fault: OSError) -> Failed:
        return disk_fault(fault, self._name, self._path)


def disk_fault(fault: OSError, name: str, place: Path) -> Failed:
    """What an error of the disk means for the download of the file `name` to `place`."""
    if fault.errno in NO_ROOM:
        return Failed("disk_full", name, str(fault))
    return Failed("folder", name, f"{place}: {fault}")


def publish(part: Path, target: Path, name: str, replace: bool) -> None:
    """Give the partial file its target's name in one step; raises Failed folder where something has that name.

    `replace`: what is there is an older one that this package made.
    """
    try:
        if replace:
            part.replace(target)
        else:
            _rename_to_free(part, target)
        _sync_folder(target.parent)
    except OSError as fault:
        raise disk_fault(fault, name, target) from fault


def summed(path: Path, size: int, digest: Digest, halt: Halt, told: Callable[[int], None]) -> bool:
    """Whether the file at `path` is exactly the one with this sum. Opened for reading only."""
    done, running = 0, digest.begin(size)
    with path.open("rb") as file:
        while chunk := file.read(SLICE):
            halt.check()
            running.update(chunk)
            done += len(chunk)
            told(done)
    return done == size and running.hexdigest() == digest.value


def _rename_to_free(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (FAT). Between this look and the rename someone could put a file there.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "something of that name is there", str(target)) from None
        part.rename(target)
    else:
        part.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be synced."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
