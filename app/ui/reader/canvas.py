"""A row of sheets in a scrolling view: painted where they are in sight, and asked what lies where.

Knows nothing of how the text came, of following its end, of mouse and keys; see `surface` and `reader`.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui.reader.choice import Place
from app.ui.reader.page import CodeBlock, Marked
from app.ui.reader.sheets import Sheets
from app.ui.theme import Face, Theme
from app.ui.widgets.formula_desk import installed
from app.ui.widgets.setting import Setting

STEP = 48
"""Pixels of one step of the wheel's third, and of an arrow key."""


class Canvas(QAbstractScrollArea):
    """Shows what is measured of its sheets; whoever arranges them sets the bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, name: str = "", face: Face = "sans") -> None:
        super().__init__(parent)
        self.theme, self._face, self._size = theme, face, theme.sizes.answer
        self._formulas = installed()
        self.sheets = Sheets(Setting(theme, self._size, face, self._formulas))
        self._ground = ""
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(STEP)

    # ---- look ---------------------------------------------------------------------------------------------------

    @property
    def text_size(self) -> int:
        return self._size

    def set_ground(self, name: str) -> None:
        """The colour, by its name in the theme, on which this is read. Who says so has a growing text painted faster:
        nothing that lies below need be painted again."""
        self._ground = name
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bool(name))

    def text_width(self) -> int:
        """Lines wider than the measure are hard to read: what is left over stays empty at the right."""
        return max(1, min(self.viewport().width(), self.theme.sizes.measure * self._size))

    # ---- where --------------------------------------------------------------------------------------------------

    def place_at(self, point: QPointF) -> Place:
        """The place next to a point of the viewport."""
        if not len(self.sheets):
            return Place(0, 0)
        sheet, inside = self._sheet_at(point)
        return Place(sheet, self.sheets.page(sheet).position_at(inside))

    def point_of(self, place: Place) -> QPointF:
        """Where in the viewport the line of a place begins its letter; may lie outside of what is in sight."""
        self.sheets.measure(place.sheet)
        inside = self.sheets.page(place.sheet).point_of(place.position)
        return QPointF(inside.x(), inside.y() + self.sheets.top(place.sheet) - self.verticalScrollBar().value())

    def link_at(self, point: QPointF) -> str:
        """Where the link at a point of the viewport leads; nothing where there is none."""
        if not len(self.sheets):
            return ""
        sheet, inside = self._sheet_at(point)
        return self.sheets.page(sheet).link_at(inside)

    def code_at(self, point: QPointF) -> CodeBlock | None:
        """The block of code at a point of the viewport; its ground is the viewport's, too."""
        if not len(self.sheets):
            return None
        sheet, inside = self._sheet_at(point)
        found = self.sheets.page(sheet).code_at(inside)
        return found and CodeBlock(found.ground.translated(QPointF(0, point.y() - inside.y())), found.code)

    def reason_at(self, point: QPointF) -> str:
        """Why the formula at a point of the viewport is not drawn; nothing where it is, or where there is none."""
        if not len(self.sheets):
            return ""
        sheet, inside = self._sheet_at(point)
        return self.sheets.page(sheet).reason_at(inside)

    def _sheet_at(self, point: QPointF) -> tuple[int, QPointF]:
        y = point.y() + self.verticalScrollBar().value()
        sheet = self.sheets.at(y)
        return sheet, QPointF(point.x(), y - self.sheets.top(sheet))

    def plain_text(self) -> str:
        """The whole text as it is read, without marks."""
        return "\n".join(self.sheets.plain(index) for index in range(len(self.sheets)))

    # ---- painting -----------------------------------------------------------------------------------------------

    @property
    def all_painted_anew(self) -> bool:
        """Whether something is painted that does not move with the text."""
        return False

    def marked(self, sheet: int, end: int) -> list[Marked]:
        """What is painted in another way on a sheet whose last position is `end`."""
        return []

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        value, shown = self.verticalScrollBar().value(), event.rect()
        if self._ground:
            painter.fillRect(shown, self.theme.color(self._ground))
        if not len(self.sheets):
            return
        for index in range(self.sheets.at(value + shown.top()), self.sheets.at(value + shown.bottom()) + 1):
            if not self.sheets.is_measured(index):
                continue
            y = self.sheets.top(index) - value
            page = self.sheets.page(index)
            page.set_width(self.text_width())
            painter.save()
            painter.translate(0, y)
            page.paint(painter, QRectF(shown).translated(0, -y), self.marked(index, page.end))
            painter.restore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Painting is done anew from the bar's value."""
