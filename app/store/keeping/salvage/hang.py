"""Making what was salvaged hang together: nothing points to what is not there, and every text can be reached."""

import sqlite3

from app.store import packing

LOST = "Recovered messages"
"""Title of the conversation that takes in what lost its own."""

_STRAY = """
    SELECT id FROM messages WHERE conversation NOT IN (SELECT id FROM conversations)
"""


def hang_together(conn: sqlite3.Connection, now: float) -> int:
    """In the caller's transaction, with foreign keys off. How many messages had lost their conversation."""
    _give_back_messages(conn, now)
    stray = [id for (id,) in conn.execute(_STRAY)]
    if stray:
        values = (LOST, now, now)
        lost = conn.execute("INSERT INTO conversations (title, created, updated, system) VALUES (?, ?, ?, '')", values)
        conn.executemany("UPDATE messages SET conversation = ? WHERE id = ?", [(lost.lastrowid, id) for id in stray])
    conn.execute("UPDATE messages SET parent = NULL WHERE parent NOT IN (SELECT id FROM messages)")
    conn.execute(
        "UPDATE messages SET parent = NULL WHERE parent >= id "
        "OR conversation <> (SELECT p.conversation FROM messages p WHERE p.id = messages.parent)"
    )
    conn.execute(
        "UPDATE conversations SET head = (SELECT max(id) FROM messages WHERE conversation = conversations.id) "
        "WHERE head IS NULL OR head NOT IN (SELECT id FROM messages WHERE conversation = conversations.id)"
    )
    _cut_loose_ends(conn)
    return len(stray)


def _give_back_messages(conn: sqlite3.Connection, now: float) -> None:
    """A message for every text and every run that lost its own."""
    conn.execute(
        """
        INSERT INTO messages (id, conversation, parent, role, created)
        SELECT message, 0, NULL, CASE WHEN max(kind = 'text') THEN 'user' ELSE 'assistant' END, ?
        FROM parts WHERE message NOT IN (SELECT id FROM messages) AND message > 0 GROUP BY message
        """,
        (now,),
    )
    conn.execute(
        """
        INSERT INTO messages (id, conversation, parent, role, created)
        SELECT message, 0, NULL, 'assistant', started FROM generations
        WHERE message NOT IN (SELECT id FROM messages) AND message > 0
        """
    )
    # What a run said is kept with the run as well, for when its parts are lost.
    query = """
        SELECT g.message, g.raw, k.raw FROM generations g LEFT JOIN packed k ON k.generation = g.id
        WHERE g.ending IS NOT NULL AND g.message NOT IN (SELECT message FROM parts)
    """
    for message, plain, packed in conn.execute(query).fetchall():
        raw = plain or _unpacked(packed)
        if raw:
            conn.execute("INSERT INTO parts (message, position, kind, text) VALUES (?, 0, 'answer', ?)", (message, raw))


def _unpacked(packed: bytes | None) -> str:
    try:
        return packing.unpack(packed)
    except ValueError:
        return ""


def _cut_loose_ends(conn: sqlite3.Connection) -> None:
    """Whatever still points to nothing: a column that may be empty becomes so, a row that cannot stand alone goes."""
    for _ in range(8):
        broken = conn.execute("PRAGMA foreign_key_check").fetchall()
        if not broken:
            return
        for table, rowid, _, number in broken:
            keys = conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            column = next(key[3] for key in keys if key[0] == number)
            if rowid is None:  # a table without row numbers
                parent = next(key[2] for key in keys if key[0] == number)
                conn.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})")
                continue
            needed = {row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[3] or row[5]}
            if column in needed:
                conn.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
            else:
                conn.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (rowid,))
