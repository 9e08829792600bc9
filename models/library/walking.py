"""Walks through folders for files of weights, within bounds, and notes what it saw. Opens no file.

Folders belong to other programs or to anybody: links may lead in circles, a name may be a pipe or a device, a folder
may be locked, and a walk may have been started at the root of a disk.
"""

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MAX_DEPTH = 8
MAX_ENTRIES = 200_000
"""Names looked at in one walk: about a second."""

Mark = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes; of a folder the time alone."""
Marks = Mapping[Path, Mark | None]
"""What a walk saw, by path; None: nothing was there."""

SUFFIX = ".gguf"


@dataclass(frozen=True, slots=True)
class Unread:
    """A folder that was left out, or left before its end. `detail` is for the log."""

    folder: Path
    why: Literal["unreadable", "too_many"]
    detail: str = ""


class Walk:
    """One walk, possibly through several folders. `marks` and `unread` fill up as it goes on."""

    def __init__(self, stopped: Callable[[], bool] = lambda: False, most: int = MAX_ENTRIES) -> None:
        self.marks: dict[Path, Mark | None] = {}
        self.unread: list[Unread] = []
        self._stopped = stopped
        self._most = most
        self._left = most
        self._home: Path | None = None

    def begin(self, home: Path) -> None:
        """Every home has the whole of the bounds: a huge one must not hide the next."""
        self._home, self._left = home, self._most
        self.note(home)

    def weights(self, root: Path, *also: str) -> Iterator[Path]:
        """Regular files below `root` that are named like weights, or are called one of `also`."""
        wanted = frozenset(also)
        for path in self.files(root):
            if path.name in wanted or path.name.lower().endswith(SUFFIX):
                self.note(path)
                yield path

    def files(self, root: Path) -> Iterator[Path]:
        """Regular files below `root`, those near it first; hidden ones and hidden folders are left out.

        Links are followed, each folder is entered once. Ends early where it was stopped or too much is there.
        """
        folders, entered = deque([(root, 0)]), set[tuple[int, int]]()
        while folders and not self._stopped():
            folder, depth = folders.popleft()
            for entry in self._entries(folder, entered):
                path = folder / entry.name
                kind = _kind(entry)
                if kind == "folder" and depth < MAX_DEPTH:
                    folders.append((path, depth + 1))
                elif kind == "file":
                    yield path
            if self._left < 0:
                return

    def folders(self, root: Path) -> list[Path]:
        """The folders right below `root`."""
        return [root / entry.name for entry in self._entries(root, set()) if _kind(entry) == "folder"]

    def note(self, path: Path) -> None:
        """Remember how a file or a folder looks now."""
        self.marks[path] = mark(path)

    def _entries(self, folder: Path, entered: set[tuple[int, int]]) -> list["os.DirEntry[str]"]:
        """What is in a folder, by name; nothing where it was entered before or cannot be read."""
        try:
            status = folder.stat()
            identity = status.st_dev, status.st_ino
            if identity in entered and status.st_ino:
                return []
            entered.add(identity)
            # Its time is taken before it is read: what comes in between is told as a change.
            self.marks[folder] = mark(folder)
            found = []
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._left -= 1
                    if self._left < 0:
                        self._cut(folder)
                        break
                    if not entry.name.startswith("."):
                        found.append(entry)
        except FileNotFoundError:
            self.marks[folder] = None
            return []
        except (OSError, ValueError) as fault:
            self.marks[folder] = mark(folder)
            self.unread.append(Unread(folder, "unreadable", str(fault)))
            return []
        return sorted(found, key=lambda entry: entry.name)

    def _cut(self, folder: Path) -> None:
        """Say once for each home that not all of it was seen."""
        cut = Unread(self._home or folder, "too_many", f"more than {self._most} names")
        if cut not in self.unread:
            self.unread.append(cut)


def mark(path: Path) -> Mark | None:
    """How a path looks now."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, 0 if stat.S_ISDIR(status.st_mode) else status.st_size


def regular(path: Path) -> os.stat_result | None:
    """The status of a regular file behind `path`; None for anything else, which is not to be opened."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def small_text(path: Path, most: int = 1 << 20) -> str | None:
    """The text of a small regular file; None where it is none, is larger, or is not UTF-8."""
    status = regular(path)
    if status is None or status.st_size > most:
        return None
    try:
        with path.open("rb") as file:
            return file.read(most).decode("utf-8-sig")
    except (OSError, ValueError):
        return None


def _kind(entry: "os.DirEntry[str]") -> Literal["folder", "file", "other"]:
    try:
        if entry.is_dir():
            return "folder"
        # A pipe would block whoever opens it, and a device may never end.
        return "file" if stat.S_ISREG(entry.stat().st_mode) else "other"
    except OSError:  # a link to nothing, or to itself
        return "other"
