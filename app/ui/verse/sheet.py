"""The sheet: characters with tone and place in the pattern, faults in cinnabar, rescued pairs joined. Paints, and says
which character is meant; decides nothing."""

import re

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
from app.forms.verse import Cell, Poem, Report
from app.ui.theme import Theme, applied
from app.ui.verse import wording
from app.ui.verse.plan import CELL_HEIGHT, CELL_WIDTH, HEAD_HEIGHT, RHYME_WIDTH, Head, Plan, Spot, plan
from app.ui.widgets.tips import plain_tip

Key = tuple[int, int, int]
"""Poem, line, and place in it."""

SLOT_HEIGHT, TONE_HEIGHT = 16, 16
CHAR_SIZE = 26
RADIUS = 4
COLOURS = {"error": "error", "warning": "warn"}
GROUNDS = {"error": "error_ground", "warning": "warn_ground"}
MARKS = {"error": "✕", "warning": "△"}
_TONE = re.compile("^(?:上平|下平|上声|去声|入声)")
"""What stands before the name of a group in the old book."""
LEVELS = {"good": "good", "warning": "warn", "error": "error"}


class VerseSheet(QWidget):
    """As tall as its text needs at its width."""

    chosen = Signal(object)
    """Key of the character that was pointed at; None for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report: Report | None = None
        self._plan = Plan()
        self._chosen: Key | None = None
        self._told: frozenset[Key] = frozenset()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_report(self, report: Report | None) -> None:
        before, plan_before = self._report, self._plan
        told_before, self._report, self._told = self._told, report, frozenset()
        self.setAccessibleName(wording.summary(report) if report is not None else "")
        self._plan = plan(report, self.width()) if report is not None else Plan()
        if before is not None and report is not None and self._plan == plan_before:
            self._update_changed(before, report, told_before)
        else:
            self._lie()
        if self._plan.of(self._chosen) is None:
            self._chosen = None

    def tell(self, poem: int | None, places: tuple[Place, ...]) -> None:
        """Point out the characters that a finding is about."""
        self._told = frozenset((poem, place.line, place.at) for place in places) if poem is not None else frozenset()
        self.update()

    def choose(self, key: Key | None) -> None:
        """Choose a character, and say so."""
        self._chosen = key
        self.update()
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
        if step is None or not self._plan.spots:
            super().keyPressEvent(event)
            return
        if self._chosen is None:
            self.choose(self._plan.spots[0].key)
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
        if self._report is None:
            return
        theme = applied() or self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The region and not its bounds: of a heading and a character far below it, these would be the whole sheet.
        region = event.region()
        for head in self._plan.heads:
            if region.intersects(QRect(head.left, head.top, head.width, HEAD_HEIGHT)):
                self._paint_head(painter, theme, head)
        for spot in self._plan.spots:
            if region.intersects(QRect(spot.left, spot.top, CELL_WIDTH + RHYME_WIDTH, CELL_HEIGHT)):
                self._paint_cell(painter, theme, spot)
        for number, poem in enumerate(self._report.poems):
            self._paint_rescues(painter, theme, number, poem)
            self._paint_rhymes(painter, theme, number, poem, region)

    def _paint_head(self, painter: QPainter, theme: Theme, head: Head) -> None:
        assert self._report is not None
        number, poem, count = head.poem, self._report.poems[head.poem], len(self._report.poems)
        left, top, width = head.left + 4, head.top, head.width - 8
        bold, small = theme.font(bold=True), theme.font(size=theme.sizes.small)
        line = QRectF(left, top, width, 22)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        name = wording.title(poem, number, count)
        if name:
            painter.drawText(line, flags, name)
            line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(name) + 10)
        painter.setPen(theme.color(LEVELS[wording.TONES[poem.level]]))
        painter.drawText(line, flags, wording.level(poem.level))
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        facts = painter.fontMetrics().elidedText(wording.facts(poem), Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, top + 22, width, HEAD_HEIGHT - 26), flags, facts)

    def _paint_cell(self, painter: QPainter, theme: Theme, spot: Spot) -> None:
        cell, severity = self._cell(spot), self._cell(spot).severity or ""
        box = QRectF(spot.left + 1, spot.top, CELL_WIDTH - 2, CELL_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        if severity in GROUNDS:
            painter.setBrush(theme.color(GROUNDS[severity]))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if spot.key == self._chosen or spot.key in self._told:
            painter.setPen(QPen(theme.color("focus" if spot.key == self._chosen else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        ink = theme.color(COLOURS.get(severity, "text"))
        if cell.slot:
            painter.setFont(theme.font(size=11))
            painter.setPen(ink if severity in COLOURS else theme.color("faint"))
            painter.drawText(QRectF(box.left(), box.top() + 3, box.width(), SLOT_HEIGHT), centre, cell.slot)
        if severity in MARKS:
            painter.setFont(theme.font(size=10))
            painter.setPen(ink)
            painter.drawText(QRectF(box.right() - 13, box.top() + 2, 12, 12), centre, MARKS[severity])
        painter.setFont(theme.font("verse", CHAR_SIZE))
        painter.setPen(ink)
        room = QRectF(box.left(), box.top() + SLOT_HEIGHT, box.width(), CELL_HEIGHT - SLOT_HEIGHT - TONE_HEIGHT - 4)
        painter.drawText(room, centre, cell.char)
        self._paint_tone(painter, theme, cell, QPointF(box.center().x(), box.bottom() - TONE_HEIGHT / 2 - 2))

    def _paint_tone(self, painter: QPainter, theme: Theme, cell: Cell, centre: QPointF) -> None:
        """A ring is level, a disc oblique; half a disc can be read both ways, a dot is unknown."""
        ink = theme.color(COLOURS.get(cell.severity or "", "muted"))
        radius = 4.0
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(ink if cell.tone == "仄" and not cell.ambiguous else Qt.BrushStyle.NoBrush)
        if cell.tone is None:
            painter.setBrush(ink)
            radius = 1.2
        painter.drawEllipse(centre, radius, radius)
        if cell.ambiguous and cell.tone is not None:
            painter.setBrush(ink)
            side = 90 if cell.tone == "仄" else 270  # the half that counts here is the filled one for oblique
            painter.drawPie(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), side * 16, 180 * 16)

    def _paint_rhymes(self, painter: QPainter, theme: Theme, number: int, poem: Poem, region: QRegion) -> None:
        """Beside each foot its rhyme group, and whether it is that of the poem."""
        painter.setFont(theme.font(size=theme.sizes.small))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        off, near = set(poem.rhyme.off), set(poem.rhyme.near)
        for place in dict.fromkeys((*poem.rhyme.feet, *poem.rhyme.off, *poem.rhyme.near)):
            spot = self._plan.of((number, place.line, place.at))
            if spot is None or not region.intersects(QRect(spot.left, spot.top, CELL_WIDTH + RHYME_WIDTH, CELL_HEIGHT)):
                continue
            group = _TONE.sub("", self._cell(spot).group)
            text = f"✕ {group}" if place in off else f"△ {group}" if place in near else group
            painter.setPen(theme.color("error" if place in off else "warn" if place in near else "muted"))
            room = QRectF(spot.left + CELL_WIDTH + 4, spot.top + SLOT_HEIGHT, RHYME_WIDTH - 8, 40)
            painter.drawText(room, flags, text)

    def _paint_rescues(self, painter: QPainter, theme: Theme, number: int, poem: Poem) -> None:
        """What departs from the pattern and what makes up for it, framed and joined."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rescue in poem.rescues:
            ends: list[list[QRectF]] = [[], []]
            for side, places in enumerate((rescue.broken, rescue.mended)):
                for place in places:
                    spot = self._plan.of((number, place.line, place.at))
                    if spot is None:
                        continue
                    style = Qt.PenStyle.DashLine if side == 0 else Qt.PenStyle.SolidLine
                    painter.setPen(QPen(theme.color("link"), 1.4, style))
                    high = CELL_HEIGHT - SLOT_HEIGHT - TONE_HEIGHT - 6
                    box = QRectF(spot.left + 4, spot.top + SLOT_HEIGHT + 4, CELL_WIDTH - 8, high)
                    painter.drawRoundedRect(box, RADIUS, RADIUS)
                    ends[side].append(box)
            painter.setPen(QPen(theme.color("link"), 1.4))
            for start in ends[0]:
                for end in ends[1]:
                    if start != end:
                        painter.drawPath(_arc(start, end))

    # ---- inside -------------------------------------------------------------------------------------------------

    def _cell(self, spot: Spot) -> Cell:
        assert self._report is not None
        return self._report.poems[spot.poem].lines[spot.line].cells[spot.at]

    def _update_changed(self, before: Report, now: Report, told: frozenset[Key]) -> None:
        """Paint again what another keystroke has changed: mostly a character and the heading."""
        for head in self._plan.heads:
            self.update(head.left, head.top, head.width, HEAD_HEIGHT)
        for old, new in zip(before.poems, now.poems, strict=True):
            if (old.rescues, old.rhyme) != (new.rescues, new.rhyme):
                self.update()
                return
        for spot in self._plan.spots:
            poem, line, at = spot.key
            old_cell = before.poems[poem].lines[line].cells[at]
            new_cell = now.poems[poem].lines[line].cells[at]
            if old_cell != new_cell or spot.key in told:
                self.update(spot.left, spot.top, CELL_WIDTH + 1, CELL_HEIGHT)

    def _lie(self) -> None:
        self._plan = plan(self._report, self.width()) if self._report is not None else Plan()
        self.setMinimumHeight(self._plan.height)
        self.setMinimumWidth(self._plan.width)
        self.updateGeometry()
        self.update()


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
