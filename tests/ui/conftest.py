"""A whole program: real store, real engine process playing a script, real window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.launch import Launch
from app.main import Program
from app.ui.sweeper import Sweeper
from tests.ui.person import Person, write_script


@pytest.fixture(autouse=True)
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    """As in the program: no garbage is collected on a thread that is not Qt's."""
    made = Sweeper()
    yield made
    made.close()


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file the scripted engine pretends to load."""
    path = tmp_path / "DeepSeek-R1-Distill-Qwen-1.5B-Q4_K_M.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path, weights: Path) -> Iterator[Callable[..., Person]]:
    """Start the program; twice on one database where the test closes the first."""
    running: list[Program] = []

    def begin(speed: float = 0, script: Path | None = None, database: Path | None = None) -> Person:
        script = script or write_script(tmp_path / "script.jsonl")
        launch = Launch(backend="scripted", script=script, speed=speed or None)
        program = Program(qapp, database or tmp_path / "sibian.db", weights, launch)
        program.settings.replace(language="en", theme="light")
        program.show()
        running.append(program)
        return Person(program, qtbot)

    yield begin
    for program in running:
        program.close()
        program.dismiss()


@pytest.fixture
def person(start: Callable[..., Person]) -> Person:
    """Somebody in front of the ready program."""
    somebody = start()
    somebody.wait_ready()
    return somebody
