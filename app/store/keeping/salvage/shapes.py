"""Which table a stray row belongs to, told by its values. Pure but for asking an empty database for its columns."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches

from app.store import schema
from app.store.keeping.salvage.pages import Cell, Value

TABLES = (
    *("folders", "tags", "conversations", "messages", "parts", "generations", "packed", "tokens", "chunks", "groups"),
    *("templates", "settings", "conversation_tags"),
)
"""In the order in which they are filled again; others that a later version has come after these."""
KEYED = {"chunks": 5, "settings": 2}
"""Tables without a row number, and how many values their rows have."""
WORDS = {
    ("messages", "role"): ("user", "assistant", "system"),
    ("parts", "kind"): ("answer", "thinking", "text"),
}
"""All that these columns may say."""
_LIKE = 0.7
"""How much a damaged word must still have in common with the true one."""
_TYPES: Mapping[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (float, int), "TEXT": (str,), "BLOB": (bytes,)}
_LEAST = {"conversations": 7, "messages": 6, "parts": 5, "generations": 21, "templates": 10}
"""Columns that the first release's rows had; shorter ones are another table's."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    needed: bool
    key: bool


Tables = Mapping[str, tuple[Column, ...]]


def known() -> Tables:
    """Every table of this version, in the order in which they are to be filled."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        schema.migrate(conn)
        rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'")
        names = [name for (name,) in rows]
        ordered = [*TABLES, *(name for name in names if name not in TABLES)]
        return {
            name: tuple(
                Column(column, type, bool(needed), bool(key))
                for _, column, type, needed, _, key in conn.execute(f"PRAGMA table_info({name})")
            )
            for name in ordered
            if name in names
        }


def table_of(cell: Cell, tables: Tables) -> str | None:
    """None where it is not certain enough."""
    if cell.rowid is None:
        for name, width in KEYED.items():
            if len(cell.values) == width and _fits(name, cell.values, tables[name], keyed=True):
                return name
        return None
    for name in _LEAST:
        if len(cell.values) >= _LEAST[name] and _fits(name, cell.values, tables[name]):
            return name
    for name in ("packed", "tokens"):
        # Both keep only bytes under the number of a generation; their beginnings differ.
        blobs = [value for value in cell.values[1:] if value is not None]
        magic = b"\x28\xb5\x2f\xfd" if name == "packed" else b"SB"
        if (
            len(cell.values) == len(tables[name])
            and cell.values[0] is None
            and blobs
            and all(isinstance(each, bytes) and each.startswith(magic) for each in blobs)
        ):
            return name
    return None


def _fits(name: str, values: Sequence[Value], columns: Sequence[Column], keyed: bool = False) -> bool:
    if len(values) > len(columns):
        return False
    for value, column in zip(values, columns, strict=False):
        if value is None:
            if column.needed and not (column.key and not keyed):
                return False
        elif (column.key and not keyed and column.type == "INTEGER") or not isinstance(value, _TYPES[column.type]):
            return False  # a row's number is not among its values
        elif (words := WORDS.get((name, column.name))) is not None and nearest(str(value), words) is None:
            return False
    return True


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The one of `words` that a damaged one was; None where it is like none of them."""
    if word in words:
        return word
    return next(iter(get_close_matches(word, words, 1, _LIKE)), None)
