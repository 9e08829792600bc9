"""Joins the explorer to the window: how its page is made, what leads to it. Imports nothing a start can spare."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.engine.session import Session
from app.store.store import Store
from app.ui.pages import Pages
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.compare.opener import CompareOpener
    from app.ui.explorer.opener import ExplorerOpener
    from app.ui.statistics.opener import StatisticsOpener

NAME, COMPARING, STATISTICS = "explorer", "compare", "statistics"


class Exploring(QObject):
    """The way to the explorer's page."""

    def __init__(
        self, pages: Pages, store: Store, session: Session, window: Callable[[], Window], parent: QObject
    ) -> None:
        """window: the one that is open now; another is built when language or appearance change."""
        super().__init__(parent)
        self._pages, self._store, self._session, self._window = pages, store, session, window
        self._opener: ExplorerOpener | None = None
        self._comparer: CompareOpener | None = None
        pages.add(NAME, self._make)
        pages.add(COMPARING, self._make_comparer)
        pages.add(STATISTICS, self._make_statistics)

    def wire(self, window: Window) -> None:
        """What in a window leads to the explorer."""
        window.transcript.explore_wished.connect(self.explore)
        window.actions_.explore.triggered.connect(self._toggle)

    def explore(self, answer: int) -> None:
        """Show the trace of an answer, by the id of its message."""
        self._pages.opener(NAME)
        assert self._opener is not None
        self._opener.explore(answer)
        self._pages.show(NAME)

    def _toggle(self) -> None:
        if self._pages.current == NAME:
            self._pages.leave()
        else:
            self._window().transcript.explore()

    def compare(self, answer: int, beside: int = 0, under: str = "") -> None:
        """Compare an answer with another version of it, 0 for the nearest. under: the page to come back to."""
        self._pages.opener(COMPARING)
        assert self._comparer is not None
        self._comparer.compare(answer, beside)
        self._pages.show(COMPARING, under)

    def _make_comparer(self) -> "CompareOpener":
        from app.ui.compare.opener import CompareOpener

        self._pages.opener(NAME)
        assert self._opener is not None
        made = CompareOpener(self._store, self._opener.traces, self)
        made.step_wished.connect(self._explore_step)
        self._comparer = made
        return made

    def _make_statistics(self) -> "StatisticsOpener":
        from app.ui.statistics.opener import StatisticsOpener

        made = StatisticsOpener(self._store, self)
        made.trace_wished.connect(self.explore)
        made.failed.connect(lambda error: self._window().notices.show_error(error))
        return made

    def _explore_step(self, answer: int, row: int) -> None:
        self._pages.opener(NAME)
        assert self._opener is not None
        self._opener.explore(answer, row)
        self._pages.show(NAME)

    def _make(self) -> "ExplorerOpener":
        from app.ui.explorer.opener import ExplorerOpener

        made = ExplorerOpener(self._store, self._session, self)
        made.branch_wished.connect(lambda wish: self._window().transcript.branch_wished.emit(wish))
        made.failed.connect(lambda error: self._window().notices.show_error(error))
        made.compare_wished.connect(self.compare)
        made.export_wished.connect(lambda: self._window().actions_.take_out.trigger())
        self._opener = made
        return made
