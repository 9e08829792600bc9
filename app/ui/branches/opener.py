"""Opens the page of branches in a window."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import paths
from app.purging import purge_branch
from app.store.changes import Written
from app.store.store import Store
from app.ui.branches.page import BranchesPage
from app.ui.branches.presenter import BranchesPresenter
from app.ui.feed import ChangeFeed
from app.ui.theme import Theme


class BranchesOpener(QObject):
    close_wished = Signal()
    show_wished = Signal(int)
    """A message whose branch is to be shown."""
    compare_wished = Signal(int)
    """An answer, whose thinking is to be compared with that of others to the same question."""

    def __init__(
        self, store: Store, feed: ChangeFeed, open_of: Callable[[], int | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._feed, self._open_of = store, feed, open_of
        self._page: BranchesPage | None = None
        self._presenter: BranchesPresenter | None = None
        self._window: QWidget | None = None

    def page_for(self, window: QWidget, theme: Theme) -> BranchesPage:
        if self._page is None or self._window is not window:
            self._window = window
            self._page = BranchesPage(theme)
            self._presenter = BranchesPresenter(
                self._store, self._feed, self._open_of, self._purge, self._page, self._page
            )
            self._presenter.show_wished.connect(self.show_wished)
            self._presenter.compare_wished.connect(self.compare_wished)
            self._page.close_wished.connect(self.close_wished)
        return self._page

    def _purge(self, message: int) -> "Future[Written[int]]":
        return purge_branch(self._store, message, paths.saved_kv_dir())

    def enter(self) -> None:
        if self._page is not None and self._presenter is not None:
            self._presenter.enter()
            self._page.enter()

    def close(self) -> None:
        """Nothing goes on behind this page."""
