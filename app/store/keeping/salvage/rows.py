"""The rows of a damaged database as SQLite itself can still read them, table by table, around the broken places."""

import sqlite3
from collections.abc import Iterator, Sequence

Row = tuple[object, ...]
_BUNDLE = 200


def readable(conn: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """(row number, values) from the beginning up to a fault, then from the end down to it. Each row once."""
    seen: set[int] = set()
    for order, compare in (("ASC", ">"), ("DESC", "<")):
        after: int | None = None
        bundle = _BUNDLE
        while bundle:
            beyond = "" if after is None else f"WHERE rowid {compare} {after}"
            query = f"SELECT rowid, {', '.join(columns)} FROM {table} {beyond} ORDER BY rowid {order} LIMIT {bundle}"
            try:
                rows = conn.execute(query).fetchall()
            except (sqlite3.Error, UnicodeDecodeError, OverflowError):
                bundle //= 4  # closer to the fault
                continue
            for number, *values in rows:
                after = number
                if number not in seen:
                    seen.add(number)
                    yield number, tuple(values)
            if len(rows) < bundle:
                break


def keyed(conn: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[Row]:
    """Of a table without row numbers: up to the first fault."""
    try:
        yield from conn.execute(f"SELECT {', '.join(columns)} FROM {table}")
    except (sqlite3.Error, UnicodeDecodeError):
        return


def columns_of(conn: sqlite3.Connection, table: str) -> list[str]:
    try:
        return [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    except (sqlite3.Error, UnicodeDecodeError):
        return []
