"""Two samples set beside each other, whole."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.groups.values import Scale
from app.ui.group.card import SampleCard
from app.ui.group.states import Channel, SampleState
from app.ui.theme import Theme
from app.ui.widgets.splitter import Splitter

NARROW = 620


class Pair(QWidget):
    """In a narrow window one stands above the other."""

    take_wished = Signal(int)
    stop_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._split = Splitter(Qt.Orientation.Horizontal, theme)
        self.cards = (SampleCard(theme, large=True), SampleCard(theme, large=True))
        for card in self.cards:
            card.can_pick(False)
            card.take_wished.connect(self.take_wished)
            card.stop_wished.connect(self.stop_wished)
            self._split.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.addWidget(self._split)

    def show_pair(self, left: SampleState, right: SampleState, scale: Scale) -> None:
        for card, sample in zip(self.cards, (left, right), strict=True):
            card.show_state(sample, scale)

    def set_channel(self, channel: Channel) -> None:
        for card in self.cards:
            card.set_channel(channel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
