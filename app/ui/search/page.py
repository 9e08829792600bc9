"""The search page as one sees it: a field, filters, hits in their context. Says what is wished; finds nothing."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.search.filters import FilterBar
from app.ui.search.painter import HitPainter
from app.ui.search.rows import HitRole, HitRows
from app.ui.search.states import Asked, Offered, Results
from app.ui.theme import Theme
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton

TYPING_MS = 60
"""How long the keys must rest before what was typed is looked for."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class SearchPage(QWidget):
    asked = Signal(object)
    """Asked, when the keys rest."""
    open_wished = Signal(object)
    """Hit."""
    more_wished = Signal()
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr('Search everything: 立春, spring, "exact words", -without'))
        self.field.setAccessibleName(self.tr("Words to search"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.filters = FilterBar()
        self._rows = HitRows()
        self._rows.setParent(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setModel(self._rows)
        self.list.setItemDelegate(HitPainter(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        self._foot, self._more = QLabel(), QPushButton(self.tr("Show more"))
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        self._foot.setProperty("role", "hint")
        self._more.setProperty("role", "link")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._lay_out(theme)
        self._soon.timeout.connect(self._tell)
        self.field.textEdited.connect(lambda _: self._soon.start())
        self.field.textChanged.connect(lambda text: text or self._soon.start())
        self.filters.changed.connect(lambda _: self._tell())
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self._more.clicked.connect(self.more_wished)
        self._close.clicked.connect(self.close_wished)
        self.show_results(Results())

    # ---- states -------------------------------------------------------------------------------------------------

    def show_asked(self, asked: Asked) -> None:
        self.field.setText(asked.words)
        self.filters.show_asked(asked)

    def show_offered(self, offered: Offered) -> None:
        self.filters.show_offered(offered)

    def show_results(self, results: Results) -> None:
        self._rows.show(results.hits)
        if results.hits and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._rows.index(0))
        self._foot.setText(results.foot)
        self._more.setVisible(results.more)
        self._below.setVisible(bool(results.foot) or results.more)
        self._show_nothing(results.nothing)
        self._stack.setCurrentIndex(0 if results.hits or results.nothing is None else 1)

    def enter(self) -> None:
        """Put the cursor where one begins."""
        self.field.setFocus()
        self.field.selectAll()

    def value(self) -> Asked:
        return replace(self.filters.asked(), words=self.field.text())

    def message(self) -> str:
        """What stands in place of the list; empty while there is one."""
        shown = self._stack.currentWidget()
        return shown.text() if isinstance(shown, EmptyState) else ""

    def foot(self) -> str:
        return self._foot.text()

    # ---- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self, theme: Theme) -> None:
        picture = QLabel()
        picture.setPixmap(icon("search", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 0)
        head.setSpacing(8)
        head.addWidget(picture)
        head.addWidget(self.field, 1)
        head.addWidget(self._close)
        filters = QHBoxLayout()
        filters.setContentsMargins(16, 0, 16, 0)
        filters.addWidget(self.filters)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.list)
        self._nothing: tuple[str, str] | None = None
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(16, 4, 16, 8)
        below.addWidget(self._foot, 1)
        below.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(middle, 1)
        column.addWidget(self._below)

    def _show_nothing(self, nothing: tuple[str, str] | None) -> None:
        if nothing == self._nothing:
            return
        self._nothing = nothing
        old = self._stack.widget(1)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        if nothing is not None:
            self._stack.addWidget(EmptyState(*nothing, icon_name="search"))

    def _tell(self) -> None:
        self._soon.stop()
        self.asked.emit(self.value())

    def _open(self, index: QModelIndex) -> None:
        self.open_wished.emit(index.data(HitRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list, and Enter opens, also while one types."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                last = self._rows.rowCount() - 1
                row = max(0, min(last, self.list.currentIndex().row() + step))
                self.list.setCurrentIndex(self._rows.index(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._soon.isActive():
                    self._tell()  # what is listed answers what was typed before
                elif self.list.currentIndex().isValid():
                    self._open(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)
