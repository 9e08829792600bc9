"""Damaging a database in the ways that disks, programs and people do, from a seed."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.store.records import Chunk, NewExchange, Outcome, Part
from app.store.store import Store

TEXT = "立春一日，水暖三分。The thinking of number {n} goes on and on. "


def filled(path: Path, conversations: int = 12) -> Path:
    """A sound database: answers of all lengths, one run that was cut off, and settings."""
    with Store.open(path, lambda raw, family, opened: [Part("answer", raw)], reserve_size=0) as store:
        parent = None
        for number in range(conversations):
            text = TEXT.format(n=number) * (1 + 37 * number % 90)
            asked = NewExchange(None, parent, f"question {number}", "m", "/w", "f", "none", {})
            begun = store.generations.begin(asked).result().value
            store.generations.append(begun.generation, Chunk(text)).result()
            if number < conversations - 1:
                parts = (Part("thinking", text), Part("answer", f"answer {number}"))
                store.generations.finish(begun.generation, Outcome("stop", parts)).result()
        store.settings.set("kept", list(range(50))).result()
    return path


def bytes_changed(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(8):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)


def cut_short(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(1, len(content))])


def page_of_zeros(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    page = chance.randrange(len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(content)


def page_of_noise(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    page = chance.randrange(len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    path.write_bytes(content)


def torn_log(path: Path, chance: random.Random) -> None:
    """A log that was being written when the power went, with rubbish at its end."""
    log = _with_log(path)
    content = log.read_bytes()
    keep = chance.randrange(32, len(content))
    log.write_bytes(content[:keep] + chance.randbytes(chance.randrange(1, 3000)))


def foreign_log(path: Path, chance: random.Random) -> None:
    """The log of another database, copied in by hand."""
    other = path.with_name("other.db")
    filled(other, 3)
    shutil.copyfile(_with_log(other), path.with_name(path.name + "-wal"))
    for suffix in ("", "-wal", "-shm", ".lock"):
        other.with_name(other.name + suffix).unlink(missing_ok=True)


def stale_index(path: Path, chance: random.Random) -> None:
    """The log's index of another moment."""
    path.with_name(path.name + "-shm").write_bytes(chance.randbytes(32768))


def no_database(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.choice([b"", b"x", chance.randbytes(10_000), b"\0" * 64_560]))


Way = Callable[[Path, random.Random], None]
WAYS: tuple[Way, ...] = (
    *(bytes_changed, page_of_zeros, bytes_changed, cut_short, page_of_noise),
    *(bytes_changed, torn_log, bytes_changed, foreign_log, stale_index, page_of_zeros, no_database),
)


def _with_log(path: Path) -> Path:
    """Leave the last transactions in the log alone, as a crash does."""
    kept = path.with_name("kept")
    kept.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        for number in range(20):
            conn.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, '1')", (f"late {number}",))
        for suffix in ("", "-wal"):
            shutil.copyfile(path.with_name(path.name + suffix), kept / (path.name + suffix))
    for suffix in ("", "-wal"):
        shutil.move(kept / (path.name + suffix), path.with_name(path.name + suffix))
    kept.rmdir()
    return path.with_name(path.name + "-wal")
