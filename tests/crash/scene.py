"""What every round needs: the script that is played, the witness's notes, and what the database must hold after."""

import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.engine.convert import split_for_store
from app.engine.launch import Launch
from app.store.records import Exchange, Generation
from app.store.store import Store
from tests.crash.notes import FILE

THINKING, ANSWER = 120, 120
RAW = "想" * THINKING + "\n</think>\n\n" + "答" * ANSWER
SPEED = 200.0
"""Tokens per second."""
LOAD_S, PREFILL_S = 0.25, 0.3
PROMISE_MS = 250
GONE_S = 2.0

PHASES = {
    # phase: the witness's note it begins with, how often that must have come, and about how long it lasts
    "load": ("load", 1, LOAD_S),
    "prefill": ("Prepared", 1, PREFILL_S),
    "thinking": ("token", 1, THINKING / SPEED),
    "answer": ("token", THINKING + 3, ANSWER / SPEED),
}


@dataclass(frozen=True)
class Watched(Launch):
    """The scripted engine, with the witness."""

    @property
    def command(self) -> list[str]:
        words = super().command
        words[words.index("runtime")] = "tests.crash.witness"
        return words


@dataclass(frozen=True)
class Note:
    at: float
    word: str
    number: int


class Scene:
    """A folder with a script, a database and the witness's file."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "sibian.db"
        self.notes_file = folder / "witness.txt"
        self.script = folder / "script.jsonl"
        lines = [
            {"family": "deepseek-r1", "raw": RAW, "read_s": PREFILL_S},
            {"on": "load", "read_s": LOAD_S},
        ]
        self.script.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        os.environ[FILE] = str(self.notes_file)
        os.environ["SIBIAN_HOME"] = str(folder / "home")

    @property
    def launch(self) -> Launch:
        return Watched("scripted", self.script, SPEED)

    def program(self, how: str, question: str) -> list[str]:
        """The command that runs `tests.crash.program`."""
        files = [str(self.database), str(self.script), str(self.notes_file)]
        return [sys.executable, "-m", "tests.crash.program", how, question, *files]

    def forget(self) -> None:
        """A new round: the witness begins a new page."""
        self.notes_file.write_bytes(b"")

    def notes(self) -> list[Note]:
        """What was noted so far; a line half written is left out."""
        found = []
        for line in self.notes_file.read_text().split("\n")[:-1]:
            at, word, *number = line.split(" ")
            found.append(Note(float(at), word, int(number[0]) if number and number[0] else 0))
        return found

    def await_phase(self, phase: str, seconds: float = 30) -> None:
        word, times, _ = PHASES[phase]
        until = time.monotonic() + seconds
        while sum(note.word == word for note in self.notes()) < times:
            if time.monotonic() > until:
                raise TimeoutError(f"no {phase}: {[note.word for note in self.notes()][-3:]}")
            time.sleep(0.005)

    def engine_pids(self) -> list[int]:
        return [note.number for note in self.notes() if note.word == "pid"]


@dataclass(frozen=True)
class Loss:
    """What a death cost: tokens that had been chosen and are not on disk, and the age of the oldest of them."""

    tokens: int
    ms: float


def loss(notes: list[Note], generation: Generation, stored_tokens: int, killed: float) -> Loss:
    """`notes` of the run; `killed`: when its process was killed."""
    assert generation.raw == RAW[: len(generation.raw)], f"altered text: {generation.raw[-40:]!r}"
    times = [note.at for note in notes if note.word == "token" and note.at <= killed]
    lost = times[stored_tokens:]
    return Loss(len(lost), (killed - lost[0]) * 1000 if lost else 0.0)


def check_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        assert found == "ok", found
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def exchange_of(store: Store, question: str) -> Exchange | None:
    """What is kept of a question; None where it never came to the store."""
    for conversation in store.conversations.list():
        for exchange in store.conversations.branch(conversation.id):
            if exchange.question.text("text") == question:
                return exchange
    return None


def reopen(path: Path) -> Store:
    return Store.open(path, split_for_store)


def gone(pids: list[int]) -> float:
    """Seconds until all of these processes have ended, GONE_S at most; more means that one has not."""
    began = time.monotonic()
    while any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids):
        if time.monotonic() - began > GONE_S:
            return float("inf")
        time.sleep(0.01)
    return time.monotonic() - began
