"""Driving one run: written before it is asked for, recorded while it comes, over when its ending is on disk.

Sends the commands; when a run may begin and what becomes of the engine is the session's to decide.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.engine import convert
from app.engine.futures import FutureWatcher
from app.engine.recorder import Recorder
from app.engine.run import Run, new_exchange
from app.engine.values import Ask, Ended, Figures, ModelInfo, Phase
from app.errors import StoreError, UserError
from app.store.changes import Changes, Written
from app.store.records import Begun
from app.store.store import Store
from runtime import protocol

BEAT_MS = 50
"""How often the record of a run is moved on."""
CLOSE_S = 2.0
"""How long a closing window waits for the end of a run to be written."""

RunEvent = protocol.Prepared | protocol.Prefilling | protocol.Delta | protocol.Finished | protocol.Failed


class Runner(QObject):
    """One run at a time. Busy from `begin` until `ended` or `refused`."""

    begun = Signal(object)
    """Begun."""
    moved = Signal()
    """Its phase or progress may be another."""
    grew = Signal(object)
    """Growth."""
    ended = Signal(object)
    """Ended."""
    refused = Signal(object)
    """UserError: the question could not be written, so there is no run."""
    faulty = Signal(object)
    """StoreError, once a run: the record falls behind; the run goes on and so do the tries."""
    changed = Signal(object)
    """Changes."""

    def __init__(
        self,
        store: Store,
        send: Callable[[protocol.Command], None],
        number: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._send, self._number = store, send, number
        self._watcher = FutureWatcher(self)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._beginning: Future[Written[Begun]] | None = None
        self.run: Run | None = None
        self.stopping = False
        self._complained = False
        self._lost: UserError | None = None

    @property
    def busy(self) -> bool:
        return self.run is not None or self._beginning is not None

    @property
    def phase(self) -> Phase:
        if self.stopping:
            return Phase.STOPPING
        return self.run.phase if self.run else Phase.PREPARING

    def begin(self, ask: Ask, model: ModelInfo) -> None:
        """Write the question, then run the model. Raises UserError where `ask` makes no sense."""
        sampling = convert.sampling(model.recommended, ask.sampling)
        self._beginning = self._store.generations.begin(new_exchange(ask, model, sampling))
        self.stopping, self._complained, self._lost = False, False, None
        self._watcher.watch(
            self._beginning, lambda written: self._on_begun(ask, model, sampling, written), self._on_refused
        )

    def stop(self) -> None:
        """Tell the engine to end the run; it still has to say that it did."""
        self.stopping = True
        if self.run is not None:
            self._send(protocol.Cancel(id=self.run.number))

    def lose(self, error: UserError) -> None:
        """The engine is gone. What it said is kept; that is a fault only where nobody wanted it to stop."""
        self._lost = error
        if self.run is not None:
            self._break_off(self.run, error)

    def close(self) -> None:
        """End the run in progress now, and wait until what it said is written."""
        self._watcher.forget()
        self._beat.stop()
        recorder = None
        if self.run is not None:
            self.run.end("cancelled")
            recorder = self.run.recorder
        elif self._beginning is not None:
            with suppress(StoreError, TimeoutError):
                recorder = Recorder(self._store, self._beginning.result(CLOSE_S).value, "none")
                recorder.end("cancelled", Figures())
        if recorder is not None:
            recorder.settle(CLOSE_S)
        self.run = self._beginning = None

    def hears(self, number: int) -> bool:
        """Whether an event of this id belongs here."""
        return self.run is not None and self.run.number == number

    def take(self, event: RunEvent) -> None:
        run = self.run
        if run is None or run.ending is not None:
            return
        match event:
            case protocol.Finished():
                run.finished(event)
            case protocol.Failed(kind="cancelled"):
                run.end("cancelled")
            case protocol.Failed():
                run.end("failed", convert.failure(event, run.model.path))
            case _:
                growth = run.take(event)
                self.moved.emit()
                if growth is not None:
                    self.grew.emit(growth)

    def _on_begun(self, ask: Ask, model: ModelInfo, sampling: protocol.Sampling, written: "Written[Begun]") -> None:
        self._beginning = None
        self.run = run = Run(self._store, ask, written.value, model, self._number())
        self._beat.start()
        self.changed.emit(written.changes)
        self.begun.emit(written.value)
        if self._lost is not None or self.stopping:
            self._break_off(run, self._lost)
        else:
            turns = self._store.generations.turns(written.value.question)
            self._send(run.command(turns, sampling))

    def _on_refused(self, error: BaseException) -> None:
        self._beginning = None
        self.refused.emit(error if isinstance(error, UserError) else StoreError("store_failed", repr(error)))
        if not isinstance(error, UserError):
            raise error

    def _break_off(self, run: Run, error: UserError | None) -> None:
        if self.stopping:
            run.end("cancelled")
        else:
            run.end("failed", error)

    @Slot()
    def _on_beat(self) -> None:
        run = self.run
        if run is None:
            return
        recorder = run.recorder
        recorder.tick()
        if recorder.fault is not None and not self._complained and not recorder.settled:
            self._complained = True
            self.faulty.emit(recorder.fault)
        touched, recorder.changes = recorder.changes, []
        for changes in touched:
            if changes != Changes():
                self.changed.emit(changes)
        if recorder.settled:
            self._finish(run)

    def _finish(self, run: Run) -> None:
        assert run.ending is not None
        self.run, self.stopping = None, False
        self._beat.stop()
        begun, error = run.begun, run.recorder.fault or run.error
        self.ended.emit(Ended(begun.generation, begun.conversation, begun.answer, run.ending, error, run.figures))
