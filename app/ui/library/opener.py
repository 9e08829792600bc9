"""Opens the library's page in a window, and keeps what must outlive the window: downloads, finds, filters."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.engine.session import Session
from app.settings import SettingsKeeper
from app.ui.library.page import LibraryPage
from app.ui.library.presenter import LibraryPresenter
from app.ui.library.stock import Stock
from app.ui.theme import Theme
from app.ui.widgets.external import open_external


class LibraryOpener(QObject):
    """Windows are built anew when language or appearance change; downloads go on meanwhile."""

    load_wished = Signal(str, object)
    """Path of weights, and how they are to be placed: fields of `LoadOptions`."""
    settings_wished = Signal()
    close_wished = Signal()

    def __init__(self, session: Session, settings: SettingsKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stock = Stock(session, settings, self)
        self._page: LibraryPage | None = None
        self._presenter: LibraryPresenter | None = None
        self._window: QWidget | None = None

    def page_for(self, window: QWidget, theme: Theme) -> LibraryPage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            kept = self._presenter.kept if self._presenter is not None else None
            self._window = window
            self._page = LibraryPage(theme)
            self._presenter = LibraryPresenter(self._stock, self._page, kept, self._page)
            self._presenter.load_wished.connect(self.load_wished)
            self._page.settings_wished.connect(self.settings_wished)
            self._page.close_wished.connect(self.close_wished)
            self._page.link_wished.connect(lambda link: open_external(link, window))
        return self._page

    def enter(self) -> None:
        """The page is on the screen now: look whether anything has changed since it was last."""
        self._stock.open()
        if self._page is not None:
            self._page.enter()

    def close(self) -> None:
        """For the end of the program; downloads go on when it is started again and they are resumed."""
        self._stock.close()
