"""Puts the sidebar's presenter together for a window."""

from PySide6.QtCore import QCoreApplication, QObject

from app import paths
from app.engine.session import Session
from app.purging import purge
from app.settings import SettingsKeeper
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.notices import Notices
from app.ui.sidebar.panel import SidebarPanel
from app.ui.sidebar.presenter import SidebarPresenter
from app.ui.sidebar.rows import ConversationRows
from app.ui.sidebar.states import Listing


def order_sidebar(
    store: Store,
    session: Session,
    feed: ChangeFeed,
    settings: SettingsKeeper,
    rows: ConversationRows,
    panel: SidebarPanel,
    notices: Notices,
    listing: Listing,
    parent: QObject,
) -> SidebarPresenter:
    """listing: outlives the window."""
    undo = QCoreApplication.translate("Sidebar", "Undo")
    return SidebarPresenter(
        store,
        session,
        feed,
        settings,
        rows,
        panel,
        purge=lambda ids: purge(store, ids, paths.saved_kv_dir()),
        offer_undo=lambda text, back: notices.show_info(text, undo, back),
        say=lambda text: notices.show_info(text),
        listing=listing,
        parent=parent,
    )
