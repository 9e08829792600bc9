"""The steps of all versions in rows that answer to each other: a model, its painter and its view."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.compare.states import Cell, Line
from app.ui.explorer import look
from app.ui.theme import Theme
from app.ui.widgets.tips import plain_tip

LineRole = Qt.ItemDataRole.UserRole + 1
HEIGHT, NOTE_WIDTH, MARGIN = 76, 192, 8
Index = QModelIndex | QPersistentModelIndex


class Lines(QAbstractTableModel):
    """A column for the note, then one for each version."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._names: tuple[str, ...] = ()

    def show_lines(self, lines: Sequence[Line], names: Sequence[str]) -> None:
        self.beginResetModel()
        self._lines, self._names = tuple(lines), tuple(names)
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == LineRole:
            return line
        cell = line.cells[index.column() - 1] if index.column() else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.text) if cell is not None else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.text if cell is not None else line.note if not index.column() else ""
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._names[section - 1] if section else ""
        return None


class CellPainter(QStyledItemDelegate):
    """Number, kind and words of a step; what only one version has stands on a tinted ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        line: Line = index.data(LineRole)
        rect: QRect = option.rect.adjusted(MARGIN, 6, -MARGIN, -6)
        cell = line.cells[index.column() - 1] if index.column() else None
        theme = self._theme
        painter.save()
        if index.column() and line.only == index.column() - 1:
            painter.fillRect(option.rect.adjusted(1, 1, -1, -1), theme.color("warn_ground"))
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not index.column():
            painter.setFont(theme.font(size=theme.sizes.small))
            painter.setPen(theme.color("warn" if line.only is not None else "faint"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), line.note)
        elif cell is not None:
            self._paint_cell(painter, rect, cell)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        theme = self._theme
        look.paint_chip(painter, theme, QRectF(rect.left(), rect.top() + 1, look.CHIP, look.CHIP), cell.kind)
        painter.setFont(theme.font(size=theme.sizes.small))
        painter.setPen(theme.color("faint"))
        number = QRect(rect.left() - 4, rect.top() + look.CHIP + 2, look.CHIP + 8, 18)
        painter.drawText(number, int(Qt.AlignmentFlag.AlignHCenter), str(cell.number))
        words = rect.adjusted(look.CHIP + MARGIN, 0, 0, 0)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        painter.setClipRect(words)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), cell.text)


class StepsTable(QTableView):
    """Says which step of which version is wished for."""

    step_wished = Signal(int, int)
    """Column of the version, and the step's row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = Lines(self)
        self.setModel(self.lines)
        self.setItemDelegate(CellPainter(theme, self))
        self.setAccessibleName(self.tr("Steps of the versions, side by side"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.activated.connect(self._say)
        self.doubleClicked.connect(self._say)

    def show_lines(self, lines: Sequence[Line], names: Sequence[str]) -> None:
        self.lines.show_lines(lines, names)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, NOTE_WIDTH)

    def _say(self, index: QModelIndex) -> None:
        cell = self.lines.line(index.row()).cells[index.column() - 1] if index.column() else None
        if cell is not None:
            self.step_wished.emit(index.column() - 1, cell.row)
