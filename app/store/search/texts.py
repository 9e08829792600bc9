"""The texts that the index names, as they stand in the database now, and what is told of one that was found."""

import sqlite3

from app.store.search.index import KINDS, NOTE, TEMPLATE, TITLE
from app.store.search.records import Hit
from app.store.search.snippet import Find

Row = tuple[int, int, int, int | None, float]
"""(id of the text in the index, kind, ref, conversation, created)."""

_TEXTS = {
    TITLE: "SELECT title FROM conversations WHERE id = ?",
    TEMPLATE: "SELECT slug || ' ' || title || ' ' || description || ' ' || body FROM templates WHERE id = ?",
    NOTE: "SELECT trim(coalesce(l.name, '') || ' ' || a.note) FROM annotations a LEFT JOIN labels l ON l.id = a.label "
    "WHERE a.id = ?",
}
_PARTS = "SELECT text FROM parts WHERE message = ? AND kind = ? ORDER BY position"
_ANNOTATED = (
    "SELECT g.message, a.first, a.last FROM annotations a JOIN generations g ON g.id = a.generation WHERE a.id = ?"
)


def text_of(conn: sqlite3.Connection, kind: int, ref: int) -> str:
    """Empty where it is gone."""
    if kind in _TEXTS:
        row = conn.execute(_TEXTS[kind], (ref,)).fetchone()
        return row[0] if row else ""
    part = {"question": "text"}.get(KINDS[kind], KINDS[kind])
    return "".join(text for (text,) in conn.execute(_PARTS, (ref, part)))


def hit_of(conn: sqlite3.Connection, row: Row, seen: Find) -> Hit:
    _, number, ref, conversation, created = row
    message, stretch = (ref if number < TITLE else None), None
    if number == NOTE and (put := conn.execute(_ANNOTATED, (ref,)).fetchone()):
        message, stretch = put[0], (put[1], put[2])
    if number == TEMPLATE:
        title = _first(conn, "SELECT slug FROM templates WHERE id = ?", ref)
    else:
        title = _first(conn, "SELECT title FROM conversations WHERE id = ?", conversation)
    model = ""
    if message is not None and KINDS[number] != "question":
        model = _first(conn, "SELECT model FROM generations WHERE message = ?", message)
    found = seen.count, seen.offset, seen.length, seen.snippet
    return Hit(KINDS[number], conversation, title, message, created, *found, model, ref, stretch)


def _first(conn: sqlite3.Connection, query: str, id: int | None) -> str:
    row = conn.execute(query, (id,)).fetchone()
    return row[0] if row else ""
