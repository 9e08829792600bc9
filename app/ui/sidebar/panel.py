"""The list of conversations as one sees it. Shows rows, says what is wished; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.sidebar.asking import ask_name, confirm
from app.ui.sidebar.menu import conversation_menu
from app.ui.sidebar.painter import RowPainter
from app.ui.sidebar.place_bar import PlaceBar
from app.ui.sidebar.rows import ConversationRows, IdRole
from app.ui.sidebar.states import OrderState, Place, Wish
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton


class SidebarPanel(QWidget):
    """New conversation, search, the conversations of one place, and the ways to the pages and the settings."""

    new_wished = Signal()
    open_wished = Signal(int)
    place_chosen = Signal(object)
    """Place."""
    wished = Signal(object)
    """Wish, with everything it needs."""
    page_wished = Signal(str)
    """Name of a page to lay over the conversation."""
    settings_wished = Signal()

    def __init__(self, rows: ConversationRows, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows, self._order, self._place = rows, OrderState(), Place()
        self._chosen_before: tuple[int, ...] = ()
        self._new = QPushButton(icon("plus", theme), self.tr("New conversation"))
        self._new.setAccessibleName(self.tr("New conversation"))
        self._new.clicked.connect(self.new_wished)
        self._settings = IconButton("settings", self.tr("Settings"), theme)
        self._settings.clicked.connect(self.settings_wished)
        self._search = self._way("search", "search", self.tr("Search everything"), theme)
        self.places = PlaceBar(theme)
        self.places.place_chosen.connect(self.place_chosen)
        self.places.wished.connect(self._take)
        self.places.name_wished.connect(self._name)
        ways = [
            self._way("group", "layers", self.tr("Many tries"), theme),
            self._way("verse", "feather", self.tr("Check a poem"), theme),
            self._way("library", "library", self.tr("Weights"), theme),
            self._way("statistics", "gauge", self.tr("Statistics"), theme),
            self._way("import", "download", self.tr("Bring in"), theme),
        ]
        self._list = self._make_list(theme)
        self._empty = QLabel()
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty.setProperty("role", "hint")
        self._empty.setContentsMargins(16, 24, 16, 16)
        self._foot = QLabel()
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        self._foot.setWordWrap(True)
        self._foot.setProperty("role", "hint")
        self._lay_out(ways)
        rows.modelAboutToBeReset.connect(self._remember_chosen)
        rows.modelReset.connect(self._show_emptiness)
        self._show_emptiness()

    def _make_list(self, theme: Theme) -> QListView:
        made = QListView()
        made.setObjectName("conversations")
        made.setAccessibleName(self.tr("Conversations"))
        made.setModel(self._rows)
        made.setItemDelegate(RowPainter(theme, made))
        made.setUniformItemSizes(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(self._show_menu)
        made.clicked.connect(self._open)
        made.activated.connect(self._open)
        made.selectionModel().selectionChanged.connect(lambda *_: self._show_foot())
        # A key alone must never lose a conversation without a way back: deletion can be undone (see the presenter).
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), made)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete_chosen)
        return made

    def _lay_out(self, ways: Sequence[QPushButton]) -> None:
        top, middle, below = QHBoxLayout(), QWidget(), QVBoxLayout()
        top.addWidget(self._new, 1)
        top.addWidget(self._settings)
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        below.setSpacing(0)
        for way in ways:
            below.addWidget(way)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._search)
        column.addWidget(self.places)
        column.addWidget(middle, 1)
        column.addWidget(self._foot)
        column.addLayout(below)

    def _way(self, page: str, picture: str, text: str, theme: Theme) -> QPushButton:
        """A button that leads to a page."""
        made = QPushButton(icon(picture, theme), " " + text)  # Qt sets an icon tight
        made.setProperty("role", "fold")
        made.clicked.connect(lambda: self.page_wished.emit(page))
        return made

    # ---- states -------------------------------------------------------------------------------------------------

    def show_order(self, order: OrderState, place: Place) -> None:
        """What there is to put conversations into, and which place is listed."""
        self._order, self._place = order, place
        self.places.show_order(order, place)
        self._show_emptiness()

    def select(self, conversation: int | None) -> None:
        """Mark the conversation that is open, unless several are chosen."""
        if len(self.chosen()) > 1:
            return
        row = self._rows.row_of(conversation)
        if row < 0:
            self._list.selectionModel().clear()
        else:
            self._list.setCurrentIndex(self._rows.index(row))

    def choose(self, conversations: Sequence[int]) -> None:
        """Choose several."""
        chosen = QItemSelection()
        for row in filter(lambda row: row >= 0, map(self._rows.row_of, conversations)):
            chosen.select(self._rows.index(row), self._rows.index(row))
        self._list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def chosen(self) -> tuple[int, ...]:
        """Ids of the conversations that are chosen, from top to bottom."""
        indexes = self._list.selectionModel().selectedIndexes()
        return tuple(index.data(IdRole) for index in sorted(indexes, key=QModelIndex.row))

    def edit_title(self, conversation: int) -> None:
        """Let the person type a new title in place."""
        row = self._rows.row_of(conversation)
        if row >= 0:
            self._list.edit(self._rows.index(row))

    def menu(self) -> QMenu:
        """What can be done with those that are chosen."""
        chosen = [self._rows.at(self._rows.row_of(id)) for id in self.chosen()]
        return conversation_menu(
            self,
            chosen,
            self._order,
            self._place,
            wish=self._take,
            name=self._name,
            rename=lambda: self.edit_title(chosen[0].id),
        )

    # ---- inside -------------------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return  # somebody is choosing several
        if (id := index.data(IdRole)) is not None:  # no heading
            self.open_wished.emit(id)

    def _delete_chosen(self) -> None:
        if ids := self.chosen():
            self._take(Wish("purge" if self._place.kind == "trash" else "delete", ids))

    def _show_menu(self, at: QPoint) -> None:
        if not self._list.indexAt(at).isValid() or not self.chosen():
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._list.viewport().mapToGlobal(at))

    def _take(self, wish: Wish) -> None:
        """Pass a wish on; what cannot be undone is asked about first."""
        if wish.kind == "purge":
            question = self.tr("Delete %n conversation(s) for good?", "", len(wish.ids))
        elif wish.kind == "empty_trash":
            question = self.tr("Delete everything in the trash for good?")
        else:
            self.wished.emit(wish)
            return
        hint = self.tr("This cannot be undone. What the model had computed of them is deleted too.")
        confirm(self, question, hint, self.tr("Delete"), lambda: self.wished.emit(wish))

    def _name(self, wish: Wish) -> None:
        kinds: dict[str, str] = {"new_tag": self.tr("Name of the tag"), "rename_place": self.tr("New name")}
        ask_name(self, kinds.get(wish.kind, self.tr("Name of the folder")), wish, self.wished.emit)

    def _remember_chosen(self) -> None:
        self._chosen_before = self.chosen()

    def _show_emptiness(self) -> None:
        if len(self._chosen_before) > 1:
            self.choose(self._chosen_before)
        self._chosen_before = ()
        texts: dict[str, str] = {
            "folder": self.tr("Nothing lies in this folder yet. Put conversations into it by their menu."),
            "tag": self.tr("No conversation carries this tag."),
            "archive": self.tr("Nothing is archived. What you archive leaves the list and is still found."),
            "trash": self.tr("The trash is empty."),
        }
        self._empty.setText(texts.get(self._place.kind, self.tr("Conversations you begin are kept here.")))
        self._stack.setCurrentIndex(0 if self._rows.rowCount() else 1)
        self._show_foot()

    def _show_foot(self) -> None:
        number, days = len(self._list.selectionModel().selectedIndexes()), self._order.trash_days
        text = ""
        if number > 1:
            text = self.tr("%n conversations are chosen.", "", number)
        elif self._place.kind == "trash" and self._rows.rowCount() and days:
            text = self.tr("Kept for %n day(s), then deleted for good.", "", days)
        self._foot.setText(text)
        self._foot.setVisible(bool(text))
