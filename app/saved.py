"""What the engine keeps of conversations on the disk (their KV caches), seen from outside: how much, and away with it.

Of what is in the files it knows only where the tokens stand that a cache belongs to (`runtime.statefile`). The engine
may be reading and writing in the folder at the same time; a file that is gone is one that it computes anew.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

SUFFIXES = (".kv", ".part")
"""Finished files and those being written; nothing else in the folder is touched."""

MARK = 8
"""How many tokens in a row tell a conversation from every other."""
_HEAD = struct.Struct("<8sIQQ32s32s32x")
_MAGIC = b"SIBIANKV"


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


def forget(folder: Path, marks: Sequence[Sequence[int]]) -> int:
    """Remove every cache in whose tokens one of these rows of tokens stands; say how many."""
    needles = [struct.pack(f"<{len(mark)}i", *mark) for mark in marks]
    removed = 0
    for file in _files(folder) if needles else ():
        try:
            if _holds(_tokens(file), needles):
                file.unlink(missing_ok=True)
                removed += 1
        except OSError:
            continue
    return removed


def _tokens(file: Path) -> bytes:
    with file.open("rb") as opened:
        head = opened.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return b""
        magic, count, *_ = _HEAD.unpack(head)
        return opened.read(4 * count) if magic == _MAGIC else b""


def _holds(tokens: bytes, needles: Sequence[bytes]) -> bool:
    for needle in needles:
        at = tokens.find(needle)
        while at >= 0:
            if at % 4 == 0:
                return True
            at = tokens.find(needle, at + 1)
    return False
