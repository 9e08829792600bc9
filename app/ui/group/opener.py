"""Opens the group's page in a window, and keeps what must outlive the window: the group on view, the judging."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.engine.session import Session
from app.groups.grading import grade
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.group.checkers import checks
from app.ui.group.judging import Judging
from app.ui.group.page import GroupPage
from app.ui.group.presenter import Asking, GroupPresenter, Kept
from app.ui.group.states import Prepared
from app.ui.theme import Theme


class GroupOpener(QObject):
    """Windows are built anew when language or appearance change; runs and their judging go on meanwhile."""

    close_wished = Signal()
    templates_wished = Signal()
    steps_wished = Signal(int, int)
    """Two answers are to be compared step by step."""
    slash_wished = Signal(object)
    """A question begins with a slash, in this QuestionBox."""

    def __init__(
        self,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        asking: Callable[[], Asking],
        parent: QObject | None = None,
    ) -> None:
        """asking: the conversation of the window that there is now."""
        super().__init__(parent)
        self._store, self._session, self._feed, self._asking = store, session, feed, asking
        self._judging = Judging(store, session, grade, self)
        self._kept = Kept()
        self._page: GroupPage | None = None
        self._presenter: GroupPresenter | None = None
        self._window: QWidget | None = None

    def page_for(self, window: QWidget, theme: Theme) -> GroupPage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            if self._presenter is not None:
                self._presenter.settle()
            self._window = window
            self._page = GroupPage(theme)
            self._presenter = GroupPresenter(
                self._store, self._session, self._feed, self._asking(), self._judging, checks(), self._page, self._kept,
                self._page,
            )  # fmt: skip
            self._presenter.taken.connect(self.close_wished)
            self._page.close_wished.connect(self.close_wished)
            self._page.steps_wished.connect(self.steps_wished)
            ask = self._page.ask
            ask.templates_wished.connect(self.templates_wished)
            ask.slash_wished.connect(lambda: self.slash_wished.emit(ask))
        return self._page

    def enter(self) -> None:
        """The page is on the screen now."""
        if self._presenter is not None and self._page is not None:
            self._presenter.enter()
            self._page.enter()

    def prepare(self, prepared: Prepared) -> None:
        """Put a question into the page, which has been made."""
        if self._presenter is not None:
            self._presenter.prepare(prepared)

    def close(self) -> None:
        """For the end of the program."""
        self._judging.close()
