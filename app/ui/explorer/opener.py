"""Opens the explorer in a window, and keeps what must outlive the window: traces that were read, where one was."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.engine.session import Session
from app.store.records import Begun
from app.store.store import Store
from app.ui.conversation.states import BranchWish
from app.ui.explorer.gauger import Gauger
from app.ui.explorer.measuring import Instruments
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.presenter import ExplorerPresenter, Kept
from app.ui.explorer.readers_marks import ReadersMarks
from app.ui.explorer.redraw import Redraw
from app.ui.explorer.traces import Traces
from app.ui.explorer.weigher import Weigher
from app.ui.theme import Theme


class ExplorerOpener(QObject):
    """Windows are built anew when language or appearance change."""

    branch_wished = Signal(object)
    """BranchWish, for whoever may begin a run."""
    compare_wished = Signal(int)
    """Id of the answer that is explored."""
    export_wished = Signal()
    close_wished = Signal()
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._session = store, session
        self.traces = Traces(store, self)
        self.traces.failed.connect(self.failed)
        weigher, gauger = Weigher(store, session, self), Gauger(store, session, self)
        for each in (weigher, gauger):
            each.failed.connect(self.failed)
        self.instruments = Instruments(weigher, Redraw(store, session, self), gauger)
        self.instruments.redraw.found.connect(lambda: self._expect(end_at_once=False))
        self._page: ExplorerPage | None = None
        self.presenter: ExplorerPresenter | None = None
        self._window: QWidget | None = None
        self._wanted: int | None = None
        """The answer that is to be explored as soon as the page is there."""
        self._row = 0
        self._expecting = False
        """A run that was tried from here is about to begin."""
        self._end_at_once = False
        session.begun.connect(self._on_begun)

    def explore(self, answer: int, row: int = 0) -> None:
        """Have the page show this answer, by the id of its message, at a row of its thinking."""
        self._wanted, self._row = answer, row
        if self.presenter is not None and self._page is not None and self._page.isVisible():
            self.enter()

    def page_for(self, window: QWidget, theme: Theme) -> ExplorerPage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            kept = self.presenter.kept if self.presenter is not None else Kept()
            self._window, self._page = window, ExplorerPage(theme)
            kept = Kept() if self._wanted is not None else kept
            marks = ReadersMarks(self._store, self._page)
            marks.failed.connect(self.failed)
            self.presenter = ExplorerPresenter(self.traces, self._session, marks, self.instruments, self._page, kept)
            self.presenter.trying.branch_wished.connect(self._try)
            self.presenter.trying.answer_wished.connect(self._try_and_answer)
            self._page.close_wished.connect(self.close_wished)
            self._page.compare_wished.connect(self._compare)
            self._page.export_wished.connect(self.export_wished)
        return self._page

    def enter(self) -> None:
        """The page is on the screen now."""
        if self.presenter is not None and self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.presenter.open(wanted, Kept(wanted, self._row, tab="step") if self._row else None)
        if self._page is not None:
            self._page.enter()

    def _compare(self) -> None:
        view = self.presenter.view if self.presenter is not None else None
        if view is not None and view.source.answer_id:
            self.compare_wished.emit(view.source.answer_id)

    def close(self) -> None:
        """For the end of the program; what was drawn is kept, and what is lacking can be drawn another time."""
        self.instruments.stop()
        self.traces.close()

    # ---- trying -------------------------------------------------------------------------------------------------

    def _try(self, wish: BranchWish) -> None:
        self._expect(end_at_once=False)
        self.branch_wished.emit(wish)

    def _try_and_answer(self, wish: BranchWish) -> None:
        self._expect(end_at_once=True)
        self.branch_wished.emit(wish)

    def _expect(self, *, end_at_once: bool) -> None:
        self._expecting, self._end_at_once = True, end_at_once

    def _on_begun(self, begun: Begun) -> None:
        """What was tried is on its way: follow it."""
        if not self._expecting or self.presenter is None:
            return
        self._expecting = False
        if self._end_at_once:
            # The engine must have been told of the run before it can be told to end its thinking.
            QTimer.singleShot(0, lambda: self._session.answer_now(begun.generation))
        answer = begun.answer
        QTimer.singleShot(0, lambda: self._follow(answer))

    def _follow(self, answer: int) -> None:
        if self.presenter is not None and self._page is not None and self._page.isVisible():
            self.presenter.open(answer)
