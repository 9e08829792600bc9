"""Killing the engine, and killing the program, at random moments; and looking at what is left each time."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.engine.session import Ask, Ended, Phase, Session
from tests.crash.scene import (
    GONE_S,
    PHASES,
    PROMISE_MS,
    Loss,
    Scene,
    check_database,
    exchange_of,
    gone,
    loss,
    reopen,
)


@dataclass
class Report:
    """What the rounds found. `faults` is empty if every promise was kept."""

    kind: str
    rounds: int = 0
    phases: dict[str, int] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    gone_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def check(self, held: bool, fault: str) -> None:
        if not held:
            self.faults.append(f"round {self.rounds}: {fault}")

    def add_loss(self, found: Loss) -> None:
        self.losses.append(found)
        self.check(found.ms <= PROMISE_MS, f"{found.tokens} tokens lost, the oldest {found.ms:.0f} ms old")

    def figures(self) -> dict[str, Any]:
        milliseconds = sorted(each.ms for each in self.losses) or [0.0]
        return {
            "kind": self.kind,
            "rounds": self.rounds,
            "killed in": self.phases,
            "lost ms, median": round(milliseconds[len(milliseconds) // 2], 1),
            "lost ms, most": round(milliseconds[-1], 1),
            "lost tokens, most": max((each.tokens for each in self.losses), default=0),
            "engine gone after s, most": round(max(self.gone_s, default=0.0), 2),
            "faults": self.faults,
        }


def moments(rounds: int, seed: int) -> Iterator[tuple[str, float]]:
    """A phase, each in turn, and a delay that falls somewhere into it."""
    chance = random.Random(seed)
    for number in range(rounds):
        phase = list(PHASES)[number % len(PHASES)]
        yield phase, chance.uniform(0, PHASES[phase][2] * 0.95)


# ---- the engine dies ------------------------------------------------------------------------------------------------


class Program:
    """A session without a window, in this process: it must outlive every engine."""

    def __init__(self, scene: Scene) -> None:
        self.application = QCoreApplication.instance() or QCoreApplication([])
        self.store = reopen(scene.database)
        self.session = Session(self.store, scene.launch)
        self.ended: list[Ended] = []
        self.session.ended.connect(self.ended.append)
        self.session.load(scene.script)

    def until(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not condition():
            self.application.processEvents()
            if time.monotonic() > end:
                raise TimeoutError(f"still {self.session.status.phase}")
            time.sleep(0.001)

    def close(self) -> None:
        self.session.close()
        self.store.close()
        self.session.deleteLater()


def kill_engine(folder: Path, rounds: int, seed: int) -> Report:
    scene, report = Scene(folder), Report("engine")
    scene.forget()
    program = Program(scene)
    try:
        for phase, delay in moments(rounds, seed):
            report.rounds += 1
            _kill_engine_once(scene, program, report, phase, delay)
    finally:
        program.close()
    check_database(scene.database)
    with reopen(scene.database) as store:
        report.check(store.mended == (), f"runs without an ending: {store.mended}")
    return report


def _kill_engine_once(scene: Scene, program: Program, report: Report, phase: str, delay: float) -> None:
    session, question = program.session, f"第 {report.rounds} 问"
    program.until(lambda: session.status.phase is Phase.READY)
    ask = Ask(conversation=None, parent=None, question=question)
    program.ended.clear()
    scene.forget()
    if phase == "load":
        session.load(scene.script)
    else:
        session.ask(ask)
    word, times, _ = PHASES[phase]
    program.until(lambda: sum(note.word == word for note in scene.notes()) >= times)
    until = time.monotonic() + delay
    program.until(lambda: time.monotonic() >= until)
    pid, killed = session.pid, time.monotonic()
    if pid == 0 or session.status.phase in (Phase.READY, Phase.STARTING):
        return  # it was over before the blow fell
    os.kill(pid, signal.SIGKILL)
    report.phases[phase] = report.phases.get(phase, 0) + 1
    if phase == "load":
        program.until(lambda: session.pid not in (0, pid))
        return
    program.until(lambda: bool(program.ended))
    ended = program.ended[0]
    if ended.ending == "stop":
        return
    report.check(ended.ending == "failed", f"ended as {ended.ending}")
    report.check(ended.error is not None and ended.error.kind == "engine_died", f"said {ended.error}")
    _check_kept(scene, program, report, question, killed)


def _check_kept(scene: Scene, program: Program, report: Report, question: str, killed: float) -> None:
    exchange = exchange_of(program.store, question)
    if exchange is None or exchange.generation is None:
        report.check(False, "the question is not in the store")
        return
    generation = exchange.generation
    stored = len(program.store.generations.tokens(generation.id).ids)
    notes = [note for note in scene.notes() if note.at <= killed]
    sent = sum(note.number for note in notes if note.word == "Delta")
    report.check(len(generation.raw) >= sent, f"{sent} characters were sent and {len(generation.raw)} kept")
    report.add_loss(loss(notes, generation, stored, killed))


# ---- the program dies -----------------------------------------------------------------------------------------------


def kill_program(folder: Path, rounds: int, seed: int, kinds: tuple[str, ...] = ("ask", "window")) -> Report:
    scene, report = Scene(folder), Report("program")
    for phase, delay in moments(rounds, seed):
        report.rounds += 1
        # Each phase meets each kind: the phase changes with every round, the kind when all phases have had their turn.
        how = kinds[report.rounds // len(PHASES) % len(kinds)]
        _kill_program_once(scene, report, how, phase, delay)
    return report


def _kill_program_once(scene: Scene, report: Report, how: str, phase: str, delay: float) -> None:
    question = f"第 {report.rounds} 问"
    scene.forget()
    process = subprocess.Popen(scene.program(how, question), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        scene.await_phase(phase)
        time.sleep(delay)
        running = process.poll() is None
        killed = time.monotonic()
    except TimeoutError as error:
        process.kill()
        report.check(False, f"{how}: {error}: {process.stderr.read().decode()[-500:]}")
        return
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
    seconds = gone(scene.engine_pids())
    report.gone_s.append(seconds)
    report.check(seconds <= GONE_S, "the engine outlived the program")
    if running:
        name = f"{how}, {phase}"
        report.phases[name] = report.phases.get(name, 0) + 1
    _check_left(scene, report, question, killed)


def _check_left(scene: Scene, report: Report, question: str, killed: float) -> None:
    notes = scene.notes()
    acknowledged = [note for note in notes if note.word == "begun"]
    check_database(scene.database)
    with reopen(scene.database) as store:
        exchange = exchange_of(store, question)
        if exchange is None or exchange.generation is None:
            report.check(not acknowledged, "a question that had been kept is gone")
            return
        generation = exchange.generation
        written = sum(note.number for note in notes if note.word == "ack")
        report.check(len(generation.raw) >= written, f"{written} characters acknowledged, {len(generation.raw)} kept")
        report.check(generation.ending in ("interrupted", "stop"), f"it is shown as {generation.ending}")
        report.check(generation.ending == "stop" or generation.id in store.mended, "it was not mended at this start")
        stored = len(store.generations.tokens(generation.id).ids)
        report.add_loss(loss(notes, generation, stored, killed))
    check_database(scene.database)
