"""A model that can be talked to from a terminal: engine, weights and store behind calls that wait. No Qt.

Everything it is asked is on disk before the engine hears of it, and everything the engine says a moment later.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol

from app.engine import agree, convert
from app.engine.launch import Launch
from app.engine.pipe import Pipe
from app.engine.run import Plan, Run, plan
from app.engine.values import Ask, EngineDeath, LoadOptions, ModelInfo
from app.engine.weights import preflight
from app.errors import EngineError
from app.store.records import Begun, PartKind
from app.store.store import Store
from runtime import protocol

TICK_S = 0.05
"""How often interrupts and the record are looked at while the engine is silent."""
GRACE_S = 3.0
"""How long the engine may take to obey a cancel before it is killed."""
SETTLE_S = 10.0
"""How long the end of a run may take to be written."""

HELLO_S = 60.0
"""How long an engine may take to say hello: a cold disk, hundreds of megabytes of libraries."""

Listener = Callable[[PartKind, str], None]
GroupListener = Callable[[int, PartKind, str], None]
"""Told which run it is (by its place in the group), the channel, and what it said there."""


class Interrupts(Protocol):
    """How often a person has asked to stop so far."""

    count: int
    hurries: int
    """How often they have asked for the answer at once."""


class Interrupted(Exception):
    """A person stopped what had not begun to be worth keeping."""


class Talk:
    """Use as a context manager. After the engine died, the next `ask` starts another with the same weights."""

    def __init__(self, store: Store, launch: Launch, interrupts: Interrupts) -> None:
        self._store, self._launch, self._interrupts = store, launch, interrupts
        self._pipe: Pipe | None = None
        self._number = 0
        self._running: list[Run] = []
        self._hurried = 0
        self._target: tuple[Path, LoadOptions] | None = None
        self.model: ModelInfo | None = None

    def load(self, path: Path, options: LoadOptions, progress: Callable[[float], None] | None = None) -> ModelInfo:
        """Open weights. Raises WeightsError, EngineError, Interrupted."""
        if not self._launch.scripted:
            preflight(path)
        self._target = path, options
        pipe = self._connect()
        self.model = None
        self._number += 1
        pipe.send(convert.load(self._number, path, options))
        seen = 0
        while True:
            seen = self._pass_on(pipe, seen)
            match pipe.receive(TICK_S):
                case protocol.Loading(progress=done):
                    if progress is not None:
                        progress(done)
                case protocol.Loaded() as loaded:
                    self.model = convert.model_info(loaded)
                    return self.model
                case protocol.Failed() as failed if failed.kind == "cancelled":
                    raise Interrupted
                case protocol.Failed() as failed:
                    raise convert.failure(failed, path)
                case EngineDeath() as death:
                    self._drop()
                    if self._interrupts.count:
                        raise Interrupted
                    raise EngineError("engine_died_loading", "\n".join(death.stderr), name=path.name)

    def ask(self, ask: Ask, listener: Listener) -> Run:
        """Run the model; what it says goes to `listener` as it comes. The run comes back when its end is on disk.

        A listener that raises OSError (a closed pipe) ends the run, whose text is kept, and the error is raised then.
        Raises WrongUse, StoreError, EngineError and, where another engine has to be started, as `load`.
        """
        return self.group([ask], lambda _, kind, text: listener(kind, text))[0]

    def group(self, asks: Sequence[Ask], listener: GroupListener, stop_when_agreed: int = 0) -> list[Run]:
        """Run the model for each of `asks` side by side: the first says what is asked, the others are siblings.

        stop_when_agreed: see `app.engine.agree`; 0 lets every sample finish. The rest as `ask`.
        """
        model = self._ready()
        plans = [plan(self._store, ask, model) for ask in asks]
        self._hurried = self._interrupts.hurries
        self._running = runs = []
        for each, begun in zip(plans, self._write(plans), strict=True):
            self._number += 1
            runs.append(Run(self._store, each, begun, self._number))
        try:
            pipe = self._connect()
            for run in runs:
                pipe.send(run.command())
            self._follow(runs, listener, stop_when_agreed)
        finally:
            self._running = []
            for run in runs:
                run.end("cancelled")  # unless it has ended; whatever happened, what was said is kept
            for run in runs:
                run.recorder.settle(SETTLE_S)
        for run in runs:
            if run.recorder.fault is not None:
                raise run.recorder.fault
        return runs

    def _write(self, plans: Sequence[Plan]) -> list[Begun]:
        exchanges = [each.exchange for each in plans]
        if len(exchanges) == 1 and exchanges[0].group is None:
            return [self._store.generations.begin(exchanges[0]).result().value]
        return self._store.generations.begin_group(exchanges).result().value

    def _follow(self, runs: list[Run], listener: GroupListener, enough: int) -> None:
        pipe, seen, until = self._connect(), 0, 0.0
        gone: OSError | None = None
        stopped = False
        while any(run.ending is None for run in runs):
            before, seen = seen, self._pass_on(pipe, seen)
            if seen != before:
                until = time.monotonic() + GRACE_S
            if until and time.monotonic() > until:
                pipe.kill()
            event = pipe.receive(TICK_S)
            for run in runs:
                run.recorder.tick()
            try:
                self._take(runs, event, listener if gone is None else _nobody)
            except OSError as error:
                gone, until = error, time.monotonic() + GRACE_S
                self._cancel(pipe)
            if enough and not stopped and isinstance(event, protocol.Finished):
                answers = [run.recorder.text("answer") for run in runs if run.ending == "stop"]
                if agree.agreed(answers, enough):
                    stopped, until = True, time.monotonic() + GRACE_S
                    self._cancel(pipe)
        if gone is not None:
            raise gone

    def _take(self, runs: list[Run], event: "protocol.Event | EngineDeath | None", listener: GroupListener) -> None:
        if isinstance(event, EngineDeath):
            self._drop()
            for run in runs:
                if self._interrupts.count:
                    run.end("cancelled")
                else:
                    run.end("failed", EngineError("engine_died", "\n".join(event.stderr)))
            return
        if event is None or isinstance(event, protocol.Hello):
            return
        for place, run in enumerate(runs):
            if event.id == run.number and run.ending is None:
                self._take_one(place, run, event, listener)

    def _take_one(self, place: int, run: Run, event: protocol.Event, listener: GroupListener) -> None:
        match event:
            case protocol.Queued() | protocol.Prepared() | protocol.Prefilling() | protocol.Delta():
                growth = run.take(event)
                for kind, text in growth.pieces if growth else ():
                    listener(place, kind, text)
            case protocol.Steered() | protocol.Trial() | protocol.Gauged():
                run.note(event)
            case protocol.Finished():
                run.finished(event)
            case protocol.Failed(kind="cancelled"):
                run.end("cancelled")
            case protocol.Failed():
                run.end("failed", convert.failure(event, run.model.path))

    def _ready(self) -> ModelInfo:
        if self.model is None and self._target is not None:
            return self.load(*self._target)
        if self.model is None:
            raise EngineError("no_model")
        return self.model

    def _pass_on(self, pipe: Pipe, seen: int) -> int:
        """Make a cancel of the first interrupt, an end of the second; and of a hurry an answer."""
        if self._interrupts.count > seen:
            if seen:
                pipe.kill()
            else:
                self._cancel(pipe)
        if self._interrupts.hurries > self._hurried:
            self._hurried = self._interrupts.hurries
            for run in self._running:
                pipe.send(protocol.AnswerNow(id=run.number))
        return self._interrupts.count

    def _cancel(self, pipe: Pipe) -> None:
        """Everything that goes on: the runs, or the load."""
        for number in [run.number for run in self._running if run.ending is None] or [self._number]:
            pipe.send(protocol.Cancel(id=number))

    def _connect(self) -> Pipe:
        if self._pipe is not None:
            return self._pipe
        pipe = Pipe(self._launch)
        hello: protocol.Event | EngineDeath | None = None
        until = time.monotonic() + HELLO_S
        while hello is None and time.monotonic() < until and not self._interrupts.count:
            hello = pipe.receive(TICK_S)
        if isinstance(hello, protocol.Hello) and hello.protocol == protocol.PROTOCOL_VERSION:
            self._pipe = pipe
            return pipe
        pipe.close()
        if self._interrupts.count:
            raise Interrupted
        raise EngineError("engine_not_started", repr(hello))

    def _drop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        self._pipe = self.model = None

    def __enter__(self) -> "Talk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()


def _nobody(place: int, kind: PartKind, text: str) -> None:
    """Hears what is said after the reader has gone."""
