"""Stopping what a thread does with a hub, at once and from another thread. Knows sockets, not HTTP."""

import socket
import threading
from contextlib import suppress


class Halted(Exception):
    """The wish to stop was heard. What has arrived is on the disk."""


class Halt:
    """The wish to stop one thread's work. It wakes a waiting thread and breaks the connections it reads from."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        self._asked.set()
        with self._lock:
            sockets, self._sockets = self._sockets, []
        for each in sockets:
            _break(each)

    def guard(self, connection: socket.socket) -> None:
        """Break this connection when the wish comes, or now if it has come."""
        with self._lock:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            self._sockets.append(connection)
        if self.asked:
            _break(connection)

    def check(self) -> None:
        """Raises Halted once it was asked."""
        if self.asked:
            raise Halted

    def sleep(self, seconds: float) -> None:
        """Wait; raises Halted as soon as it is asked."""
        if self._asked.wait(seconds):
            raise Halted


def _break(connection: socket.socket) -> None:
    # Closing it here would not wake the thread that reads; and SSLSocket's own shutdown takes its object away from
    # under that thread.
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
