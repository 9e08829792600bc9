"""The engine's process: one thread listens, one works and writes. Knows nothing of models, Qt or the database.

The rules it keeps are listed in docs/architecture.md. In short: a cancel overtakes the run it cancels, only the
main thread writes, the end of input ends everything, and every command gets exactly one last answer.
"""

import logging
import os
import threading
import time
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import BinaryIO, assert_never

from runtime.backend import Backend, Fault, Interrupted, StopFlag
from runtime.framing import FrameError, FrameReader, decode_command, encode, write_frame
from runtime.generate import generate, measure
from runtime.protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Command,
    Event,
    Failed,
    Generate,
    Hello,
    Load,
    Loaded,
    Loading,
    Measure,
)
from runtime.template import TemplateError

log = logging.getLogger("engine")

GRACE = 1.5
"""Seconds the work in hand has to notice that the input has ended; then the process goes as it stands."""

GARBLED = 65
"""Exit status after a command that cannot be understood (EX_DATAERR of BSD's sysexits)."""

LOADING_INTERVAL = 1 / 20

Job = Load | Generate | Measure


class Desk:
    """Where the listener puts commands and the worker takes them. The only state both threads touch."""

    def __init__(self, stop: StopFlag) -> None:
        self.status = 0
        self._stop = stop
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._current: int | None = None
        self._waiting: set[int] = set()
        self._cancelled: set[int] = set()
        self._closed = False

    def put(self, command: Command) -> None:
        """Queue a command; a cancel is not queued but acted on."""
        with self._lock:
            match command:
                case Cancel():
                    self._cancel(command.id)
                case Load() | Generate() | Measure():
                    self._waiting.add(command.id)
                    self._queue.put(command)
                case _:
                    assert_never(command)

    def _cancel(self, number: int) -> None:
        if number == self._current:
            self._stop.set()
        elif number in self._waiting:
            self._cancelled.add(number)
        # Anything else has ended already: the cancel and the last event passed each other in the pipe.

    def close(self, status: int) -> None:
        """No more input: end the work in hand and take up none of what waits."""
        with self._lock:
            self.status = status
            self._closed = True
            self._stop.set()
            self._queue.put(None)

    def take(self) -> Job | None:
        """The next command, with the stop flag set or cleared as it deserves; None when there is no more to do."""
        job = self._queue.get()
        with self._lock:
            if job is None or self._closed:
                return None
            self._current = job.id
            self._waiting.discard(job.id)
            if job.id in self._cancelled:
                self._cancelled.discard(job.id)
                self._stop.set()
            else:
                self._stop.clear()
            return job


def listen(fd: int, desk: Desk) -> None:
    """Read commands until the input ends, then see to it that the process ends too. Runs on a thread of its own."""
    status = 0
    reader = FrameReader()
    try:
        while data := os.read(fd, 65536):
            for payload in reader.feed(data):
                desk.put(decode_command(payload))
        if reader.pending:
            raise FrameError("the input ended inside a frame")
    except FrameError as error:
        log.error("the program sent something that cannot be understood: %s", error)
        status = GARBLED
    except OSError as error:
        log.error("the input failed: %s", error)
    desk.close(status)
    # The worker may sit in native code that asks nobody, or in a write that nobody reads. It must not keep the
    # weights in memory: where it does not leave by itself, the whole process goes.
    time.sleep(GRACE)
    os._exit(status)


class Host:
    """Answers commands, one after the other, on the thread that calls `serve`."""

    def __init__(self, backend: Backend, stop: StopFlag, desk: Desk, events: BinaryIO) -> None:
        self._backend = backend
        self._stop = stop
        self._desk = desk
        self._events = events

    def serve(self) -> int:
        """Answer until the input ends. Returns the exit status."""
        try:
            self._say_hello()
            while (job := self._desk.take()) is not None:
                self._answer(job)
        except BrokenPipeError:
            log.info("nobody listens any more")
        finally:
            self._backend.close()
        return self._desk.status

    def _emit(self, event: Event) -> None:
        write_frame(self._events, encode(event))

    def _say_hello(self) -> None:
        backend = self._backend
        self._emit(
            Hello(
                protocol=PROTOCOL_VERSION,
                backend=backend.name,
                backend_version=backend.version,
                devices=backend.devices(),
                pid=os.getpid(),
            )
        )

    def _answer(self, job: Job) -> None:
        """Carry out one command. Whatever happens, its last event is one that ends it."""
        try:
            match job:
                case Load():
                    self._load(job)
                case Generate():
                    for event in generate(job, self._backend, self._stop.is_set):
                        self._emit(event)
                case Measure():
                    if self._stop.is_set():
                        raise Interrupted
                    self._emit(measure(job, self._backend))
                case _:
                    assert_never(job)
        except BrokenPipeError:
            raise
        except Exception as error:
            self._emit(failure(job.id, error))

    def _load(self, job: Load) -> None:
        if self._stop.is_set():
            raise Interrupted
        began = time.monotonic()
        weights = self._backend.load(job, Progress(job.id, self._emit))
        known = {name: value for name, value in vars(weights).items() if name != "n_batch"}
        self._emit(Loaded(id=job.id, load_s=time.monotonic() - began, **known))


class Progress:
    """Tells how far a load has come, not more often than an eye can follow."""

    def __init__(self, number: int, emit: Callable[[Event], None]) -> None:
        self._number = number
        self._emit = emit
        self._said = 0.0
        self._last = -1.0

    def __call__(self, progress: float) -> None:
        now = time.monotonic()
        if progress > self._last and (progress >= 1.0 or now - self._said >= LOADING_INTERVAL):
            self._said = now
            self._last = progress
            self._emit(Loading(id=self._number, progress=min(1.0, progress)))


def failure(number: int, error: Exception) -> Failed:
    """The event that ends a command which raised `error`. Only what has no name is logged as a bug."""
    match error:
        case Fault():
            return Failed(id=number, kind=error.kind, detail=error.detail, numbers=error.numbers)
        case TemplateError():
            return Failed(id=number, kind=error.kind, detail=error.detail)
        case Interrupted():
            return Failed(id=number, kind="cancelled")
        case MemoryError():
            return Failed(id=number, kind="out_of_memory", detail=str(error))
        case _:
            log.error("command %d broke off", number, exc_info=error)
            return Failed(id=number, kind="engine", detail=traceback.format_exception_only(error)[-1].strip())
