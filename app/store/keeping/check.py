"""Looking whether a database is sound. Reads only."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

MOST = 20
"""Complaints that are told."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found."""

    complaints: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return not self.complaints


def check(path: Path, thorough: bool = False, immutable: bool = False) -> Health:
    """Quickly (about 1 ms for a mebibyte; misses damage that changes no structure), or thoroughly.

    immutable: for a file that nobody else has open and that no log belongs to.
    """
    how = "mode=ro&immutable=1" if immutable else "mode=ro"
    pragma = "integrity_check" if thorough else "quick_check"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?{how}", uri=True)) as conn:
            said = [text for (text,) in conn.execute(f"PRAGMA {pragma}({MOST})") if text != "ok"]
            if not said and thorough:
                said = [f"{row[0]}: a row points to nothing" for row in conn.execute("PRAGMA foreign_key_check")][:MOST]
            if not said:
                conn.execute("SELECT title FROM conversations ORDER BY id DESC LIMIT 100").fetchall()
    except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
        said = [f"{type(error).__name__}: {error}"]
    return Health(tuple(said))
