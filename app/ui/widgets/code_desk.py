"""The window's way to coloured code: what is long gets its colours on a thread of its own, and tells when it has.

One for the whole application, like the theme. Knows no documents.
"""

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

from app.text.code import CodePalette, Span, colours_now, highlight

INTERVAL_MS = 30
MOST_WAITING = 200


class CodeDesk(QObject):
    """Starts its thread with the first code that needs it."""

    arrived = Signal()
    """Some code has its colours that had not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: dict[tuple[str, str], Future[list[Span]]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def colours(self, code: str, language: str, palette: CodePalette) -> tuple[list[Span], bool]:
        """The colours as far as they are known, and whether that is all; if not, `arrived` will say when it is."""
        spans, whole = colours_now(code, language, palette)
        if not whole and (language, code) not in self._waiting and len(self._waiting) < MOST_WAITING:
            self._pool = self._pool or ThreadPoolExecutor(1, thread_name_prefix="colours")
            self._waiting[language, code] = self._pool.submit(highlight, code, language, palette)
            self._timer.start()
        return spans, whole

    def close(self) -> None:
        self._timer.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool, self._waiting = None, {}

    def _look(self) -> None:
        done = [key for key, future in self._waiting.items() if future.done()]
        for key in done:
            del self._waiting[key]
        if not self._waiting:
            self._timer.stop()
        if done:
            self.arrived.emit()


_installed: list[CodeDesk] = []


def install(desk: CodeDesk | None) -> None:
    """Make `desk` the application's own; None where there is none any more."""
    _installed[:] = [desk] if desk is not None else []


def installed() -> CodeDesk | None:
    """The application's own. Without one, code gets its colours while it is written."""
    return _installed[0] if _installed else None
