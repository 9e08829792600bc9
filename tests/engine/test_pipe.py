"""The engine's process as the terminal sees it."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from app.engine.launch import Launch
from app.engine.pipe import Pipe
from app.engine.values import EngineDeath
from app.errors import EngineError
from runtime import protocol


def test_an_engine_says_hello_obeys_and_leaves(script: Callable[..., Path]) -> None:
    with Pipe(Launch("scripted", script())) as pipe:
        assert isinstance(pipe.receive(15), protocol.Hello)
        assert pipe.receive(0.01) is None
        pipe.send(protocol.Load(id=1, path="/w"))
        events = [pipe.receive(15)]
        while not isinstance(events[-1], protocol.Loaded | EngineDeath):
            events.append(pipe.receive(15))
        assert isinstance(events[-1], protocol.Loaded)
        process = psutil.Process(pipe.pid)
        began = time.monotonic()
    assert not process.is_running()
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os; os.abort()", EngineDeath(6, True)),
        ("import sys; print('why', file=sys.stderr); sys.exit(3)", EngineDeath(3, False, ("why",))),
    ],
)
def test_a_death_is_the_last_thing_that_is_heard(
    rogue: Callable[[str], Launch], code: str, expected: EngineDeath
) -> None:
    with Pipe(rogue(code)) as pipe:
        assert pipe.receive(15) == expected
        pipe.send(protocol.Cancel(id=1))  # into the void
        assert pipe.receive(0.05) is None


def test_garbage_on_the_wire_ends_the_engine(rogue: Callable[[str], Launch], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), Pipe(rogue("print('hello', flush=True); input()")) as pipe:
        death = pipe.receive(15)
    assert isinstance(death, EngineDeath)
    assert death.garbled


def test_an_engine_that_cannot_be_started_is_an_error() -> None:
    class Nowhere(Launch):
        @property
        def command(self) -> list[str]:
            return ["/nowhere/python"]

    with pytest.raises(EngineError) as error:
        Pipe(Nowhere())
    assert error.value.kind == "engine_not_started"


def test_a_flood_on_stderr_does_not_stop_the_engine(rogue: Callable[[str], Launch]) -> None:
    flood = "import sys\nfor _ in range(400): sys.stderr.write('x' * 10_000 + chr(10))\nsys.exit(7)"
    with Pipe(rogue(flood)) as pipe:
        death = pipe.receive(30)
    assert isinstance(death, EngineDeath)
    assert death.exit_code == 7
