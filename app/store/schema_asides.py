"""The tables of what is drawn to measure something of an answer. A migration like those of `app.store.schema`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def asides(db: "Database") -> None:
    # Answers that were drawn to measure something of another one: kept, but no version that a reader turns over to.
    # In a table of its own, since what stands behind a generation's long texts is slow to reach.
    db.execute(
        """
        CREATE TABLE asides (
            message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE
        ) STRICT
        """
    )
    # What was drawn in place of a stretch of a thinking (`first` to `last`, in characters) and behind it, as groups.
    # What it says of the stretch is computed from them whenever it is asked for.
    db.execute(
        """
        CREATE TABLE importances (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            wanted INTEGER NOT NULL,
            before_group INTEGER REFERENCES groups (id) ON DELETE SET NULL,
            after_group INTEGER REFERENCES groups (id) ON DELETE SET NULL,
            created REAL NOT NULL,
            UNIQUE (generation, first, last)
        ) STRICT
        """
    )


def trace_figures(db: "Database") -> None:
    # What was counted of a run's text, so that statistics over thousands need not read them all each time. `rules`
    # names the way it was counted: another version of the program may count otherwise.
    db.execute(
        """
        CREATE TABLE trace_figures (
            generation INTEGER PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
            rules TEXT NOT NULL,
            figures TEXT NOT NULL CHECK (json_valid(figures))
        ) STRICT
        """
    )


def gauges(db: "Database") -> None:
    # How settled the answer was after so many tokens of a run: the entropy (nats) of an answer's first token, had the
    # thinking ended there. Each costs a look through the weights, so what was measured once is kept.
    db.execute(
        """
        CREATE TABLE gauges (
            generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            entropy REAL NOT NULL,
            PRIMARY KEY (generation, place)
        ) STRICT, WITHOUT ROWID
        """
    )
