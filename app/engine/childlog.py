"""What the engine prints on its standard error: kept short, passed to the log. No Qt."""

import logging
import time
from collections import deque
from collections.abc import Callable

LAST = 20
"""How many lines are kept for the report of a death."""
LINE_CHARS = 500
LINES_PER_S = 100
"""More than this is counted instead of logged: a flood must not fill the disk or stall the window."""

log = logging.getLogger("engine")


class ChildLog:
    """Cuts bytes into lines. `feed` takes any chunking; `last` gives the most recent lines."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rest = b""
        self._lines: deque[str] = deque(maxlen=LAST)
        self._second = 0
        self._spent = 0
        self._dropped = 0

    @property
    def last(self) -> tuple[str, ...]:
        return tuple(self._lines)

    def feed(self, data: bytes) -> None:
        *lines, rest = (self._rest + data).split(b"\n")
        # llama.cpp prints rows of dots without an end; only their beginning is worth keeping.
        self._rest = rest[:LINE_CHARS]
        for line in lines:
            self._line(line)

    def finish(self) -> None:
        """The stream ended, perhaps in the middle of a line."""
        if self._rest:
            self._line(self._rest)
        self._rest = b""
        self._say_dropped()

    def _line(self, line: bytes) -> None:
        text = line[:LINE_CHARS].decode("utf-8", "replace").rstrip()
        if not text:
            return
        self._lines.append(text)
        second = int(self._clock())
        if second != self._second:
            self._say_dropped()
            self._second, self._spent = second, 0
        self._spent += 1
        if self._spent > LINES_PER_S:
            self._dropped += 1
        else:
            log.info("%s", text)

    def _say_dropped(self) -> None:
        if self._dropped:
            log.info("(%d lines left out)", self._dropped)
            self._dropped = 0
