"""Draws a step again and again until it says something else, then lets the model go on from there.

Research found this the principled way to change a thinking: what is written in by hand weighs little. How alike two
steps are goes by the letters they are made of.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.engine.session import Session
from app.explore import weighing
from app.explore.spots import Spots
from app.explore.values import TraceView
from app.explore.weighing import Run
from app.store.records import Begun, Part, Sample
from app.store.store import Store
from app.trace.importance import DIFFERENT
from app.trace.likeness import likeness
from app.trace.steps import Step, segment
from app.ui.explorer.trials import Trials

AT_ONCE = 3
ROUNDS = 5
ALTERNATIVES = 5
"""Kept of each token of the run that goes on."""
SPARE = 24
"""Tokens that a step may be longer than twice the one it stands for."""


@dataclass(frozen=True, slots=True)
class Other:
    """A sample whose step differs: how alike it is, and the character at which that step ends."""

    sample: Sample
    alike: float
    end: int


class Redraw(QObject):
    """One step at a time."""

    changed = Signal()
    """Another round, or the end."""
    found = Signal()
    """A step that differs: the run that goes on from it is about to begin."""
    gave_up = Signal(int)
    """So many were drawn, and all of them said about the same."""

    def __init__(self, store: Store, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._session = store, session
        self._trials = Trials(session, self)
        self._trials.over.connect(self._on_over)
        self._trials.failed.connect(self.stop)
        self._view: TraceView | None = None
        self._run: Run | None = None
        self._row = self._round = 0

    @property
    def row(self) -> int | None:
        """The step that is being drawn again."""
        return self._row if self._view is not None else None

    @property
    def drawn(self) -> int:
        return self._round * AT_ONCE

    def begin(self, view: TraceView, run: Run, row: int) -> None:
        if self._view is None and self._trials.possible:
            self._view, self._run, self._row, self._round = view, run, row, 0
            self._draw()

    def stop(self) -> None:
        self._view = None
        self._trials.stop()
        self.changed.emit()

    def _draw(self) -> None:
        assert self._view is not None
        assert self._run is not None
        first, end = self._view.ranges[self._row]
        self._round += 1
        if not self._trials.begin(weighing.asks(self._run, first, AT_ONCE, 2 * (end - first) + SPARE)):
            self._view = None
        self.changed.emit()

    def _on_over(self, begun: list[Begun]) -> None:
        view = self._view
        if view is None:
            return
        samples = self._store.groups.samples(begun[0].group) if begun[0].group is not None else []
        step = view.analysis.steps[self._row]
        others = [other for sample in samples if (other := _other(step, sample)) is not None]
        if others:
            self._go_on(min(others, key=lambda other: other.alike))
        elif self._round < ROUNDS:
            self._draw()
        else:
            self._view = None
            self.changed.emit()
            self.gave_up.emit(self.drawn)

    def _go_on(self, other: Other) -> None:
        assert self._run is not None
        sample = other.sample
        tokens = self._store.generations.tokens(sample.generation.id)
        parts = (Part("thinking", sample.thinking or sample.answer),)
        spots = Spots(sample.generation.raw, tokens.lengths, parts)
        token = spots.range("thinking", 0, other.end)[1]
        run = replace(self._run, generation=sample.generation, tokens=tokens)
        (ask,) = weighing.asks(run, token, 1)
        self._view = None
        self.changed.emit()
        self.found.emit()
        self._session.ask(replace(ask, aside=False, figures=True, alternatives=ALTERNATIVES))


def _other(step: Step, sample: Sample) -> Other | None:
    """A sample whose step is whole and says something else."""
    text = sample.thinking or sample.answer
    steps = segment(text[step.start :])
    whole = len(steps) > 1 or (bool(steps) and sample.generation.ending == "stop")
    if not whole:
        return None
    alike = likeness(step.text, steps[0].text)
    return Other(sample, alike, step.start + steps[0].end) if alike < DIFFERENT else None
