"""Traces read out of the store away from the window, the last few of them kept. Lives longer than a window."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.errors import StoreError, UserError
from app.explore import assemble
from app.explore.values import Source, TraceView
from app.store.store import Store

KEPT = 8


class Traces(QObject):
    """Call everything from the GUI thread; what was asked for is handed to `done` there."""

    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pool = ThreadPoolExecutor(1, "explorer")
        self._watcher = FutureWatcher(self)
        self._kept: OrderedDict[int, TraceView] = OrderedDict()

    def of_answer(self, answer: int, done: Callable[[TraceView | None], None]) -> None:
        """The trace of an answer, by the id of its message; None where the store has no run of it."""
        if answer in self._kept:
            self._kept.move_to_end(answer)
            done(self._kept[answer])
            return

        def work() -> TraceView | None:
            found = assemble.source(self._store, answer)
            return assemble.view(found) if found is not None else None

        def keep(view: TraceView | None) -> None:
            if view is not None and self._over(answer):
                self._kept[answer] = view
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            done(view)

        self.work(work, keep)

    def of_source(self, source: Source, done: Callable[[TraceView], None]) -> None:
        """The trace of something that may lie in no store."""
        self.work(lambda: assemble.view(source), done)

    def work(self, job: Callable[[], object], done: Callable) -> None:  # type: ignore[type-arg]
        """Do something that takes a while."""

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserError):
                self.failed.emit(StoreError("store_failed", repr(error)))
                raise error
            self.failed.emit(error)

        self._watcher.watch(self._pool.submit(job), done, failed)

    def forget(self, answer: int) -> None:
        """It is another than before."""
        self._kept.pop(answer, None)

    def close(self) -> None:
        """Wait for what is under way; nothing calls back afterwards."""
        self._watcher.forget()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _over(self, answer: int) -> bool:
        generation = self._store.generations.of_message(answer)
        return generation is not None and generation.ending is not None
