"""Whose the wheel is: a gesture that moves the whole column goes on doing so, whatever comes under the pointer."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject

GESTURE_S = 0.25
"""Pause that ends a gesture; a wheel does not say itself when it is let go."""


class WheelGuard(QObject):
    """An event filter for the viewports of panes inside a column that can be scrolled as well."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._outer_moved_at = -GESTURE_S

    def outer_moved(self) -> None:
        """The wheel has just moved the column."""
        self._outer_moved_at = monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and monotonic() - self._outer_moved_at < GESTURE_S:
            event.ignore()  # and so it goes on to the column
            return True
        return False
