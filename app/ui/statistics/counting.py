"""Counts what is not counted yet on a thread of its own, and hands on a few traces at a time. Lives beyond a window."""

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.errors import StoreError, UserError
from app.explore import gathering
from app.explore.gathering import Counted
from app.store.statistics import RunLine
from app.store.store import Store


class Counting(QObject):
    """`counted` has what is known, by generation."""

    changed = Signal()
    """More is known, or it has come to its end."""
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pool = ThreadPoolExecutor(1, "statistics")
        self._watcher = FutureWatcher(self)
        self.counted: dict[int, Counted] = {}
        self.wanted = 0
        """Traces there are."""
        self._left: list[RunLine] = []
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def begin(self) -> None:
        """Look what there is, and count what is not counted."""
        if self._busy:
            return
        runs = self._store.statistics.runs(gathering.RULES)
        self.counted = {each.run.generation: each for each in gathering.known(runs)}
        self.wanted = len(runs)
        self._left = [run for run in runs if run.generation not in self.counted]
        self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Leave the rest for another time."""
        self._left = []

    def close(self) -> None:
        self._left = []
        self._watcher.forget()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _go_on(self) -> None:
        if not self._left:
            return
        lot, self._left = self._left[: gathering.AT_ONCE], self._left[gathering.AT_ONCE :]
        self._busy = True
        work: Future[list[Counted]] = self._pool.submit(
            lambda: [each for found in gathering.gather(self._store, lot) for each in found]
        )
        self._watcher.watch(work, self._on_lot, self._on_fault)

    def _on_lot(self, lot: list[Counted]) -> None:
        self._busy = False
        self.counted.update((each.run.generation, each) for each in lot)
        self._go_on()
        self.changed.emit()

    def _on_fault(self, error: BaseException) -> None:
        self._busy = False
        self._left = []
        self.changed.emit()
        if not isinstance(error, UserError):
            self.failed.emit(StoreError("store_failed", repr(error)))
            raise error
        self.failed.emit(error)
