"""Files as whole things: written beside and renamed, moved aside, never half there. Knows no content."""

import os
import time
from pathlib import Path

LOGS = ("-wal", "-shm")


def sync_folder(folder: Path) -> None:
    """Make a rename last a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(part: Path, final: Path) -> None:
    """Give a finished file its name."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, final)
    sync_folder(final.parent)


def move_aside(database: Path) -> Path | None:
    """Move a database and its log into a folder beside it; None where there is none. The lock stays where it is."""
    if not database.exists():
        return None
    folder = free_name(database.with_name(f"{database.name}.aside-{time.strftime('%Y%m%d-%H%M%S')}"))
    folder.mkdir(mode=0o700)
    for suffix in (*LOGS, ""):  # the database last: until it is gone, what is left is whole
        file = database.with_name(database.name + suffix)
        if file.exists():
            os.replace(file, folder / file.name)
    sync_folder(database.parent)
    return folder


def free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_name(f"{path.name}-{number}"), number + 1
    return free
