"""A real program killed with no warning while it writes: nothing that was acknowledged may be missing."""

import importlib.util
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.store.tokens import concat

ROUNDS = int(os.environ.get("SIBIAN_CRASH_ROUNDS", "10"))
SCRIPT = Path(__file__).with_name("streaming_writer.py")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs kill -9")


@pytest.fixture(scope="module")
def true_stream():
    spec = importlib.util.spec_from_file_location("streaming_writer", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def killed(database: Path, delay: float) -> list[list[str]]:
    """What the program had said when it was killed, `delay` seconds after it had begun to start or to write."""
    environment = os.environ | {"PYTHONPATH": str(SCRIPT.parents[2])}
    command = [sys.executable, str(SCRIPT), str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        opened = program.stdout.readline() if delay > 0 else ""
        time.sleep(abs(delay))
        program.kill()
        said = opened + program.stdout.read()
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


def integrity(database: Path) -> str:
    conn = sqlite3.connect(database)
    answer = conn.execute("PRAGMA integrity_check").fetchone()[0]
    wrong = conn.execute("PRAGMA foreign_key_check").fetchall()
    conn.close()
    return answer if not wrong else f"foreign keys: {wrong}"


def test_a_program_killed_at_any_moment_loses_nothing_acknowledged(opened, database, true_stream):
    chance = random.Random(20261123)
    asked: dict[int, tuple[int, int]] = {}
    kept: dict[int, int] = {}
    ended: dict[int, int] = {}
    mended: set[int] = set()
    for number in range(ROUNDS):
        # Most rounds kill it while it writes; every fourth while it starts, makes the tables or mends.
        delay = -chance.uniform(0.05, 0.4) if number % 4 == 0 else chance.uniform(0.001, 0.3)
        for kind, *numbers in killed(database, delay):
            match kind, [int(each) for each in numbers]:
                case "asked", [generation, conversation, question]:
                    asked[generation] = conversation, question
                case "kept", [generation, count]:
                    kept[generation] = count
                case "ended", [generation, count]:
                    ended[generation] = count
        # Killed before it had made anything: nothing was asked, and the next one begins from nothing.
        assert integrity(database) == "ok" if database.exists() else not asked
        with opened() as store:
            mended |= set(store.mended)
            for generation, (conversation, question) in asked.items():
                (exchange,) = store.conversations.branch(conversation)
                assert exchange.question.text("text") == f"question {question}"
                raw = exchange.generation.raw
                assert exchange.answer.text("answer") == raw
                tokens = store.generations.tokens(generation)
                assert len(tokens) >= kept.get(generation, 0)
                assert raw == "".join(true_stream.chunk(question, index) for index in range(len(tokens)))
                assert tokens == concat(true_stream.told(question, index) for index in range(len(tokens)))
                if generation in ended:
                    assert (len(tokens), exchange.generation.ending) == (ended[generation], "stop")
    assert len(asked) > ROUNDS / 2
    assert mended
