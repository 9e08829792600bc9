"""The templates to choose from: a search field, a list under headings, and what to do when nothing is found."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.templates.states import Row
from app.ui.theme import Theme

ROW_HEIGHT = 52
HEADING_HEIGHT = 32
MARGIN = 12
LOCK = 14
RowRole = int(Qt.ItemDataRole.UserRole) + 1

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Painter(QStyledItemDelegate):
    """Two lines for a template, its title and what it is for; one for a heading."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lock, self._brought = icon("lock", theme), icon("download", theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT if index.data(RowRole) else HEADING_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        row, text = index.data(RowRole), index.data(Qt.ItemDataRole.DisplayRole)
        option.text = ""
        rect: QRect = option.rect
        painter.save()
        if row is None:
            small = self._theme.font(size=self._theme.sizes.small)
            self._line(painter, rect.adjusted(MARGIN, 8, -MARGIN, 0), small, "muted", text)
        else:
            widget = option.widget
            widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._template(painter, rect.adjusted(MARGIN, 6, -MARGIN, -6), row, chosen)
        painter.restore()

    def _template(self, painter: QPainter, rect: QRect, row: Row, chosen: bool) -> None:
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top(), rect.width(), half)
        if row.shipped or row.imported:
            (self._lock if row.shipped else self._brought).paint(
                painter, QRect(rect.right() - LOCK, upper.center().y() - LOCK // 2 + 1, LOCK, LOCK)
            )
            upper.adjust(0, 0, -LOCK - 8, 0)
        title = f"• {row.title}" if row.unsaved else row.title
        self._line(painter, upper, self._theme.font(), "text", title)
        small = self._theme.font(size=self._theme.sizes.small)
        told = "text" if chosen else "muted"  # muted is too faint on the ground of what is chosen
        self._line(painter, rect.adjusted(0, half, 0, 0), small, told, row.description)

    def _line(self, painter: QPainter, rect: QRect, font: QFont, colour: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, LEFT, shown)


class ListPane(QWidget):
    """Search and choose. The arrow keys move in the list also while one types into the search field."""

    search_wished = Signal(str)
    select_wished = Signal(str)
    """Slug of a template."""
    enter_wished = Signal()
    """On to the form."""
    import_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search templates"))
        self.search.setAccessibleName(self.tr("Search templates"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_wished)
        self.search.installEventFilter(self)

        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setItemDelegate(_Painter(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._say_selected)
        self.list.installEventFilter(self)

        self._rows: tuple[Row, ...] = ()
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._nothing.setProperty("role", "hint")
        self._nothing.setContentsMargins(MARGIN, 24, MARGIN, 0)

        bring = QPushButton(self.tr("Import a template…"))
        bring.setProperty("role", "quiet")
        bring.setAutoDefault(False)
        bring.clicked.connect(self.import_wished)
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(below, 1)
        column.addWidget(bring)

    def show_rows(self, rows: tuple[Row, ...], selected: str, query: str) -> None:
        with QSignalBlocker(self.list), QSignalBlocker(self.search):
            if self.search.text() != query:
                self.search.setText(query)
            # Never built anew under the pointer: a click arrives here while the list still handles it.
            if rows != self._rows:
                self._fill(rows)
            self._mark(selected)
        self._nothing.setText(
            self.tr("Nothing matches “{query}”. Try another word, or clear the search.").format(query=query)
            if query
            else self.tr("There are no templates yet.")
        )
        self._stack.setCurrentIndex(0 if rows else 1)

    def message(self) -> str:
        """What stands in place of the list; empty while there is one."""
        return self._nothing.text() if self._stack.currentIndex() else ""

    def _fill(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self.list.clear()
        heading = ""
        for row in rows:
            if row.heading != heading:
                heading = row.heading
                QListWidgetItem(heading, self.list).setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(row.title, self.list)
            item.setData(RowRole, row)
            told = self.tr("{title}, shipped with the program") if row.shipped else self.tr("{title}, your own")
            told = self.tr("{title}, from a file") if row.imported else told
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told.format(title=row.title))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.description)

    def _mark(self, slug: str) -> None:
        for at in range(self.list.count()):
            row = self.list.item(at).data(RowRole)
            if row is not None and row.slug == slug:
                self.list.setCurrentRow(at)
                return
        self.list.setCurrentRow(-1)

    def _say_selected(self, item: QListWidgetItem | None) -> None:
        row = item.data(RowRole) if item is not None else None
        if isinstance(row, Row):
            self.select_wished.emit(row.slug)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.enter_wished.emit()
                return True
            if watched is self.search and plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if watched is self.search and plain and event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        """To the next template in a direction, over headings."""
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).data(RowRole) is not None:
                self.list.setCurrentRow(at)
                return
            at += by
