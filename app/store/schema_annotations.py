"""The tables of what a reader puts on a trace. A migration like those of `app.store.schema`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def annotations(db: "Database") -> None:
    # A reader's own labels: a name is there once, whatever its case.
    db.execute(
        """
        CREATE TABLE labels (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            colour TEXT NOT NULL DEFAULT ''
        ) STRICT
        """
    )
    # What a reader put on a stretch of the thinking of a generation (`first` to `last`, in characters: a step, or
    # less), once for each stretch. A label that is removed leaves the rest of it in place.
    db.execute(
        """
        CREATE TABLE annotations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
            first INTEGER NOT NULL CHECK (first >= 0),
            last INTEGER NOT NULL CHECK (last > first),
            highlight TEXT NOT NULL DEFAULT '',
            label INTEGER REFERENCES labels (id) ON DELETE SET NULL,
            note TEXT NOT NULL DEFAULT '',
            rating INTEGER CHECK (rating BETWEEN 1 AND 5),
            created REAL NOT NULL,
            changed REAL NOT NULL,
            UNIQUE (generation, first, last)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX annotations_by_label ON annotations (label)")
