"""The model button in the window's bar: which weights are open, and a menu of others. Decides nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QWidget, QWidgetAction

from app.ui.icons import icon
from app.ui.model.placement import PlacesTable, spoken
from app.ui.model.states import ModelState
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

WIDEST_NAME = 300
"""Pixels that a model's name may take; names of quantized files grow long."""


class ModelButton(QWidget):
    """Name of the open weights and a menu; a bar and a way out while weights are loading."""

    open_wished = Signal(str)
    """Path of weights."""
    browse_wished = Signal()
    options_wished = Signal()
    library_wished = Signal()
    cancel_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._button = QToolButton()
        self._button.setObjectName("model")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setIcon(icon("cpu", theme))
        self._button.setIconSize(QSize(16, 16))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._button)
        self._button.setMenu(self._menu)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._bar.setAccessibleName(self.tr("Loading progress"))
        self._cancel = IconButton("x", self.tr("Stop loading"), theme)
        self._cancel.clicked.connect(self.cancel_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._button, self._bar, self._cancel):
            row.addWidget(widget)
        self.show_state(ModelState())

    def show_state(self, state: ModelState) -> None:
        busy = state.loading is not None
        if busy:
            text = self.tr("Loading {name}…").format(name=state.loading_name)
        else:
            text = state.name or self.tr("Choose a model")
        # Qt sets an icon tight against its text.
        self._button.setText(" " + self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST_NAME))
        self._button.setAccessibleName(self.tr("Model: {name}").format(name=text))
        self._button.setAccessibleDescription("\n".join(filter(None, (state.facts, spoken(state.places)))))
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
        self._bar.setValue(round(1000 * (state.loading or 0.0)))
        self._fill_menu(state)

    def _fill_menu(self, state: ModelState) -> None:
        if self._menu.isVisible():
            return
        self._menu.clear()
        if state.facts:
            facts = self._menu.addAction(_escape(state.facts))
            facts.setEnabled(False)
            if state.places:
                table = QWidgetAction(self._menu)
                table.setDefaultWidget(PlacesTable(state.places))
                self._menu.addAction(table)
            self._menu.addSeparator()
        for choice in state.choices:
            label = self.tr("{name} (starter)").format(name=choice.name) if choice.starter else choice.name
            action = self._menu.addAction(_escape(label))
            action.setCheckable(True)
            action.setChecked(choice.path == state.path)
            action.triggered.connect(lambda _=False, path=choice.path: self.open_wished.emit(path))
        self._menu.addSeparator()
        library = self._menu.addAction(icon("library", self._theme), self.tr("Find weights…"))
        library.triggered.connect(self.library_wished)
        browse = self._menu.addAction(icon("folder-open", self._theme), self.tr("Open a .gguf file…"))
        browse.triggered.connect(self.browse_wished)
        options = self._menu.addAction(icon("sliders-horizontal", self._theme), self.tr("How to load it…"))
        options.triggered.connect(self.options_wished)


def _escape(text: str) -> str:
    """Weights name themselves; an ampersand in a name is no shortcut."""
    return text.replace("&", "&&")
