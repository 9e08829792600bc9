"""Opens the page on which poems are checked, and keeps what is written there when the window is built anew."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.verse.following import Following, Runs
from app.ui.verse.page import VersePage
from app.ui.verse.presenter import Kept, VersePresenter
from app.ui.verse.states import Followed


class VerseOpener(QObject):
    """As every page's: one page for a window."""

    close_wished = Signal()

    def __init__(self, runs: Runs, answer: Callable[[], Followed], parent: QObject | None = None) -> None:
        """answer: that of the conversation that is open now."""
        super().__init__(parent)
        self._following = Following(runs, answer, self)
        self._kept = Kept()
        self._page: VersePage | None = None
        self._presenter: VersePresenter | None = None
        self._window: QWidget | None = None

    def page_for(self, window: QWidget, theme: Theme) -> VersePage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            if self._presenter is not None:
                self._presenter.settle()
                self._following.changed.disconnect(self._presenter.on_followed)
            self._window = window
            self._page = VersePage(theme)
            self._presenter = VersePresenter(self._page, self._kept, self._page, self._following)
            self._page.close_wished.connect(self.close_wished)
        return self._page

    def show_text(self, text: str, form: str = "auto", book: str = "平水韵") -> None:
        """Check this text on the page, which has been made."""
        if self._presenter is not None:
            self._presenter.show_text(text, form, book)

    def follow(self, form: str = "auto", book: str = "平水韵") -> None:
        """Check the open conversation's answer on the page, which has been made."""
        if self._presenter is not None:
            self._presenter.follow(form, book)

    def enter(self) -> None:
        """The page is on the screen now."""
        if self._page is not None and self._presenter is not None:
            self._presenter.enter()
            self._page.enter()

    def close(self) -> None:
        """For the end of the program; what is written is no one's but this session's."""
        self._following.stop()
