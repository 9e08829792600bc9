"""Where the thread that listens puts commands and the thread that works takes them. All that both threads touch."""

import threading
from collections import deque
from typing import assert_never

from runtime.backend import StopFlag
from runtime.protocol import AnswerNow, Cancel, Command, Generate, Load, Measure, Probe, Spell

Job = Load | Generate | Measure | Probe | Spell


class Desk:
    """Commands wait here in their order; a cancel does not wait."""

    def __init__(self, stop: StopFlag) -> None:
        self.status = 0
        self._stop = stop
        self._queue: deque[Job] = deque()
        self._changed = threading.Condition()
        self._active: set[int] = set()
        self._cancelled: set[int] = set()
        self._answering: set[int] = set()
        self._closed = False

    # ---- the listener's side ------------------------------------------------------------------------------------

    def put(self, command: Command) -> None:
        """Queue a command; a cancel or a wish for the answer is not queued but acted on."""
        with self._changed:
            match command:
                case Cancel():
                    self._cancel(command.id)
                case AnswerNow():
                    if self._knows(command.id):
                        self._answering.add(command.id)
                case Load() | Generate() | Measure() | Probe() | Spell():
                    self._queue.append(command)
                    self._changed.notify()
                case _:
                    assert_never(command)

    def _cancel(self, number: int) -> None:
        if not self._knows(number):
            return  # it has ended already: the cancel and the last event passed each other in the pipe
        self._cancelled.add(number)
        if self._active == {number}:
            # Nobody else's tokens are in the computation that is under way, so it need not be waited for.
            self._stop.set()

    def _knows(self, number: int) -> bool:
        return number in self._active or any(job.id == number for job in self._queue)

    def close(self, status: int) -> None:
        """No more input: end the work in hand and take up none of what waits."""
        with self._changed:
            self.status = status
            self._closed = True
            self._stop.set()
            self._changed.notify()

    def unanswered(self) -> list[int]:
        """Commands that were taken up or wait, in their order. Asks for no lock: the process may be about to end."""
        return [*sorted(self._active), *(job.id for job in tuple(self._queue))]

    # ---- the worker's side --------------------------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        return self._closed

    @property
    def waiting(self) -> bool:
        """Somebody wants something."""
        return bool(self._queue) or self._closed

    def take(self, within: float | None = 0.0) -> Job | None:
        """The next command, waited for so many seconds (None: for ever); None where none came or none will."""
        with self._changed:
            if not self.waiting:
                self._changed.wait_for(lambda: self.waiting, within)
            if self._closed or not self._queue:
                return None
            job = self._queue.popleft()
            self._active.add(job.id)
            if job.id in self._cancelled and self._active == {job.id}:
                self._stop.set()
            return job

    def done(self, number: int) -> None:
        """The last event of this command was sent."""
        with self._changed:
            self._active.discard(number)
            self._cancelled.discard(number)
            self._answering.discard(number)
            if not self._closed and not (len(self._active) == 1 and self._active <= self._cancelled):
                self._stop.clear()

    def stopped(self, number: int) -> bool:
        """Whether this command was told to end."""
        return self._closed or number in self._cancelled

    def answering(self, number: int) -> bool:
        """Whether this run was told to end its thinking."""
        return number in self._answering
