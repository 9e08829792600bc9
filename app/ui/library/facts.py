"""Facts about weights in two columns, and where their files lie. Links only say that they were pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.library.states import Fact, PlaceLine
from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip

LABEL_WIDTH = 132
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class FactsGrid(QWidget):
    """A name, a value, and where there is one the page it comes from."""

    link_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        if facts == self._facts:
            return
        self._facts = facts
        _empty(self._grid)
        for row, fact in enumerate(facts):
            label = _text(fact.label, "hint")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label, row, 0)
            if fact.link:
                # Absolute: the button itself is laid out from right to left.
                self._grid.addWidget(self._link(fact), row, 1, LEFT)
            else:
                value = _text(fact.value)
                value.setTextInteractionFlags(SELECTABLE)
                value.setAccessibleName(f"{fact.label}: {fact.value}")
                self._grid.addWidget(value, row, 1)

    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def _link(self, fact: Fact) -> QPushButton:
        button = QPushButton(icon("external-link", self._theme, "link"), fact.value.replace("&", "&&"))
        button.setProperty("role", "link")
        button.setStyleSheet(
            'QPushButton[role="link"] { padding: 0; border-width: 2px; margin: -2px 0; min-height: 18px }'
        )
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign stands behind the words
        button.setAutoDefault(False)
        button.setAccessibleName(f"{fact.label}: {fact.value}")
        set_tip(button, fact.link)
        button.clicked.connect(lambda: self.link_wished.emit(fact.link))
        return button


class PlacesList(QWidget):
    """Paths that can be marked and copied, each with the program it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[PlaceLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_places(self, places: tuple[PlaceLine, ...]) -> None:
        if places == self._places:
            return
        self._places = places
        _empty(self._column)
        for place in places:
            # A label would have to be as wide as a path that has no spaces, or be copied with breaks in it.
            path = QLineEdit(place.path)
            path.setReadOnly(True)
            path.setCursorPosition(0)
            path.setAccessibleName(self.tr("Path"))
            path.setAccessibleDescription(place.note)
            set_tip(path, place.path)
            self._column.addWidget(path)
            if place.note:
                self._column.addWidget(_text(place.note, "hint"))

    def places(self) -> tuple[PlaceLine, ...]:
        return self._places


def _text(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
