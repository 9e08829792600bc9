"""Groups of samples: who belongs to one, what its samples are judged by, and what each was worth.

Groups are begun by `app.store.generations`; here is what is made of them afterwards.
"""

import json
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from app.store import tree
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.records import Group, Judged, Sample
from app.store.wording import storable
from app.store.writer import Submits

_JUDGED = "r.generation, r.reward, r.passed, r.answer, r.rules, r.findings"


class Groups:
    """Writes answer with a future. Reads of what is not there answer None or nothing."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def get(self, id: int) -> Group | None:
        with self._readers.reading() as conn:
            return tree.group(conn, id)

    def of_conversation(self, conversation: int) -> list[Group]:
        """The newest comes first."""
        with self._readers.reading() as conn:
            query = """
                SELECT id FROM groups gr WHERE conversation = ? AND NOT EXISTS (
                    SELECT 1 FROM generations g JOIN asides a ON a.message = g.message WHERE g.group_id = gr.id
                ) ORDER BY id DESC
            """
            found = [tree.group(conn, id) for (id,) in conn.execute(query, (conversation,)).fetchall()]
        return [each for each in found if each is not None]

    def samples(self, id: int) -> list[Sample]:
        """In the order they were begun."""
        with self._readers.reading() as conn:
            members = tree.group_members(conn, id)
            parts = tree.parts_of(conn, [each.message for each in members])

        def text(message: int, kind: str) -> str:
            return "".join(part.text for part in parts[message] if part.kind == kind)

        return [Sample(each, text(each.message, "thinking"), text(each.message, "answer")) for each in members]

    def judged(self, id: int) -> dict[int, Judged]:
        """What each sample was worth, by generation."""
        query = f"SELECT {_JUDGED} FROM rewards r JOIN generations g ON g.id = r.generation WHERE g.group_id = ?"
        with self._readers.reading() as conn:
            rows = conn.execute(query, (id,)).fetchall()
        return {row[0]: _judged(row) for row in rows}

    def judged_alone(self, generation: int) -> Judged | None:
        """What one run was worth, whether it has a group or was imported; None where nobody has judged it."""
        with self._readers.reading() as conn:
            row = conn.execute(f"SELECT {_JUDGED} FROM rewards r WHERE r.generation = ?", (generation,)).fetchone()
        return _judged(row) if row is not None else None

    def any_judged(self) -> bool:
        with self._readers.reading() as conn:
            return bool(conn.execute("SELECT EXISTS (SELECT 1 FROM rewards)").fetchone()[0])

    def judge(self, id: int, checker: str, judged: Sequence[Judged]) -> "Future[Written[None]]":
        """Keep what the group is judged by, and what these samples were worth. Another checker forgets the others."""
        now = time.time()
        rows = [
            (
                each.generation,
                each.reward,
                each.passed,
                None if each.answer is None else storable(each.answer),
                _json(each.rules),
                _json(list(each.findings)),
                now,
                id,
            )
            for each in judged
        ]

        def work(conn: sqlite3.Connection) -> Written[None]:
            before = conn.execute("SELECT checker FROM groups WHERE id = ?", (id,)).fetchone()
            if before is None:
                return Written(None, Changes())  # its conversation was thrown away meanwhile
            if before[0] != checker:
                members = "SELECT id FROM generations WHERE group_id = ?"
                conn.execute(f"DELETE FROM rewards WHERE generation IN ({members})", (id,))
                conn.execute("UPDATE groups SET checker = ? WHERE id = ?", (checker, id))
            conn.executemany(
                "INSERT OR REPLACE INTO rewards (generation, reward, passed, answer, rules, findings, judged) "
                "SELECT g.id, ?2, ?3, ?4, ?5, ?6, ?7 FROM generations g WHERE g.id = ?1 AND g.group_id = ?8",
                rows,
            )
            return Written(None, Changes())

        return self._writer.submit(work)


def _judged(row: tuple[Any, ...]) -> Judged:
    number, reward, passed, answer, rules, findings = row
    return Judged(number, reward, bool(passed), answer, json.loads(rules), tuple(json.loads(findings)))


def _json(value: object) -> str:
    return storable(json.dumps(value, ensure_ascii=False))
