"""How long it takes to bring in a large export of another program and to take it out again, and the memory it needs.

Each is measured in a process of its own: its most memory counts.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.exchange.choices import Choices
from app.exchange.opening import Reading
from app.exchange.writing import pieces
from app.store.imports import ImportReport
from tests.bench_store.measure import Table, opened
from tests.bench_store.texts import Texts
from tests.exchange import builders as b

MEGA = 1_000_000
TURNS = 8
THINKING, ANSWER = 6000, 1900


def carrying(folder: Path, texts: Texts, megabytes: int) -> Table:
    rows = []
    for name in ("deepseek", "chatgpt"):
        file = folder / f"{name}.json"
        _write(file, _conversations(name, texts), megabytes * MEGA)
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench_store.carrying", str(file), str(folder / name)],
            capture_output=True,
            check=True,
            text=True,
        )
        file.unlink()
        rows.append([name, f"{megabytes}", *json.loads(told.stdout)])
    columns = ["messages", "in, s", "in, MB/s", "in, MB/s of CPU", "again, MB/s", "out (Sibian's own form), MB/s"]
    return ["export of", "MB", *columns, "most memory, MB"], rows


def _write(file: Path, conversations: Iterator[Any], size: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write("[")
        # ChatGPT's exports have everything beyond ASCII escaped, DeepSeek's have it as it is.
        escaped = file.stem == "chatgpt"
        for number, conversation in enumerate(conversations):
            out.write((",\n" if number else "") + json.dumps(conversation, ensure_ascii=escaped))
            if number % 20 == 0 and out.tell() >= size:
                break
        out.write("]")


def _conversations(name: str, texts: Texts) -> Iterator[Any]:
    number = 0
    while True:
        number += 1
        chinese = number % 2 == 0
        thinking, answers = texts.chance.exponential((THINKING, ANSWER), (TURNS, 2)).T + 60
        said = [
            (texts.text(chinese, 200), texts.text(chinese, int(thought)), texts.text(chinese, int(answer)))
            for thought, answer in zip(thinking, answers, strict=True)
        ]
        yield (_deepseek if name == "deepseek" else _chatgpt)(number, texts.text(chinese, 40), said)


def _deepseek(number: int, title: str, said: list[tuple[str, str, str]]) -> Any:
    nodes: dict[str, Any] = {}
    above = "root"
    for turn, (question, thinking, answer) in enumerate(said):
        nodes[f"n{turn}q"] = above, b.asked(question)
        nodes[f"n{turn}a"] = f"{turn}q", b.thought(thinking, answer)
        above = f"{turn}a"
    return b.deepseek(f"c{number}", title, **nodes)


def _chatgpt(number: int, title: str, said: list[tuple[str, str, str]]) -> Any:
    nodes: dict[str, Any] = {}
    above = "root"
    for turn, (question, thinking, answer) in enumerate(said):
        thoughts = [{"summary": "", "content": thinking, "chunks": [], "finished": True}]
        nodes[f"q{turn}"] = above, "user", b.text(question), {}
        nodes[f"t{turn}"] = f"q{turn}", "assistant", {"content_type": "thoughts", "thoughts": thoughts}, {}
        nodes[f"a{turn}"] = f"t{turn}", "assistant", b.text(answer), {"model_slug": "o3"}
        above = f"a{turn}"
    return b.chatgpt(above, f"g{number}", title, **nodes)


def main(file: Path, folder: Path) -> list[str]:
    """The cells of one row: measured here and now."""
    size = file.stat().st_size / MEGA
    with opened(folder / "sibian.db") as store:
        cpu, wall = time.process_time(), time.perf_counter()
        *_, first = store.imports.take(Reading([file]), lambda: False)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        again = time.perf_counter()
        *_, second = store.imports.take(Reading([file]), lambda: False)
        again = time.perf_counter() - again
        assert isinstance(first, ImportReport)
        assert isinstance(second, ImportReport)
        assert second.there == len(first.taken) > 0
        assert not first.reasons
        out, written = time.perf_counter(), 0
        for piece in pieces(store.exports.all(), Choices("sibian")):
            written += len(piece.encode())
        out = time.perf_counter() - out
    for left in folder.iterdir():
        left.unlink()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates = f"{size / wall:.1f}", f"{size / cpu:.1f}", f"{size / again:.1f}", f"{written / MEGA / out:.1f}"
    return [f"{first.messages:,}", f"{wall:.1f}", *rates, f"{memory:.0f}"]


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
