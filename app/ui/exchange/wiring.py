"""Wires bringing in, taking out and the tree of branches into the window. Pages are imported when they are wished."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal

from app.store.store import Store
from app.ui.conversation.presenter import ConversationPresenter
from app.ui.exchange.export_states import ExportState, Scope
from app.ui.feed import ChangeFeed
from app.ui.pages import Pages
from app.ui.sidebar.states import Wish
from app.ui.theme import applied, theme_named
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.branches.opener import BranchesOpener
    from app.ui.exchange.export_dialog import ExportDialog
    from app.ui.exchange.import_opener import ImportOpener

IMPORT, BRANCHES = "import", "branches"


class Exchanging(QObject):
    """The ways to what other programs keep, and back."""

    compare_wished = Signal(int)
    """An answer, whose thinking is to be compared with that of others to the same question."""

    def __init__(
        self,
        pages: Pages,
        store: Store,
        feed: ChangeFeed,
        window: Callable[[], Window],
        conversation: Callable[[], ConversationPresenter],
        parent: QObject,
    ) -> None:
        """window, conversation: those that are open now; others are built when language or appearance change."""
        super().__init__(parent)
        self._pages, self._store, self._feed = pages, store, feed
        self._window, self._conversation = window, conversation
        self._importer: ImportOpener | None = None
        self._exported = ExportState()
        pages.add(IMPORT, self._make_import)
        pages.add(BRANCHES, self._make_branches)

    def wire(self, window: Window) -> None:
        window.actions_.bring_in.triggered.connect(lambda: self._pages.toggle(IMPORT))
        window.actions_.branches.triggered.connect(lambda: self._pages.toggle(BRANCHES))
        window.actions_.take_out.triggered.connect(lambda: self.take_out())
        window.files_dropped.connect(self.bring_in)
        window.sidebar.wished.connect(self._on_wished)

    def bring_in(self, paths: list[str]) -> None:
        """Begin at once with files that somebody dropped, on the page that shows how far it is."""
        self._pages.show(IMPORT)
        assert self._importer is not None
        self._importer.take(paths)

    def take_out(self, chosen: Sequence[int] = ()) -> "ExportDialog":
        """Ask how conversations are to be taken out: the open one, `chosen` ones, or all."""
        from app.ui.exchange import wording
        from app.ui.exchange.export_dialog import ExportDialog
        from app.ui.exchange.export_presenter import ExportPresenter

        window, shown = self._window(), self._conversation().conversation
        everything = [each.id for each in self._store.conversations.list()]
        ids: dict[Scope, Sequence[int]] = {"this": [shown] if shown is not None else [], "chosen": chosen}
        ids["all"] = everything
        scopes = tuple((scope, len(found)) for scope, found in ids.items() if found) or (("all", 0),)
        state = replace(self._exported, scopes=scopes, scope="chosen" if chosen else scopes[0][0])
        theme = applied() or theme_named("light")
        dialog = ExportDialog(theme, state, window)
        presenter = ExportPresenter(self._store.exports, dialog, ids, wording.words(QLocale().name()), theme, dialog)
        dialog.finished.connect(lambda _: self._keep(presenter.kept))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _on_wished(self, wish: Wish) -> None:
        """The sidebar's menu; what else is wished there is its presenter's."""
        if wish.kind == "take_out":
            self.take_out(wish.ids)

    def _keep(self, state: ExportState) -> None:
        self._exported = state

    def _make_import(self) -> "ImportOpener":
        from app.ui.exchange.import_opener import ImportOpener

        made = ImportOpener(self._store, self._feed.announce, self)
        made.open_wished.connect(lambda id: self._conversation().open(id))
        made.take_out_wished.connect(lambda: self.take_out())
        self._importer = made
        return made

    def _make_branches(self) -> "BranchesOpener":
        from app.ui.branches.opener import BranchesOpener

        made = BranchesOpener(self._store, self._feed, lambda: self._conversation().conversation, self)
        made.show_wished.connect(self._show_branch)
        made.compare_wished.connect(self.compare_wished)
        return made

    def _show_branch(self, message: int) -> None:
        """Show the branch through a message, and leave the tree for it."""

        def done(_: int) -> None:
            self._pages.leave()

        self._feed.follow(self._store.conversations.choose(message), done)
