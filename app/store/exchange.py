"""Writing the rows of a new exchange: the question, the answer to be and its generation.

Every function works in its caller's transaction.
"""

import json
import sqlite3
import time

from app.store import tree
from app.store.changes import Changes, Written
from app.store.records import Begun, NewExchange, Part
from app.store.wording import storable, title_of


def begin(conn: sqlite3.Connection, new: NewExchange) -> Written[Begun]:
    now = time.time()
    conversation = _begun_in(conn, new, now)
    if new.question is None:
        question = _existing(conn, new.parent, conversation, "user")
    else:
        parent = None if new.parent is None else _existing(conn, new.parent, conversation, "assistant")
        question = _insert_message(conn, conversation, parent, "user", now, new.template)
        insert_parts(conn, question, (Part("text", new.question),))
    answer = _insert_message(conn, conversation, question, "assistant", now, None)
    generation = _insert_generation(conn, answer, new, _was_opened(conn, question, new.prefix), now)
    conn.execute("UPDATE conversations SET head = ?, updated = ? WHERE id = ?", (answer, now, conversation))
    touched = frozenset({conversation})
    return Written(Begun(conversation, question, answer, generation), Changes(touched, touched))


def _begun_in(conn: sqlite3.Connection, new: NewExchange, now: float) -> int:
    """The conversation that a new exchange belongs to, made where it has none yet."""
    if new.conversation is not None:
        found = tree.conversation(conn, new.conversation)
        if found is None or found.deleted is not None:
            raise tree.unknown(new.conversation)
        return found.id
    if new.question is None or new.parent is not None:
        raise ValueError("a new conversation begins with a question that follows nothing")
    title = title_of(storable(new.question))
    return _inserted(
        conn,
        "INSERT INTO conversations (title, system, created, updated) VALUES (?, ?, ?, ?)",
        (title, storable(new.system), now, now),
    )


def _existing(conn: sqlite3.Connection, message: int | None, conversation: int, role: str) -> int:
    query = "SELECT id FROM messages WHERE id = ? AND conversation = ? AND role = ?"
    row = conn.execute(query, (message, conversation, role)).fetchone()
    if row is None:
        raise ValueError(f"message {message} is no {role}'s in conversation {conversation}")
    return int(row[0])


def _was_opened(conn: sqlite3.Connection, question: int, prefix: str) -> bool:
    """Whether the prompt of the run that is continued had opened the thinking.

    `prepared` says so again, but the program may die before that, and the prefix must still be split rightly.
    """
    if not prefix:
        return False
    query = """
        SELECT g.opened FROM generations g JOIN messages m ON m.id = g.message
        WHERE m.parent = ? AND g.raw = ? ORDER BY g.id DESC
    """
    row = conn.execute(query, (question, storable(prefix))).fetchone()
    return bool(row and row[0])


def _insert_message(
    conn: sqlite3.Connection, conversation: int, parent: int | None, role: str, now: float, template: str | None
) -> int:
    return _inserted(
        conn,
        "INSERT INTO messages (conversation, parent, role, created, template) VALUES (?, ?, ?, ?, ?)",
        (conversation, parent, role, now, template),
    )


def insert_parts(conn: sqlite3.Connection, message: int, parts: tuple[Part, ...]) -> None:
    conn.executemany(
        "INSERT INTO parts (message, position, kind, text) VALUES (?, ?, ?, ?)",
        [(message, position, part.kind, storable(part.text)) for position, part in enumerate(parts)],
    )


def _insert_generation(conn: sqlite3.Connection, answer: int, new: NewExchange, opened: bool, now: float) -> int:
    prefix = storable(new.prefix)
    return _inserted(
        conn,
        """
        INSERT INTO generations
            (message, model, weights, fingerprint, family, opened, sampling, started, prefix_chars, raw)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            answer,
            storable(new.model),
            storable(new.weights),
            new.fingerprint,
            new.family,
            opened,
            json.dumps(new.sampling),
            now,
            len(prefix),
            prefix,
        ),
    )


def _inserted(conn: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> int:
    id = conn.execute(statement, values).lastrowid
    assert id is not None
    return id
