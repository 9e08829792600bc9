"""A database of every earlier schema, made by the migrations up to it, is brought up to date with all that is in it."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.store import schema
from app.store.keeping import backup

FIRST = 7
"""How many steps the first release had."""
LONG = "想一想，立春。" * 300


def of_version(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person who used that version has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("BEGIN")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", schema.STEPS[:version])
        patch.setattr(schema, "VERSION", version)
        schema.migrate(conn)
    conn.execute("INSERT INTO conversations (id, title, created, updated, system) VALUES (1, '立春', 5.0, 6.0, 'sys')")
    for id, parent, role in ((1, None, "user"), (2, 1, "assistant")):
        conn.execute(
            "INSERT INTO messages (id, conversation, parent, role, created) VALUES (?, 1, ?, ?, 5.0)",
            (id, parent, role),
        )
    for message, position, kind, text in ((1, 0, "text", "问"), (2, 0, "thinking", LONG), (2, 1, "answer", "甲")):
        conn.execute(
            "INSERT INTO parts (message, position, kind, text) VALUES (?, ?, ?, ?)", (message, position, kind, text)
        )
    conn.execute(
        "INSERT INTO generations (id, message, model, weights, fingerprint, family, sampling, started, prefix_chars, "
        "raw, prompt, ending) VALUES (1, 2, 'm', 'w', 'f', 'none', '{}', 5.0, 0, ?, ?, 'stop')",
        (LONG + "甲", LONG),
    )
    conn.execute("INSERT INTO settings (key, value) VALUES ('kept', '1')")
    conn.execute("UPDATE conversations SET head = 2")
    conn.execute("COMMIT")
    conn.close()


def check_kept(store) -> None:
    (conversation,) = store.conversations.list()
    assert (conversation.title, conversation.system) == ("立春", "sys")
    (exchange,) = store.conversations.branch(1)
    assert exchange.question.text("text") == "问"
    assert (exchange.answer.text("thinking"), exchange.answer.text("answer")) == (LONG, "甲")
    kept = store.generations.get(1)
    assert (kept.raw, kept.prompt, kept.ending) == (LONG + "甲", LONG, "stop")
    assert store.settings.get("kept") == 1


@pytest.mark.parametrize("version", range(FIRST, schema.VERSION))
def test_every_earlier_schema_keeps_every_row(opened, database, monkeypatch, version):
    of_version(database, version, monkeypatch)
    check_kept(opened())
    assert [each.reason for each in backup.backups(database)] == ["migration"]


MIGRATE = """
import sys
from pathlib import Path
from app.store.store import Store
print("begin", flush=True)
Store.open(Path(sys.argv[1]), lambda *a: [], reserve_size=0).close()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_a_migration_killed_at_any_moment_happens_wholly_or_not_at_all(opened, database, monkeypatch, tmp_path):
    of_version(database, FIRST, monkeypatch)
    kept, chance = tmp_path / "kept.db", random.Random(5)
    shutil.copyfile(database, kept)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for number in range(4):
        path = tmp_path / str(number) / "sibian.db"
        path.parent.mkdir()
        shutil.copyfile(kept, path)
        with subprocess.Popen(
            [sys.executable, "-c", MIGRATE, str(path)], stdout=subprocess.PIPE, env=environment
        ) as program:
            program.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.4))
            program.kill()
        conn = sqlite3.connect(path)
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        names = conn.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        conn.close()
        assert version == names
        assert version in (FIRST, schema.VERSION)
        with opened(path) as store:
            check_kept(store)
