"""How a hit looks: where it is, and its context with what was found marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.store.search.records import Hit
from app.ui.search.rows import HitRole
from app.ui.search.wording import Wording
from app.ui.theme import Theme

MARGIN_X, MARGIN_Y = 16, 12
LINES = 2
GAP = 4

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class HitPainter(QStyledItemDelegate):
    """A heading with what kind of text it is at its right, and two lines of context."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._wording = theme, Wording(self)
        self._title = theme.font(bold=True)
        self._small = theme.font(size=theme.sizes.small)
        self._text = theme.font()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = round(self._theme.sizes.body * 1.6)
        return QSize(240, 2 * MARGIN_Y + line + GAP + LINES * line)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        hit: Hit = index.data(HitRole)
        rect: QRect = option.rect.adjusted(MARGIN_X, MARGIN_Y, -MARGIN_X, -MARGIN_Y)
        line = round(self._theme.sizes.body * 1.6)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._head(painter, QRect(rect.left(), rect.top(), rect.width(), line), hit, "text" if chosen else "muted")
        self._context(painter, rect.adjusted(0, line + GAP, 0, 0), hit, line)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, hit: Hit, colour: str) -> None:
        painter.setFont(self._small)
        painter.setPen(self._theme.color(colour))
        facts = self._wording.about(hit)
        metrics = painter.fontMetrics()
        while len(facts) > 1 and metrics.horizontalAdvance(" · ".join(facts)) > rect.width() // 2:
            facts = facts[:-1]
        said = " · ".join(facts)
        painter.drawText(rect, _RIGHT, said)
        left = rect.adjusted(0, 0, -metrics.horizontalAdvance(said) - MARGIN_X, 0)
        painter.setFont(self._title)
        painter.setPen(self._theme.color("text"))
        painter.drawText(
            left, _LEFT, painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, left.width())
        )

    def _context(self, painter: QPainter, rect: QRect, hit: Hit, line_height: int) -> None:
        layout = QTextLayout(hit.snippet.text, self._text)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._mark(hit.snippet.text, start, end) for start, end in hit.snippet.spans])
        layout.beginLayout()
        for number in range(LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, number * line_height))
        layout.endLayout()
        painter.setPen(self._theme.color("text"))
        layout.draw(painter, QPointF(rect.topLeft()))

    def _mark(self, text: str, start: int, end: int) -> QTextLayout.FormatRange:
        # Qt counts in UTF-16, Python in characters.
        made, shape = QTextLayout.FormatRange(), QTextCharFormat()
        shape.setBackground(self._theme.color("found"))
        shape.setForeground(self._theme.color("on_found"))
        shape.setFontWeight(QFont.Weight.DemiBold)
        made.start = _units(text[:start])
        made.length = _units(text[start:end])
        made.format = shape
        return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
