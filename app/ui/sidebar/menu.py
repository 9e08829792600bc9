"""What can be done with the conversations that are chosen, as a menu. Says what is wished."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.store.records import Conversation
from app.ui.sidebar.states import OrderState, Place, Wish, WishKind

translate = QCoreApplication.translate


def conversation_menu(
    parent: QWidget,
    chosen: Sequence[Conversation],
    state: OrderState,
    place: Place,
    *,
    wish: Callable[[Wish], None],
    name: Callable[[Wish], None],
    rename: Callable[[], None],
) -> QMenu:
    """name: called with a wish that still lacks a name. rename: edits the title of the one that is chosen."""
    menu, ids = QMenu(parent), tuple(each.id for each in chosen)

    def offer(to: QMenu, text: str, kind: WishKind, number: int | None = None, called: bool = False) -> None:
        made = Wish(kind, ids, number)
        to.addAction(text).triggered.connect(lambda: (name if called else wish)(made))

    if place.kind == "trash":
        offer(menu, translate("ConversationMenu", "Restore"), "restore")
        menu.addSeparator()
        offer(menu, translate("ConversationMenu", "Delete for good…"), "purge")
        return menu
    if len(chosen) == 1:
        menu.addAction(translate("ConversationMenu", "Rename")).triggered.connect(lambda: rename())
    pinned = all(each.pinned is not None for each in chosen)
    offer(
        menu,
        translate("ConversationMenu", "Unpin") if pinned else translate("ConversationMenu", "Pin to the top"),
        "unpin" if pinned else "pin",
    )
    _folders(menu, chosen, state, offer)
    _tags(menu, ids, state, offer)
    archived = all(each.archived is not None for each in chosen)
    offer(
        menu,
        translate("ConversationMenu", "Take out of the archive")
        if archived
        else translate("ConversationMenu", "Archive"),
        "unarchive" if archived else "archive",
    )
    if len(chosen) > 1:
        offer(menu, translate("ConversationMenu", "Merge into one, as its branches"), "merge")
    offer(menu, translate("ConversationMenu", "Take out…"), "take_out")
    menu.addSeparator()
    offer(menu, translate("ConversationMenu", "Delete"), "delete")
    return menu


Offer = Callable[..., None]


def _folders(menu: QMenu, chosen: Sequence[Conversation], state: OrderState, offer: Offer) -> None:
    into = menu.addMenu(translate("ConversationMenu", "Folder"))
    here = {each.folder for each in chosen}
    for folder in state.folders:
        offer(into, _plain(folder.name), "folder", folder.id)
        action = into.actions()[-1]
        action.setCheckable(True)
        action.setChecked(here == {folder.id})
    if here != {None}:
        offer(into, translate("ConversationMenu", "No folder"), "folder", None)
    into.addSeparator()
    offer(into, translate("ConversationMenu", "New folder…"), "new_folder", called=True)


def _tags(menu: QMenu, ids: Sequence[int], state: OrderState, offer: Offer) -> None:
    with_tags = menu.addMenu(translate("ConversationMenu", "Tags"))
    for tag in state.tags:
        carried = all(tag.name in state.tagged.get(id, ()) for id in ids)
        offer(with_tags, _plain(tag.name), "untag" if carried else "tag", tag.id)
        action = with_tags.actions()[-1]
        action.setCheckable(True)
        action.setChecked(carried)
    with_tags.addSeparator()
    offer(with_tags, translate("ConversationMenu", "New tag…"), "new_tag", called=True)


def _plain(name: str) -> str:
    """A name with no letter taken for a shortcut."""
    return name.replace("&", "&&")
