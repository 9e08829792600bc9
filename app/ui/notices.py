"""Quiet notices over the top of the page: the one place where an error becomes something to see."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.i18n import explain
from app.ui.widgets.callout import Callout, Tone

STAY_MS = 10_000
"""How long a notice that reports no fault stays."""
MOST = 3
"""More than these at once would be a list, not a notice."""
WIDEST = 640
EDGE = 24


class Notices(QWidget):
    """A stack of callouts that lies over its parent, so that nothing moves under the reader when one comes or goes.

    Faults stay until they are closed; the rest leaves by itself.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[Callout] = []
        self.hide()
        parent.installEventFilter(self)

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self._add("error", f"{sentence} {next_step}".strip())

    def show_info(
        self, text: str, action: str = "", do: Callable[[], None] | None = None, stay_ms: int = STAY_MS
    ) -> None:
        """A passing remark, with one thing to do about it ("Undo") where `action` names it."""
        callout = self._add("info", text)
        if callout is None:
            return
        if action and do is not None:
            callout.add_action(action, do)
            callout.add_action_closes = True
            self._place()
        timer = QTimer(callout)
        timer.setSingleShot(True)
        timer.timeout.connect(callout.close)
        timer.start(stay_ms)

    def texts(self) -> list[str]:
        """What is being said now, the oldest first."""
        return [callout.text() for callout in self._shown]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # A callout knows how tall it is only once it has its style.
            self._place()
        return handled

    def _add(self, tone: Tone, text: str) -> Callout | None:
        """The new callout, or None where the same is being said already."""
        if text in self.texts():
            return None
        while len(self._shown) >= MOST:
            self._shown[0].close()
        callout = Callout(tone, text, self)
        self._shown.append(callout)
        self._column.addWidget(callout)
        callout.closed.connect(lambda: self._forget(callout))
        self.show()
        self._place()
        return callout

    def _forget(self, callout: Callout) -> None:
        if callout in self._shown:
            self._shown.remove(callout)
            self._column.removeWidget(callout)
            callout.deleteLater()
        self.setVisible(bool(self._shown))
        self._place()

    def _place(self) -> None:
        over = self._over
        width = min(WIDEST, over.width() - 2 * EDGE)
        height = max(0, self._column.totalHeightForWidth(width))
        self.setGeometry((over.width() - width) // 2, EDGE // 2, width, height)
        self.raise_()
