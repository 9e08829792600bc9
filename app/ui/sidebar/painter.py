"""How a conversation looks in the list: its title, cut where it must be, when it was last touched, and its marks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.icons import icon
from app.ui.sidebar.rows import HeadingRole, PinnedRole, RunningRole, TagsRole, WhenRole
from app.ui.theme import Theme

ROW_HEIGHT = 40
MARGIN = 12
PIN = 12
TAG_GAP = 6
HEADING_BELOW = 6
LEAST_TITLE = 132
"""Tags are left out before a title becomes shorter than this."""

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowPainter(QStyledItemDelegate):
    """A dot where the model is at work, a pin where one was stuck in, tags while there is room."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pin = icon("pin", theme, "muted")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if heading := index.data(HeadingRole):
            self._heading(painter, option.rect.adjusted(MARGIN, 0, -MARGIN, -HEADING_BELOW), heading)
            return
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        palette: QPalette = option.palette
        small = self._theme.font(size=self._theme.sizes.small)
        painter.save()
        left = self._when(painter, option.rect.adjusted(MARGIN, 0, -MARGIN, 0), small, index.data(WhenRole))
        left = self._marks(painter, left, index)
        left = self._tags(painter, left, QFontMetrics(small), index.data(TagsRole) or ())
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        title = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, _LEFT, title)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, heading: str) -> None:
        """Near what it stands above; the room over it sets that apart from the rest."""
        painter.save()
        painter.setFont(self._theme.font(size=self._theme.sizes.small, bold=True))
        painter.setPen(self._theme.color("muted"))
        shown = painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), shown)
        painter.restore()

    def _when(self, painter: QPainter, rect: QRect, small: object, when: str) -> QRect:
        painter.setPen(self._theme.color("muted"))
        painter.setFont(small)  # type: ignore[arg-type]
        painter.drawText(rect, _RIGHT, when)
        return rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(when) - MARGIN, 0)

    def _marks(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if index.data(RunningRole):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self._theme.color("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPoint(rect.left() + 3, rect.center().y() + 1), 3, 3)
            rect = rect.adjusted(MARGIN, 0, 0, 0)
        if index.data(PinnedRole):
            self._pin.paint(painter, QRect(rect.left(), rect.center().y() - PIN // 2 + 1, PIN, PIN))
            rect = rect.adjusted(PIN + TAG_GAP, 0, 0, 0)
        return rect

    def _tags(self, painter: QPainter, rect: QRect, metrics: QFontMetrics, tags: tuple[str, ...]) -> QRect:
        """From the right, as many as leave the title its room."""
        for tag in tags:
            width = metrics.horizontalAdvance(tag) + 10
            if rect.width() - width - TAG_GAP < LEAST_TITLE:
                break
            ground = QRect(rect.right() - width + 1, rect.center().y() - 9, width, 18)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(ground, 9, 9)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), tag)
            rect = rect.adjusted(0, 0, -width - TAG_GAP, 0)
        return rect
