"""The rows of the library's list, painted: a name, what it is, how it fits, and how much of it has arrived."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.icons import icon
from app.ui.library.fit import GAP, LOOKS, MARK, paint_mark
from app.ui.library.states import Line
from app.ui.theme import Theme

ROW_HEIGHT = 56
HEADING_HEIGHT = 36
MARGIN = 12
PICTURE = 14
BAR = 3
BETWEEN = " · "
LineRole = int(Qt.ItemDataRole.UserRole) + 1

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LinePainter(QStyledItemDelegate):
    """Two lines for weights; one for a heading."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._disk = icon("hard-drive", theme)
        self._arriving = icon("download", theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT if index.data(LineRole) else HEADING_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        line, text = index.data(LineRole), index.data(Qt.ItemDataRole.DisplayRole)
        option.text = ""
        rect: QRect = option.rect
        painter.save()
        if line is None:
            font = self._theme.font(size=self._theme.sizes.small, bold=True)
            self._write(painter, rect.adjusted(MARGIN, 12, -MARGIN, 0), font, "muted", text)
        else:
            widget = option.widget
            widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._line(painter, rect.adjusted(MARGIN, 7, -MARGIN, -7), line, chosen)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, line: Line, chosen: bool) -> None:
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top(), rect.width(), half)
        lower = QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half)
        picture = self._arriving if line.share is not None else self._disk if line.here else None
        if picture is not None:
            at = QRect(rect.right() - PICTURE, upper.center().y() - PICTURE // 2 + 1, PICTURE, PICTURE)
            picture.paint(painter, at)
            upper.adjust(0, 0, -PICTURE - 8, 0)
        self._write(painter, upper, self._theme.font(), "text", line.name)
        small = self._theme.font(size=self._theme.sizes.small)
        if line.share is not None:
            self._arrival(painter, lower, small, line, chosen)
            return
        look = LOOKS[line.fit.kind]
        # On the ground of what is chosen only text is dark enough; the shape still tells the kinds apart.
        ink = "text" if chosen else look.ink
        paint_mark(
            painter, QPointF(lower.left() + MARK / 2, lower.center().y() + 1), line.fit.kind, self._theme.color(ink)
        )
        lower.adjust(MARK + GAP, 0, 0, 0)
        painter.setFont(small)
        word = painter.fontMetrics().elidedText(line.fit.word, Qt.TextElideMode.ElideRight, lower.width())
        painter.setPen(self._theme.color(ink))
        painter.drawText(lower, LEFT, word)
        lower.adjust(painter.fontMetrics().horizontalAdvance(word) + 10, 0, 0, 0)
        self._facts(painter, lower, small, line.facts, "text" if chosen else "muted")

    def _arrival(self, painter: QPainter, rect: QRect, font: QFont, line: Line, chosen: bool) -> None:
        """What the download is doing, over a bar of how much has arrived."""
        text = rect.adjusted(0, 0, 0, -BAR - 3)
        self._write(painter, text, font, "text" if chosen else "muted", line.stage)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(rect.left(), rect.bottom() - BAR + 1, rect.width(), BAR)
        painter.setBrush(self._theme.color("edge" if chosen else "border"))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        bar.setWidth(max(BAR, bar.width() * min(1.0, line.share or 0.0)))
        painter.setBrush(self._theme.color("text" if chosen else "muted"))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)

    def _facts(self, painter: QPainter, rect: QRect, font: QFont, facts: str, colour: str) -> None:
        """As many facts as have room, whole."""
        painter.setFont(font)
        metrics = painter.fontMetrics()
        while BETWEEN in facts and metrics.horizontalAdvance(facts) > rect.width():
            facts = facts.rpartition(BETWEEN)[0]
        if metrics.horizontalAdvance(facts) <= rect.width():
            painter.setPen(self._theme.color(colour))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), facts)

    def _write(self, painter: QPainter, rect: QRect, font: QFont, colour: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, LEFT, shown)
