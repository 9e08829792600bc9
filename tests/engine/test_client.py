"""One engine process under Qt: real processes, real pipes."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.engine.childlog import ChildLog
from app.engine.client import EngineClient
from app.engine.launch import Launch
from app.engine.values import EngineDeath
from runtime import protocol

Start = Callable[[Launch], "Heard"]


class Heard:
    def __init__(self, launch: Launch) -> None:
        self.client = EngineClient(launch)
        self.events: list[Any] = []
        self.deaths: list[EngineDeath] = []
        self.client.received.connect(self.events.append)
        self.client.died.connect(self.deaths.append)
        self.client.start()


@pytest.fixture
def start(qapp: Any) -> Iterator[Start]:
    made: list[Heard] = []

    def begin(launch: Launch) -> Heard:
        made.append(Heard(launch))
        return made[-1]

    yield begin
    for each in made:
        each.client.close()
        each.client.deleteLater()


def test_an_engine_says_hello_and_obeys(start: Start, script: Callable[..., Path], qtbot: QtBot) -> None:
    heard = start(Launch("scripted", script()))
    qtbot.waitUntil(lambda: bool(heard.events), timeout=15000)
    assert isinstance(heard.events[0], protocol.Hello)
    assert heard.events[0].pid == heard.client.pid
    heard.client.send(protocol.Load(id=3, path="/w"))
    qtbot.waitUntil(lambda: any(isinstance(event, protocol.Loaded) for event in heard.events), timeout=15000)


def test_a_stopped_engine_leaves_by_itself_and_nobody_calls_it_a_death(
    start: Start, script: Callable[..., Path], qtbot: QtBot
) -> None:
    heard = start(Launch("scripted", script()))
    qtbot.waitUntil(lambda: bool(heard.events), timeout=15000)
    process = psutil.Process(heard.client.pid)
    heard.client.stop()
    assert not heard.client.running
    qtbot.waitUntil(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, timeout=5000)
    qtbot.wait(50)
    assert heard.deaths == []


def test_an_engine_that_will_not_leave_is_made_to(start: Start, rogue: Callable[[str], Launch], qtbot: QtBot) -> None:
    heard = start(rogue("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"))
    qtbot.waitUntil(lambda: heard.client.pid > 0)
    process = psutil.Process(heard.client.pid)
    began = time.monotonic()
    heard.client.close()
    assert not process.is_running()
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os; os.abort()", EngineDeath(6, True)),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", EngineDeath(11, True)),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", EngineDeath(9, True)),
        ("raise SystemExit(3)", EngineDeath(3, False)),
        ("print('for the log', file=__import__('sys').stderr)", EngineDeath(0, False, ("for the log",))),
    ],
)
def test_however_it_dies_it_is_told_once(
    start: Start, rogue: Callable[[str], Launch], qtbot: QtBot, code: str, expected: EngineDeath
) -> None:
    heard = start(rogue(code))
    qtbot.waitUntil(lambda: bool(heard.deaths), timeout=15000)
    qtbot.wait(30)
    assert heard.deaths == [expected]
    assert not heard.client.running


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x03abc", b"Segmentation fault, says a printf\n"])
def test_garbage_on_the_wire_ends_the_engine_and_not_the_window(
    start: Start, rogue: Callable[[str], Launch], qtbot: QtBot, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        heard = start(rogue(f"import os, time; os.write(1, {data!r}); time.sleep(60)"))
        qtbot.waitUntil(lambda: bool(heard.deaths), timeout=15000)
    assert heard.deaths[0].garbled
    assert heard.events == []


def test_an_engine_that_cannot_be_started_is_told_as_a_death_without_a_code(start: Start, qtbot: QtBot) -> None:
    class Nowhere(Launch):
        @property
        def command(self) -> list[str]:
            return ["/nowhere/python"]

    heard = start(Nowhere())
    qtbot.waitUntil(lambda: bool(heard.deaths))
    assert heard.deaths == [EngineDeath(None, False)]


def test_the_engine_has_none_of_the_keys_of_its_parent(
    start: Start, script: Callable[..., Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary-4711")
    heard = start(Launch("scripted", script()))
    qtbot.waitUntil(lambda: bool(heard.events), timeout=15000)
    environment = psutil.Process(heard.client.pid).environ()
    assert "canary-4711" not in str(environment)
    assert os.environ["OPENAI_API_KEY"] == "canary-4711"


def test_a_flood_on_stderr_is_counted_instead_of_kept(caplog: pytest.LogCaptureFixture) -> None:
    log = ChildLog(clock=lambda: 7.0)
    with caplog.at_level(logging.INFO, "engine"):
        for _ in range(1000):
            log.feed(b"x" * 5000 + b"\n" + b"y" * 700)
        log.feed(b"\nthe last words")
        log.finish()
    assert log.last[-1] == "the last words"
    assert len(log.last) == 20
    assert len(caplog.records) < 200
    assert "lines left out" in caplog.messages[-1]
    assert max(map(len, caplog.messages)) <= 500
