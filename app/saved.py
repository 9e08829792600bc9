"""What the engine keeps of conversations on the disk (their KV caches), seen from outside: how much, and away with it.

Knows nothing of what is in the files. The engine may be reading and writing in the folder at the same time; a file that
is gone is one that it computes anew.
"""

from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".kv", ".part")
"""Finished files and those being written; nothing else in the folder is touched."""


def size(folder: Path) -> int:
    """Bytes of all that is kept; 0 where there is nothing, or nothing can be seen."""
    total = 0
    for file in _files(folder):
        try:
            total += file.stat().st_size
        except OSError:
            # Gone between the look at the folder and this one.
            continue
    return total


def delete(folder: Path) -> bool:
    """Remove all of it. False where something could not be removed."""
    done = True
    for file in _files(folder):
        try:
            file.unlink(missing_ok=True)
        except OSError:
            done = False
    return done


def _files(folder: Path) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    yield from (entry for entry in entries if entry.suffix in SUFFIXES and entry.is_file())
