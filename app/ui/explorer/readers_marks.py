"""The reader's marks on the trace that is explored: read from the store, written back, laid over the steps."""

from PySide6.QtCore import QObject, Signal

from app.explore.values import Source
from app.ui.explorer.states import StepState


class ReadersMarks(QObject):
    """Those of one trace at a time."""

    changed = Signal()

    def open(self, source: Source) -> None:
        """From now on those of this trace."""

    def rows(self) -> frozenset[int]:
        """Steps that have a mark."""
        return frozenset()

    def texts(self) -> dict[int, str]:
        """What the marks say, by row."""
        return {}

    def highlights(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the thinking that are highlighted."""
        return ()

    def on(self, state: StepState) -> StepState:
        """A step with the marks on it."""
        return state
