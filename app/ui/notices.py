"""Quiet notices at the top of the window: the one place where an error becomes something to see."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.i18n import explain
from app.ui.widgets.callout import Callout

STAY_MS = 10_000
"""How long a notice that reports no fault stays."""
MOST = 3
"""More than these at once would be a list, not a notice."""


class Notices(QWidget):
    """A stack of callouts. Faults stay until closed; the rest leave by themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 16, 0)
        self._column.setSpacing(8)
        self._shown: list[Callout] = []
        self.hide()

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self._add(Callout("error", f"{sentence} {next_step}".strip(), parent=self))

    def show_info(self, text: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        """A passing remark, with one thing to do about it ("Undo") where `action` names it."""
        callout = Callout("info", text, parent=self)
        if action and do is not None:
            callout.add_action(action, do)
            callout.add_action_closes = True
        self._add(callout)
        timer = QTimer(callout)
        timer.setSingleShot(True)
        timer.timeout.connect(callout.close)
        timer.start(STAY_MS)

    def texts(self) -> list[str]:
        """What is being said now, the oldest first."""
        return [callout.text() for callout in self._shown]

    def _add(self, callout: Callout) -> None:
        if any(callout.text() == other.text() for other in self._shown):
            callout.deleteLater()
            return
        while len(self._shown) >= MOST:
            self._shown[0].close()
        self._shown.append(callout)
        self._column.addWidget(callout)
        callout.closed.connect(lambda: self._forget(callout))
        self.show()

    def _forget(self, callout: Callout) -> None:
        if callout in self._shown:
            self._shown.remove(callout)
            callout.deleteLater()
        self.setVisible(bool(self._shown))
