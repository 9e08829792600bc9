"""Opens the page of statistics in a window, and keeps what must outlive the window: what was counted and chosen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.store.store import Store
from app.ui.statistics.counting import Counting
from app.ui.statistics.page import StatisticsPage
from app.ui.statistics.presenter import StatisticsPresenter
from app.ui.theme import Theme


class StatisticsOpener(QObject):
    """Windows are built anew when language or appearance change."""

    trace_wished = Signal(int)
    """Id of an answer that is to be explored."""
    close_wished = Signal()
    failed = Signal(object)
    """UserError."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counting = Counting(store, self)
        self.counting.failed.connect(self.failed)
        self._page: StatisticsPage | None = None
        self.presenter: StatisticsPresenter | None = None
        self._window: QWidget | None = None

    def page_for(self, window: QWidget, theme: Theme) -> StatisticsPage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            kept = self.presenter.kept if self.presenter is not None else None
            self._window, self._page = window, StatisticsPage(theme)
            self.presenter = StatisticsPresenter(self.counting, self._page, kept)
            self._page.trace_wished.connect(self.trace_wished)
            self._page.close_wished.connect(self.close_wished)
        return self._page

    def enter(self) -> None:
        """The page is on the screen now: look whether there are other traces than before."""
        self.counting.begin()
        if self._page is not None:
            self._page.chart.setFocus()

    def close(self) -> None:
        """For the end of the program; what is not counted yet is counted another time."""
        self.counting.close()
