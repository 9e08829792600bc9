"""Reading the tree of messages: rows into records. Every function takes a connection and changes nothing."""

import json
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from app.errors import WrongUse
from app.store import happenings, packing
from app.store.faults import Damaged
from app.store.records import Conversation, Generation, Group, Happening, Message, Part

log = logging.getLogger(__name__)

Row = tuple[Any, ...]

_CONVERSATION = "id, title, created, updated, head, system, deleted, thoughts, folder, pinned, archived"
_GENERATION = [field.name for field in fields(Generation)]
_SPELLED = {"group": "group_id"}
_GENERATION_COLUMNS = ", ".join(f"g.{_SPELLED.get(name, name)}" for name in _GENERATION)
_WITHOUT_PROMPT = _GENERATION_COLUMNS.replace("g.prompt,", "'',")
_UP = """
    WITH RECURSIVE up (id, parent, depth) AS (
        SELECT id, parent, 0 FROM messages WHERE id = ?
        UNION ALL
        SELECT m.id, m.parent, up.depth + 1 FROM messages m JOIN up ON m.id = up.parent
    )
"""
"""`up`: the path from a message to its root."""


def unknown(conversation: int) -> WrongUse:
    return WrongUse("unknown_conversation", name=str(conversation))


def conversation(conn: sqlite3.Connection, id: int) -> Conversation | None:
    row = conn.execute(f"SELECT {_CONVERSATION} FROM conversations WHERE id = ?", (id,)).fetchone()
    return Conversation(*row) if row else None


def conversations(conn: sqlite3.Connection, deleted: bool) -> list[Conversation]:
    """Those in use, or those thrown away; the one used last comes first."""
    query = f"""
        SELECT {_CONVERSATION} FROM conversations WHERE (deleted IS NOT NULL) = ? ORDER BY updated DESC, id DESC
    """
    return [Conversation(*row) for row in conn.execute(query, (deleted,))]


def some_conversations(conn: sqlite3.Connection, ids: Iterable[int]) -> list[Conversation]:
    """Those of these that are there, also where they were thrown away."""
    query = f"SELECT {_CONVERSATION} FROM conversations WHERE id = ?"
    rows = (conn.execute(query, (id,)).fetchone() for id in ids)
    return [Conversation(*row) for row in rows if row is not None]


def path(conn: sqlite3.Connection, message: int) -> list[Message]:
    """The messages from the root down to `message`, both included; empty where there is no such message."""
    rows = conn.execute(
        f"{_UP} SELECT m.id, m.conversation, m.parent, m.role, m.created, m.checker "
        "FROM up JOIN messages m ON m.id = up.id ORDER BY up.depth DESC",
        (message,),
    ).fetchall()
    found: dict[int, list[Part]] = defaultdict(list)
    parts = conn.execute(
        f"{_UP} SELECT p.message, p.kind, p.text FROM up JOIN parts p ON p.message = up.id "
        "ORDER BY p.message, p.position",
        (message,),
    )
    for owner, kind, text in parts:
        found[owner].append(Part(kind, text))
    return [
        Message(id, conversation, parent, role, created, tuple(found[id]), checker or "")
        for id, conversation, parent, role, created, checker in rows
    ]


def siblings(conn: sqlite3.Connection, conversation: int) -> dict[tuple[int | None, str], tuple[int, ...]]:
    """The ids of a conversation's messages by parent and role, in order of creation; neither asides nor what was
    thrown away."""
    found: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    query = """
        SELECT parent, role, id FROM messages
        WHERE conversation = ? AND id NOT IN (SELECT message FROM asides)
            AND id NOT IN (SELECT message FROM cut_branches)
        ORDER BY id
    """
    for parent, role, id in conn.execute(query, (conversation,)):
        found[parent, role].append(id)
    return {key: tuple(ids) for key, ids in found.items()}


def leaf_below(conn: sqlite3.Connection, message: int) -> int:
    """The newest leaf of the branches through `message`; itself where nothing but asides, or what was thrown
    away, follows.

    Children are always newer than their parents, so the newest message below is a leaf.
    """
    found: int | None = conn.execute(
        """
        WITH RECURSIVE down (id) AS (
            SELECT ? UNION ALL SELECT m.id FROM messages m JOIN down ON m.parent = down.id
            WHERE m.id NOT IN (SELECT message FROM cut_branches)
        )
        SELECT max(id) FROM down WHERE id NOT IN (SELECT message FROM asides)
        """,
        (message,),
    ).fetchone()[0]
    return message if found is None else found


def generation(conn: sqlite3.Connection, id: int) -> Generation | None:
    return _one(conn, f"SELECT {_GENERATION_COLUMNS} FROM generations g WHERE g.id = ?", id)


def generation_of(conn: sqlite3.Connection, message: int) -> Generation | None:
    return _one(conn, f"SELECT {_GENERATION_COLUMNS} FROM generations g WHERE g.message = ?", message)


def generations_on_path(conn: sqlite3.Connection, message: int) -> dict[int, Generation]:
    """The generations of the messages from the root to `message`, by message, without their prompts."""
    rows = conn.execute(f"{_UP} SELECT {_WITHOUT_PROMPT} FROM up JOIN generations g ON g.message = up.id", (message,))
    return {found.message: found for found in _generations(conn, rows.fetchall(), with_prompt=False)}


def group(conn: sqlite3.Connection, id: int) -> Group | None:
    query = "SELECT id, conversation, question, created, checker FROM groups WHERE id = ?"
    row = conn.execute(query, (id,)).fetchone()
    if row is None:
        return None
    members = conn.execute("SELECT id FROM generations WHERE group_id = ? ORDER BY id", (id,))
    number, conversation, question, created, checker = row
    return Group(number, conversation, question, created, tuple(each for (each,) in members), checker)


def group_members(conn: sqlite3.Connection, id: int) -> list[Generation]:
    """The generations of a group in the order they were begun, without their prompts."""
    query = f"SELECT {_WITHOUT_PROMPT} FROM generations g WHERE g.group_id = ? ORDER BY g.id"
    return list(_generations(conn, conn.execute(query, (id,)).fetchall()))


def parts_of(conn: sqlite3.Connection, messages: Iterable[int]) -> dict[int, list[Part]]:
    """The parts of these messages, in order."""
    found: dict[int, list[Part]] = defaultdict(list)
    for message in messages:
        query = "SELECT kind, text FROM parts WHERE message = ? ORDER BY position"
        found[message].extend(Part(kind, text) for kind, text in conn.execute(query, (message,)))
    return found


def _one(conn: sqlite3.Connection, query: str, id: int) -> Generation | None:
    return next(iter(_generations(conn, conn.execute(query, (id,)).fetchall())), None)


def _unpack(conn: sqlite3.Connection, values: dict[str, Any], with_prompt: bool) -> None:
    """The long texts, from where a run that has ended keeps them."""
    row = conn.execute("SELECT raw, prompt FROM packed WHERE generation = ?", (values["id"],)).fetchone()
    if row is not None:
        values["raw"] = values["raw"] or packing.unpack(row[0])
        values["prompt"] = (values["prompt"] or packing.unpack(row[1])) if with_prompt else ""


def _generations(conn: sqlite3.Connection, rows: Iterable[Row], with_prompt: bool = True) -> Iterable[Generation]:
    for row in rows:
        values = dict(zip(_GENERATION, row, strict=True))
        try:
            yield _generation(conn, values, with_prompt)
        except (ValueError, TypeError) as error:
            raise Damaged(f"generation {values['id']}: {error}") from error


def _generation(conn: sqlite3.Connection, values: dict[str, Any], with_prompt: bool) -> Generation:
    if values["ending"] is None:  # still running: what came so far lies in its chunks
        raw, values["happenings"] = streamed(conn, values["id"])
        values["raw"] += raw
    else:
        values["happenings"] = happenings.read([values["happenings"]], values["id"])
        _unpack(conn, values, with_prompt)
    values["opened"] = bool(values["opened"])
    values |= {name: json.loads(values[name]) for name in ("sampling", "timings", "steering")}
    return Generation(**values)


def streamed(conn: sqlite3.Connection, generation: int) -> tuple[str, tuple[Happening, ...]]:
    """The raw text that lies in a generation's chunks, and what happened meanwhile."""
    query = "SELECT raw, happenings FROM chunks WHERE generation = ? ORDER BY seq"
    rows = conn.execute(query, (generation,)).fetchall()
    try:
        happened = happenings.read((each for _, each in rows), generation)
    except (ValueError, TypeError) as error:
        # A damaged piece of a stream must not keep the program from starting; its text is what matters.
        log.error("what happened to generation %d cannot be read: %s", generation, error)
        happened = ()
    return "".join(raw for raw, _ in rows), happened
