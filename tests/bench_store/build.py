"""A database of many messages, made once and kept under build/."""

import shutil
import sqlite3
import time
from pathlib import Path

from app.store import packing, schema
from app.store.connections import open_writing
from app.store.records import Part
from app.store.search.index import index_path
from app.store.store import Store
from tests.bench_store.texts import Texts

SEED = 20261128
PER_CONVERSATION = 10
"""Messages: five questions and five answers."""
THINKING, ANSWER = 6000, 1900
"""Bytes, on average; short ones are frequent, some are very long."""
MODELS = ("DeepSeek-R1-Distill-Qwen-7B", "DeepSeek-R1-Distill-Llama-8B", "SmolLM2-135M-Instruct")
_FIRST = 1_700_000_000.0
VERSION = 1
"""Of what is made here; another one makes it anew."""

_GENERATION = """
    INSERT INTO generations (message, model, weights, fingerprint, family, sampling, started, ended, ending,
        prefix_chars, thinking_tokens, answer_tokens, raw)
    VALUES (?, ?, '/w', 'f', 'deepseek-r1', '{}', ?, ?, 'stop', 0, ?, ?, '')
"""


def database(folder: Path, messages: int) -> Path:
    """The database of so many messages, with its index; made where it is not there yet."""
    path = folder / f"v{VERSION}-{schema.VERSION}-{messages}" / "sibian.db"
    if (path.parent / "whole").exists():
        return path
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True)
    conn = open_writing(path)
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("BEGIN")
    schema.migrate(conn)
    fill(conn, messages, Texts(SEED))
    conn.execute("COMMIT")
    conn.close()
    (path.parent / "whole").touch()
    return path


def fill(conn: sqlite3.Connection, messages: int, texts: Texts) -> None:
    for number in range(messages // PER_CONVERSATION):
        _conversation(conn, texts, number)


def _conversation(conn: sqlite3.Connection, texts: Texts, number: int) -> None:
    chinese, now = number % 2 == 0, _FIRST + number * 3000.0
    title = texts.text(chinese, 40)
    conversation = conn.execute(
        "INSERT INTO conversations (title, created, updated, system) VALUES (?, ?, ?, '')", (title, now, now + 900)
    ).lastrowid
    parent = None
    for turn in range(PER_CONVERSATION // 2):
        asked = texts.text(chinese, 30 + int(texts.chance.integers(0, 240)))
        parent = _message(conn, conversation, parent, "user", now + turn, (Part("text", asked),))
        sizes = texts.chance.exponential((THINKING, ANSWER)) + 60
        thinking, answer = (texts.text(chinese, int(size)) for size in sizes)
        parts = (Part("thinking", thinking), Part("answer", answer))
        parent = _message(conn, conversation, parent, "assistant", now + turn, parts)
        generation = conn.execute(
            _GENERATION,
            (parent, MODELS[number % len(MODELS)], now, now + 60, len(thinking) // 3, len(answer) // 3),
        ).lastrowid
        assert generation is not None
        packing.keep(conn, generation, f"<think>{thinking}</think>{answer}", asked)
    conn.execute("UPDATE conversations SET head = ? WHERE id = ?", (parent, conversation))


def _message(
    conn: sqlite3.Connection,
    conversation: int | None,
    parent: int | None,
    role: str,
    at: float,
    parts: tuple[Part, ...],
) -> int:
    message = conn.execute(
        "INSERT INTO messages (conversation, parent, role, created) VALUES (?, ?, ?, ?)",
        (conversation, parent, role, at),
    ).lastrowid
    conn.executemany(
        "INSERT INTO parts (message, position, kind, text) VALUES (?, ?, ?, ?)",
        [(message, position, part.kind, part.text) for position, part in enumerate(parts)],
    )
    assert message is not None
    return message


def indexed(path: Path) -> float:
    """Put everything into the index where it is not yet; the seconds it took."""
    begun = time.monotonic()
    with Store.open(path, lambda raw, family, opened: [], reserve_size=0) as store:
        store.search.settled()
    assert index_path(path).exists()
    return time.monotonic() - begun
