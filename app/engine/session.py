"""The engine as the window knows it: one state machine over the child process, the weights, and the runs in progress.

Owns what happens next: what is loaded after a start or a death, when a run may begin, what is done with an engine that
does not obey. Knows no widget; tells what happened through signals.
"""

import logging
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.engine.client import EngineClient
from app.engine.launch import Launch
from app.engine.loading import Loader, Target
from app.engine.questions import Probe, Questions
from app.engine.running import Runner
from app.engine.survey import ComputeDevice, computing
from app.engine.titling import Titling
from app.engine.values import (
    RUNNING,
    Ask,
    Ended,
    EngineDeath,
    Live,
    LoadOptions,
    ModelInfo,
    Phase,
    Status,
    Thoughts,
)
from app.engine.weights import preflight
from app.errors import EngineError, UserError
from app.store.records import Begun, Said
from app.store.store import Store
from runtime import protocol

__all__ = ["Ask", "Ended", "LoadOptions", "Phase", "Session", "Status"]

GRACE_MS = 3000
"""How long the engine may take to obey a cancel before it is killed."""
DEATHS = 2
"""Deaths without a successful load in between after which the same is not tried again."""

log = logging.getLogger(__name__)


class _Hears(Protocol):
    def hears(self, number: int) -> bool: ...
    def take(self, event: Any) -> None: ...


class Session(QObject):
    """Everything the window asks of the engine. All signals are emitted on the thread it lives in."""

    status_changed = Signal(object)
    """Status."""
    failed = Signal(object)
    """UserError that belongs to no run: a load failed, a question could not be kept, the engine died idle."""
    begun = Signal(object)
    """Begun: the question is on disk and the run is on its way. Once for each sample of a group."""
    grew = Signal(object)
    """Growth, about thirty times a second."""
    ended = Signal(object)
    """Ended: after the ending is on disk."""
    changed = Signal(object)
    """Changes of the writes made here."""
    happened = Signal(object)
    """Happening: the thinking of a run was steered, or something was seen in it."""
    measured = Signal(object)
    """Measurement."""
    inspected = Signal(object)
    """Inspection."""
    probed = Signal(object)
    """Probing."""
    spelled = Signal(object)
    """dict[int, str]: what tokens say, by id."""
    titled = Signal(str)

    def __init__(self, store: Store, launch: Launch | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        launch = launch or Launch()
        self._numbers = count(1)
        self._client = EngineClient(launch, self)
        self._client.received.connect(self._on_received)
        self._client.died.connect(self._on_died)
        check = None if launch.scripted else preflight  # a script is no weights to look at
        self._loader = Loader(self._client.send, self._number, check, self)
        self._loader.sent.connect(self._on_load_sent)
        self._loader.progressed.connect(self._on_load_progress)
        self._loader.opened.connect(self._on_opened)
        self._loader.failed.connect(self._on_load_failed)
        self._runner = Runner(store, self._client.send, self._number, self)
        self._runner.begun.connect(self._on_begun)
        self._runner.moved.connect(self._on_moved)
        self._runner.grew.connect(self.grew)
        self._runner.happened.connect(self.happened)
        self._runner.told_to_stop.connect(self._on_told_to_stop)
        self._runner.ended.connect(self._on_ended)
        self._runner.refused.connect(self._on_refused)
        self._runner.faulty.connect(self.failed)
        self._runner.changed.connect(self.changed)
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE_MS)
        self._grace.timeout.connect(self._on_grace)
        self._phase = Phase.OFF
        self._progress = 0.0
        self._said = Status(Phase.OFF)
        self._model: ModelInfo | None = None
        self.devices: tuple[ComputeDevice, ...] = ()
        """What the engine can compute on; known once it has started."""
        self.rpc = False
        """Whether it can use llama.cpp's RPC servers."""
        self._open: Target | None = None
        """What the engine has open or is opening."""
        self._wanted: Target | None = None
        """What is to be opened as soon as the engine is free."""
        self._killed = False
        """This program ended the engine on purpose; its death is no fault."""
        self._deaths = 0
        self._questions = Questions(self._client.send, self._number, self)
        for name in ("measured", "inspected", "probed", "spelled", "failed"):
            getattr(self._questions, name).connect(getattr(self, name))
        self._titling = Titling(self._client.send, self._number, self)
        self._titling.titled.connect(self.titled)

    # ---- what there is ------------------------------------------------------------------------------------------

    @property
    def status(self) -> Status:
        target, run = self._loader.target or self._wanted, self._runner.run
        name, generation = target.path.name if target else "", run.begun.generation if run else None
        return Status(self._phase, self._model, self._progress, loading_name=name, generation=generation)

    @property
    def live(self) -> Live | None:
        """The run in progress with everything so far, for a view that arrives late; of a group, the first that is."""
        return self._runner.run.live if self._runner.run else None

    @property
    def lives(self) -> dict[int, Live]:
        """All runs in progress, by generation."""
        return self._runner.lives

    @property
    def pid(self) -> int:
        """Of the engine's process; 0 where there is none."""
        return self._client.pid

    # ---- wishes -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the engine without weights. `load` does it too."""
        if self._phase is Phase.OFF:
            self._client.start()
            self._set(Phase.STARTING)

    def load(self, path: Path, options: LoadOptions | None = None) -> None:
        """Open weights: at once, or after the run in progress. A load in progress is given up for it."""
        self._wanted = Target(Path(path).absolute(), options or LoadOptions())
        self._deaths = 0
        if self._phase is Phase.OFF:
            self.start()
        elif self._loader.busy:
            self._cancel_loader()
        else:
            self._go_on()

    def cancel_load(self) -> None:
        self._wanted = None
        if self._loader.busy:
            self._cancel_loader()

    def ask(self, ask: Ask) -> bool:
        """Run the model. False, with `failed` emitted, where no run can begin now; nothing was written then."""
        return self.group([ask])

    def group(self, asks: Sequence[Ask], stop_when_agreed: int = 0) -> bool:
        """Run the model for each of `asks`, side by side. The first says what is asked, the others are siblings.

        stop_when_agreed: see `app.engine.agree`; 0 lets every sample finish. The rest as `ask`.
        """
        try:
            if self._model is None:
                raise EngineError("no_model")
            if self._phase is not Phase.READY:
                raise EngineError("engine", f"asked while {self._phase.name}")
            self._titling.give_up()
            self._runner.begin(asks, self._model, stop_when_agreed)
        except UserError as error:
            self.failed.emit(error)
            return False
        self._set(Phase.PREPARING)
        return True

    def stop(self, generation: int | None = None) -> None:
        """End a run, or all of them; what it said is kept. The engine is killed if it does not obey."""
        if self._runner.busy and not self._runner.stopping:
            self._runner.stop(generation)

    def answer_now(self, generation: int | None = None) -> None:
        """Have a run end its thinking and answer at once; None is the one of `live`."""
        self._runner.answer_now(generation)

    def measure(self, turns: Sequence[Said], thoughts: Thoughts = "drop") -> None:
        """Ask how long a conversation is. `measured` answers, as below only the latest question, when nothing runs."""
        self._questions.measure(turns, thoughts)
        self._ask_questions()

    def inspect(self, turns: Sequence[Said], thoughts: Thoughts = "drop") -> None:
        """Ask for its exact prompt, token by token; `inspected` answers, or `failed`."""
        self._questions.inspect(turns, thoughts)
        self._ask_questions()

    def probe(self, probing: Probe | None) -> None:
        """Ask how settled a thinking was at these places; `probed` answers. None gives up what was asked last."""
        self._questions.probe(probing)
        self._ask_questions()

    def spell(self, ids: Sequence[int]) -> None:
        """Ask what tokens of the open weights say; `spelled` answers, also while something runs."""
        self._questions.spell(ids)
        self._ask_questions()

    def title(self, question: str, answer: str) -> None:
        """Ask for a title while nothing runs; `titled` answers, unless something else is wished meanwhile."""
        if self._phase is Phase.READY:
            self._titling.ask(question, answer)

    def close(self) -> None:
        """End everything, and wait until what was said is written: a few seconds at the very most."""
        self._phase = Phase.OFF
        self._grace.stop()
        self._runner.close()
        self._loader.close()
        self._client.close()

    # ---- what the engine says -----------------------------------------------------------------------------------

    @Slot(object)
    def _on_received(self, event: protocol.Event) -> None:
        if isinstance(event, protocol.Hello):
            self._on_hello(event)
            return
        hearers: tuple[_Hears, ...] = (self._loader, self._runner, self._questions, self._titling)
        for hearer in hearers:
            if hearer.hears(event.id):
                hearer.take(event)
                return
        if isinstance(event, protocol.Failed):
            log.info("command %d came to nothing: %s %s", event.id, event.kind, event.detail)

    def _on_hello(self, hello: protocol.Hello) -> None:
        if hello.protocol != protocol.PROTOCOL_VERSION:
            log.error("the engine speaks version %d of the protocol", hello.protocol)
            self._client.kill()
            return
        self.devices, self.rpc = computing(hello), hello.rpc
        self._set(Phase.IDLE)
        self._go_on()

    # ---- weights ------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Do what waits, if the engine is free; else say what it is."""
        if self._runner.busy or self._loader.busy or self._phase in (Phase.OFF, Phase.STARTING):
            self._set(self._phase)
            return
        self._progress = 0.0
        if self._wanted is not None:
            target, self._wanted = self._wanted, None
            self._titling.give_up()
            self._phase = Phase.LOADING
            self._loader.open(target)
            self._set(Phase.LOADING)
            return
        self._set(Phase.READY if self._model else Phase.IDLE)
        self._ask_questions()

    def _cancel_loader(self) -> None:
        if self._loader.in_engine:
            self._grace.start()
        self._loader.cancel()

    def _on_load_sent(self) -> None:
        self._model, self._open = None, self._loader.target
        self._questions.forget()
        self._set(Phase.LOADING)

    def _on_load_progress(self, progress: float) -> None:
        self._progress = progress
        self._set(Phase.LOADING)

    def _on_opened(self, model: ModelInfo) -> None:
        self._grace.stop()
        self._deaths = 0
        self._model = model
        self._go_on()

    def _on_load_failed(self, error: UserError | None) -> None:
        self._grace.stop()
        if self._model is None:
            self._open = None
        self._go_on()
        if error is not None:
            self.failed.emit(error)

    # ---- a run --------------------------------------------------------------------------------------------------

    def _on_begun(self, begun: Begun) -> None:
        self.begun.emit(begun)
        self._on_moved()

    def _on_moved(self) -> None:
        run = self._runner.run
        self._progress = run.prefill if run else 0.0
        # While an engine is on its way back, that is what is to be said, though the end of the run is still written.
        self._set(self._phase if self._phase in (Phase.OFF, Phase.STARTING) else self._runner.phase)

    def _on_told_to_stop(self) -> None:
        if not self._grace.isActive():
            self._grace.start()
        self._on_moved()

    def _on_ended(self, ended: Ended) -> None:
        if not self._runner.disobeyed:
            self._grace.stop()
        self._on_moved() if self._runner.busy else self._go_on()
        self.ended.emit(ended)

    def _on_refused(self, error: UserError) -> None:
        self._grace.stop()
        self._go_on()
        self.failed.emit(error)

    # ---- deaths -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_grace(self) -> None:
        if self._runner.busy and not self._runner.disobeyed and not self._loader.in_engine:
            return  # it has obeyed; the disk has not
        log.info("the engine does not obey and is killed")
        self._killed = True
        self._client.kill()

    @Slot(object)
    def _on_died(self, death: EngineDeath) -> None:
        log.info("the engine ended with %s%s", death.exit_code, " (crashed)" if death.crashed else "")
        killed, self._killed = self._killed, False
        error = EngineError("engine_garbled" if death.garbled else "engine_died", "\n".join(death.stderr))
        loading = self._loader.target if self._loader.in_engine else None
        idle = self._phase in (Phase.READY, Phase.IDLE)
        self._keep_wanted(given_up=killed and loading is not None)
        self._model = self._open = None
        self._questions.forget()
        self._titling.forget()
        self._grace.stop()
        self._deaths += 0 if killed else 1
        self._runner.lose(error)
        if death.exit_code is None or (self._deaths >= DEATHS and loading is None):
            self._give_up(error)
            return
        self._client.start()
        self._set(Phase.STARTING)
        if self._deaths >= DEATHS and loading is not None:
            self._wanted = None
            self.failed.emit(EngineError("engine_died_loading", error.detail, name=loading.path.name))
        elif idle and not killed:
            self.failed.emit(error)

    def _keep_wanted(self, given_up: bool) -> None:
        """What was open, or about to be, is opened again in the next process, unless something else is wanted."""
        if self._wanted is None and not given_up:
            self._wanted = self._loader.target or self._open
        self._loader.forget()

    def _give_up(self, error: EngineError) -> None:
        """Two processes in a row came to nothing: a third would not fare better. The next `load` tries again."""
        self._wanted = None
        self._set(Phase.OFF)
        self.failed.emit(EngineError("engine_not_started", error.detail))

    # ---- saying it ----------------------------------------------------------------------------------------------

    def _set(self, phase: Phase) -> None:
        self._phase = phase
        status = self.status
        if status != self._said:
            self._said = status
            self.status_changed.emit(status)

    def _ask_questions(self) -> None:
        if self._phase is Phase.READY or self._phase in RUNNING:
            self._questions.ask(running=self._phase is not Phase.READY)

    def _number(self) -> int:
        return next(self._numbers)
