"""Keeps Python's garbage collector on the GUI thread, for as long as there is a window.

A collection runs on whichever thread happens to allocate, and destroys what it finds there. A widget or a QObject in a
cycle, destroyed on another thread than its own, ends the process; and formulas, colours, the store's writer and the
engine's reader all allocate on threads of their own.
"""

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 200
FULL_S = 60.0
"""Between two collections of everything, which take long enough to be felt; the interpreter has a rule of its own for
them that `gc.collect` does not know."""


class Sweeper(QObject):
    """Collects by the interpreter's own thresholds, but from a timer. A program has one for as long as it runs."""

    _open = 0
    """How many there are that were not closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._full_at = monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.sweep)
        gc.disable()
        Sweeper._open += 1
        self._timer.start()

    def close(self) -> None:
        """Leave it to the interpreter again. Call it once no other thread is at work."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Sweeper._open -= 1
        if not Sweeper._open:
            gc.enable()

    def sweep(self) -> None:
        """Collect the oldest generation whose turn it is."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in (2, 1, 0) if counts[generation] > thresholds[generation]]
        if due and due[0] == 2 and monotonic() - self._full_at < FULL_S:
            del due[0]
        if due:
            gc.collect(due[0])
        if due and due[0] == 2:
            self._full_at = monotonic()
