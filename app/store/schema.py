"""The tables, as migrations. Knows nothing of what is asked of them.

A migration's function name is its identity and is recorded in the database; its comment is the table's reason. Once
released, neither the name nor the order nor the body of one may change: a later one alters what it made. The number
of migrations is the schema's version (`PRAGMA user_version`).
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.schema_annotations import annotations
from app.store.schema_asides import asides, gauges, trace_figures

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATION_SET = "sibian"
APPLICATION_ID = int.from_bytes(b"Sibn")
"""Stands in the file's header, so that no other program's database is ever taken for ours."""


def conversations(db: "Database") -> None:
    # The mutable rows: a title, the branch that is shown (`head`), and whether a person threw it away. An id is never
    # given twice (AUTOINCREMENT), so a view that still holds a purged one cannot meet another conversation.
    db.execute(
        """
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            created REAL NOT NULL,
            updated REAL NOT NULL,
            head INTEGER REFERENCES messages (id),
            deleted REAL,
            system TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX conversations_by_updated ON conversations (updated)")
    db.execute("CREATE INDEX conversations_by_head ON conversations (head)")


def messages(db: "Database") -> None:
    # The tree. A row is never changed: an edited question or another answer is a sibling. `parent` does not cascade,
    # because SQLite stops at a depth of 1,000, and a long conversation is deeper; `conversation` does, in one step.
    db.execute(
        """
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            parent INTEGER REFERENCES messages (id),
            role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
            created REAL NOT NULL,
            template TEXT
        ) STRICT
        """
    )
    db.execute("CREATE INDEX messages_by_conversation ON messages (conversation)")
    db.execute("CREATE INDEX messages_by_parent ON messages (parent)")


def parts(db: "Database") -> None:
    # What a message says, in typed stretches. A rowid of its own, for the full-text index to point at.
    db.execute(
        """
        CREATE TABLE parts (
            id INTEGER PRIMARY KEY,
            message INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            UNIQUE (message, position)
        ) STRICT
        """
    )


def generations(db: "Database") -> None:
    # How a message came about: exactly what went in, everything that came out (`raw`, markers included, so that a
    # wrong split can be redone), and how it ended. `ending` is NULL while it runs. The long columns stand last:
    # SQLite reads a row from its start. `tokens` is the layout of `app.store.tokens`.
    db.execute(
        """
        CREATE TABLE generations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message INTEGER NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
            model TEXT NOT NULL,
            weights TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            family TEXT NOT NULL,
            opened INTEGER NOT NULL DEFAULT 0,
            sampling TEXT NOT NULL,
            seed INTEGER,
            started REAL NOT NULL,
            ended REAL,
            ending TEXT,
            error TEXT,
            prefix_chars INTEGER NOT NULL,
            prompt_tokens INTEGER NOT NULL DEFAULT 0,
            cached_tokens INTEGER NOT NULL DEFAULT 0,
            thinking_tokens INTEGER NOT NULL DEFAULT 0,
            answer_tokens INTEGER NOT NULL DEFAULT 0,
            timings TEXT NOT NULL DEFAULT '{}',
            prompt TEXT NOT NULL DEFAULT '',
            raw TEXT NOT NULL,
            tokens BLOB
        ) STRICT
        """
    )
    db.execute("CREATE INDEX generations_running ON generations (id) WHERE ending IS NULL")


def chunks(db: "Database") -> None:
    # The stream while it runs, append-only, so that a commit costs the same at the end of a long trace as at its
    # start. Folded into the generation when it ends, or at the next start when the program died.
    db.execute(
        """
        CREATE TABLE chunks (
            generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            tokens BLOB NOT NULL,
            raw TEXT NOT NULL,
            PRIMARY KEY (generation, seq)
        ) STRICT, WITHOUT ROWID
        """
    )


def templates(db: "Database") -> None:
    # Prompts with blanks. Shipped ones are a copy of the program's own files, renewed at start; the others are a
    # person's and nobody else touches them.
    db.execute(
        """
        CREATE TABLE templates (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL CHECK (json_valid(title)),
            description TEXT NOT NULL CHECK (json_valid(description)),
            category TEXT NOT NULL,
            body TEXT NOT NULL,
            variables TEXT NOT NULL CHECK (json_valid(variables)),
            sampling TEXT NOT NULL CHECK (json_valid(sampling)),
            shipped INTEGER NOT NULL
        ) STRICT
        """
    )


def settings(db: "Database") -> None:
    # Choices that belong to the program as a whole, one JSON value each; what they mean is the program's affair.
    db.execute(
        """
        CREATE TABLE settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL CHECK (json_valid(value))
        ) STRICT, WITHOUT ROWID
        """
    )


def groups(db: "Database") -> None:
    # Several generations of one question that were begun together, to be set side by side.
    db.execute(
        """
        CREATE TABLE groups (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            question INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            created REAL NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX groups_by_conversation ON groups (conversation)")
    db.execute("CREATE INDEX groups_by_question ON groups (question)")


def tokens(db: "Database") -> None:
    # The tokens of a generation, in the layout of `app.store.blob`: about 30 bytes each with their figures, a mebibyte
    # for a long trace. Apart from the generation, since SQLite would walk through all of it to reach the columns that
    # came later. While a run goes on, what it carried over from another.
    db.execute(
        """
        CREATE TABLE tokens (
            generation INTEGER PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
            blob BLOB NOT NULL
        ) STRICT
        """
    )
    db.execute("INSERT INTO tokens (generation, blob) SELECT id, tokens FROM generations WHERE tokens IS NOT NULL")
    db.execute("ALTER TABLE generations DROP COLUMN tokens")


def branches(db: "Database") -> None:
    # Where a generation comes from when it does not begin anew (`origin`: the older one, and how many of its tokens
    # were kept; `origin_insert`: what was put after them, kept before the engine hears of it), what was asked to be
    # done to its thinking, what happened to it, and the group it belongs to.
    for column in (
        "origin INTEGER REFERENCES generations (id) ON DELETE SET NULL",
        "origin_kind TEXT",
        "origin_tokens INTEGER",
        "origin_insert TEXT NOT NULL DEFAULT ''",
        "prefix_tokens INTEGER NOT NULL DEFAULT 0",
        "steering TEXT NOT NULL DEFAULT '{}'",
        "happenings TEXT NOT NULL DEFAULT '[]'",
        "group_id INTEGER REFERENCES groups (id) ON DELETE SET NULL",
    ):
        db.execute(f"ALTER TABLE generations ADD COLUMN {column}")
    db.execute("CREATE INDEX generations_by_origin ON generations (origin)")
    db.execute("CREATE INDEX generations_by_group ON generations (group_id)")
    db.execute("ALTER TABLE chunks ADD COLUMN happenings TEXT NOT NULL DEFAULT '[]'")


def thoughts(db: "Database") -> None:
    # What of earlier turns' thinking a conversation sends back; NULL leaves it to the program's setting.
    db.execute("ALTER TABLE conversations ADD COLUMN thoughts TEXT")


def imports(db: "Database") -> None:
    # What came from another program, so that it is known when it comes again: what that program calls it, and a mark
    # of everything that is said in it. A conversation that has grown over there has one row for each time.
    db.execute(
        """
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            foreign_id TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            imported REAL NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX imports_by_conversation ON imports (conversation)")
    db.execute("CREATE INDEX imports_by_foreign_id ON imports (source, foreign_id)")
    db.execute("CREATE INDEX imports_by_fingerprint ON imports (fingerprint)")


def order(db: "Database") -> None:
    # How a person keeps conversations: a folder, any number of tags, a pin, an archive. All of it hangs on the
    # conversation and goes with it; a folder or a tag that goes leaves its conversations where they are.
    db.execute("CREATE TABLE folders (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT")
    db.execute("CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT")
    db.execute(
        """
        CREATE TABLE conversation_tags (
            conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            tag INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
            PRIMARY KEY (conversation, tag)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX conversation_tags_by_tag ON conversation_tags (tag)")
    db.execute("ALTER TABLE conversations ADD COLUMN folder INTEGER REFERENCES folders (id) ON DELETE SET NULL")
    db.execute("ALTER TABLE conversations ADD COLUMN pinned REAL")
    db.execute("ALTER TABLE conversations ADD COLUMN archived REAL")
    db.execute("CREATE INDEX conversations_by_folder ON conversations (folder) WHERE folder IS NOT NULL")


def packed(db: "Database") -> None:
    # The long texts of a generation that has ended (`app.store.packing`), compressed: its raw text and its exact
    # prompt. Their columns in `generations` are empty then. Apart from it, so that a walk over generations reads
    # none of this.
    db.execute(
        """
        CREATE TABLE packed (
            generation INTEGER PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
            raw BLOB,
            prompt BLOB
        ) STRICT
        """
    )


def finding(db: "Database") -> None:
    # What a search is narrowed by, without reading the long rows for it.
    db.execute("CREATE INDEX generations_by_model ON generations (model, message)")
    db.execute("CREATE INDEX messages_by_template ON messages (template) WHERE template IS NOT NULL")


def rewards(db: "Database") -> None:
    # What a checker made of each sample of a group: the reward that its advantage is reckoned from, what each rule
    # gave, what was found, and the answer as votes count it (NULL where a vote makes no sense). The checker is the
    # group's, since only what was judged by the same rules can be compared.
    db.execute(
        """
        CREATE TABLE rewards (
            generation INTEGER PRIMARY KEY REFERENCES generations (id) ON DELETE CASCADE,
            reward REAL NOT NULL,
            passed INTEGER NOT NULL,
            answer TEXT,
            rules TEXT NOT NULL CHECK (json_valid(rules)),
            findings TEXT NOT NULL CHECK (json_valid(findings)),
            judged REAL NOT NULL
        ) STRICT
        """
    )
    db.execute("ALTER TABLE groups ADD COLUMN checker TEXT NOT NULL DEFAULT ''")


def template_versions(db: "Database") -> None:
    # What a template's answers are judged by, how many are asked for, whether it came from somebody else. And what each
    # of a person's own was before it was changed: a prompt that worked is found again by trying, never by remembering.
    for column in (
        "checker TEXT NOT NULL DEFAULT '{}'",
        "samples INTEGER NOT NULL DEFAULT 0",
        "imported INTEGER NOT NULL DEFAULT 0",
    ):
        db.execute(f"ALTER TABLE templates ADD COLUMN {column}")
    db.execute(
        """
        CREATE TABLE template_versions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL,
            replaced REAL NOT NULL,
            template TEXT NOT NULL CHECK (json_valid(template))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX template_versions_by_slug ON template_versions (slug)")


def checks(db: "Database") -> None:
    # What the answers to a question are judged by, as its template had it when it was filled in; NULL for nothing. The
    # template may be another by tomorrow.
    db.execute("ALTER TABLE messages ADD COLUMN checker TEXT")


def branch_marks(db: "Database") -> None:
    # What a person makes of the branches of a tree: a name for the one that goes through a message, and which of them
    # were thrown away. A branch that was is hidden from its root on and stays where it is, so that it can come back.
    db.execute(
        """
        CREATE TABLE branch_names (
            message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
            name TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE cut_branches (
            message INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
            cut REAL NOT NULL
        ) STRICT
        """
    )


STEPS = (
    conversations,
    messages,
    parts,
    generations,
    chunks,
    templates,
    settings,
    groups,
    tokens,
    branches,
    thoughts,
    imports,
    order,
    packed,
    finding,
    rewards,
    template_versions,
    asides,
    annotations,
    checks,
    trace_figures,
    branch_marks,
    gauges,
)
NAMES = tuple(step.__name__ for step in STEPS)
VERSION = len(STEPS)


def migrate(conn: sqlite3.Connection) -> None:
    """Bring the database up to this version. Call it inside a transaction, so that it happens wholly or not at all."""
    if conn.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    # Only now: importing it takes 0.2 s, a fifth of what a start may cost, and most starts have nothing to migrate.
    from sqlite_utils import Database, Migrations

    chain = Migrations(MIGRATION_SET)
    for step in STEPS:
        chain()(step)
    chain.apply(Database(conn, recursive_triggers=False, execute_plugins=False))
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {VERSION}")


def is_older(path: Path) -> bool:
    """Whether a database is there that `migrate` would change."""
    if not path.exists() or not path.stat().st_size:
        return False
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    return 0 < version < VERSION
