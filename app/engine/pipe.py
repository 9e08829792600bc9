"""The engine's process as the terminal sees it: commands down, events up, waiting allowed. No Qt.

Two threads read the child's streams into a queue, because no system can wait for a pipe in the same way.
"""

import logging
import queue
import subprocess
import threading
from contextlib import suppress
from types import TracebackType
from typing import IO

from app.engine.childlog import ChildLog
from app.engine.launch import Launch
from app.engine.values import EngineDeath
from app.errors import EngineError
from runtime import framing
from runtime.protocol import Command, Event

READ_BYTES = 1 << 16
LEAVE_S = 2.0
"""How long the engine may take to leave by itself once its input has ended."""

log = logging.getLogger(__name__)


class Pipe:
    """One engine process. A context manager: leaving it ends the process."""

    def __init__(self, launch: Launch) -> None:
        """Start the process. Raises EngineError("engine_not_started")."""
        self._events: queue.SimpleQueue[Event | EngineDeath] = queue.SimpleQueue()
        self._log = ChildLog()
        try:
            self._process = subprocess.Popen(
                launch.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=launch.folder,
                env=launch.environment,
                bufsize=0,
                # Ctrl-C is for this program to act on; the engine hears of it as a command.
                start_new_session=True,
            )
        except OSError as error:
            raise EngineError("engine_not_started", str(error)) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._input: IO[bytes] = self._process.stdin
        self._threads = (
            threading.Thread(target=self._read_log, args=[self._process.stderr], daemon=True, name="engine-log"),
            threading.Thread(target=self._read_events, args=[self._process.stdout], daemon=True, name="engine-events"),
        )
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, command: Command) -> None:
        """Queue a command. Where the process is gone this does nothing: its death comes out of `receive`."""
        with suppress(BrokenPipeError, ValueError):
            framing.write_frame(self._input, framing.encode(command))  # type: ignore[arg-type]

    def receive(self, timeout: float) -> Event | EngineDeath | None:
        """The next event, or None after `timeout` seconds. `EngineDeath` is the last one."""
        try:
            return self._events.get(timeout=timeout)
        except queue.Empty:
            return None

    def kill(self) -> None:
        """End the process at once; `receive` will tell of its death."""
        self._process.kill()

    def close(self) -> None:
        """Let the process go: its input ends, then it is asked, then it is made to. Three seconds at most."""
        with suppress(BrokenPipeError):
            self._input.close()
        for leave in (self._process.terminate, self._process.kill):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(LEAVE_S)
                break
            leave()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> "Pipe":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_events(self, stream: IO[bytes]) -> None:
        frames, garbled = framing.FrameReader(), False
        try:
            while data := stream.read(READ_BYTES):
                for payload in frames.feed(data):
                    self._events.put(framing.decode_event(payload))
        except framing.FrameError as error:
            log.error("the engine's stream cannot be understood: %s", error)
            garbled = True
            self._process.kill()
        code = self._process.wait()
        stream.close()
        self._threads[0].join()
        self._events.put(EngineDeath(abs(code), code < 0, self._log.last, garbled))

    def _read_log(self, stream: IO[bytes]) -> None:
        while data := stream.read(READ_BYTES):
            self._log.feed(data)
        self._log.finish()
        stream.close()
