"""The tree as rows of a Qt list, and how a row is painted: its lines, its dot, the beginning of what is said."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.branches.lay import Row
from app.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole) + 1
HEIGHT, LANE, DOT, MARGIN = 36, 18, 5, 16
MOST_LANES = 14
"""Further to the right nothing is drawn: the text needs room."""


class TreeRows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def place_of(self, message: int) -> int:
        return next((place for place, row in enumerate(self.rows) if row.twig.id == message), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return said(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None


def said(row: Row) -> str:
    """The beginning of what a message says, in one line."""
    return " ".join(row.twig.excerpt.split()) or QCoreApplication.translate("Branches", "(nothing)")


def spoken(row: Row) -> str:
    """A row for who cannot see the lines."""
    translate = QCoreApplication.translate
    who = translate("Branches", "Question") if row.twig.role == "user" else translate("Branches", "Answer")
    facts = [who, said(row)]
    if row.twig.name:
        facts.insert(0, row.twig.name)
    facts.append(translate("Branches", "level {number}").format(number=row.lane + 1))
    if row.shown:
        facts.append(translate("Branches", "shown"))
    if row.gone:
        facts.append(translate("Branches", "thrown away"))
    return ", ".join(facts)


class TreePainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        row: Row = index.data(RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._lines(painter, option.rect, row)
        self._text(painter, option, row)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme = self._theme
        quiet = QPen(theme.color("edge"), 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for lane in row.passing:
            if lane < MOST_LANES:
                painter.setPen(quiet)
                x = _x(rect, lane)
                painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 1))
        x, middle = _x(rect, row.lane), rect.center().y() + 1
        own = QPen(theme.color("text" if row.shown else "edge"), 2 if row.shown else 1.5)
        if row.gone:
            own.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(own)
        if row.above:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, middle))
        if row.below:
            painter.drawLine(QPointF(x, middle), QPointF(x, rect.bottom() + 1))
        if row.bends:
            path = QPainterPath(QPointF(_x(rect, row.lane - 1), rect.top()))
            path.quadTo(QPointF(_x(rect, row.lane - 1), middle), QPointF(x, middle))
            painter.drawPath(path)
        self._dot(painter, QPointF(x, middle), row)

    def _dot(self, painter: QPainter, at: QPointF, row: Row) -> None:
        """A question is filled, an answer is a ring: told apart without colour."""
        ink = self._theme.color("text" if row.shown else "muted")
        painter.setPen(QPen(ink, 2 if row.shown else 1.5))
        painter.setBrush(ink if row.twig.role == "user" else self._theme.color("page"))
        painter.drawEllipse(at, DOT, DOT)

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        theme = self._theme
        left = min(row.lane, MOST_LANES) * LANE + MARGIN + LANE
        rect = option.rect.adjusted(left, 0, -MARGIN, 0)
        small = theme.font(size=theme.sizes.small)
        if row.twig.model:
            room = QFontMetrics(small).elidedText(row.twig.model, Qt.TextElideMode.ElideRight, rect.width() // 3)
            painter.setFont(small)
            painter.setPen(theme.color("faint"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), room)
            rect.adjust(0, 0, -QFontMetrics(small).horizontalAdvance(room) - MARGIN, 0)
        if row.twig.name:
            rect = self._name(painter, rect, row.twig.name)
        font = theme.font(bold=row.shown and row.twig.role == "user")
        font.setStrikeOut(row.gone)
        painter.setFont(font)
        colour: QColor = theme.color("text" if row.shown else "muted")
        painter.setPen(theme.color("faint") if row.gone else colour)
        text = QFontMetrics(font).elidedText(said(row), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _name(self, painter: QPainter, rect: QRect, name: str) -> QRect:
        """A name on a ground of its own; what is left of the row."""
        theme = self._theme
        font = theme.font(size=theme.sizes.small, bold=True)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width() // 3)
        width = metrics.horizontalAdvance(text) + 16
        ground = QRect(QPoint(rect.left(), rect.center().y() - 10), QSize(width, 21))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_ground"))
        painter.drawRoundedRect(ground, 10, 10)
        painter.setPen(theme.color("accent"))
        painter.setFont(font)
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), text)
        return rect.adjusted(width + 8, 0, 0, 0)


def _x(rect: QRect, lane: int) -> float:
    return rect.left() + MARGIN + min(lane, MOST_LANES) * LANE
