"""Salvage as a whole: read what can be read, fill a new database with it, and make it hang together.

Works on a copy, so the damaged file stays as it is. What lost its conversation comes back in one of its own.
"""

import logging
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.store import schema
from app.store.connections import open_writing
from app.store.keeping.salvage import rows
from app.store.keeping.salvage.hang import hang_together
from app.store.keeping.salvage.pages import Pages
from app.store.keeping.salvage.shapes import KEYED, Tables, known, table_of
from app.store.keeping.salvage.sift import sift

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved."""

    conversations: int = 0
    messages: int = 0
    stray: int = 0
    """Messages whose conversation was lost; they lie in one of their own."""
    left_out: int = 0
    """Values beside the texts (tokens, figures, settings of a run …) that nobody could have read any more."""


@dataclass
class _Found:
    """Rows by table: by their number, or where a table has none, as they are; each as (columns, values)."""

    numbered: dict[str, dict[int, dict[str, object]]] = field(default_factory=dict)
    keyed: dict[str, list[dict[str, object]]] = field(default_factory=dict)


def salvage(database: Path, to: Path) -> Saved:
    """Make a new database at `to` of what `database` and its log still hold. OSError as the file system raises it."""
    tables = known()
    with tempfile.TemporaryDirectory(prefix="salvage-", dir=to.parent) as name:
        copy = Path(name) / "copy.db"
        for suffix in ("", "-wal"):
            source = database.with_name(database.name + suffix)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        found = _Found()
        _by_pages(copy, tables, found)  # before SQLite touches the copy's log
        _by_sql(copy, tables, found)
    with closing(open_writing(to)) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("BEGIN")
        schema.migrate(conn)
        left_out = _fill(conn, tables, found, time.time())
        stray = hang_together(conn, time.time())
        conn.execute("COMMIT")
        counts = [
            conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("conversations", "messages")
        ]
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.execute("PRAGMA journal_mode = DELETE")
    return Saved(counts[0], counts[1], stray, left_out)


def _by_pages(copy: Path, tables: Tables, found: _Found) -> None:
    for cell in Pages(copy).cells():
        name = table_of(cell, tables)
        if name is None:
            continue
        columns = [column.name for column in tables[name]]
        row: dict[str, object] = dict(zip(columns, cell.values, strict=False))
        if cell.rowid is None:
            found.keyed.setdefault(name, []).append(row)
        else:
            row[_key(tables, name)] = cell.rowid
            found.numbered.setdefault(name, {})[cell.rowid] = row


def _by_sql(copy: Path, tables: Tables, found: _Found) -> None:
    """What SQLite reads counts more than what lies about in pages."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        conn.text_factory = lambda content: content.decode("utf-8", "replace")
        for name, columns in tables.items():
            there = rows.columns_of(conn, name)
            wanted = [column.name for column in columns if column.name in there]
            if not wanted:
                continue
            if name in KEYED or name == "conversation_tags":
                read = [dict(zip(wanted, values, strict=True)) for values in rows.keyed(conn, name, wanted)]
                found.keyed[name] = [*read, *found.keyed.get(name, ())]  # of two with one key the first is taken
            else:
                for number, values in rows.readable(conn, name, wanted):
                    found.numbered.setdefault(name, {})[number] = dict(zip(wanted, values, strict=True))


def _key(tables: Tables, name: str) -> str:
    return next(column.name for column in tables[name] if column.key)


def _fill(conn: sqlite3.Connection, tables: Tables, found: _Found, now: float) -> int:
    """How many values had to be left out."""
    left_out: set[tuple[str, tuple[object, ...], str]] = set()
    for name, columns in tables.items():
        names = {column.name for column in columns}
        keys = [column.name for column in columns if column.key]
        for row in (*found.numbered.get(name, {}).values(), *found.keyed.get(name, ())):
            kept, left = sift(name, {column: value for column, value in row.items() if column in names}, now)
            if left:
                place = tuple(row.get(key) for key in keys)
                log.info("salvage: left out of %s %s, because it cannot be read: %s", name, place, ", ".join(left))
                left_out.update((name, place, column) for column in left)
            if kept is not None:
                _insert(conn, name, {column: value for column, value in kept.items() if value is not None})
    return len(left_out)


def _insert(conn: sqlite3.Connection, name: str, row: Mapping[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    # A row that the table's own rules refuse is no row of it.
    with suppress(sqlite3.IntegrityError, sqlite3.OperationalError, OverflowError):
        conn.execute(f"INSERT OR IGNORE INTO {name} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
