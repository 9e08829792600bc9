"""Order among conversations: folders, tags, pins, the archive, the trash and its term; many at once.

Knows nothing of what conversations say but for telling copies apart, which `app.store.copies` does.
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import Future

from app.errors import WrongUse
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.records import Folder, Tag
from app.store.wording import storable
from app.store.writer import Submits

TRASH_DAYS = 30
"""How long what was thrown away can be brought back, where nothing else was chosen."""
NAME_LENGTH = 80
"""Characters of a folder's or a tag's name."""

DAY_S = 86_400.0
_IN_USE = "c.deleted IS NULL AND c.archived IS NULL"


class Order:
    """Every write names conversations by id and leaves out those that are not there; the result is how many it met."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    # ---- reading ----------------------------------------------------------------------------------------------------

    def folders(self) -> list[Folder]:
        """By name."""
        query = f"""
            SELECT f.id, f.name, (SELECT count(*) FROM conversations c WHERE c.folder = f.id AND {_IN_USE})
            FROM folders f ORDER BY f.name COLLATE NOCASE, f.id
        """
        with self._readers.reading() as conn:
            return [Folder(*row) for row in conn.execute(query)]

    def tags(self) -> list[Tag]:
        """By name."""
        query = f"""
            SELECT t.id, t.name, (
                SELECT count(*) FROM conversation_tags k JOIN conversations c ON c.id = k.conversation
                WHERE k.tag = t.id AND {_IN_USE}
            ) FROM tags t ORDER BY t.name COLLATE NOCASE, t.id
        """
        with self._readers.reading() as conn:
            return [Tag(*row) for row in conn.execute(query)]

    def tagged(self, of: Iterable[int] | None = None) -> dict[int, tuple[str, ...]]:
        """The names of the tags of every conversation that has any, or of these; by name."""
        query = """
            SELECT k.conversation, t.name FROM conversation_tags k JOIN tags t ON t.id = k.tag
            WHERE {which} ORDER BY t.name COLLATE NOCASE, t.id
        """
        found: dict[int, list[str]] = defaultdict(list)
        with self._readers.reading() as conn:
            asked = [("1", ())] if of is None else [("k.conversation = ?", (id,)) for id in of]
            for which, values in asked:
                for conversation, name in conn.execute(query.format(which=which), values):
                    found[conversation].append(name)
        return {conversation: tuple(names) for conversation, names in found.items()}

    # ---- folders and tags themselves ------------------------------------------------------------------------------

    def make_folder(self, name: str) -> "Future[Written[int]]":
        """The id of the folder of this name, made where there is none. Fails with WrongUse for an empty name."""
        return self._make("folders", name)

    def make_tag(self, name: str) -> "Future[Written[int]]":
        return self._make("tags", name)

    def rename_folder(self, id: int, name: str) -> "Future[Written[int]]":
        """Fails with WrongUse for a name that another one has."""
        return self._rename("folders", id, name)

    def rename_tag(self, id: int, name: str) -> "Future[Written[int]]":
        return self._rename("tags", id, name)

    def remove_folder(self, id: int) -> "Future[Written[int]]":
        """Its conversations stay, in no folder."""
        return self._remove("folders", id)

    def remove_tag(self, id: int) -> "Future[Written[int]]":
        """Taken off every conversation."""
        return self._remove("tags", id)

    # ---- conversations --------------------------------------------------------------------------------------------

    def put(self, conversations: Iterable[int], folder: int | None) -> "Future[Written[int]]":
        """Lay them into a folder, or into none."""
        return self._each(conversations, "UPDATE conversations SET folder = ? WHERE id = ?", folder)

    def pin(self, conversations: Iterable[int], pinned: bool = True) -> "Future[Written[int]]":
        return self._each(conversations, "UPDATE conversations SET pinned = ? WHERE id = ?", _now(pinned))

    def archive(self, conversations: Iterable[int], archived: bool = True) -> "Future[Written[int]]":
        return self._each(conversations, "UPDATE conversations SET archived = ? WHERE id = ?", _now(archived))

    def delete(self, conversations: Iterable[int]) -> "Future[Written[int]]":
        """Throw away, so that `restore` can bring them back until the term is over."""
        statement = "UPDATE conversations SET deleted = coalesce(deleted, ?) WHERE id = ?"
        return self._each(conversations, statement, time.time())

    def restore(self, conversations: Iterable[int]) -> "Future[Written[int]]":
        return self._each(conversations, "UPDATE conversations SET deleted = ? WHERE id = ?", None)

    def tag(self, conversations: Iterable[int], tag: int, carried: bool = True) -> "Future[Written[int]]":
        """Give them a tag, or take it off."""
        if carried:
            statement = """
                INSERT OR IGNORE INTO conversation_tags (tag, conversation)
                SELECT t.id, c.id FROM tags t, conversations c WHERE t.id = ? AND c.id = ?
            """
        else:
            statement = "DELETE FROM conversation_tags WHERE tag = ? AND conversation = ?"
        return self._each(conversations, statement, tag)

    def expired(self, days: float = TRASH_DAYS, now: float | None = None) -> list[int]:
        """What has lain in the trash for longer than the term."""
        before = (time.time() if now is None else now) - days * DAY_S
        with self._readers.reading() as conn:
            rows = conn.execute("SELECT id FROM conversations WHERE deleted < ? ORDER BY deleted", (before,))
            return [id for (id,) in rows]

    # ---- inside -----------------------------------------------------------------------------------------------------

    def _each(self, conversations: Iterable[int], statement: str, value: object) -> "Future[Written[int]]":
        ids = tuple(dict.fromkeys(conversations))

        def work(conn: sqlite3.Connection) -> Written[int]:
            met = sum(conn.execute(statement, (value, id)).rowcount for id in ids)
            return Written(met, Changes(conversations=frozenset(ids)))

        return self._writer.submit(work)

    def _make(self, table: str, name: str) -> "Future[Written[int]]":
        tidy = _tidy(name)

        def work(conn: sqlite3.Connection) -> Written[int]:
            row = conn.execute(f"SELECT id FROM {table} WHERE name = ?", (tidy,)).fetchone()
            if row is None:
                made = conn.execute(f"INSERT INTO {table} (name) VALUES (?)", (tidy,)).lastrowid
                assert made is not None
                row = (made,)
            return Written(int(row[0]), Changes(order=True))

        return self._writer.submit(work)

    def _rename(self, table: str, id: int, name: str) -> "Future[Written[int]]":
        tidy = _tidy(name)

        def work(conn: sqlite3.Connection) -> Written[int]:
            if conn.execute(f"SELECT 1 FROM {table} WHERE name = ? AND id <> ?", (tidy, id)).fetchone():
                raise WrongUse("name_taken", name=tidy)
            met = conn.execute(f"UPDATE {table} SET name = ? WHERE id = ?", (tidy, id)).rowcount
            return Written(met, Changes(order=True))

        return self._writer.submit(work)

    def _remove(self, table: str, id: int) -> "Future[Written[int]]":
        def work(conn: sqlite3.Connection) -> Written[int]:
            met = conn.execute(f"DELETE FROM {table} WHERE id = ?", (id,)).rowcount
            return Written(met, Changes(order=True))

        return self._writer.submit(work)


def _tidy(name: str) -> str:
    tidy = " ".join(storable(name).split())[:NAME_LENGTH].rstrip()
    if not tidy:
        raise WrongUse("name_empty")
    return tidy


def _now(wanted: bool) -> float | None:
    return time.time() if wanted else None
