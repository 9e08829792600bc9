"""What takes the space of a database, and how much is in it. Reads only; a large one takes some seconds."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.store.faults import told
from app.store.keeping.backup import backups
from app.store.search.index import index_path

_GROUPS = {
    "parts": "texts",
    "messages": "texts",
    "conversations": "texts",
    "generations": "runs",
    "packed": "runs",
    "chunks": "runs",
    "tokens": "tokens",
}


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, and bytes on the disk."""

    conversations: int
    in_trash: int
    messages: int
    generations: int
    texts: int
    """What was said, as plain text."""
    runs: int
    """Prompts and raw texts of runs, compressed."""
    tokens: int
    """Every token with its figures."""
    other: int
    free: int
    """In the file, for what comes next."""
    log: int
    """Not yet carried over into the file."""
    index: int
    """Of the search."""
    backups: int
    backup_count: int

    @property
    def whole(self) -> int:
        return self.texts + self.runs + self.tokens + self.other + self.free + self.log + self.index + self.backups


def stats(database: Path) -> Stats:
    """Raises StoreError."""
    with told(database), closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as conn:
        counts = [
            conn.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM conversations WHERE deleted IS NULL",
                "SELECT count(*) FROM conversations WHERE deleted IS NOT NULL",
                "SELECT count(*) FROM messages",
                "SELECT count(*) FROM generations",
            )
        ]
        sizes = {"texts": 0, "runs": 0, "tokens": 0, "other": 0}
        query = """
            SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat('main', 1) s
            LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1
        """
        for table, size in conn.execute(query):
            sizes[_GROUPS.get(table, "other")] += size
        page = conn.execute("PRAGMA page_size").fetchone()[0]
        free = conn.execute("PRAGMA freelist_count").fetchone()[0] * page
    kept = backups(database)
    index = index_path(database)
    return Stats(
        conversations=counts[0],
        in_trash=counts[1],
        messages=counts[2],
        generations=counts[3],
        texts=sizes["texts"],
        runs=sizes["runs"],
        tokens=sizes["tokens"],
        other=sizes["other"],
        free=free,
        log=_size(database.with_name(database.name + "-wal")),
        index=sum(_size(index.with_name(index.name + suffix)) for suffix in ("", "-wal")),
        backups=sum(each.size for each in kept),
        backup_count=len(kept),
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
