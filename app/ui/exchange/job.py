"""One import that runs beside the window: reads and writes on a thread of its own, and tells the window by a timer.

Nothing is emitted from the other thread (PYSIDE-3124): it leaves what it knows where the timer looks.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.exchange.opening import Reading
from app.store.changes import Changes
from app.store.imports import ImportProgress, ImportReport
from app.store.store import Store

LOOK_MS = 100


class ImportJob(QObject):
    """Start it once; it can be cancelled until it has ended."""

    progressed = Signal(object)
    """ImportProgress."""
    ended = Signal(object)
    """ImportReport."""
    failed = Signal(object)
    """UserError."""
    changed = Signal(object)
    """Changes."""

    def __init__(self, store: Store, paths: Sequence[Path], parent: QObject | None = None) -> None:
        """Raises WrongUse where there is nothing at one of `paths`."""
        super().__init__(parent)
        self._store = store
        self.reading = Reading(paths)
        self.names = tuple(path.name for path in paths)
        self._stop = Event()
        self._latest: ImportProgress | None = None
        self._touched: list[Changes] = []
        self._pool = ThreadPoolExecutor(1, "import")
        self._future: Future[ImportReport] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def share(self) -> float:
        return self.reading.done / self.reading.total if self.reading.total else 0.0

    def start(self) -> None:
        self._future = self._pool.submit(self._work)
        self._timer.start()

    def cancel(self) -> None:
        self._stop.set()

    def close(self) -> None:
        """Stop and wait: for the end of the program."""
        self.cancel()
        self._finish()

    def _work(self) -> ImportReport:
        report = ImportReport()
        for said in self._store.imports.take(self.reading, self._stop.is_set, self._touched.append):
            if isinstance(said, ImportProgress):
                self._latest = said
            else:
                report = said
        return report

    def _look(self) -> None:
        if self._future is None:
            return
        if not self._future.done():
            if self._latest is not None:
                self.progressed.emit(self._latest)
            return
        error = self._future.exception()
        self._finish()
        for changes in self._touched:
            self.changed.emit(changes)
        if error is None:
            self.ended.emit(self._future.result())
        elif isinstance(error, UserError):
            self.failed.emit(error)
        else:
            raise error

    def _finish(self) -> None:
        self._timer.stop()
        self._pool.shutdown(wait=True)
