"""Which conversations are listed: all, a folder, those with a tag, the archive, the trash. Says what is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QWidget

from app.store.records import Folder, Tag
from app.ui.icons import icon
from app.ui.model.fields import calm
from app.ui.sidebar.states import OrderState, Place, PlaceKind, Wish, WishKind
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

MOST_SHOWN = 24


class PlaceBar(QWidget):
    place_chosen = Signal(object)
    """Place."""
    wished = Signal(object)
    """Wish, about the place that is shown."""
    name_wished = Signal(object)
    """Wish that still lacks a name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._state = theme, OrderState()
        self._places: list[Place | None] = []
        """None for a line between."""
        self._box = QComboBox()
        self._box.setAccessibleName(self.tr("Which conversations are listed"))
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(6)
        self._box.setMaxVisibleItems(MOST_SHOWN)
        calm(self._box)
        self._box.activated.connect(lambda: self.place_chosen.emit(self.place()))
        self._more = IconButton("ellipsis", self.tr("Folders, copies and the trash"), theme)
        self._more.clicked.connect(self._show_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._box, 1)
        row.addWidget(self._more)
        self.show_order(OrderState(), Place())

    def show_order(self, state: OrderState, place: Place) -> None:
        self._state = state
        with QSignalBlocker(self._box):
            self._box.clear()
            self._places = []
            self._add("message-square", self.tr("All conversations"), Place())
            self._add_named("folder", "folder", state.folders)
            self._add_named("tag", "tag", state.tags)
            self._add_line()
            self._add("archive", self.tr("Archive"), Place("archive"))
            self._add("trash-2", self.tr("Trash"), Place("trash"))
            self._box.setCurrentIndex(self._places.index(place) if place in self._places else 0)

    def place(self) -> Place:
        return self._places[self._box.currentIndex()] or Place()

    def _add_named(self, picture: str, kind: PlaceKind, each: Sequence[Folder | Tag]) -> None:
        if not each:
            return
        self._add_line()
        for one in each:
            name = self.tr("{name} ({count})").format(name=one.name, count=one.conversations)
            self._add(picture, name, Place(kind, one.id))

    def _add_line(self) -> None:
        self._box.insertSeparator(self._box.count())
        self._places.append(None)

    def _add(self, picture: str, name: str, place: Place) -> None:
        self._box.addItem(icon(picture, self._theme), name)
        self._places.append(place)

    def menu(self) -> QMenu:
        """What can be done with the place that is shown."""
        menu, place = QMenu(self), self.place()

        def offer(text: str, kind: WishKind, named: bool = False, name: str = "") -> None:
            wish = Wish(kind, number=place.id, name=name)
            signal = self.name_wished if named else self.wished
            menu.addAction(text).triggered.connect(lambda: signal.emit(wish))

        offer(self.tr("New folder…"), "make_folder", named=True)
        name = self._state.name_of(place)
        if place.kind == "folder":
            offer(self.tr("Rename this folder…"), "rename_place", named=True, name=name)
            offer(self.tr("Remove this folder; its conversations stay"), "remove_place")
        if place.kind == "tag":
            offer(self.tr("Rename this tag…"), "rename_place", named=True, name=name)
            offer(self.tr("Remove this tag; its conversations stay"), "remove_place")
        menu.addSeparator()
        offer(self.tr("Find copies"), "duplicates")
        if place.kind == "trash":
            offer(self.tr("Empty the trash…"), "empty_trash")
        return menu

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
