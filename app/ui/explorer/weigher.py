"""Weighs steps by drawing continuations in their place and behind them: in the background, paused and resumed at will.

What was drawn stays in the store, so what is lacking is known at any time, and a verdict is computed when asked for.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.engine.session import Session
from app.engine.values import Phase
from app.errors import StoreError, UserError
from app.explore import weighing
from app.explore.values import TraceView
from app.explore.weighing import Run, Verdict
from app.store.changes import Written
from app.store.importances import Weighed
from app.store.records import Begun, Sample
from app.store.store import Store
from app.ui.explorer.trials import Trials

Side = Literal["before", "after"]
AT_ONCE = 4
"""Continuations drawn together at the most: what is paused or stopped is no more than these."""


@dataclass(frozen=True, slots=True)
class Job:
    """Steps of a trace to be weighed, with so many continuations at either side of each."""

    view: TraceView
    rows: tuple[int, ...]
    count: int
    most: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: continuations that are there of those that are wanted, and the row that is being weighed."""

    done: int
    wanted: int
    row: int
    paused: bool


class Weigher(QObject):
    """One job at a time. Idle where `progress` is None."""

    changed = Signal()
    """It is further than before, paused, resumed or at its end."""
    weighed = Signal(int)
    """Id of a generation of which more is known."""
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._session = store, session
        self._trials = Trials(session, self)
        self._trials.over.connect(self._on_over)
        self._trials.failed.connect(self.stop)
        self._watcher = FutureWatcher(self)
        self._job: Job | None = None
        self._run: Run | None = None
        self._kept: dict[int, Weighed] = {}
        self._drawing: tuple[int, Side] | None = None
        self._paused = False
        session.status_changed.connect(self._on_status)

    # ---- wishes -------------------------------------------------------------------------------------------------

    def begin(self, job: Job) -> None:
        """Weigh these steps; what was drawn for them before counts."""
        run = self.run_of(job.view)
        if self._job is not None or run is None or not job.rows:
            return
        self._job, self._run, self._paused, self._kept = job, run, False, {}
        for row in job.rows:
            step = job.view.analysis.steps[row]
            write = self._store.importances.begin(job.view.source.generation, step.start, step.end, job.count)
            self._watcher.watch(write, partial(self._on_noted, row), self._on_fault)

    def pause(self) -> None:
        """Stop what is being drawn just now; it is drawn anew when it goes on."""
        self._paused = True
        self._trials.stop()
        self.changed.emit()

    def resume(self) -> None:
        self._paused = False
        self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Leave it; what was drawn is kept."""
        self._job, self._drawing = None, None
        self._watcher.forget()
        self._trials.stop()
        self.changed.emit()

    # ---- what there is ------------------------------------------------------------------------------------------

    @property
    def progress(self) -> Progress | None:
        job = self._job
        if job is None:
            return None
        done = sum(min(job.count, len(self._samples(each))) for kept in self._kept.values() for each in _groups(kept))
        row = self._drawing[0] if self._drawing is not None else job.rows[0]
        return Progress(done, 2 * job.count * len(job.rows), row, self._paused)

    def verdicts(self, view: TraceView) -> dict[int, Verdict]:
        """What is known of a trace's steps, by row."""
        found: dict[int, Verdict] = {}
        for kept in self._store.importances.of_generation(view.source.generation):
            row = weighing.row_of(view, kept.first, kept.last)
            before, after = (self._samples(group) for group in _groups(kept))
            said = weighing.verdict(view, row, before, after, view.source.reference) if row is not None else None
            if said is not None:
                found[said.row] = said
        return found

    def run_of(self, view: TraceView) -> Run | None:
        """The run of a trace as something to go on from."""
        generation = self._store.generations.get(view.source.generation)
        begun = self._store.generations.begun(view.source.generation)
        if generation is None or begun is None:
            return None
        return Run(generation, view.source.tokens, begun.conversation, begun.question)

    def _samples(self, group: int | None) -> list[Sample]:
        """Those of a group that came to an end of their own."""
        return [each for each in self._store.groups.samples(group) if weighing.counts(each)] if group else []

    # ---- drawing ------------------------------------------------------------------------------------------------

    def _on_noted(self, row: int, written: Written[Weighed]) -> None:
        self._kept[row] = written.value
        if self._job is not None and len(self._kept) == len(self._job.rows):
            self._go_on()
            self.changed.emit()

    def _lacking(self) -> tuple[int, Side, int] | None:
        """What is to be drawn next: the row, the side and how many."""
        assert self._job is not None
        for row in self._job.rows:
            sides: tuple[Side, Side] = ("before", "after")
            for side, group in zip(sides, _groups(self._kept[row]), strict=True):
                lacking = self._job.count - len(self._samples(group))
                if lacking > 0:
                    return row, side, lacking
        return None

    def _go_on(self) -> None:
        """Draw what is lacking, where that can be now; what the person asks of the model comes first."""
        job, run = self._job, self._run
        if job is None or run is None or self._paused or self._trials.busy or len(self._kept) < len(job.rows):
            return
        lacking = self._lacking()
        if lacking is None:
            self._job, self._drawing = None, None
            self.changed.emit()
            return
        if not self._trials.possible:
            return
        row, side, count = lacking
        token = job.view.ranges[row][0 if side == "before" else 1]
        group = getattr(self._kept[row], f"{side}_group")
        # A group is made of two or more; one alone joins it.
        count = min(AT_ONCE, max(count, 1 if group else 2))
        asks = weighing.asks(run, token, count, job.most)
        self._drawing = row, side
        self._trials.begin([replace(ask, group=group) for ask in asks])

    def _on_over(self, begun: list[Begun]) -> None:
        job, drawing = self._job, self._drawing
        if job is None or drawing is None:
            return
        row, side = drawing
        kept, group = self._kept[row], begun[0].group
        if getattr(kept, f"{side}_group") is None and group is not None:
            before, after = (group, None) if side == "before" else (None, group)
            write = self._store.importances.drawn(kept.id, before, after)
            self._watcher.watch(write, lambda _: self._on_drawn(row, before, after), self._on_fault)
        else:
            self._on_drawn(row, None, None)

    def _on_drawn(self, row: int, before: int | None, after: int | None) -> None:
        kept = self._kept[row]
        self._kept[row] = replace(kept, before_group=kept.before_group or before, after_group=kept.after_group or after)
        self.weighed.emit(kept.generation)
        self._go_on()
        self.changed.emit()

    def _on_status(self, _: object) -> None:
        if self._session.status.phase is Phase.READY:
            self._go_on()

    def _on_fault(self, error: BaseException) -> None:
        self.stop()
        if not isinstance(error, UserError):
            self.failed.emit(StoreError("store_failed", repr(error)))
            raise error
        self.failed.emit(error)


def _groups(kept: Weighed) -> tuple[int | None, int | None]:
    return kept.before_group, kept.after_group
