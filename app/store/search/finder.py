"""Searching: the index names candidates, the newest and the richest first, and the texts themselves decide.

How it ranks: texts that have every term several times and the newest ones are read, and are ordered by how often and
how densely it is found there, how well the words stand together, what kind of text it is, and how old it is.
"""

import math
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.store.faults import told
from app.store.search import narrow
from app.store.search.fold import fold
from app.store.search.index import KINDS, TITLE, index_path
from app.store.search.query import Query, parse
from app.store.search.records import Count, Filter, Found
from app.store.search.snippet import Find, find
from app.store.search.texts import Row, hit_of, text_of

LIMIT = 50
READ_RICH, READ_NEW = 50, 70
"""Candidates that are read and ranked: of those rich in the terms, and of the newest."""
MOST_COUNTED, MOST_READ = 10_000, 500
"""How far is counted: by the index alone, and where the texts have to be read for it."""
FIRST_S = 0.05
"""How long somebody who types may wait for texts to be looked into."""
_WEIGHT = {"title": 1.5, "question": 1.4, "answer": 1.15, "thinking": 1.0, "template": 0.8, "note": 1.3}
_HALF_S = 90 * 86_400.0
"""An age of this counts a third less than now."""


class Finder:
    """One search at a time; another thread may `interrupt` it. Reads only."""

    def __init__(self, database: Path, immutable: bool = False) -> None:
        """immutable: neither the database nor its index can be written to by anybody."""
        self._database = database
        self._how = "mode=ro&immutable=1" if immutable else "mode=ro"
        self._conn: sqlite3.Connection | None = None
        self._stale = False
        self._guard = threading.Lock()

    def search(
        self,
        words: str,
        filter: Filter = Filter(),  # noqa: B008 - frozen
        limit: int = LIMIT,
        within: float | None = None,
    ) -> Found:
        """The best hits. Empty where nothing is looked for; raises StoreError.

        within: seconds after which no more texts are looked into where the index alone does not know; then the hits
        are the best of what was seen, and `Found.unfinished` says so.
        """
        query = parse(words)
        if query.empty:
            return Found()
        with self._guard, told(self._database):
            conn = self._connected()
            if conn is None:
                return Found(complete=False)
            most = max(READ_NEW, limit)
            if query.exact:
                rows, unfinished = _by_index(conn, query, filter, most), False
            else:
                rows, unfinished = _looked_up(conn, query, filter, most, within)
            ranked = _ranked(conn, query, rows, limit)
            return Found(tuple(hit_of(conn, row, found) for row, found in ranked), unfinished=unfinished)

    def count(self, words: str, filter: Filter = Filter(), most: int = MOST_COUNTED) -> Count:  # noqa: B008 - frozen
        """How many texts match, counted up to `most`."""
        query = parse(words)
        if query.empty:
            return Count(0)
        with self._guard, told(self._database):
            conn = self._connected()
            if conn is None:
                return Count(0)
            if query.exact:
                asked, values = narrow.statement(query.expression(), filter, rank="")
                (number,) = conn.execute(f"SELECT count(*) FROM ({asked} LIMIT {most + 1})", values).fetchone()
            else:
                most = min(most, MOST_READ)  # every one of these is read
                number = sum(1 for _, _ in zip(_matching(conn, query, filter), range(most + 1), strict=False))
            return Count(min(number, most), number > most)

    def every(self, words: str, filter: Filter = Filter()) -> list[tuple[str, int]]:  # noqa: B008 - frozen
        """(kind, ref) of every text that matches, in no order."""
        query = parse(words)
        with self._guard, told(self._database):
            conn = self._connected()
            if conn is None or query.empty:
                return []
            return [(KINDS[row[1]], row[2]) for row in _matching(conn, query, filter)]

    def interrupt(self) -> None:
        """Break off what another thread searches; it raises StoreError("store_failed")."""
        if (conn := self._conn) is not None:
            conn.interrupt()

    def renew(self) -> None:
        """The index is another file now."""
        self._stale = True

    def close(self) -> None:
        self.interrupt()
        with self._guard:
            if self._conn is not None:
                self._conn.close()
                self._conn = None

    # ---- inside -----------------------------------------------------------------------------------------------------

    def _connected(self) -> sqlite3.Connection | None:
        """None while there is no index."""
        if self._stale and self._conn is not None:
            self._conn.close()
            self._conn = None
        self._stale = False
        if self._conn is None:
            path = index_path(self._database)
            if not path.exists():
                return None
            uri = f"{self._database.as_uri()}?{self._how}"
            conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            conn.execute("PRAGMA query_only = ON")
            conn.execute("ATTACH ? AS found", (f"{path.as_uri()}?{self._how}",))
            if not conn.execute("SELECT 1 FROM found.sqlite_master WHERE name = 'words'").fetchone():
                conn.close()
                return None
            self._conn = conn
        return self._conn


def _by_index(conn: sqlite3.Connection, query: Query, filter: Filter, most: int) -> list[Row]:
    """Candidates where what the index finds is what there is: the rich ones, and the newest."""
    rich, values = narrow.statement(query.heavy(), filter, limit=READ_RICH)
    rows = conn.execute(rich, values).fetchall()
    new, values = narrow.statement(query.expression(), filter, limit=most)
    rows += conn.execute(new, values).fetchall()
    return list(dict.fromkeys(rows))


def _looked_up(
    conn: sqlite3.Connection, query: Query, filter: Filter, most: int, within: float | None
) -> tuple[list[Row], bool]:
    """Candidates where texts have to be looked into, the newest first; and whether the time was over before the end."""
    until = None if within is None else time.monotonic() + within
    rows: list[Row] = []
    for row in _narrowed(conn, query, filter):
        if _does_match(conn, query, filter, row):
            rows.append(row)
            if len(rows) == most:
                break
        if until is not None and time.monotonic() > until:
            return rows, True
    return rows, False


def _narrowed(conn: sqlite3.Connection, query: Query, filter: Filter) -> Iterator[Row]:
    """What the index finds, the newest in it first."""
    asked, values = narrow.statement(query.expression(), filter, compare=query.exact)
    return conn.execute(asked, values)


def _matching(conn: sqlite3.Connection, query: Query, filter: Filter) -> Iterator[Row]:
    """Every text that matches, the newest in the index first."""
    rows = _narrowed(conn, query, filter)
    return rows if query.exact else (row for row in rows if _does_match(conn, query, filter, row))


def _does_match(conn: sqlite3.Connection, query: Query, filter: Filter, row: Row) -> bool:
    if not query.matches(fold(text_of(conn, row[1], row[2]))):
        return False
    if filter.where == "thinking_only":
        return not query.matches(fold(text_of(conn, KINDS.index("answer"), row[2])))
    return True


def _ranked(conn: sqlite3.Connection, query: Query, rows: Sequence[Row], limit: int) -> list[tuple[Row, Find]]:
    now = time.time()
    texts = {row: text_of(conn, row[1], row[2]) for row in rows}
    # Folding a text and looking closely takes a hundred times as long as counting roughly: only the best are worth it.
    rough = sorted(
        rows,
        key=lambda row: _score(query.roughly(texts[row]), len(texts[row]), KINDS[row[1]], now - row[4]),
        reverse=True,
    )
    found: list[tuple[float, Row, Find]] = []
    for row in rough[:limit]:
        seen = find(query, texts[row])
        score = _score(seen.count, len(texts[row]), KINDS[row[1]], now - row[4])
        found.append((score * (1 + 0.5 * (len(seen.snippet.spans) > 1)), row, seen))
    found.sort(key=lambda each: (-each[0], -each[1][0]))
    asked = {row[3] for _, row, _ in found if KINDS[row[1]] == "question"}
    # A title is made from the question: both would say the same twice.
    return [(row, seen) for _, row, seen in found if not (row[1] == TITLE and row[3] in asked)]


def _score(count: int, length: int, kind: str, age: float) -> float:
    often = 1 + math.log1p(count)
    dense = 1 / (1 + math.log1p(length / 800))
    fresh = 1 - 1 / 3 * (1 - math.exp(-max(0.0, age) / _HALF_S))
    return _WEIGHT[kind] * often * dense * fresh
