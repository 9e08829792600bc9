"""The samples side by side: as many columns as there is room for, and below each other in a narrow window."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.groups.values import Scale
from app.ui.group.card import SampleCard
from app.ui.group.states import Channel, SampleState
from app.ui.theme import Theme

LEAST_WIDTH = 268
"""Pixels of a card: twelve Han characters and a little."""
MOST_COLUMNS = 4
GAP = 12


class Wall(QScrollArea):
    """One card for each sample; a card keeps its sample whatever the order becomes."""

    take_wished = Signal(int)
    stop_wished = Signal(int)
    pick_wished = Signal(int, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: dict[int, SampleCard] = {}
        """By generation, in the order they are shown."""
        self._channel: Channel = "answer"
        self._columns = 0
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(16, 4, 16, 16)
        self._grid.setSpacing(GAP)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Samples"))

    def show_samples(self, samples: tuple[SampleState, ...], scale: Scale, picked: frozenset[int]) -> None:
        """In this order."""
        wanted = [sample.generation for sample in samples]
        for generation in [each for each in self.cards if each not in wanted]:
            card = self.cards.pop(generation)
            card.hide()
            card.deleteLater()
        moved = wanted != list(self.cards)
        self.cards = {generation: self.cards.get(generation) or self._made() for generation in wanted}
        for sample in samples:
            self.cards[sample.generation].show_state(sample, scale, sample.generation in picked)
        if moved:
            self._place()

    def set_channel(self, channel: Channel) -> None:
        self._channel = channel
        for card in self.cards.values():
            card.set_channel(channel)

    def _made(self) -> SampleCard:
        card = SampleCard(self._theme)
        card.set_channel(self._channel)
        card.take_wished.connect(self.take_wished)
        card.stop_wished.connect(self.stop_wished)
        card.pick_wished.connect(self.pick_wished)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._place()

    def _fitting(self) -> int:
        return max(1, min(MOST_COLUMNS, (self.viewport().width() - 32 + GAP) // (LEAST_WIDTH + GAP)))

    def _place(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        before, self._columns = self._columns, self._fitting()
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // self._columns, place % self._columns)
        for column in range(max(before, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        rows = -(-len(self.cards) // self._columns)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 1 if row == rows else 0)
