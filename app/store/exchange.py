"""Writing the rows of a new exchange: the question, the answer to be and its generation.

Every function works in its caller's transaction.
"""

import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace

from app.store import blob, tree
from app.store.changes import Changes, Written
from app.store.records import Begun, NewExchange, Part
from app.store.wording import storable, title_of


def begin(conn: sqlite3.Connection, new: NewExchange) -> Written[Begun]:
    """A question, or an existing one, and one answer to be."""
    now = time.time()
    conversation, question = _asked(conn, new, now)
    begun = _answer(conn, conversation, question, new, now)
    return Written(begun, _shown(conn, begun, now, new.aside))


def begin_group(conn: sqlite3.Connection, news: Sequence[NewExchange]) -> Written[list[Begun]]:
    """A question, or an existing one, and several answers to be; more of them where the first names a group."""
    first, now = news[0], time.time()
    if any(new.question not in (None, first.question) for new in news):
        raise ValueError("a group has one question")
    conversation, question = _asked(conn, first, now)
    if first.group is not None:
        begun = [_answer(conn, conversation, question, replace(new, group=first.group), now) for new in news]
        conn.execute("UPDATE conversations SET updated = ? WHERE id = ?", (now, conversation))
        touched = frozenset({conversation})  # whoever reads an answer of this group goes on reading it
        return Written(begun, Changes(touched, touched))
    group = _inserted(
        conn,
        "INSERT INTO groups (conversation, question, created) VALUES (?, ?, ?)",
        (conversation, question, now),
    )
    begun = [_answer(conn, conversation, question, replace(new, group=group), now) for new in news]
    return Written(begun, _shown(conn, begun[0], now, first.aside))


def _shown(conn: sqlite3.Connection, begun: Begun, now: float, aside: bool) -> Changes:
    """Make the new answer the head of the conversation; one that is only to measure something is nobody's reading."""
    if aside:
        return Changes(frozenset({begun.conversation}))
    values = (begun.answer, now, begun.conversation)
    conn.execute("UPDATE conversations SET head = ?, updated = ? WHERE id = ?", values)
    touched = frozenset({begun.conversation})
    return Changes(touched, touched)


def _asked(conn: sqlite3.Connection, new: NewExchange, now: float) -> tuple[int, int]:
    """The conversation and the question that is to be answered in it."""
    conversation = _begun_in(conn, new, now)
    if new.question is None:
        return conversation, _existing(conn, new.parent, conversation, "user")
    parent = None if new.parent is None else _existing(conn, new.parent, conversation, "assistant")
    question = _insert_message(conn, conversation, parent, "user", now, new.template, new.checker)
    insert_parts(conn, question, (Part("text", new.question),))
    return conversation, question


def _answer(conn: sqlite3.Connection, conversation: int, question: int, new: NewExchange, now: float) -> Begun:
    opened = _opened_at_origin(conn, conversation, new)
    _must_be_of(conn, question, new.group)
    answer = _insert_message(conn, conversation, question, "assistant", now, None)
    if new.aside:
        conn.execute("INSERT INTO asides (message) VALUES (?)", (answer,))
    generation = _insert_generation(conn, answer, new, opened, now)
    return Begun(conversation, question, answer, generation, new.group)


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
        "INSERT INTO conversations (title, system, thoughts, created, updated) VALUES (?, ?, ?, ?, ?)",
        (title, storable(new.system), new.thoughts, now, now),
    )


def _existing(conn: sqlite3.Connection, message: int | None, conversation: int, role: str) -> int:
    query = "SELECT id FROM messages WHERE id = ? AND conversation = ? AND role = ?"
    row = conn.execute(query, (message, conversation, role)).fetchone()
    if row is None:
        raise ValueError(f"message {message} is no {role}'s in conversation {conversation}")
    return int(row[0])


def _opened_at_origin(conn: sqlite3.Connection, conversation: int, new: NewExchange) -> bool:
    """Whether the prompt of the run that this one comes from had opened the thinking.

    `prepared` says so again, but the program may die before that, and the prefix must still be split rightly.
    """
    if new.origin is None:
        if new.prefix or new.prefix_tokens or new.origin_insert:
            raise ValueError("what is carried over into a conversation has an origin")
        return False
    query = """
        SELECT g.opened FROM generations g JOIN messages m ON m.id = g.message
        WHERE g.id = ? AND m.conversation = ?
    """
    row = conn.execute(query, (new.origin, conversation)).fetchone()
    if row is None:
        raise ValueError(f"generation {new.origin} is none of conversation {conversation}")
    return bool(row[0])


def _must_be_of(conn: sqlite3.Connection, question: int, group: int | None) -> None:
    query = "SELECT 1 FROM groups WHERE id = ? AND question = ?"
    if group is not None and conn.execute(query, (group, question)).fetchone() is None:
        raise ValueError(f"group {group} is none of question {question}")


def _insert_message(
    conn: sqlite3.Connection,
    conversation: int,
    parent: int | None,
    role: str,
    now: float,
    template: str | None,
    checker: str = "",
) -> int:
    return _inserted(
        conn,
        "INSERT INTO messages (conversation, parent, role, created, template, checker) VALUES (?, ?, ?, ?, ?, ?)",
        (conversation, parent, role, now, template, storable(checker) or None),
    )


def insert_parts(conn: sqlite3.Connection, message: int, parts: tuple[Part, ...]) -> None:
    conn.executemany(
        "INSERT INTO parts (message, position, kind, text) VALUES (?, ?, ?, ?)",
        [(message, position, part.kind, storable(part.text)) for position, part in enumerate(parts)],
    )


def _insert_generation(conn: sqlite3.Connection, answer: int, new: NewExchange, opened: bool, now: float) -> int:
    prefix, carried = storable(new.prefix), new.prefix_tokens
    values = {
        "message": answer,
        "model": storable(new.model),
        "weights": storable(new.weights),
        "fingerprint": new.fingerprint,
        "family": new.family,
        "opened": opened,
        "sampling": json.dumps(new.sampling),
        "started": now,
        "prefix_chars": len(prefix),
        "raw": prefix,
        "origin": new.origin,
        "origin_kind": new.origin_kind,
        "origin_tokens": new.origin_tokens,
        "origin_insert": storable(new.origin_insert),
        "prefix_tokens": len(carried),
        "steering": storable(json.dumps(new.steering, ensure_ascii=False)),
        "group_id": new.group,
    }
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO generations ({', '.join(values)}) VALUES ({marks})"
    generation = _inserted(conn, statement, tuple(values.values()))
    if carried:
        # Times of the older run would lie before and after those of this one.
        still = replace(carried, at=(0.0,) * len(carried))
        conn.execute("INSERT INTO tokens (generation, blob) VALUES (?, ?)", (generation, blob.pack(still)))
    return generation


def _inserted(conn: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> int:
    id = conn.execute(statement, values).lastrowid
    assert id is not None
    return id
