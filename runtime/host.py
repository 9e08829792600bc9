"""The engine's process: one thread listens, one works and writes. Knows nothing of models, Qt or the database.

The rules it keeps are listed in docs/architecture.md. In short: a cancel overtakes the run it cancels, only the
main thread writes, the end of input ends everything, and every command gets exactly one last answer.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import BinaryIO, assert_never

from runtime.backend import Backend, Interrupted, StopFlag
from runtime.desk import Desk, Job
from runtime.failures import failure
from runtime.framing import FrameError, FrameReader, decode_command, encode, write_frame
from runtime.generate import measure, probe, spell
from runtime.protocol import (
    PROTOCOL_VERSION,
    Event,
    Failed,
    FailureKind,
    Finished,
    Generate,
    Hello,
    Load,
    Loaded,
    Loading,
    Measure,
    Measured,
    Probe,
    Probed,
    Spell,
    Spelled,
)
from runtime.scheduler import Scheduler

log = logging.getLogger("engine")

GRACE = 1.5
"""Seconds the work in hand has to notice that the input has ended; then the process goes as it stands."""

PATIENCE = 1.0
"""Seconds that last words wait for an event which is being written."""

ABORTED = 70
"""Exit status where native code gave up (EX_SOFTWARE of BSD's sysexits)."""

GARBLED = 65
"""Exit status after a command that cannot be understood (EX_DATAERR of BSD's sysexits)."""

LOADING_INTERVAL = 1 / 20

IDLE_S = 3.0
"""Seconds without a command after which there is time for other things."""

LAST = (Loaded, Finished, Measured, Probed, Spelled, Failed)
"""The events that end a command."""


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
    """Answers commands on the thread that calls `serve`: runs together, everything else one after the other."""

    def __init__(self, backend: Backend, stop: StopFlag, desk: Desk, events: BinaryIO) -> None:
        self._backend = backend
        self._stop = stop
        self._desk = desk
        self._events = events
        self._writing = threading.Lock()
        backend.on_abort(self.give_up)
        self._runs = Scheduler(backend, desk.stopped, desk.answering, lambda: desk.waiting)
        self._held_up: Load | Probe | None = None
        """It needs the weights to itself, so it waits for the runs before it; what comes after waits for it."""

    def serve(self) -> int:
        """Answer until the input ends. Returns the exit status."""
        try:
            self._say_hello()
            while not self._desk.closed or self._runs.busy:
                self._take_up()
                if self._runs.busy:
                    self._tell(self._runs.step())
                    self._tell(self._runs.go_on())
        except BrokenPipeError:
            log.info("nobody listens any more")
        finally:
            self._backend.close()
        return self._desk.status

    def _take_up(self) -> None:
        """Take commands as far as they can be taken now; wait for one where there is nothing else to do."""
        while (job := self._next()) is not None:
            if isinstance(job, Load | Probe) and self._runs.busy:
                self._held_up = job
                return
            self._answer(job)

    def _next(self) -> Job | None:
        if self._held_up is not None:
            job, self._held_up = self._held_up, None
            return job
        return self._desk.take() if self._runs.busy else self._wait()

    def _wait(self) -> Job | None:
        """The next command; None where there will be none. A pause is used for what has time."""
        job = self._desk.take(IDLE_S)
        if job is not None or self._desk.closed:
            return job
        while not self._desk.waiting and self._backend.idle(lambda: not self._desk.waiting):
            pass
        return self._desk.take(None)

    def _emit(self, event: Event) -> None:
        with self._writing:
            write_frame(self._events, encode(event))
        if isinstance(event, LAST):
            self._desk.done(event.id)

    def give_up(self, kind: FailureKind, said: str) -> None:
        """Native code ends the process now: tell for everything in hand that it failed, and leave.

        Called on any thread. The main one waits inside native code and will never come back, so it does not write.
        """
        if self._writing.acquire(timeout=PATIENCE):
            for number in self._desk.unanswered():
                write_frame(self._events, encode(Failed(id=number, kind=kind, detail=said)))
        os._exit(ABORTED)

    def _tell(self, events: Iterable[Event]) -> None:
        for event in events:
            self._emit(event)

    def _say_hello(self) -> None:
        backend = self._backend
        self._emit(
            Hello(
                protocol=PROTOCOL_VERSION,
                backend=backend.name,
                backend_version=backend.version,
                devices=backend.devices(),
                rpc=backend.rpc,
                pid=os.getpid(),
            )
        )

    def _answer(self, job: Job) -> None:
        """Carry out one command, or begin it. Whatever happens, its last event is one that ends it."""
        try:
            match job:
                case Load():
                    self._load(job)
                case Generate():
                    self._tell(self._runs.add(job))
                case Measure():
                    if self._desk.stopped(job.id):
                        raise Interrupted
                    self._emit(measure(job, self._backend))
                case Probe():
                    self._emit(probe(job, self._backend, lambda: self._desk.stopped(job.id)))
                case Spell():
                    self._emit(spell(job, self._backend))
                case _:
                    assert_never(job)
        except BrokenPipeError:
            raise
        except Exception as error:
            self._emit(failure(job.id, error))

    def _load(self, job: Load) -> None:
        if self._desk.stopped(job.id):
            raise Interrupted
        began = time.monotonic()
        weights = self._backend.load(job, Progress(job.id, self._emit))
        known = {name: value for name, value in vars(weights).items() if name not in ("n_batch", "buffers")}
        self._emit(Loaded(id=job.id, load_s=time.monotonic() - began, buffers=list(weights.buffers), **known))


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
