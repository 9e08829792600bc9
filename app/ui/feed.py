"""One notice for every write: what changed, and who changed it. Views listen here instead of to each other."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.errors import UserError
from app.store.changes import Changes, Written


class ChangeFeed(QObject):
    """Carries `Changes` to whoever shows them, and the faults of writes to the notices."""

    changed = Signal(object)
    """Changes."""
    failed = Signal(object)
    """UserError."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = FutureWatcher(self)

    def announce(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def follow(self, write: "Future[Written[Any]]", then: Callable[[Any], None] | None = None) -> None:
        """When `write` is on disk, tell everybody, then call `then` with its value."""

        def done(written: Written[Any]) -> None:
            self.changed.emit(written.changes)
            if then is not None:
                then(written.value)

        self._watcher.watch(write, done, self._on_failed)

    def attempt(
        self, write: "Future[Written[Any]]", then: Callable[[Any], None], refused: Callable[[UserError], None]
    ) -> None:
        """As `follow`, for a write whose refusal is told where it was wished."""

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserError):
                raise error
            refused(error)

        def done(written: Written[Any]) -> None:
            self.changed.emit(written.changes)
            then(written.value)

        self._watcher.watch(write, done, failed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)
