"""Opening weights, from the look at the file to the engine's answer. Sends the commands; decides no policy."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine import convert
from app.engine.futures import FutureWatcher
from app.engine.values import LoadOptions
from app.errors import EngineError, UserError
from runtime import protocol


@dataclass(frozen=True, slots=True)
class Target:
    """Weights that somebody wants open."""

    path: Path
    options: LoadOptions


class Loader(QObject):
    """One load at a time: the file is checked on a thread of its own, then the engine is told to open it."""

    sent = Signal()
    """The engine was told; what it had open is gone."""
    progressed = Signal(float)
    opened = Signal(object)
    """ModelInfo."""
    failed = Signal(object)
    """UserError, or None where it was cancelled."""

    def __init__(
        self,
        send: Callable[[protocol.Command], None],
        number: Callable[[], int],
        check: Callable[[Path], object] | None,
        parent: QObject | None = None,
    ) -> None:
        """number: gives ids for commands. check: raises UserError where the file is not worth sending; may be slow."""
        super().__init__(parent)
        self._send, self._number, self._check = send, number, check
        self._watcher = FutureWatcher(self)
        self._pool = ThreadPoolExecutor(1, "preflight")
        self.target: Target | None = None
        self._command: int | None = None
        """The load that the engine is busy with; None while the file is still being checked."""

    @property
    def busy(self) -> bool:
        return self.target is not None

    @property
    def in_engine(self) -> bool:
        return self._command is not None

    def open(self, target: Target) -> None:
        """Begin. Must not be busy."""
        assert self.target is None
        self.target = target
        if self._check is None:
            self._tell_engine()
        else:
            future = self._pool.submit(self._check, target.path)
            self._watcher.watch(future, lambda _: self._tell_engine(), self._refuse)

    def cancel(self) -> None:
        """Give up; `failed` with None follows, at once or when the engine has let go."""
        if self._command is not None:
            self._send(protocol.Cancel(id=self._command))
        elif self.target is not None:
            self._watcher.forget()
            self._settle()
            self.failed.emit(None)

    def forget(self) -> None:
        """The engine is gone, or the program ends: nothing will be answered."""
        self._watcher.forget()
        self._settle()

    def close(self) -> None:
        self.forget()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def hears(self, number: int) -> bool:
        """Whether an event of this id belongs here."""
        return number == self._command

    def take(self, event: "protocol.Loading | protocol.Loaded | protocol.Failed") -> None:
        match event:
            case protocol.Loading():
                self.progressed.emit(event.progress)
            case protocol.Loaded():
                self._settle()
                self.opened.emit(convert.model_info(event))
            case protocol.Failed():
                path = self.target.path if self.target else None
                self._settle()
                self.failed.emit(None if event.kind == "cancelled" else convert.failure(event, path))

    def _tell_engine(self) -> None:
        assert self.target is not None
        self._command = self._number()
        self._send(convert.load(self._command, self.target.path, self.target.options))
        self.sent.emit()

    def _refuse(self, error: BaseException) -> None:
        self._settle()
        if not isinstance(error, UserError):
            # A bug in the check must not leave the window waiting for ever.
            self.failed.emit(EngineError("engine", repr(error)))
            raise error
        self.failed.emit(error)

    def _settle(self) -> None:
        self.target = self._command = None
