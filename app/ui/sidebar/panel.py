"""The list of conversations as one sees it. Shows rows, says what is wished; decides nothing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.sidebar.rows import ConversationRows, IdRole, RunningRole, WhenRole
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

ROW_HEIGHT = 40
MARGIN = 12


class RowPainter(QStyledItemDelegate):
    """A title that is cut where it must be, and when it was last touched; a mark where the model is at work."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        rect: QRect = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        when = index.data(WhenRole)
        metrics = option.fontMetrics
        small = self._theme.font(size=self._theme.sizes.small)
        palette: QPalette = option.palette
        painter.save()
        painter.setPen(self._theme.color("muted"))
        when_width = QFontMetrics(small).horizontalAdvance(when)
        painter.setFont(small)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), when)
        left = rect.adjusted(0, 0, -when_width - MARGIN, 0)
        if index.data(RunningRole):
            painter.setBrush(self._theme.color("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPoint(left.left() + 3, left.center().y() + 1), 3, 3)
            left.adjust(MARGIN, 0, 0, 0)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        title = metrics.elidedText(text, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()


class SidebarPanel(QWidget):
    """New conversation, the conversations, and the way to the settings."""

    new_wished = Signal()
    open_wished = Signal(int)
    delete_wished = Signal(int)
    page_wished = Signal(str)
    """Name of a page to lay over the conversation."""
    settings_wished = Signal()

    def __init__(self, rows: ConversationRows, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = rows
        self._new = QPushButton(icon("plus", theme), self.tr("New conversation"))
        self._new.setAccessibleName(self.tr("New conversation"))
        self._new.clicked.connect(self.new_wished)
        self._settings = IconButton("settings", self.tr("Settings"), theme)
        self._settings.clicked.connect(self.settings_wished)
        ways = [
            self._way("group", "layers", self.tr("Many tries"), theme),
            self._way("verse", "feather", self.tr("Check a poem"), theme),
            self._way("library", "library", self.tr("Weights"), theme),
            self._way("statistics", "gauge", self.tr("Statistics"), theme),
            self._way("import", "download", self.tr("Bring in"), theme),
        ]

        self._list = QListView()
        self._list.setObjectName("conversations")
        self._list.setAccessibleName(self.tr("Conversations"))
        self._list.setModel(rows)
        self._list.setItemDelegate(RowPainter(theme, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._show_menu)
        self._list.clicked.connect(self._open)
        self._list.activated.connect(self._open)
        # A key alone must never lose a conversation without a way back: deletion can be undone (see the presenter).
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete_current)

        empty = QLabel(self.tr("Conversations you begin are kept here."))
        empty.setTextFormat(Qt.TextFormat.PlainText)
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        empty.setProperty("role", "hint")
        empty.setContentsMargins(16, 24, 16, 16)

        top = QHBoxLayout()
        top.addWidget(self._new, 1)
        top.addWidget(self._settings)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self._list)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(middle, 1)
        below = QVBoxLayout()
        below.setSpacing(0)
        for way in ways:
            below.addWidget(way)
        column.addLayout(below)
        rows.modelReset.connect(self._show_emptiness)
        self._show_emptiness()

    def _way(self, page: str, picture: str, text: str, theme: Theme) -> QPushButton:
        """A button that leads to a page."""
        made = QPushButton(icon(picture, theme), " " + text)  # Qt sets an icon tight
        made.setProperty("role", "fold")
        made.clicked.connect(lambda: self.page_wished.emit(page))
        return made

    def select(self, conversation: int | None) -> None:
        """Mark the conversation that is open."""
        row = self._rows.row_of(conversation)
        if row < 0:
            self._list.selectionModel().clear()
        else:
            self._list.setCurrentIndex(self._rows.index(row))

    def edit_title(self, conversation: int) -> None:
        """Let the person type a new title in place."""
        row = self._rows.row_of(conversation)
        if row >= 0:
            self._list.edit(self._rows.index(row))

    def _open(self, index: QModelIndex) -> None:
        self.open_wished.emit(index.data(IdRole))

    def _delete_current(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self.delete_wished.emit(index.data(IdRole))

    def _show_menu(self, at: QPoint) -> None:
        index = self._list.indexAt(at)
        if not index.isValid():
            return
        conversation = index.data(IdRole)
        menu = QMenu(self)
        menu.addAction(self.tr("Rename")).triggered.connect(lambda: self.edit_title(conversation))
        menu.addAction(self.tr("Delete")).triggered.connect(lambda: self.delete_wished.emit(conversation))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._list.viewport().mapToGlobal(at))

    def _show_emptiness(self) -> None:
        self._stack.setCurrentIndex(0 if self._rows.rowCount() else 1)
