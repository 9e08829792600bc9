"""Keeps Python's garbage collector on the GUI thread while others are at work.

A collection runs on whichever thread happens to allocate, and destroys what it finds there. A widget or a QObject in a
cycle, destroyed on another thread than its own, ends the process.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 200


class Sweeper(QObject):
    """Collects by the interpreter's own thresholds, but from a timer, for as long as it is held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = 0
        self._was_enabled = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._sweep)

    @property
    def held(self) -> bool:
        return self._held > 0

    def hold(self) -> None:
        """Another thread begins to work. Call `release` as often."""
        self._held += 1
        if self._held == 1:
            self._was_enabled = gc.isenabled()
            gc.disable()
            self._timer.start()

    def release(self) -> None:
        if self._held:
            self._held -= 1
            if not self._held:
                self._end()

    def close(self) -> None:
        """However often it is held."""
        if self._held:
            self._held = 0
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    def _sweep(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
