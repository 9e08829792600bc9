"""Wires bringing in, taking out and the tree of branches into the window. Pages are imported when they are wished."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.store.changes import Changes
from app.store.store import Store
from app.ui.pages import Pages
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.exchange.import_opener import ImportOpener

IMPORT = "import"


class Exchanging(QObject):
    """The ways to what other programs keep, and back."""

    def __init__(
        self,
        pages: Pages,
        store: Store,
        announce: Callable[[Changes], None],
        window: Callable[[], Window],
        show: Callable[[int], None],
        parent: QObject,
    ) -> None:
        """window: the one that is open now. show: opens a conversation in it."""
        super().__init__(parent)
        self._pages, self._store, self._announce, self._window, self._show = pages, store, announce, window, show
        self._importer: ImportOpener | None = None
        pages.add(IMPORT, self._make_import)

    def wire(self, window: Window) -> None:
        window.actions_.bring_in.triggered.connect(lambda: self._pages.toggle(IMPORT))
        window.files_dropped.connect(self.bring_in)

    def bring_in(self, paths: list[str]) -> None:
        """Begin at once with files that somebody dropped, on the page that shows how far it is."""
        self._pages.show(IMPORT)
        assert self._importer is not None
        self._importer.take(paths)

    def _make_import(self) -> "ImportOpener":
        from app.ui.exchange.import_opener import ImportOpener

        made = ImportOpener(self._store, self._announce, self)
        made.open_wished.connect(self._show)
        self._importer = made
        return made
