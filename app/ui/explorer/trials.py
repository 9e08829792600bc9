"""Continuations drawn beside what is shown: begun together, over when the last of them is on the disk."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.engine.session import Session
from app.engine.values import Ask, Ended, Phase
from app.store.records import Begun


class Trials(QObject):
    """One batch at a time."""

    over = Signal(object)
    """list[Begun]: all of the batch have ended, in the order they were begun."""
    failed = Signal()
    """The batch could not begin; the session has said why."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._expected = 0
        self._begun: list[Begun] = []
        self._open: set[int] = set()
        session.begun.connect(self._on_begun)
        session.ended.connect(self._on_ended)
        session.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        return bool(self._expected or self._open)

    @property
    def possible(self) -> bool:
        """Whether a batch could begin now."""
        return not self.busy and self._session.status.phase is Phase.READY

    def begin(self, asks: Sequence[Ask]) -> bool:
        """Draw these. False where that cannot be now."""
        if not self.possible:
            return False
        self._expected, self._begun, self._open = len(asks), [], set()
        if not self._session.group(asks):
            self._expected = 0
            return False
        return True

    def stop(self) -> None:
        """End what is under way; `over` follows."""
        for generation in list(self._open):
            self._session.stop(generation)

    def _on_begun(self, begun: Begun) -> None:
        if self._expected:
            self._expected -= 1
            self._begun.append(begun)
            self._open.add(begun.generation)

    def _on_ended(self, ended: Ended) -> None:
        if ended.generation in self._open:
            self._open.discard(ended.generation)
            if not self.busy:
                self.over.emit(list(self._begun))

    def _on_failed(self, _: object) -> None:
        if self._expected and not self._begun:
            # Nothing of it could be written.
            self._expected = 0
            self.failed.emit()
