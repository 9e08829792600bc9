"""A choice of one from two to four, all of them in sight."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip


class _Segment(QToolButton):
    """Left and right choose the neighbour: the whole is one stop for the Tab key, as radio buttons are."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)


class Segmented(QWidget):
    """Says what the person has chosen; `set_value` says nothing."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        """`options`: value and label; the first is chosen."""
        super().__init__(parent)
        self.setObjectName("segmented")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for value, label in options:
            segment = _Segment()
            segment.setCheckable(True)
            segment.setText(label)
            segment.setProperty("role", "segment")
            segment.clicked.connect(lambda _=False, value=value: self._choose(value))
            segment.stepped.connect(self._step)
            self._group.addButton(segment)
            self._segments[value] = segment
            row.addWidget(segment)
        self._now = options[0][0]
        self.set_value(self._now)

    def value(self) -> str:
        return self._now

    def set_value(self, value: str) -> None:
        """Show `value` as chosen. KeyError where there is no such option."""
        self._segments[value].setChecked(True)
        self._now = value
        for name, segment in self._segments.items():
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == value else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._segments[value])

    def set_label(self, value: str, label: str) -> None:
        self._segments[value].setText(label)

    def set_possible(self, value: str, possible: bool, why: str = "") -> None:
        """Whether an option can be chosen now; where it cannot, `why` is told on hovering."""
        self._segments[value].setEnabled(possible)
        set_tip(self._segments[value], "" if possible else why)

    def possible(self) -> tuple[str, ...]:
        """The options that can be chosen now."""
        return tuple(name for name, segment in self._segments.items() if segment.isEnabled())

    def _choose(self, value: str) -> None:
        if value != self._now:
            self.set_value(value)
            self.chosen.emit(value)

    def _step(self, by: int) -> None:
        values = [name for name, segment in self._segments.items() if segment.isEnabled() or name == self._now]
        value = values[(values.index(self._now) + by) % len(values)]
        self._choose(value)
        self._segments[value].setFocus(Qt.FocusReason.TabFocusReason)
