"""Keeps the list of conversations true to the store and carries out what is wished there."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from app.engine.session import Session
from app.engine.values import RUNNING, Status
from app.settings import SettingsKeeper
from app.store.changes import Changes, Written
from app.store.copies import Merged
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.sidebar.catalogue import Catalogue
from app.ui.sidebar.panel import SidebarPanel
from app.ui.sidebar.rows import ConversationRows
from app.ui.sidebar.states import Listing, OrderState, Place, Wish

Purge = Callable[[Sequence[int]], "Future[Written[None]]"]
OfferUndo = Callable[[str, Callable[[], None]], None]
Say = Callable[[str], None]


class SidebarPresenter(QObject):
    """Opens, renames, orders and deletes conversations; what can be undone is offered to be."""

    open_wished = Signal(object)
    """Id of the conversation to show, or None for a new one."""

    def __init__(
        self,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        settings: SettingsKeeper,
        rows: ConversationRows,
        panel: SidebarPanel,
        purge: Purge,
        offer_undo: OfferUndo,
        say: Say,
        listing: Listing,
        parent: QObject | None = None,
    ) -> None:
        """purge: removes for good. offer_undo: says what was done, with a way back. say: says something in passing."""
        super().__init__(parent)
        self._conversations, self._order, self._copies = store.conversations, store.order, store.copies
        self._feed, self._settings, self._rows, self._panel = feed, settings, rows, panel
        self._purge, self._offer_undo, self._say = purge, offer_undo, say
        self._session, self._catalogue = session, Catalogue(store)
        self._open: int | None = None
        self._listing = listing
        panel.new_wished.connect(lambda: self.open_wished.emit(None))
        panel.open_wished.connect(self._on_open_wished)
        panel.place_chosen.connect(self._show_place)
        panel.wished.connect(self._on_wished)
        rows.title_edited.connect(self._rename)
        feed.changed.connect(self._on_changed)
        session.status_changed.connect(self._on_status)
        self._show()

    def show_open(self, conversation: int | None) -> None:
        """The window now shows this conversation."""
        self._open = conversation
        self._panel.select(conversation)

    @property
    def place(self) -> Place:
        return self._listing.place

    def delete(self, conversation: int) -> None:
        self._delete((conversation,))

    # ---- what is wished -----------------------------------------------------------------------------------------

    def _on_wished(self, wish: Wish) -> None:
        order, ids = self._order, wish.ids
        match wish.kind:
            case "pin" | "unpin":
                self._feed.follow(order.pin(ids, wish.kind == "pin"))
            case "folder":
                self._feed.follow(order.put(ids, wish.number))
            case "tag" | "untag":
                assert wish.number is not None
                self._feed.follow(order.tag(ids, wish.number, wish.kind == "tag"))
            case "archive" | "unarchive":
                self._archive(ids, wish.kind == "archive")
            case "delete":
                self._delete(ids)
            case "restore":
                self._feed.follow(order.restore(ids))
            case "purge":
                self._feed.follow(self._purge(ids))
            case "empty_trash":
                if thrown := [each.id for each in self._conversations.list(deleted=True)]:
                    self._feed.follow(self._purge(thrown))
            case "merge":
                self._merge(ids)
            case "duplicates":
                self._find_copies()
            case _:
                self._on_named(wish)

    def _on_named(self, wish: Wish) -> None:
        """Wishes about folders and tags themselves."""
        order, ids, number = self._order, wish.ids, wish.number
        of_folder = self.place.kind == "folder"
        if wish.kind in ("make_folder", "new_folder"):
            self._feed.follow(order.make_folder(wish.name), lambda made: self._feed.follow(order.put(ids, made)))
        elif wish.kind == "new_tag":
            self._feed.follow(order.make_tag(wish.name), lambda made: self._feed.follow(order.tag(ids, made)))
        elif wish.kind == "rename_place" and number is not None:
            self._feed.follow((order.rename_folder if of_folder else order.rename_tag)(number, wish.name))
        elif wish.kind == "remove_place" and number is not None:
            self._feed.follow((order.remove_folder if of_folder else order.remove_tag)(number))

    def _delete(self, ids: Sequence[int]) -> None:
        known = [kept for id in ids if (kept := self._conversations.get(id)) is not None]
        if not known:
            return

        def restored(_: object) -> None:
            if len(known) == 1:
                self.open_wished.emit(known[0].id)

        def undo() -> None:
            self._feed.follow(self._order.restore(ids), restored)

        def done(_: object) -> None:
            if self._open in ids:
                self.open_wished.emit(None)
            one = self.tr("“{title}” was deleted.").format(title=known[0].title)
            many = self.tr("%n conversation(s) were deleted.", "", len(known))
            self._offer_undo(one if len(known) == 1 else many, undo)

        self._feed.follow(self._order.delete(ids), done)

    def _archive(self, ids: Sequence[int], archived: bool) -> None:
        def done(_: object) -> None:
            if archived:
                text = self.tr("%n conversation(s) were archived.", "", len(ids))
                self._offer_undo(text, lambda: self._feed.follow(self._order.archive(ids, False)))

        self._feed.follow(self._order.archive(ids, archived), done)

    def _merge(self, ids: Sequence[int]) -> None:
        """Into the oldest of them, so that what began first stays."""
        into, *others = sorted(ids)

        def done(merged: Merged) -> None:
            text = self.tr("%n conversation(s) were merged into one.", "", len(ids))
            self._offer_undo(text, lambda: self._feed.follow(self._copies.unmerge(merged)))
            self.open_wished.emit(into)

        self._feed.follow(self._copies.merge(into, others), done)

    def _find_copies(self) -> None:
        copies = [id for group in self._copies.duplicates() for id in group[1:]]
        if not copies:
            self._say(self.tr("No conversation says the same as another."))
            return
        self._show_place(Place())
        self._panel.choose(copies)
        self._say(self.tr("%n copy(s) of older conversations are chosen.", "", len(copies)))

    def _rename(self, conversation: int, title: str) -> None:
        if title.strip():
            self._feed.follow(self._conversations.rename(conversation, title.strip()))

    def _on_open_wished(self, conversation: int) -> None:
        if self.place.kind != "trash":  # what was thrown away is restored first
            self.open_wished.emit(conversation)

    # ---- what changes -------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.conversations or changes.order:
            self._catalogue.renew(None if changes.order else changes.conversations)
            self._show()

    def _on_status(self, status: Status) -> None:
        live = self._session.live
        running = live is not None and status.phase in RUNNING
        self._rows.show_running(live.begun.conversation if live is not None and running else None)

    def _show_place(self, place: Place) -> None:
        self._listing.place = place
        self._show()

    def _show(self) -> None:
        state = OrderState(
            tuple(self._order.folders()),
            tuple(self._order.tags()),
            self._catalogue.tagged,
            self._settings.now.trash_days,
        )
        if self.place.kind in ("folder", "tag") and not state.name_of(self.place):
            self._listing.place = Place()  # it is gone
        self._panel.show_order(state, self.place)
        self._rows.show(self._catalogue.at(self.place, state.name_of(self.place)), state.tagged)
        self._panel.select(self._open)
