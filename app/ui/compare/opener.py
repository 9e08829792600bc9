"""Opens the page of a comparison in a window, and keeps what must outlive the window: what was being compared."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.store.store import Store
from app.ui.compare.page import ComparePage
from app.ui.compare.presenter import ComparePresenter, Kept
from app.ui.explorer.traces import Traces
from app.ui.theme import Theme


class CompareOpener(QObject):
    """Windows are built anew when language or appearance change."""

    step_wished = Signal(int, int)
    """An answer, and the row of its thinking that is to be explored."""
    close_wished = Signal()

    def __init__(self, store: Store, traces: Traces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._traces = store, traces
        self._page: ComparePage | None = None
        self.presenter: ComparePresenter | None = None
        self._window: QWidget | None = None
        self._wanted: int | None = None
        self._beside = 0

    def compare(self, answer: int, beside: int = 0) -> None:
        """Have the page compare this answer, by the id of its message, with another of its question; 0 for any."""
        self._wanted, self._beside = answer, beside

    def page_for(self, window: QWidget, theme: Theme) -> ComparePage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            kept = self.presenter.kept if self.presenter is not None and self._wanted is None else Kept()
            self._window, self._page = window, ComparePage(theme)
            self.presenter = ComparePresenter(self._store, self._traces, self._page, kept)
            self.presenter.step_wished.connect(self.step_wished)
            self._page.close_wished.connect(self.close_wished)
        return self._page

    def enter(self) -> None:
        """The page is on the screen now."""
        if self.presenter is not None and self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.presenter.open(wanted, tuple(sorted((wanted, self._beside))) if self._beside else ())
        if self._page is not None:
            self._page.setFocus()

    def close(self) -> None:
        """For the end of the program: nothing goes on here."""
