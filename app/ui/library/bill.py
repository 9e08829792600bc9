"""What every device would hold, as bars: weights, KV cache and working memory against what it can. Only paints.

Each part has a letter beside its colour; what is beyond a device's capacity is hatched and said in figures.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.library.states import Bar
from app.ui.library.wording import ram
from app.ui.theme import Theme, applied
from app.ui.widgets.elided import ElidedLabel

BAR_HEIGHT = 18
ROOM_FOR_LETTER = 16
SWATCH = 12
RADIUS = 4
LARGEST = 0.94
"""Of the width: so that what is over a capacity never looks like all there is."""


class Kind(NamedTuple):
    """A part of the bill: its field in `Bar`, and its colour among the tokens' kinds."""

    field: str
    colour: str


PARTS = (Kind("weights", "blue"), Kind("kv", "orange"), Kind("compute", "green"))


def letters() -> tuple[str, ...]:
    """What stands in the parts of a bar, in the order of `PARTS`."""
    translate = QCoreApplication.translate
    return (
        translate("MemoryBill", "W", "one letter for weights"),
        translate("MemoryBill", "K", "one letter for KV cache"),
        translate("MemoryBill", "C", "one letter for working memory"),
    )


def names() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("MemoryBill", "Weights"),
        translate("MemoryBill", "KV cache"),
        translate("MemoryBill", "Working memory"),
    )


class _Stack(QWidget):
    """The bar of one device."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bar = Bar("", 0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(size=theme.sizes.small, bold=True))

    def show_bar(self, bar: Bar) -> None:
        if bar != self._bar:
            self._bar = bar
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, bar = applied() or self._theme, self._bar
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = bar.total > bar.capacity
        scale = self.width() * LARGEST / bar.total if over else self.width() / max(1, bar.capacity)
        room = QRectF(0, 0, bar.capacity * scale, self.height())
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(room, theme.color("border"))
        at = 0.0
        for part, letter in zip(PARTS, letters(), strict=True):
            width = getattr(bar, part.field) * scale
            kind = theme.kinds[part.colour]
            cell = QRectF(at, 0, width, self.height())
            painter.fillRect(cell, kind.ground)
            if width >= ROOM_FOR_LETTER:
                painter.setPen(kind.on)
                painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), letter)
            at += width
        if over:
            beyond = QRectF(room.right(), 0, at - room.right(), self.height())
            painter.fillRect(beyond, QBrush(theme.color("page"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(theme.color("error"), 2))
            painter.drawLine(QPointF(room.right(), 0), QPointF(room.right(), self.height()))


class DeviceBill(QWidget):
    """A device's name and figures over its bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name, self._figures, self._stack = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle), QLabel(), _Stack(theme)
        self._figures.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._name, 1)
        row.addWidget(self._figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._stack)

    def show_bar(self, bar: Bar) -> None:
        self._name.setText(bar.device)
        over = bar.total > bar.capacity
        text = self.tr("{used} of {capacity}").format(used=ram(bar.total), capacity=ram(bar.capacity))
        if over:
            text = self.tr("{figures}: {over} too much").format(figures=text, over=ram(bar.total - bar.capacity))
        self._figures.setText(text)
        role = "error" if over else "hint"
        if self._figures.property("role") != role:
            self._figures.setProperty("role", role)
            self._figures.style().polish(self._figures)
        self._stack.show_bar(bar)
        parts = zip(names(), PARTS, strict=True)
        told = "; ".join(f"{name} {ram(getattr(bar, part.field))}" for name, part in parts)
        self.setAccessibleName(f"{bar.device}: {text}")
        self.setAccessibleDescription(told)
        self._stack.setToolTip(told.replace("; ", "\n"))

    def text(self) -> str:
        return f"{self._name.text()} {self._figures.text()}"


class _Swatch(QWidget):
    """A square of a part's colour with its letter."""

    def __init__(self, at: int, theme: Theme) -> None:
        super().__init__()
        self._at, self._theme = at, theme
        self.setFixedSize(SWATCH + 4, SWATCH + 4)
        self.setFont(theme.font(size=theme.sizes.small - 2, bold=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = applied() or self._theme
        kind = theme.kinds[PARTS[self._at].colour]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(kind.ground))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.setPen(kind.on)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), letters()[self._at])


class Bill(QWidget):
    """All devices, and what the colours mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.devices: list[DeviceBill] = []
        self._bars: tuple[Bar, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for at, name in enumerate(names()):
            label = QLabel(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "hint")
            legend.addWidget(_Swatch(at, theme))
            legend.addWidget(label)
            legend.addSpacing(10)
        legend.addStretch(1)
        self._column.addLayout(legend)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        while len(self.devices) > len(bars):
            gone = self.devices.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.devices) < len(bars):
            made = DeviceBill(self._theme)
            self._column.insertWidget(len(self.devices), made)
            self.devices.append(made)
        for view, bar in zip(self.devices, bars, strict=True):
            view.show_bar(bar)
