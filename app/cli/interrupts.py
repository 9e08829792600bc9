"""Signals that ask the program to stop, as something to look at instead of something that strikes anywhere.

An exception out of the blue could strike inside a write to the database; a counter cannot.
"""

import signal
from types import FrameType, TracebackType
from typing import Any

HURRY = getattr(signal, "SIGQUIT", None)
"""Ctrl-\\ in a terminal: no more thinking, the answer please. Systems without that signal have no such key."""
SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


class Interrupts:
    """While entered, SIGINT, SIGTERM and SIGHUP are counted and nothing else; SIGQUIT is counted as a hurry."""

    def __init__(self) -> None:
        self.count = self.hurries = 0
        self.number = 0
        """The last signal; 0 where none came."""
        self._before: dict[int, Any] = {}

    @property
    def exit_code(self) -> int:
        return 128 + self.number

    def forget(self) -> None:
        self.count = self.number = 0

    def __enter__(self) -> "Interrupts":
        self._before = {each: signal.signal(each, self._on_signal) for each in SIGNALS}
        if HURRY is not None:
            self._before[HURRY] = signal.signal(HURRY, self._on_hurry)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each, handler in self._before.items():
            signal.signal(each, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
        self.number = number

    def _on_hurry(self, number: int, frame: FrameType | None) -> None:
        self.hurries += 1
