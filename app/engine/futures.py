"""Brings the results of work done elsewhere to the GUI thread. Knows nothing of what the work is."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

T = TypeVar("T")

INTERVAL_MS = 5
"""How often pending work is looked at. A commit takes 1 ms or more, and a person notices nothing below 50."""


class FutureWatcher(QObject):
    """Calls back, on the thread it lives in, when a future is done.

    It asks instead of being told: emitting a signal from the thread that finished the work is an open crash of
    PySide6 (PYSIDE-3124). The timer runs only while something is pending.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: list[tuple[Future[Any], Callable[[Any], None], Callable[[BaseException], None]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def watch(self, future: "Future[T]", done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """Call `done` with the result of `future`, or `failed` with what it raised; a cancelled one calls neither.

        Never calls back from within this call, so that a caller need not think of being re-entered.
        """
        self._pending.append((future, done, failed))
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """Call back for nothing that is still pending."""
        self._pending.clear()
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        # One at a time, and taken out before it is called: a callback may raise, watch more, or forget everything.
        for entry in list(self._pending):
            if entry not in self._pending or not entry[0].done():
                continue
            self._pending.remove(entry)
            _deliver(*entry)
        if not self._pending:
            self._timer.stop()


def _deliver(future: "Future[Any]", done: Callable[[Any], None], failed: Callable[[BaseException], None]) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if error is None:
        done(future.result())
    else:
        failed(error)
