"""What a reader puts on the steps of a trace: highlights, labels of their own, notes, ratings. Knows no steps."""

import sqlite3
import time
from concurrent.futures import Future
from dataclasses import dataclass

from app.errors import StoreError, WrongUse
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.wording import storable
from app.store.writer import Submits


@dataclass(frozen=True, slots=True)
class Label:
    """A reader's own word for what a step is."""

    id: int
    name: str
    colour: str
    """A name of the program's palette; empty for none."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What is put on a stretch. One that says nothing takes away what is there."""

    highlight: str = ""
    """A name of the program's palette; empty for none."""
    label: int | None = None
    note: str = ""
    rating: int | None = None
    """1 to 5."""

    def __bool__(self) -> bool:
        return bool(self.highlight or self.label is not None or self.note.strip() or self.rating is not None)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marking, and the stretch of a generation's thinking it is on."""

    id: int
    generation: int
    first: int
    """In characters of the thinking."""
    last: int
    """The one after the last."""
    marking: Marking
    created: float
    changed: float


_COLUMNS = "id, generation, first, last, highlight, label, note, rating, created, changed"


class Annotations:
    """Writes answer with a future. A label that is not there fails with `WrongUse("unknown_label")`."""

    def __init__(self, writer: Submits, readers: Readers) -> None:
        self._writer = writer
        self._readers = readers

    def of_generation(self, generation: int) -> list[Annotation]:
        """In the order of the text."""
        query = f"SELECT {_COLUMNS} FROM annotations WHERE generation = ? ORDER BY first, last"
        with self._readers.reading() as conn:
            return [_annotation(row) for row in conn.execute(query, (generation,))]

    def annotated(self) -> list[int]:
        """The generations that anything is put on, the one marked last first."""
        query = "SELECT generation FROM annotations GROUP BY generation ORDER BY max(changed) DESC, generation DESC"
        with self._readers.reading() as conn:
            return [id for (id,) in conn.execute(query)]

    def any_rated(self) -> bool:
        with self._readers.reading() as conn:
            return bool(conn.execute("SELECT EXISTS (SELECT 1 FROM annotations WHERE rating > 0)").fetchone()[0])

    def put(self, generation: int, first: int, last: int, marking: Marking) -> "Future[Written[Annotation | None]]":
        """Put `marking` on a stretch in place of what is there; the result is None where it says nothing."""
        if not 0 <= first < last:
            raise ValueError(f"no stretch: {first} to {last}")

        def work(conn: sqlite3.Connection) -> Written[Annotation | None]:
            touched = Changes(annotations=frozenset({generation}))
            place = (generation, first, last)
            if not marking:
                conn.execute("DELETE FROM annotations WHERE generation = ? AND first = ? AND last = ?", place)
                return Written(None, touched)
            if not conn.execute("SELECT 1 FROM generations WHERE id = ?", (generation,)).fetchone():
                raise StoreError("store_failed", f"no generation {generation}")
            if marking.label is not None:
                _must_be(conn, marking.label)
            now = time.time()
            row = conn.execute(
                f"""
                INSERT INTO annotations (generation, first, last, highlight, label, note, rating, created, changed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (generation, first, last) DO UPDATE SET
                    highlight = excluded.highlight, label = excluded.label, note = excluded.note,
                    rating = excluded.rating, changed = excluded.changed
                RETURNING {_COLUMNS}
                """,
                (*place, marking.highlight, marking.label, storable(marking.note), marking.rating, now, now),
            ).fetchone()
            return Written(_annotation(row), touched)

        return self._writer.submit(work)

    # ---- labels -------------------------------------------------------------------------------------------------

    def labels(self) -> list[Label]:
        """By name."""
        with self._readers.reading() as conn:
            rows = conn.execute("SELECT id, name, colour FROM labels ORDER BY name COLLATE NOCASE").fetchall()
        return [Label(*row) for row in rows]

    def save_label(self, name: str, colour: str = "", id: int | None = None) -> "Future[Written[Label]]":
        """A new label, or another name and colour for the one with this id. A name that is taken is that label."""
        wanted = storable(" ".join(name.split()))
        if not wanted:
            raise ValueError("a label without a name")

        def work(conn: sqlite3.Connection) -> Written[Label]:
            there = conn.execute("SELECT id FROM labels WHERE name = ? COLLATE NOCASE", (wanted,)).fetchone()
            if id is not None:
                _must_be(conn, id)
                if there and there[0] != id:
                    raise WrongUse("label_taken", name=wanted)
            kept = id if id is not None else there[0] if there else None
            if kept is None:
                kept = conn.execute("INSERT INTO labels (name, colour) VALUES (?, ?)", (wanted, colour)).lastrowid
            else:
                conn.execute("UPDATE labels SET name = ?, colour = ? WHERE id = ?", (wanted, colour, kept))
            row = conn.execute("SELECT id, name, colour FROM labels WHERE id = ?", (kept,)).fetchone()
            return Written(Label(*row), Changes(labels=True))

        return self._writer.submit(work)

    def delete_label(self, id: int) -> "Future[Written[None]]":
        """Remove a label. What it was on keeps its note, highlight and rating; what had nothing else goes with it."""

        def work(conn: sqlite3.Connection) -> Written[None]:
            _must_be(conn, id)
            on = conn.execute("SELECT DISTINCT generation FROM annotations WHERE label = ?", (id,)).fetchall()
            conn.execute(
                "DELETE FROM annotations WHERE label = ? AND highlight = '' AND note = '' AND rating IS NULL", (id,)
            )
            conn.execute("DELETE FROM labels WHERE id = ?", (id,))
            return Written(None, Changes(annotations=frozenset(row[0] for row in on), labels=True))

        return self._writer.submit(work)


def _must_be(conn: sqlite3.Connection, label: int) -> None:
    if not conn.execute("SELECT 1 FROM labels WHERE id = ?", (label,)).fetchone():
        raise WrongUse("unknown_label")


def _annotation(row: tuple[int, int, int, int, str, int | None, str, int | None, float, float]) -> Annotation:
    id, generation, first, last, highlight, label, note, rating, created, changed = row
    return Annotation(id, generation, first, last, Marking(highlight, label, note, rating), created, changed)
