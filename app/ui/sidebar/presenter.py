"""Keeps the list of conversations true to the store and carries out what is wished there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.engine.session import Session
from app.engine.values import RUNNING, Status
from app.store.changes import Changes
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.sidebar.panel import SidebarPanel
from app.ui.sidebar.rows import ConversationRows


class SidebarPresenter(QObject):
    """Opens, renames and deletes conversations; a deleted one comes back by `undo`."""

    open_wished = Signal(object)
    """Id of the conversation to show, or None for a new one."""

    def __init__(
        self,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        rows: ConversationRows,
        panel: SidebarPanel,
        offer_undo: Callable[[str, Callable[[], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._conversations = store.conversations
        self._feed, self._rows, self._panel = feed, rows, panel
        self._offer_undo = offer_undo
        self._session = session
        self._open: int | None = None
        panel.new_wished.connect(lambda: self.open_wished.emit(None))
        panel.open_wished.connect(lambda conversation: self.open_wished.emit(conversation))
        panel.delete_wished.connect(self.delete)
        rows.title_edited.connect(self._rename)
        feed.changed.connect(self._on_changed)
        session.status_changed.connect(self._on_status)
        self._reload()

    def show_open(self, conversation: int | None) -> None:
        """The window now shows this conversation."""
        self._open = conversation
        self._panel.select(conversation)

    def delete(self, conversation: int) -> None:
        kept = self._conversations.get(conversation)
        if kept is None:
            return

        def undo() -> None:
            self._feed.follow(self._conversations.restore(conversation), lambda _: self.open_wished.emit(conversation))

        def done(_: object) -> None:
            if conversation == self._open:
                self.open_wished.emit(None)
            self._offer_undo(kept.title, undo)

        self._feed.follow(self._conversations.delete(conversation), done)

    def _rename(self, conversation: int, title: str) -> None:
        if title.strip():
            self._feed.follow(self._conversations.rename(conversation, title.strip()))

    def _on_changed(self, changes: Changes) -> None:
        if changes.conversations:
            self._reload()

    def _on_status(self, status: Status) -> None:
        live = self._session.live
        running = live is not None and status.phase in RUNNING
        self._rows.show_running(live.begun.conversation if live is not None and running else None)

    def _reload(self) -> None:
        self._rows.show(self._conversations.list())
        self._panel.select(self._open)
