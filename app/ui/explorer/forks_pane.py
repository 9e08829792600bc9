"""The least certain tokens of a thinking, as places at which it could have gone otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.explorer.states import ForkLine
from app.ui.theme import Theme
from app.ui.widgets.empty import EmptyState

LineRole = Qt.ItemDataRole.UserRole + 1
HEIGHT = 52
MARGIN = 12


class _Painter(QStyledItemDelegate):
    """The token among its neighbours, and under it how unsure the model was."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        line: ForkLine = index.data(LineRole)
        theme, palette = self._theme, option.palette
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        rect: QRect = option.rect.adjusted(MARGIN, 6, -MARGIN, -6)
        painter.save()
        strong, plain = theme.font(bold=True), theme.font()
        width = min(QFontMetrics(strong).horizontalAdvance(line.text) + 8, rect.width() // 2)
        before = QFontMetrics(plain).elidedText(line.before, Qt.TextElideMode.ElideLeft, (rect.width() - width) // 2)
        x = rect.left() + QFontMetrics(plain).horizontalAdvance(before)
        half = rect.height() // 2
        painter.setFont(plain)
        painter.setPen(theme.color("muted"))
        painter.drawText(
            QRect(rect.left(), rect.top(), x - rect.left(), half), int(Qt.AlignmentFlag.AlignVCenter), before
        )
        ground = QRect(x, rect.top(), width, half + 1)
        painter.fillRect(ground, theme.color("found"))
        painter.setFont(strong)
        painter.setPen(theme.color("on_found"))
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), line.text)
        rest = QRect(x + width, rect.top(), rect.right() - x - width, half)
        painter.setFont(plain)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), line.after)
        painter.setFont(theme.font(size=theme.sizes.small))
        painter.setPen(theme.color("muted"))
        facts = QRect(rect.left(), rect.top() + half, rect.width(), half)
        painter.drawText(facts, int(Qt.AlignmentFlag.AlignBottom), line.facts)
        painter.restore()


class ForksPane(QWidget):
    """Shows lines; says which token is wished for."""

    token_wished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("The least certain tokens"))
        self.list.setItemDelegate(_Painter(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._say)
        self.list.itemClicked.connect(self._say)
        nothing = EmptyState(
            self.tr("Not known"),
            self.tr("No figures of its tokens were kept with this trace."),
            icon_name="gauge",
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(nothing)
        self._lines: tuple[ForkLine, ...] = ()

    def show_forks(self, lines: Sequence[ForkLine]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.list.blockSignals(True)
            self.list.clear()
            for line in lines:
                item = QListWidgetItem(self.list)
                item.setData(LineRole, line)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.before}{line.text}{line.after}, {line.facts}")
            self.list.blockSignals(False)
        self._stack.setCurrentIndex(0 if lines else 1)

    def lines(self) -> tuple[ForkLine, ...]:
        return self._lines

    def _say(self, item: QListWidgetItem | None) -> None:
        line = item.data(LineRole) if item is not None else None
        if isinstance(line, ForkLine):
            self.token_wished.emit(line.token)
