"""An explorer on a trace with made-up figures, in a window of its own."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.values import Live, Phase, Status
from app.explore import assemble
from app.explore.gauging import Level
from app.explore.values import Source, TraceView
from app.explore.weighing import Verdict
from app.ui.explorer.measuring import Instruments
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.presenter import ExplorerPresenter
from app.ui.explorer.states import Marks
from app.ui.theme import ThemeKeeper
from tests.explore import traces


class StillSession(QObject):
    """An engine at rest: weights are open, nothing runs."""

    grew = Signal(object)
    ended = Signal(object)
    spelled = Signal(object)
    status_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.status = Status(Phase.READY)
        self.lives: dict[int, Live] = {}
        self.asked: list[tuple[int, ...]] = []

    def spell(self, ids: tuple[int, ...]) -> None:
        self.asked.append(ids)


class ReadTraces(QObject):
    """Traces that are there at once."""

    def __init__(self, view: TraceView) -> None:
        super().__init__()
        self._view = view

    def of_answer(self, answer: int, done: Callable[[TraceView | None], None]) -> None:
        done(self._view if answer == self._view.source.answer_id else None)

    def forget(self, answer: int) -> None:
        pass


class NoMarks(QObject):
    """Nobody marks anything."""

    changed = Signal()
    possible = False

    def open(self, view: TraceView) -> None: ...
    def put(self, row: int, marks: Marks) -> None: ...
    def highlight(self, first: int, last: int) -> None: ...

    def rows(self) -> frozenset[int]:
        return frozenset()

    def texts(self) -> dict[int, str]:
        return {}

    def highlights(self) -> tuple[tuple[int, int], ...]:
        return ()


class IdleWeigher(QObject):
    """Nothing is weighed, and nothing was."""

    changed = Signal()
    weighed = Signal(int)
    progress = None

    def verdicts(self, view: TraceView) -> dict[int, Verdict]:
        return {}

    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def stop(self) -> None: ...


class IdleRedraw(QObject):
    """Nothing is drawn again."""

    changed = Signal()
    gave_up = Signal(int)
    row = None

    def stop(self) -> None: ...


class IdleGauger(QObject):
    """Nobody looks how settled the answer was, and nobody has."""

    changed = Signal()
    gauged = Signal(int)
    progress = None

    def levels(self, view: TraceView) -> tuple[Level, ...]:
        return ()

    def fits(self, view: TraceView) -> bool:
        return False

    def begin(self, view: TraceView) -> None: ...
    def stop(self) -> None: ...


def idle() -> Instruments:
    """Nothing goes on in the background."""
    return Instruments(IdleWeigher(), IdleRedraw(), IdleGauger())


class Explorer:
    """The page with its presenter, opened on a trace."""

    def __init__(
        self, source: Source, app: QApplication, width: int = 1280, instruments: Instruments | None = None
    ) -> None:
        self.instruments = instruments or idle()
        self.view = assemble.view(source)
        self.session = StillSession()
        self.page = ExplorerPage(ThemeKeeper(app, "light").theme)
        self.page.resize(width, 800)
        self.presenter = ExplorerPresenter(ReadTraces(self.view), self.session, NoMarks(), self.instruments, self.page)
        self.page.show()
        self.presenter.open(source.answer_id)
        QApplication.processEvents()

    def step(self, row: int) -> str:
        return self.view.analysis.steps[row].text

    @property
    def strong(self) -> str:
        """The letters that are set off as the chosen token."""
        span = self.page.thinking.strong
        return self.view.thinking[slice(*span)] if span is not None else ""


@pytest.fixture
def open_explorer(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Explorer]]:
    made: list[Explorer] = []

    def begin(source: Source | None = None, width: int = 1280, instruments: Instruments | None = None) -> Explorer:
        explorer = Explorer(source or traces.made(), qapp, width, instruments)
        qtbot.addWidget(explorer.page)
        made.append(explorer)
        return explorer

    yield begin
    for each in made:
        each.page.close()


@pytest.fixture
def explorer(open_explorer: Callable[..., Explorer]) -> Explorer:
    return open_explorer()
