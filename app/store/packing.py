"""The long texts of a generation that has ended, compressed: what it wrote whole, and the exact prompt it was given.

What is said in both stands in the parts as plain text, where it is searched; these are read when somebody looks at one
generation. Short ones stay as they are. Every function works in its caller's transaction.
"""

import sqlite3

import zstandard

LEAST = 1024
"""Characters; below, a compressed text would save less than a row of its own costs."""
_LEVEL = 3


def keep(conn: sqlite3.Connection, generation: int, raw: str, prompt: str) -> None:
    """Write both texts of a generation, each where it takes least."""
    packed = [pack(text) for text in (raw, prompt)]
    plain = ["" if small is not None else text for small, text in zip(packed, (raw, prompt), strict=True)]
    conn.execute("UPDATE generations SET raw = ?, prompt = ? WHERE id = ?", (*plain, generation))
    if any(packed):
        conn.execute("INSERT OR REPLACE INTO packed (generation, raw, prompt) VALUES (?, ?, ?)", (generation, *packed))


def pack(text: str) -> bytes | None:
    """None where it is better left as it is."""
    if len(text) < LEAST:
        return None
    return zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True).compress(text.encode())


def unpack(blob: bytes | None) -> str:
    """Raises ValueError where it is no such blob."""
    if blob is None:
        return ""
    try:
        return zstandard.ZstdDecompressor().decompress(blob).decode()
    except zstandard.ZstdError as error:
        raise ValueError(f"not a packed text: {error}") from error


def pack_older(conn: sqlite3.Connection, most: int = 200) -> int:
    """Pack texts that an earlier version left as they were; say how many generations were left behind by this call."""
    query = f"""
        SELECT id, raw, prompt FROM generations
        WHERE ending IS NOT NULL AND (length(raw) >= {LEAST} OR length(prompt) >= {LEAST}) LIMIT ?
    """
    rows = conn.execute(query, (most,)).fetchall()
    for id, raw, prompt in rows:
        old = conn.execute("SELECT raw, prompt FROM packed WHERE generation = ?", (id,)).fetchone() or (None, None)
        keep(conn, id, raw or unpack(old[0]), prompt or unpack(old[1]))
    return len(rows)
