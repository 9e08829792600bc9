"""Driving runs: written before they are asked for, recorded while they come, over when their endings are on disk.

Sends the commands; when runs may begin and what becomes of the engine is the session's to decide. The runs under way
were begun together: one question's only run, or the samples of a group.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.engine import agree, convert
from app.engine.futures import FutureWatcher
from app.engine.recorder import Recorder
from app.engine.run import Plan, Progress, Remark, Run, plan
from app.engine.values import Ask, Ended, Figures, Live, ModelInfo, Phase
from app.errors import StoreError, UserError
from app.store.changes import Changes, Written
from app.store.records import Begun
from app.store.store import Store
from runtime import protocol

BEAT_MS = 50
"""How often the records are moved on."""
CLOSE_S = 2.0
"""How long a closing window waits for the end of a run to be written."""

RunEvent = Progress | Remark | protocol.Finished | protocol.Failed


class Runner(QObject):
    """Busy from `begin` until the last `ended`, or `refused`."""

    begun = Signal(object)
    """Begun, once for each run, in the order they were asked for."""
    moved = Signal()
    """The phase or progress of a run may be another."""
    grew = Signal(object)
    """Growth."""
    happened = Signal(object)
    """Happening."""
    told_to_stop = Signal()
    """The engine was told to end a run, and has to obey."""
    ended = Signal(object)
    """Ended."""
    refused = Signal(object)
    """UserError: the question could not be written, so there is no run."""
    faulty = Signal(object)
    """StoreError, once until all is over: the records fall behind; the runs go on and so do the tries."""
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
        self._beginning: Future[Written[list[Begun]]] | None = None
        self._runs: dict[int, Run] = {}
        """Those under way, by the numbers of their commands, in the order they were begun."""
        self._stopping: set[int] = set()
        """Numbers of those that were told to stop."""
        self._stop_all = self._complained = False
        self._lost: UserError | None = None
        self._enough = 0
        self._answers: list[str] = []
        """Of the samples that finished by themselves."""

    # ---- what there is ------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        return bool(self._runs) or self._beginning is not None

    @property
    def run(self) -> Run | None:
        """The one that is shown where only one is: the first that still says something, else the first."""
        runs = list(self._runs.values())
        return next((run for run in runs if run.ending is None), runs[0] if runs else None)

    @property
    def lives(self) -> dict[int, Live]:
        """Everything so far of each run, by generation."""
        return {run.begun.generation: run.live for run in self._runs.values()}

    @property
    def stopping(self) -> bool:
        """All of it was told to stop."""
        return self._stop_all or (bool(self._runs) and self._stopping >= set(self._runs))

    @property
    def disobeyed(self) -> bool:
        """A run was told to stop, and the engine has not said that it did."""
        return any(self._runs[number].ending is None for number in self._stopping & set(self._runs))

    @property
    def phase(self) -> Phase:
        if self.stopping:
            return Phase.STOPPING
        return self.run.phase if self.run else Phase.PREPARING

    # ---- wishes -------------------------------------------------------------------------------------------------

    def begin(self, asks: Sequence[Ask], model: ModelInfo, enough: int = 0) -> None:
        """Write the question of the first of `asks`, then run the model for each of them. Must not be busy.

        enough: end the others as soon as so many have finished and all of them gave the same answer; 0 for never.
        Raises UserError where an ask makes no sense.
        """
        plans = [plan(self._store, ask, model) for ask in asks]
        self._beginning = self._write(plans)
        self._stop_all = self._complained = False
        self._stopping, self._lost, self._enough, self._answers = set(), None, enough, []
        self._watcher.watch(self._beginning, lambda written: self._on_begun(plans, written), self._on_refused)

    def stop(self, generation: int | None = None) -> None:
        """Tell the engine to end a run, or all of them; it still has to say that it did."""
        self._stop_all = self._stop_all or generation is None
        told = False
        for number, run in self._runs.items():
            wanted = generation in (None, run.begun.generation) and run.ending is None
            if wanted and number not in self._stopping:
                self._stopping.add(number)
                self._send(protocol.Cancel(id=number))
                told = True
        if told or (self._stop_all and self._beginning is not None):
            self.told_to_stop.emit()

    def answer_now(self, generation: int | None = None) -> None:
        """Have a run end its thinking; None is `run`."""
        for number, run in self._runs.items():
            if run.begun.generation == generation or (generation is None and run is self.run):
                self._send(protocol.AnswerNow(id=number))

    def lose(self, error: UserError) -> None:
        """The engine is gone. What it said is kept; that is a fault only where nobody wanted it to stop."""
        self._lost = error
        for run in self._runs.values():
            self._break_off(run, error)

    def close(self) -> None:
        """End the runs in progress now, and wait until what they said is written."""
        self._watcher.forget()
        self._beat.stop()
        recorders = [run.recorder for run in self._runs.values()]
        for run in self._runs.values():
            run.end("cancelled")
        if self._beginning is not None:
            with suppress(StoreError, TimeoutError):
                for begun in self._beginning.result(CLOSE_S).value:
                    recorders.append(Recorder(self._store, begun, "none"))
                    recorders[-1].end("cancelled", Figures())
        for recorder in recorders:
            recorder.settle(CLOSE_S)
        self._runs, self._beginning = {}, None

    # ---- what the engine says -----------------------------------------------------------------------------------

    def hears(self, number: int) -> bool:
        """Whether an event of this id belongs here."""
        return number in self._runs

    def take(self, event: RunEvent) -> None:
        run = self._runs[event.id]
        if run.ending is not None:
            return
        match event:
            case protocol.Finished():
                run.finished(event)
                self._compare(run)
            case protocol.Failed(kind="cancelled"):
                run.end("cancelled")
            case protocol.Failed():
                run.end("failed", convert.failure(event, run.model.path))
            case protocol.Steered() | protocol.Trial() | protocol.Gauged():
                self.happened.emit(run.note(event))
            case _:
                growth = run.take(event)
                self.moved.emit()
                if growth is not None:
                    self.grew.emit(growth)

    def _compare(self, run: Run) -> None:
        """End what is still going on where enough samples agree."""
        if self._enough and run.ending == "stop":
            self._answers.append(run.recorder.text("answer"))
            if agree.agreed(self._answers, self._enough):
                for each in list(self._runs.values()):
                    self.stop(each.begun.generation)

    # ---- from writing to running --------------------------------------------------------------------------------

    def _write(self, plans: "Sequence[Plan]") -> "Future[Written[list[Begun]]]":
        generations, exchanges = self._store.generations, [each.exchange for each in plans]
        if len(exchanges) > 1 or exchanges[0].group is not None:
            return generations.begin_group(exchanges)
        listed: Future[Written[list[Begun]]] = Future()
        one = generations.begin(exchanges[0])

        def done(future: "Future[Written[Begun]]") -> None:
            error = future.exception()
            if error is not None:
                listed.set_exception(error)
            else:
                listed.set_result(Written([future.result().value], future.result().changes))

        one.add_done_callback(done)
        return listed

    def _on_begun(self, plans: "Sequence[Plan]", written: "Written[list[Begun]]") -> None:
        self._beginning = None
        for each, begun in zip(plans, written.value, strict=True):
            number = self._number()
            self._runs[number] = Run(self._store, each, begun, number)
        self._beat.start()
        self.changed.emit(written.changes)
        for run in list(self._runs.values()):
            self.begun.emit(run.begun)
        for run in list(self._runs.values()):
            if self._lost is not None or self._stop_all:
                self._break_off(run, self._lost)
            else:
                self._send(run.command())

    def _on_refused(self, error: BaseException) -> None:
        self._beginning = None
        self.refused.emit(error if isinstance(error, UserError) else StoreError("store_failed", repr(error)))
        if not isinstance(error, UserError):
            raise error

    def _break_off(self, run: Run, error: UserError | None) -> None:
        if self._stop_all or run.number in self._stopping:
            run.end("cancelled")
        else:
            run.end("failed", error)

    @Slot()
    def _on_beat(self) -> None:
        for run in list(self._runs.values()):
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
        if self._runs.pop(run.number, None) is None:
            return
        self._stopping.discard(run.number)
        if not self._runs:
            self._stop_all = False
            self._beat.stop()
        begun, error = run.begun, run.recorder.fault or run.error
        self.ended.emit(Ended(begun.generation, begun.conversation, begun.answer, run.ending, error, run.figures))
