"""The program that is killed: `sibian ask`, or the window without a screen, with one question asked at once.

Notes each write that the store has acknowledged beside the witness's own notes: those must never be lost.
"""

import os
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from app.store.generations import Generations
from app.store.records import Chunk
from tests.crash.notes import Witness
from tests.crash.scene import SPEED, Watched


def watch_writes(witness: Witness) -> None:
    append, begin = Generations.append, Generations.begin

    def appended(self: Generations, id: int, chunk: Chunk) -> "Future[Any]":
        future = append(self, id, chunk)
        future.add_done_callback(lambda done: done.exception() or witness.note("ack", len(chunk.raw)))
        return future

    def began(self: Generations, *values: Any) -> "Future[Any]":
        future = begin(self, *values)
        future.add_done_callback(lambda done: done.exception() or witness.note("begun"))
        return future

    Generations.append = appended  # type: ignore[method-assign]
    Generations.begin = began  # type: ignore[method-assign]


def ask(question: str, database: Path, script: Path) -> int:
    from app.__main__ import main
    from app.cli import start

    start.Launch = Watched  # type: ignore[misc]
    return main(["ask", question, "--db", str(database), "--scripted", str(script), "--speed", str(SPEED)])


def window(question: str, database: Path, script: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.engine.session import Ask, Phase, Status
    from app.main import Program, make_application

    application = make_application()
    program = Program(application, database, script, Watched("scripted", script, SPEED))
    session = program.session
    asked: list[bool] = []

    def on_status(status: Status) -> None:
        if status.phase is Phase.READY and not asked:
            asked.append(session.ask(Ask(conversation=None, parent=None, question=question)))

    session.status_changed.connect(on_status)
    session.ended.connect(lambda ended: application.quit())
    program.show()
    code = application.exec()
    program.close()
    return code


if __name__ == "__main__":
    how, question, database, script, notes = sys.argv[1:]
    watch_writes(Witness(notes))
    sys.exit({"ask": ask, "window": window}[how](question, Path(database), Path(script)))
