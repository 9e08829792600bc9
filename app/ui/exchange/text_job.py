"""One text file that is written beside the window, on a thread of its own; the window asks by a timer how far it is."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.exchange import writing
from app.exchange.choices import Choices, Words
from app.exchange.values import ImportedConversation

LOOK_MS = 50


class TextJob(QObject):
    """Start it once; it can be cancelled until it has ended."""

    progressed = Signal(int)
    """How many conversations are written."""
    ended = Signal(bool)
    """Whether the file is there; False after a cancel."""
    failed = Signal(object)
    """UserError."""

    def __init__(
        self,
        path: Path,
        conversations: Iterator[ImportedConversation],
        choices: Choices,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._choices, self._words = path, choices, words
        self._conversations = conversations
        self._count = 0
        self._stop = Event()
        self._pool = ThreadPoolExecutor(1, "export")
        self._future: Future[bool] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._future = self._pool.submit(self._write)
        self._timer.start()

    def cancel(self) -> None:
        self._stop.set()

    def close(self) -> None:
        """Stop and wait: for the end of the program."""
        self.cancel()
        self._finish()

    def _write(self) -> bool:
        texts = writing.pieces(self._counted(), self._choices, self._words)
        return writing.write(self._path, texts, self._stop.is_set)

    def _counted(self) -> Iterator[ImportedConversation]:
        for each in self._conversations:
            yield each
            self._count += 1

    def _look(self) -> None:
        if self._future is None:
            return
        if not self._future.done():
            self.progressed.emit(self._count)
            return
        error = self._future.exception()
        self._finish()
        if error is None:
            self.ended.emit(self._future.result())
        elif isinstance(error, UserError):
            self.failed.emit(error)
        else:
            raise error

    def _finish(self) -> None:
        self._timer.stop()
        self._pool.shutdown(wait=True)
