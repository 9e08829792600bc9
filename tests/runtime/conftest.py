"""A real engine process to talk to, and scripts for its scripted backend."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from runtime.framing import FrameReader, decode_event, encode, write_frame
from runtime.protocol import Command, Delta, Event, Failed, Finished, Generate, Hello, Load, Loaded, Sampling, Turn

ROOT = Path(__file__).resolve().parents[2]


class Engine:
    """`python -m runtime` in a process of its own."""

    def __init__(self, *arguments: str, log: Path, environment: Mapping[str, str] | None = None) -> None:
        self.log = log
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "runtime", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment or {}),
                bufsize=0,
            )
        self._reader = FrameReader()
        self._events: list[Event] = []

    def send(self, *commands: Command) -> None:
        for command in commands:
            self.write(encode(command))

    def write(self, payload: bytes) -> None:
        assert self.process.stdin is not None
        write_frame(self.process.stdin, payload)  # type: ignore[arg-type]

    def event(self, within: float = 20.0) -> Event:
        """The next event; EOFError where the process has closed its end instead."""
        assert self.process.stdout is not None
        until = time.monotonic() + within
        while not self._events:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no event within {within} s; the log says:\n{self.said}")
            data = os.read(self.process.stdout.fileno(), 1 << 20)
            if not data:
                raise EOFError(self.said)
            self._events += map(decode_event, self._reader.feed(data))
        return self._events.pop(0)

    def until(self, *kinds: type, within: float = 20.0) -> list[Event]:
        """Events up to and including the first of these kinds."""
        seen = [self.event(within)]
        while not isinstance(seen[-1], kinds):
            seen.append(self.event(within))
        return seen

    def load(self, path: str | Path = "any.gguf", **options: Any) -> Loaded:
        """Open weights.

        On one thread: with several, llama.cpp's OpenMP waits by spinning, and where the machine is busy with other
        things as well (other tests, say) it becomes ten times slower.
        """
        options.setdefault("threads", 1)
        self.send(Load(id=1, path=str(path), **options))
        last = self.until(Loaded, Failed)[-1]
        assert isinstance(last, Loaded), last
        return last

    def ask(self, question: str, number: int = 2, **options: Any) -> list[Event]:
        """One run from beginning to end."""
        options.setdefault("sampling", Sampling(seed=1))
        options.setdefault("turns", [Turn(role="user", content=question)])
        self.send(Generate(id=number, **options))
        return self.until(Finished, Failed)

    def spoken(self, events: list[Event]) -> tuple[str, str]:
        """Thinking and answer of a run."""
        pieces = [piece for event in events if isinstance(event, Delta) for piece in event.pieces]
        return (
            "".join(piece.text for piece in pieces if piece.channel == "thinking"),
            "".join(piece.text for piece in pieces if piece.channel == "answer"),
        )

    def leave(self, within: float = 5.0) -> int:
        """The exit status, waited for."""
        return self.process.wait(within)

    def hang_up(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    @property
    def cut_off(self) -> int:
        """Bytes of a frame that never became whole."""
        return self._reader.pending

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")


@pytest.fixture
def start_engine(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Starts engines and sees that none outlives the test: `start_engine("--backend", …)`."""
    engines: list[Engine] = []

    def start(*arguments: str, greeted: bool = True, **options: Any) -> Engine:
        engine = Engine(*arguments, log=tmp_path / f"engine{len(engines)}.log", **options)
        engines.append(engine)
        if greeted:
            assert isinstance(engine.event(), Hello)
        return engine

    yield start
    for engine in engines:
        engine.process.kill()
        engine.process.wait()
        for pipe in (engine.process.stdin, engine.process.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def script(tmp_path: Path) -> Callable[..., Path]:
    """Writes a script of the scripted backend from its lines."""

    def write(*lines: dict[str, Any]) -> Path:
        path = tmp_path / "script.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        return path

    return write


@pytest.fixture
def start_scripted(start_engine: Callable[..., Engine], script: Callable[..., Path]) -> Callable[..., Engine]:
    """Starts an engine that plays these lines: `start_scripted({...}, speed=20)`."""

    def start(*lines: dict[str, Any], speed: float = 0.0, **options: Any) -> Engine:
        arguments = ("--backend", "scripted", "--script", str(script(*lines)), "--speed", str(speed))
        return start_engine(*arguments, **options)

    return start
