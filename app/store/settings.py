"""The program's settings as they are kept: a key and a JSON value. Knows nothing of what they mean."""

import json
import sqlite3
from concurrent.futures import Future
from typing import Any

from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.writer import Submits


class SettingsTable:
    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def get(self, key: str, default: Any = None) -> Any:
        with self._readers.reading() as conn:
            row = conn.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def all(self) -> dict[str, Any]:
        with self._readers.reading() as conn:
            rows = conn.execute("SELECT key, value FROM settings ORDER BY key").fetchall()
        return {key: json.loads(value) for key, value in rows}

    def set(self, key: str, value: Any) -> "Future[Written[None]]":
        """Keep a JSON value (TypeError or ValueError where it is none). Reports a change only where it differs."""
        text = json.dumps(value, allow_nan=False)

        def work(conn: sqlite3.Connection) -> Written[None]:
            changed = conn.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
                (key, text),
            ).rowcount
            return Written(None, Changes(settings=frozenset({key} if changed else ())))

        return self._writer.submit(work)
