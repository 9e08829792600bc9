"""Joins the search and the database's page to the window. Imports nothing that a start can spare."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.settings import SettingsKeeper
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.pages import Pages
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.conversation.presenter import ConversationPresenter
    from app.ui.find.presenter import FindPresenter
    from app.ui.keeping.opener import KeepingOpener
    from app.ui.search.opener import SearchOpener

SEARCH, DATABASE = "search", "database"


class Keeping(QObject):
    restore_wished = Signal(object)
    """Path of the backup that is to take the database's place; the program has to start again for it."""

    def __init__(
        self,
        pages: Pages,
        store: Store,
        settings: SettingsKeeper,
        feed: ChangeFeed,
        window: Callable[[], Window],
        conversation: "Callable[[], ConversationPresenter]",
        finding: "Callable[[], FindPresenter]",
        parent: QObject,
    ) -> None:
        """window, conversation, finding: those that there are now."""
        super().__init__(parent)
        self._pages, self._store, self._settings, self._feed = pages, store, settings, feed
        self._window, self._conversation, self._finding = window, conversation, finding
        pages.add(SEARCH, self._make_search)
        pages.add(DATABASE, self._make_database)

    def wire(self, window: Window) -> None:
        """What in a window leads there."""
        window.actions_.search.triggered.connect(lambda: self._pages.toggle(SEARCH))

    def _make_search(self) -> "SearchOpener":
        from app.ui.search.opener import SearchOpener

        made = SearchOpener(self._store, self._feed, self._conversation, self._finding, self)
        made.template_wished.connect(lambda: self._window().actions_.templates.trigger())
        return made

    def _make_database(self) -> "KeepingOpener":
        from app.ui.keeping.opener import KeepingOpener

        made = KeepingOpener(self._store, self._settings, self)
        made.restore_wished.connect(self.restore_wished)
        return made
