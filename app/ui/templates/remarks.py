"""One remark at the top of the dialog: a fault, or something that was done and can be undone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.callout import Callout, Tone


class Remarks(QWidget):
    """Hidden while there is nothing to say; a new remark takes the place of the last."""

    action_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._callout: Callout | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self.hide()

    def show_remark(self, tone: Tone, text: str, action: str = "") -> None:
        self.clear()
        callout = Callout(tone, text, self)
        if action:
            # In a dialog a button would otherwise answer to Enter from anywhere.
            callout.add_action(action, self.action_wished.emit).setAutoDefault(False)
        callout.closed.connect(self.clear)
        self._callout = callout
        self._column.addWidget(callout)
        self.show()

    def clear(self) -> None:
        gone, self._callout = self._callout, None
        if gone is not None:
            self.hide()
            self._column.removeWidget(gone)
            gone.deleteLater()

    def text(self) -> str:
        return self._callout.text() if self._callout is not None else ""
