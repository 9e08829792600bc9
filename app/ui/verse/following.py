"""The answer of the open conversation while it is being written, told a few times a second. Knows no widget."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.ui.verse.states import Followed

PAUSE_MS = 150
"""Between two looks at a text that grows: as a person reads, and not as tokens come."""


class Runs(Protocol):
    """What is needed of `Session`."""

    begun: SignalInstance
    grew: SignalInstance
    ended: SignalInstance


class Following(QObject):
    """Says `changed` while somebody watches, and nothing else costs anything."""

    changed = Signal(object)
    """Followed."""

    def __init__(self, runs: Runs, answer: Callable[[], Followed], parent: QObject | None = None) -> None:
        """answer: that of the conversation that is open now."""
        super().__init__(parent)
        self._answer = answer
        self._watched: Callable[[], bool] = lambda: False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._look)
        runs.grew.connect(self._on_grew)
        for signal in (runs.begun, runs.ended):
            signal.connect(self._on_turn)

    def watch(self, watched: Callable[[], bool]) -> None:
        """From now on it is told as long as `watched()`: while the page is in sight."""
        self._watched = watched

    def now(self) -> Followed:
        return self._answer()

    def stop(self) -> None:
        self._soon.stop()
        self._watched = lambda: False

    def _on_grew(self, _: object) -> None:
        if not self._soon.isActive() and self._watched():
            self._soon.start()

    def _on_turn(self, _: object) -> None:
        """A run began or ended. Not at once: whoever shows the conversation has to hear of it first."""
        if self._watched():
            self._soon.start()

    def _look(self) -> None:
        if self._watched():
            self.changed.emit(self._answer())
