"""The quantizations of one set of weights beside each other: size, fit, speed, memory on each device."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.ui.icons import icon
from app.ui.library.fit import GAP, LOOKS, MARK, paint_mark
from app.ui.library.states import BuildLine, Builds, Fit
from app.ui.theme import Theme
from app.ui.widgets.tips import plain_tip

ROW = 32
FIT_COLUMN = 2
BEFORE_MEMORY = 4
FitRole = int(Qt.ItemDataRole.UserRole) + 1
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _FitPainter(QStyledItemDelegate):
    """The disc and the word, as in the list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + MARK + GAP + 8, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        fit = index.data(FitRole)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not isinstance(fit, Fit):
            return
        look = LOOKS[fit.kind]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = self._theme.color("text" if chosen else look.ink)
        rect: QRect = option.rect.adjusted(8, 0, -4, 0)
        painter.save()
        paint_mark(painter, QPointF(rect.left() + MARK / 2, rect.center().y() + 1), fit.kind, colour)
        rect.adjust(MARK + GAP, 0, 0, 0)
        painter.setPen(colour)
        painter.setFont(option.font)
        text = painter.fontMetrics().elidedText(fit.word, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class BuildsTable(QTableWidget):
    """As high as its rows: the page around it scrolls, not the table."""

    chosen = Signal(str)
    """Key of a quantization."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builds = Builds()
        self._disk, self._star = icon("hard-drive", theme), icon("star", theme)
        self.setAccessibleName(self.tr("Quantizations"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        # The chosen row is one ground, not one for each cell.
        self.setStyleSheet("QTableView::item { border: 0; border-radius: 0 }")
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegateForColumn(FIT_COLUMN, _FitPainter(theme, self))
        self.itemSelectionChanged.connect(self._say_chosen)

    def show_builds(self, builds: Builds) -> None:
        old, self._builds = self._builds, builds
        with QSignalBlocker(self):
            if (old.lines, old.devices) != (builds.lines, builds.devices):
                self._fill(builds)
            keys = [line.key for line in builds.lines]
            if builds.chosen in keys:
                self.selectRow(keys.index(builds.chosen))
            else:
                self.clearSelection()
        self.setVisible(bool(builds.lines))

    def builds(self) -> Builds:
        return self._builds

    def _fill(self, builds: Builds) -> None:
        heads = (self.tr("Quantization"), self.tr("Size"), self.tr("Fit"), self.tr("Speed"), *builds.devices)
        self.setColumnCount(len(heads))
        self.setRowCount(len(builds.lines))
        for column, head in enumerate(heads):
            item = QTableWidgetItem(head)
            right = column not in (0, FIT_COLUMN)
            item.setTextAlignment(RIGHT if right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
        for row, line in enumerate(builds.lines):
            self._put(row, line)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(FIT_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(header.sizeHint().height() + ROW * len(builds.lines) + 2)
        self._suit(self.width())

    def _put(self, row: int, line: BuildLine) -> None:
        texts = (line.name, line.size, line.fit.word, line.speed, *line.memory)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column not in (0, FIT_COLUMN):
                item.setTextAlignment(RIGHT)
            if column == FIT_COLUMN:
                item.setData(FitRole, line.fit)
                item.setToolTip(plain_tip(line.fit.reason))
            if column == 0:
                self._sign(item, line)
            self.setItem(row, column, item)

    def _sign(self, item: QTableWidgetItem, line: BuildLine) -> None:
        if line.here:
            item.setIcon(self._disk)
            item.setToolTip(plain_tip(self.tr("On this computer")))
        elif line.best:
            item.setIcon(self._star)
            item.setToolTip(plain_tip(self.tr("What Sibian would take here")))

    def _say_chosen(self) -> None:
        rows = self.selectionModel().selectedRows()
        if rows and rows[0].row() < len(self._builds.lines):
            key = self._builds.lines[rows[0].row()].key
            if key != self._builds.chosen:
                self.chosen.emit(key)

    def _suit(self, width: int) -> None:
        """Leave out what each device would hold where there is no room for it."""
        header = self.horizontalHeader()
        columns = range(self.columnCount())
        needed = sum(max(self.sizeHintForColumn(each), header.sectionSizeHint(each)) for each in columns)
        for column in columns[BEFORE_MEMORY:]:
            self.setColumnHidden(column, width < needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._suit(event.size().width())
