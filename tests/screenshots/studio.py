"""A program with a window that talks to a real engine process playing a script, to be photographed.

Sets the platform and the folder of the data before Qt is loaded.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["SIBIAN_HOME"] = tempfile.mkdtemp(prefix="sibian-screenshots-")

from PySide6.QtWidgets import QApplication, QWidget

from app import main as window_program
from app import paths
from app.engine.launch import Launch
from app.engine.values import RUNNING, Phase

SIZE = (1280, 820)
SMALLEST = 0
"""Qt's word for the strongest compression."""


class Studio:
    """One program with its window, its engine and a database of its own."""

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        language: str,
        theme: str,
        script: Path | None = None,
        speed: float = 400,
    ) -> None:
        self.application, self.folder = application, folder
        self.language, self.theme = language, theme
        self.name = f"{'zh' if language == 'zh_CN' else language}-{theme}"
        database = Path(tempfile.mkdtemp()) / "sibian.db"
        self.model = Path(tempfile.mkdtemp()) / "Demonstration.gguf"
        self.model.write_bytes(b"GGUF")
        launch = Launch(backend="scripted", script=script or paths.assets() / "demo" / "demo.jsonl", speed=speed)
        self.program = window_program.Program(application, database, self.model, launch)
        self.program.settings.replace(language=language, theme=theme)
        self.program.show()
        self.window.resize(*SIZE)
        self.wait(lambda: self.program.session.status.phase is Phase.READY)

    @property
    def window(self) -> QWidget:
        return self.program.desk.window

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain: {self.name}")
            self.application.processEvents()
            time.sleep(0.01)

    def settle(self) -> None:
        end = time.monotonic() + 0.3
        self.wait(lambda: time.monotonic() > end)

    def ask(self, question: str) -> None:
        self.program.desk.conversation.send(question)
        self.wait(lambda: self.program.session.status.phase in RUNNING)

    def finish(self) -> None:
        self.wait(lambda: self.program.session.status.phase is Phase.READY)
        self.settle()

    def leave_home(self) -> None:
        """Weights of whoever takes the pictures are nobody else's business."""
        os.environ["HOME"] = os.environ["USERPROFILE"] = os.environ["SIBIAN_HOME"]

    def say(self, question: str) -> None:
        """A conversation of its own, to its end."""
        self.program.desk.conversation.open(None)
        self.ask(question)
        self.finish()

    def shoot(self, what: str, of: QWidget | None = None) -> None:
        self.settle()
        path = self.folder / f"{what}-{self.name}.png"
        if not (of or self.window).grab().save(str(path), "PNG", SMALLEST):
            raise OSError(f"cannot write {path}")
        print(path)

    def wait_for_formulas(self) -> None:
        """Until none in sight is still its source."""
        transcript = self.program.desk.window.transcript
        view = transcript.current()
        assert view is not None
        readers = (view.thinking.view, view.answer.view)
        self.settle()
        self.wait(lambda: not any(reader.sheets.waiting() for reader in readers))
        self.settle()

    def close(self) -> None:
        self.program.close()
        self.program.dismiss()
