"""Looks how settled the answer was at the paragraphs of a thinking: some at a time, in the background, kept.

What a person asks of the model comes first: what is being looked at is given up for it and asked for anew afterwards.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.engine.futures import FutureWatcher
from app.engine.questions import Probe
from app.engine.run import THOUGHTS
from app.engine.session import Session
from app.engine.values import Phase, Probing
from app.errors import StoreError, UserError
from app.explore import gauging
from app.explore.gauging import Level
from app.explore.values import TraceView
from app.store.records import Said, Thoughts
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """The trace that is looked at, and what its run was given."""

    view: TraceView
    turns: tuple[Said, ...]
    thoughts: Thoughts


class Gauger(QObject):
    """One trace at a time. Idle where `progress` is None."""

    changed = Signal()
    """It is further than before, or at its end."""
    gauged = Signal(int)
    """Id of a generation of which more is known."""
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._session = store, session
        self._watcher = FutureWatcher(self)
        self._job: Job | None = None
        self._known: dict[int, float] = {}
        self._asked = False
        session.probed.connect(self._on_probed)
        session.status_changed.connect(self._on_status)

    # ---- wishes -------------------------------------------------------------------------------------------------

    def begin(self, view: TraceView) -> None:
        """Look at all paragraphs of a trace at which nobody has looked yet."""
        begun = self._store.generations.begun(view.source.generation)
        if self._job is not None or begun is None or not self.fits(view):
            return
        conversation = self._store.conversations.get(begun.conversation)
        policy = (conversation.thoughts if conversation is not None else None) or THOUGHTS
        self._job = Job(view, tuple(self._store.generations.turns(begun.question)), policy)
        self._known = self._found(view)
        self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Leave it; what was found is kept."""
        self._give_up()
        self._job = None
        self.changed.emit()

    # ---- what there is ------------------------------------------------------------------------------------------

    @property
    def progress(self) -> tuple[int, int] | None:
        """Places that were looked at, of how many."""
        if self._job is None:
            return None
        wanted = len(gauging.places(self._job.view))
        return wanted - len(gauging.lacking(self._job.view, self._known)), wanted

    def fits(self, view: TraceView) -> bool:
        """Whether the open weights are those that wrote a trace: only they know its tokens."""
        model = self._session.status.model
        return model is not None and bool(view.source.fingerprint) and model.fingerprint == view.source.fingerprint

    def levels(self, view: TraceView) -> tuple[Level, ...]:
        """What is known of a trace, whenever it was measured."""
        return gauging.levels(view, self._found(view))

    def _found(self, view: TraceView) -> dict[int, float]:
        run = self._store.generations.get(view.source.generation)
        kept = self._store.gauges.of_generation(view.source.generation)
        if run is None or not run.happenings:
            return kept
        return gauging.known(kept, run.happenings, gauging.carried(view.source.tokens, run.prefix_tokens))

    # ---- looking ------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        job = self._job
        if job is None or self._asked:
            return
        wanted = gauging.lacking(job.view, self._known)
        if not wanted:
            self._job = None
            return
        if self._session.status.phase is Phase.READY:
            self._asked = True
            ids = tuple(job.view.source.tokens.ids[: wanted[-1]])
            generation = job.view.source.generation
            self._session.probe(Probe(generation, job.turns, ids, gauging.lot(wanted), job.thoughts))

    def _on_probed(self, found: Probing) -> None:
        job = self._job
        if job is None or not self._asked or found.generation != job.view.source.generation:
            return
        self._asked = False
        if found.error is not None:
            self.stop()
            self.failed.emit(found.error)
            return
        new = dict(zip(found.places, found.entropies, strict=True))
        self._known.update(new)
        write = self._store.gauges.keep(found.generation, new)
        self._watcher.watch(write, lambda _: self.gauged.emit(found.generation), self._on_fault)
        self._go_on()
        self.changed.emit()

    def _give_up(self) -> None:
        if self._asked:
            self._asked = False
            self._session.probe(None)

    def _on_status(self, _: object) -> None:
        if self._job is None:
            return
        if not self.fits(self._job.view):
            self.stop()  # other weights, or none: an engine that this has ended would end again
        elif self._session.status.phase is Phase.READY:
            self._go_on()
        else:
            self._give_up()

    def _on_fault(self, error: BaseException) -> None:
        self.stop()
        if not isinstance(error, UserError):
            self.failed.emit(StoreError("store_failed", repr(error)))
            raise error
        self.failed.emit(error)
