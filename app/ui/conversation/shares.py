"""Two panes that share the width, or the height: a splitter that keeps a share instead of pixels.

Knows nothing of what the panes show.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.widgets.splitter import Splitter

DEFAULT_SHARE = 0.42
DEFAULT_STACKED_SHARE = 0.4
LEAST_SHARE = 0.15
EDITING_SHARE = 0.72
"""Of the height that stacked panes share, for a first one that is being changed."""


class Shares(Splitter):
    """First pane, second pane, and the first one's share of the room. A double click on the edge sets it back."""

    share_wished = Signal(float)
    """The share of the width that the reader has just given the first pane."""
    moved = Signal()
    """The reader has moved the edge between stacked panes."""

    def __init__(self, first: QWidget, second: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, theme, parent)
        self._share, self._stacked_share = DEFAULT_SHARE, DEFAULT_STACKED_SHARE
        self.addWidget(first)
        self.addWidget(second)
        self.splitterMoved.connect(self._on_moved)
        self.handle(1).setAccessibleName(self.tr("Edge between thinking and answer; arrow keys move it"))
        self.handle(1).installEventFilter(self)

    @property
    def stacked(self) -> bool:
        return self.orientation() == Qt.Orientation.Vertical

    @property
    def share(self) -> float:
        """The first pane's part of the width."""
        return self._share

    def set_stacked(self, stacked: bool) -> None:
        if stacked != self.stacked:
            self.setOrientation(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)
            self._apply()

    def set_share(self, share: float) -> None:
        share = max(LEAST_SHARE, min(1 - LEAST_SHARE, share))
        if share != self._share:
            self._share = share
            self._apply()

    def set_heights(self, first: int, second: int) -> None:
        """When stacked: how tall each is."""
        if self.sizes() != [first, second]:
            self.setSizes([first, second])

    def divide(self, wanted: list[int], most: int, editing: bool) -> list[int]:
        """What two stacked panes get of `most` pixels, who would like these; what one does not need is the other's.
        `editing`: the first one is being changed."""
        first, second = wanted
        if first + second <= most:
            return wanted
        share = EDITING_SHARE if editing else self._stacked_share
        least = 0 if editing else most - second
        first = min(first, max(round(most * share), least))
        return [first, min(second, most - first)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._reset()
            return True
        if event.type() == QEvent.Type.Paint and not (self.handle(1).underMouse() or self.handle(1).hasFocus()):
            # At rest the tinted ground beside it is edge enough.
            return True
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        """Divide the width by the share. Heights are said from outside."""
        if not self.stacked:
            room = self.width() - self.handleWidth()
            first = round(room * self._share)
            self.setSizes([first, room - first])

    def _reset(self) -> None:
        if self.stacked:
            self._stacked_share = DEFAULT_STACKED_SHARE
            self.moved.emit()
        else:
            self.set_share(DEFAULT_SHARE)
            self.share_wished.emit(self._share)

    def _on_moved(self) -> None:
        first, second = self.sizes()
        if first + second == 0:
            return
        if self.stacked:
            self._stacked_share = first / (first + second)
            self.moved.emit()
        else:
            self._share = first / (first + second)
            self.share_wished.emit(self._share)
