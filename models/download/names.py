"""Which names from a hub may become names of files. Pure: touches no disk.

A hub's list is a stranger's data. What could lead out of the folder, hide, or mean another thing on another system is
refused on every system: weights get carried about on disks.
"""

import re
import unicodedata
from collections.abc import Iterable

from models.download.values import Failed

LONGEST_PART = 180
"""Bytes of UTF-8 of one part of a path; most file systems take 255, and the partial file's name is longer."""
LONGEST = 600
DEEPEST = 8

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*\\/')
_REPO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def checked(name: str) -> tuple[str, ...]:
    """The parts of a file's path within its repository; raises Failed bad_name."""
    parts = tuple(name.split("/"))
    if len(parts) > DEEPEST or _length(name) > LONGEST or not all(map(_harmless, parts)):
        raise Failed("bad_name", shown(name))
    return parts


def folder_name(repo: str) -> str:
    """`owner--name` for the repository `owner/name`; raises Failed bad_name."""
    parts = repo.split("/")
    if len(parts) > 2 or not all(_REPO.fullmatch(part) and _harmless(part) for part in parts):
        raise Failed("bad_name", shown(repo))
    return "--".join(parts)


def check_together(names: Iterable[str]) -> None:
    """Raises Failed bad_name where two names are one on some file system, or one is a folder of another."""
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for name in names:
        key = _folded(name)
        parents = {key.rsplit("/", n)[0]: name for n in range(1, key.count("/") + 1)}
        if key in seen or key in folders or any(parent in seen for parent in parents):
            raise Failed("bad_name", shown(name))
        seen.add(key)
        folders |= parents


def shown(name: str) -> str:
    """A hostile name such that it can be shown: one line, no control characters, not endless."""
    visible = "".join(each if each.isprintable() else "\ufffd" for each in name[:200])
    return visible + ("…" if len(name) > 200 else "")


def _harmless(part: str) -> bool:
    return (
        0 < _length(part) <= LONGEST_PART
        and part == unicodedata.normalize("NFC", part)
        # Also covers "." and "..". What begins with a dot is hidden, and what ends with one is another file on Windows.
        and not part.startswith((".", " ", "~"))
        and not part.endswith((".", " "))
        and not any(each in _FORBIDDEN or not each.isprintable() for each in part)
        and not _RESERVED.fullmatch(part)
    )


def _length(text: str) -> int:
    """Bytes in UTF-8; endless for what is no text (a lone surrogate, which JSON can smuggle in)."""
    try:
        return len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return LONGEST + 1


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
