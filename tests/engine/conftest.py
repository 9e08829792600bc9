"""A real store, real engine processes playing scripts, and short ways to wait for what they say."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.engine.convert import split_for_store
from app.engine.launch import Launch
from app.engine.session import Ask, Ended, Phase, Session
from app.store.store import Store

THOUGHT, SAID = "九点一一比九点九短一位。\nSo compare 0.11 with 0.90.", "9.9 更大。"
RAW = f"{THOUGHT}\n</think>\n\n{SAID}"
LONG = "想" * 400 + "\n</think>\n\n" + "答" * 400
TIMEOUT = 15_000


@dataclass(frozen=True)
class Rogue(Launch):
    """An engine that is not ours: runs `code` in Python."""

    code: str = ""

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-c", self.code]


@pytest.fixture
def rogue() -> Callable[[str], Launch]:
    return lambda code: Rogue("scripted", code=code)


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Path]:
    """Writes a script; without lines of its own, one that answers everything with `RAW`."""

    def write(*lines: dict[str, Any]) -> Path:
        path = tmp_path / "script.jsonl"
        replies = lines or ({"raw": RAW},)
        path.write_text("\n".join(json.dumps({"family": "deepseek-r1", **line}) for line in replies), encoding="utf-8")
        return path

    return write


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data" / "sibian.db", split_for_store, reserve_size=0) as opened:
        yield opened


class Desk:
    """A session and everything it has said, in order."""

    def __init__(self, store: Store, launch: Launch, qtbot: QtBot) -> None:
        self.store, self._qtbot = store, qtbot
        self.session = Session(store, launch)
        self.said: list[tuple[str, Any]] = []
        names = ("status_changed", "failed", "begun", "grew", "ended", "changed", "measured", "happened", "inspected")
        for name in (*names, "probed", "spelled"):
            getattr(self.session, name).connect(lambda value, name=name: self.said.append((name, value)))

    def all(self, name: str) -> list[Any]:
        return [value for of, value in self.said if of == name]

    def phases(self) -> list[Phase]:
        """The phases it went through, each named once in a row."""
        phases = [status.phase for status in self.all("status_changed")]
        return [phase for i, phase in enumerate(phases) if i == 0 or phases[i - 1] is not phase]

    def wait(self, condition: Callable[[], Any], timeout: int = TIMEOUT) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def pause(self, milliseconds: int) -> None:
        self._qtbot.wait(milliseconds)

    def wait_phase(self, *phases: Phase) -> None:
        self.wait(lambda: self.session.status.phase in phases)

    def ready(self, path: str = "/weights/tiny.gguf") -> "Desk":
        self.session.load(Path(path))
        self.wait_phase(Phase.READY)
        return self

    def ask(self, question: str | None = "哪个更大？", **fields: Any) -> None:
        assert self.session.ask(Ask(**({"conversation": None, "parent": None, "question": question} | fields)))

    def ended(self, number: int = 1) -> Ended:
        self.wait(lambda: len(self.all("ended")) >= number)
        found = self.all("ended")[number - 1]
        assert isinstance(found, Ended)
        return found

    def text(self, kind: str) -> str:
        """What came through `grew`."""
        return "".join(text for growth in self.all("grew") for of, text in growth.pieces if of == kind)


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Callable[[Launch], Desk]]:
    made: list[Desk] = []

    def make(launch: Launch) -> Desk:
        made.append(Desk(store, launch, qtbot))
        return made[-1]

    yield make
    for each in made:
        each.session.close()
        each.session.deleteLater()


@pytest.fixture
def playing(desk: Callable[[Launch], Desk], script: Callable[..., Path]) -> Callable[..., Desk]:
    """A session whose engine plays these lines."""
    return lambda *lines, speed=None: desk(Launch("scripted", script(*lines), speed))
