"""Has the samples of groups judged as they end, wherever one looks meanwhile, and keeps what they were worth.

Outlives windows. The work is done on a thread, since a rule may run a person's tests.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.engine.session import Session
from app.engine.values import Ended
from app.errors import UserError
from app.groups.grading import JUDGED
from app.store.changes import Written
from app.store.records import Judged, Sample
from app.store.store import Store

Grade = Callable[[str, Sequence[Sample], Mapping[int, Judged], bool], list[Judged]]
"""As `app.groups.grading.grade`."""


class Judging(QObject):
    """`judged` follows every `ended` of a group's sample that has a checker, once what it was worth is on the disk."""

    judged = Signal(int)
    """Group."""
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, session: Session, grade: Grade, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._grade = store, grade
        self._watcher = FutureWatcher(self)
        self._pool: ThreadPoolExecutor | None = None
        self._allowed: set[int] = set()
        """Groups whose tests may be run: said for one group at a time, and never kept."""
        session.ended.connect(self._on_ended)

    def begin(self, group: int, checker: str) -> None:
        """From now on the samples of `group` are judged by `checker`, those that have ended at once."""
        self._write(self._store.groups.judge(group, checker, []), lambda: self._look(group))

    def allow(self, group: int) -> None:
        """A person lets the code in this group's answers be run by its checker's tests; they are judged anew."""
        self._allowed.add(group)
        self._look(group, anew=True)

    def close(self) -> None:
        self._watcher.forget()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _on_ended(self, ended: Ended) -> None:
        generation = self._store.generations.get(ended.generation)
        if generation is not None and generation.group is not None:
            self._look(generation.group)

    def _look(self, group: int, anew: bool = False) -> None:
        """Judge what has not been, or all of it."""
        found = self._store.groups.get(group)
        if found is None:
            return
        known = {} if anew else self._store.groups.judged(group)
        samples = [each for each in self._store.groups.samples(group) if each.generation.ending in JUDGED]
        if not found.checker or all(each.generation.id in known for each in samples):
            self.judged.emit(group)
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="judge")
        future = self._pool.submit(self._grade, found.checker, samples, known, group in self._allowed)
        self._watcher.watch(future, lambda rows: self._keep(group, found.checker, rows), self._on_broken)

    def _keep(self, group: int, checker: str, rows: list[Judged]) -> None:
        now = self._store.groups.get(group)
        if now is None or now.checker != checker:
            return  # by the time it was done, another one was chosen
        self._write(self._store.groups.judge(group, checker, rows), lambda: self.judged.emit(group))

    def _write(self, write: "Future[Written[Any]]", then: Callable[[], None]) -> None:
        self._watcher.watch(write, lambda _: then(), self._on_broken)

    def _on_broken(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)
