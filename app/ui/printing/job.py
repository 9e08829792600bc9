"""Brings an exchange to paper without holding the window: sets it, waits for its formulas, paints it."""

from collections.abc import Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPagedPaintDevice

from app.text.formulas.values import Formula
from app.ui.printing.paper import Paper
from app.ui.widgets.formula_desk import installed

SLICE_S = 0.012
"""How long one piece of the work may hold the window."""
PATIENCE_S = 20.0
"""For formulas; those that are not drawn by then are printed as they were written."""


class PrintJob(QObject):
    """Begins at once and deletes itself at the end. The device must live until then."""

    ended = Signal(int)
    """So many pages were painted; 0: nothing could be painted on the device."""

    def __init__(self, paper: Paper, device: QPagedPaintDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paper, self._device, self._desk = paper, device, installed()
        self._until = 0.0
        self._pages = 0
        self._work = self._all()
        if self._desk is not None:
            self._desk.arrived.connect(self._on_formulas)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _all(self) -> Iterator[None]:
        yield from self._paper.prepare(self._device)
        self._paper.ask()
        self._until = monotonic() + PATIENCE_S
        while self._desk is not None and self._paper.waiting and monotonic() < self._until:
            yield
        for number in self._paper.paint(self._device):
            self._pages = number
            yield

    def _go_on(self) -> None:
        until = monotonic() + SLICE_S
        for _ in self._work:
            waits = self._until and not self._pages
            self._timer.setInterval(15 if waits else 0)
            if waits or monotonic() > until:
                return
        self._timer.stop()
        self.ended.emit(self._pages)
        self.deleteLater()

    def _on_formulas(self, came: frozenset[Formula]) -> None:
        if not self._pages:
            self._paper.take(came)
