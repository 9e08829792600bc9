"""Keeps a scroll bar at its end while a text grows, until the reader scrolls up. Knows only the bar."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QScrollBar

NEAR = 2
"""Pixels from the end that still are the end: a wheel does not always land on it."""


class EndFollower(QObject):
    """Follows from the beginning. Lets go at the reader's first move up, and takes hold again when the reader returns.

    Only what the reader does counts. That the text grows, shrinks or is set anew moves the bar as well, but always
    together with its range.
    """

    changed = Signal(bool)
    """Whether it follows now."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._following = True
        self._moving = False
        self._maximum, self._value = bar.maximum(), bar.value()
        bar.rangeChanged.connect(self._on_range)
        bar.actionTriggered.connect(self._on_action)
        bar.valueChanged.connect(self._on_value)

    @property
    def following(self) -> bool:
        return self._following

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._set(True)
        self._go()

    def let_go(self) -> None:
        """Stay where the text is, whatever comes."""
        self._set(False)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """What moves the bar meanwhile is not the reader."""
        before, self._moving = self._moving, True
        try:
            yield
        finally:
            self._moving = before
            self._maximum, self._value = self._bar.maximum(), self._bar.value()

    def _go(self) -> None:
        with self.quiet():
            self._bar.setValue(self._bar.maximum())

    def _on_range(self, _minimum: int, maximum: int) -> None:
        self._maximum = maximum
        if self._following:
            self._go()

    def _on_action(self, _action: int) -> None:
        """Wheel, keys and dragging. The position is where the bar is about to be, the value where it still is."""
        to = self._bar.sliderPosition()
        if to >= self._bar.maximum() - NEAR:
            self._set(True)
        elif to < self._bar.value():
            self._set(False)

    def _on_value(self, value: int) -> None:
        """What else moves the bar is the reader too: dragging a selection, a touch, finding a word."""
        if not self._moving and value < self._value and self._bar.maximum() == self._maximum:
            self._set(value >= self._bar.maximum() - NEAR and self._following)
        self._value = value

    def _set(self, following: bool) -> None:
        if following != self._following:
            self._following = following
            self.changed.emit(following)
