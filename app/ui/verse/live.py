"""Checks a text that is on its way, again and again and never too often. Knows no widget."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.forms.verse import Report, check

PAUSE_MS = 150
"""Between two checks of a text that grows."""
LONGEST = 8_000
"""Characters at the end of an answer that are checked while it grows: verse stands at its end."""


class LiveCheck(QObject):
    """`checked` follows every `feed`, at once for a text that is whole."""

    checked = Signal(object)
    """Report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text, self._form, self._book = "", "auto", ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(lambda: self._check(partial=True))

    def feed(self, text: str, form: str, book: str, *, growing: bool) -> None:
        self._text, self._form, self._book = text, form, book
        if not growing:
            self._soon.stop()
            self._check(partial=False)
        elif not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        self._soon.stop()

    def _check(self, partial: bool) -> None:
        text = self._text[-LONGEST:] if partial else self._text
        self.checked.emit(self.report(text, partial))

    def report(self, text: str, partial: bool = False) -> Report:
        return check(text, self._form, self._book, partial=partial)
