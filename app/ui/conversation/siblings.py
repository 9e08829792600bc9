"""The switcher between versions of one message: ‹ 2/3 ›. Hidden where there is only one."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton


class Siblings(QWidget):
    """Shows which of several messages is seen; a step to either side is a wish for that one's id."""

    wished = Signal(int)

    def __init__(self, previous: str, following: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`previous` and `following` are what the two buttons are called."""
        super().__init__(parent)
        self._ids: tuple[int, ...] = ()
        self._at = 0
        self._previous = IconButton("chevron-left", previous, theme)
        self._following = IconButton("chevron-right", following, theme)
        self._place = QLabel()
        self._place.setObjectName("place")
        self._previous.clicked.connect(lambda: self._step(-1))
        self._following.clicked.connect(lambda: self._step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._previous, self._place, self._following):
            row.addWidget(widget)
        self.hide()

    def show_ids(self, ids: tuple[int, ...], shown: int | None, can_act: bool) -> None:
        self._ids = ids
        self._at = ids.index(shown) if shown in ids else 0
        self.setVisible(len(ids) > 1 and shown in ids)
        locale = QLocale()
        self._place.setText(
            self.tr("{place}/{count}").format(place=locale.toString(self._at + 1), count=locale.toString(len(ids)))
        )
        self._previous.setEnabled(can_act and self._at > 0)
        self._following.setEnabled(can_act and self._at < len(ids) - 1)

    def text(self) -> str:
        return self._place.text()

    def _step(self, by: int) -> None:
        self.wished.emit(self._ids[self._at + by])
