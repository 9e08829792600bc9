"""The sheet: characters with tone and place in the pattern, faults in cinnabar, rescued pairs joined. Paints, and says
which character is meant; decides nothing.

It paints its own ground, so that nothing beneath it is painted again with every letter, and of a report that follows
another it paints what differs.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.forms.findings import Place
from app.forms.verse import Cell, Report
from app.ui.theme import Theme, applied
from app.ui.verse import wording
from app.ui.verse.ink import Ink
from app.ui.verse.plan import CELL_HEIGHT, CELL_WIDTH, HEAD_HEIGHT, Plan, Spot, plan
from app.ui.verse.shown import NOTHING, Key, Shown, ShownHead, ShownRescue, Teller
from app.ui.widgets.tips import plain_tip

SLOT_HEIGHT, TONE_HEIGHT = 16, 16
RADIUS = 4
COLOURS = {"error": "error", "warning": "warn"}
GROUNDS = {"error": "error_ground", "warning": "warn_ground"}
MARKS = {"error": "✕", "warning": "△"}


class VerseSheet(QWidget):
    """As tall as its text needs at its width."""

    chosen = Signal(object)
    """Key of the character that was pointed at; None for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = Ink(theme)
        self._report: Report | None = None
        self._plan = Plan()
        self._shown: Shown = NOTHING
        self._teller = Teller()
        self._chosen: Key | None = None
        self._told: frozenset[Key] = frozenset()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_report(self, report: Report | None) -> None:
        """Whoever shows it also says it in a line, as the name by which those who cannot see the sheet know it."""
        if report is self._report:
            return
        self._report = report
        self._update_keys(self._told)
        self._told = frozenset()
        self._lie()
        if self._plan.of(self._chosen) is None:
            self._chosen = None

    def tell(self, poem: int | None, places: tuple[Place, ...]) -> None:
        """Point out the characters that a finding is about."""
        before = self._told
        self._told = frozenset((poem, place.line, place.at) for place in places) if poem is not None else frozenset()
        self._update_keys(before ^ self._told)

    def choose(self, key: Key | None) -> None:
        """Choose a character, and say so."""
        self._update_keys({each for each in (self._chosen, key) if each is not None})
        self._chosen = key
        self.chosen.emit(key)

    @property
    def report(self) -> Report | None:
        return self._report

    def cell(self, key: Key | None) -> Cell | None:
        spot = self._plan.of(key)
        return self._cell(spot) if spot is not None else None

    def top_of(self, poem: int, line: int) -> int:
        """Where a line lies, for whoever scrolls."""
        spot = self._plan.of((poem, line, 0))
        return spot.top if spot is not None else 0

    def sizeHint(self) -> QSize:
        return QSize(max(self._plan.width, 280), self._plan.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._plan.width, self._plan.height)

    # ---- hand and eye -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lie()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._plan.at(event.position().x(), event.position().y())
        self.choose(spot.key if spot is not None else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._plan.rows:
            super().keyPressEvent(event)
            return
        if self._chosen is None:
            self.choose(self._plan.rows[0].spot(0).key)
            return
        poem, line, at = self._chosen
        wanted = (poem, line + step[0], at + step[1])
        if self._plan.of(wanted) is not None:
            self.choose(wanted)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _show_tip(self, at: QPoint, where: QPoint) -> None:
        spot = self._plan.at(at.x(), at.y())
        if spot is None:
            QToolTip.hideText()
            return
        cell = self._cell(spot)
        told = filter(None, (wording.readings(cell), wording.slot(cell.slot)))
        QToolTip.showText(where, plain_tip("\n".join(told)), self)

    # ---- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = applied() or self._ink.theme
        if theme is not self._ink.theme:
            self._ink = Ink(theme)
        region = event.region()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._ink.colour("page"))
        self._paint_cells(painter, self._touched(region))
        self._paint_rhymes(painter, region)
        for head in self._shown.heads:
            if region.intersects(head.rect):
                self._paint_head(painter, head)
        for rescue in self._shown.rescues:
            if region.intersects(rescue.rect):
                self._paint_rescue(painter, rescue)

    def _touched(self, region: QRegion) -> list[tuple[Key, Cell, int, int]]:
        """The characters that are to be painted, each once: its place, itself, and its left and upper edge."""
        found = []
        for (poem, number), line in self._shown.lines.items():
            row = line.row
            if not region.intersects(line.rect):
                continue
            for at, cell in enumerate(line.cells):
                left = row.left + at * CELL_WIDTH
                if region.intersects(QRect(left, row.top, CELL_WIDTH, CELL_HEIGHT)):
                    found.append(((poem, number, at), cell, left, row.top))
        return found

    def _paint_cells(self, painter: QPainter, cells: list[tuple[Key, Cell, int, int]]) -> None:
        ink, half = self._ink, CELL_WIDTH / 2
        marked = [each for each in cells if each[1].severity in GROUNDS]
        for key, cell, left, top in cells:
            if cell.severity in GROUNDS or key == self._chosen or key in self._told:
                self._paint_ground(painter, key, cell, left, top)
        ink.take(painter, "slot")
        for _, cell, left, top in cells:
            if cell.slot:
                painter.setPen(ink.colour(COLOURS.get(cell.severity or "", "faint")))
                ink.centred(painter, "slot", cell.slot, left + half, top + 3 + SLOT_HEIGHT / 2)
        ink.take(painter, "char")
        middle = SLOT_HEIGHT + (CELL_HEIGHT - SLOT_HEIGHT - TONE_HEIGHT - 4) / 2
        for _, cell, left, top in cells:
            painter.setPen(ink.colour(COLOURS.get(cell.severity or "", "text")))
            ink.centred(painter, "char", cell.char, left + half, top + middle)
        for _, cell, left, top in cells:
            colour = COLOURS.get(cell.severity or "", "muted")
            ink.tone(painter, cell, colour, left + half, top + CELL_HEIGHT - TONE_HEIGHT / 2 - 2)
        if marked:
            ink.take(painter, "mark")
        for _, cell, left, top in marked:
            painter.setPen(ink.colour(COLOURS[cell.severity or ""]))
            ink.centred(painter, "mark", MARKS[cell.severity or ""], left + CELL_WIDTH - 8, top + 8)

    def _paint_ground(self, painter: QPainter, key: Key, cell: Cell, left: int, top: int) -> None:
        box = QRectF(left + 1, top, CELL_WIDTH - 2, CELL_HEIGHT)
        if cell.severity in GROUNDS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ink.colour(GROUNDS[cell.severity]))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if key == self._chosen or key in self._told:
            painter.setPen(QPen(self._ink.colour("focus" if key == self._chosen else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _paint_rhymes(self, painter: QPainter, region: QRegion) -> None:
        lines = [line for line in self._shown.lines.values() if line.rhyme[0] and region.intersects(line.rect)]
        if lines:
            self._ink.take(painter, "small")
        for line in lines:
            painter.setPen(self._ink.colour(line.rhyme[1]))
            self._ink.beside(painter, "small", line.rhyme[0], line.row.right + 4, line.row.top + SLOT_HEIGHT + 20)

    def _paint_head(self, painter: QPainter, shown_head: ShownHead) -> None:
        ink, head = self._ink, shown_head.head
        left, end = head.left + 4.0, head.left + head.width - 4.0
        painter.save()
        painter.setClipRect(QRectF(left, head.top, end - left, HEAD_HEIGHT), Qt.ClipOperation.IntersectClip)
        at = left
        ink.take(painter, "bold")
        for text, colour in ((shown_head.name, "text"), (shown_head.level, shown_head.colour)):
            if text:
                painter.setPen(ink.colour(colour))
                ink.beside(painter, "bold", text, at, head.top + 11)
                at += ink.width("bold", text) + 10
        ink.take(painter, "small")
        painter.setPen(ink.colour("muted"))
        at = left
        for text in shown_head.facts:
            between = wording.BETWEEN if at > left else ""
            if between and at + ink.width("small", between + text) > end:
                break  # what has no room is left out whole
            ink.beside(painter, "small", between + text, at, head.top + 22 + (HEAD_HEIGHT - 26) / 2)
            at += ink.width("small", between + text)
        painter.restore()

    def _paint_rescue(self, painter: QPainter, rescue: ShownRescue) -> None:
        """What departs from the pattern and what makes up for it, framed and joined."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        solid = QPen(self._ink.colour("link"), 1.4)
        dashed = QPen(self._ink.colour("link"), 1.4, Qt.PenStyle.DashLine)
        ends = [[_frame(left, top) for left, top in places] for places in (rescue.broken, rescue.mended)]
        for pen, boxes in zip((dashed, solid), ends, strict=True):
            painter.setPen(pen)
            for box in boxes:
                painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(solid)
        for start in ends[0]:
            for end in ends[1]:
                if start != end:
                    painter.drawPath(_arc(start, end))

    # ---- inside -------------------------------------------------------------------------------------------------

    def _cell(self, spot: Spot) -> Cell:
        assert self._report is not None
        return self._report.poems[spot.poem].lines[spot.line].cells[spot.at]

    def _update_keys(self, keys: Iterable[Key]) -> None:
        for key in keys:
            spot = self._plan.of(key)
            if spot is not None:
                self.update(spot.left, spot.top, CELL_WIDTH, CELL_HEIGHT)

    def _lie(self) -> None:
        """Give everything its place, and paint again what is not as it was."""
        before, size = self._shown, (self._plan.width, self._plan.height)
        report = self._report
        self._plan = plan(report, self.width()) if report is not None else Plan()
        self._shown = self._teller.shown(report, self._plan) if report is not None else NOTHING
        for rect in self._shown.changed(before):
            self.update(rect)
        if (self._plan.width, self._plan.height) != size:
            self.setMinimumSize(self._plan.width, self._plan.height)
            self.updateGeometry()


def _frame(left: int, top: int) -> QRectF:
    """Around a character, between what is wanted of it and its tone."""
    return QRectF(left + 4, top + SLOT_HEIGHT + 4, CELL_WIDTH - 8, CELL_HEIGHT - SLOT_HEIGHT - TONE_HEIGHT - 6)


def _arc(start: QRectF, end: QRectF) -> QPainterPath:
    """Below the characters of one row; at the right of them from one row to another."""
    if start.top() == end.top():
        path = QPainterPath(QPointF(start.center().x(), start.bottom()))
        deep = start.bottom() + min(14.0, 6 + abs(end.x() - start.x()) / 30)
        path.cubicTo(
            QPointF(start.center().x(), deep), QPointF(end.center().x(), deep), QPointF(end.center().x(), end.bottom())
        )
        return path
    path = QPainterPath(QPointF(start.right(), start.center().y()))
    wide = max(start.right(), end.right()) + 8
    path.cubicTo(
        QPointF(wide, start.center().y()), QPointF(wide, end.center().y()), QPointF(end.right(), end.center().y())
    )
    return path
