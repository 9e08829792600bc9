"""A page of Markdown of any length in a scrolling view: growing or finished, of which only what is in sight is set.

Whatever happens above, the line that is being read stays where it is. Knows nothing of mouse and keys; see `reader`.
"""

import math
from time import monotonic

from PySide6.QtCore import QEvent, QPointF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.text.clean import clean
from app.text.formulas.values import Formula
from app.ui.reader.canvas import Canvas
from app.ui.reader.choice import Place
from app.ui.theme import Face, Theme, applied
from app.ui.widgets import code_desk
from app.ui.widgets.follower import EndFollower
from app.ui.widgets.setting import Setting

SHORTEST_S = 0.033
"""Between two drawings of a growing text."""
REST = 3
"""A drawing is followed by a pause of so many times what it took."""
EXACT = 4000
"""Pixels up to which `content_height` is true and not estimated: taller than any view."""
AHEAD = 200
"""Pixels beyond both edges of the view that are kept ready, once the reader rests."""
RESTS_MS = 40
"""So long nobody scrolled, and nothing was opened."""
KEPT = 3
"""Sheets beyond what is ready whose pages are kept."""


class Surface(Canvas):
    """Follows its end until the reader scrolls up."""

    content_changed = Signal()
    """The text takes another height than before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, name: str = "", face: Face = "sans") -> None:
        super().__init__(theme, parent, name=name, face=face)
        self._source: list[str] = []
        self._came: frozenset[Formula] = frozenset()
        """Formulas that were drawn meanwhile and are not set anew yet."""
        self._anchor = (0, 0.0)
        """The sheet at the view's upper edge, and how many pixels of it are above the edge."""
        self._drawn_at, self._pause = 0.0, SHORTEST_S
        self._height = 0
        self._arranging = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(RESTS_MS)
        self._ahead.timeout.connect(self._arrange)
        self.follower = EndFollower(self.verticalScrollBar())
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        if self._formulas is not None:
            self._formulas.arrived.connect(self._on_formulas)

        if (colours := code_desk.installed()) is not None:
            colours.arrived.connect(self._on_colours)

    # ---- text ---------------------------------------------------------------------------------------------------

    def set_markdown(self, markdown: str) -> None:
        """Show `markdown` in place of what is there, from its beginning."""
        if markdown == self.markdown():
            self.finish()
            return
        self._soon.stop()
        self._source = [markdown]
        self.sheets.set_text(clean(markdown))
        self.on_new_text()
        self._anchor = (0, 0.0)
        self._rest_first()
        self._arrange()

    def append_markdown(self, markdown: str) -> None:
        """Add to the end. Drawn at once, or within a few hundredths of a second where much comes."""
        if not markdown:
            return
        self._source.append(markdown)
        self.sheets.feed(markdown)
        since = monotonic() - self._drawn_at
        if since >= self._pause:
            self._draw()
        else:
            self._draw_soon(since)

    def _draw_soon(self, since: float) -> None:
        """So many seconds after the last drawing."""
        if not self._soon.isActive():
            self._soon.start(math.ceil(max(0.0, self._pause - since) * 1000))

    def finish(self) -> None:
        """Nothing more comes for now: draw what is still waiting."""
        if self.sheets.end() or self._soon.isActive():
            self._draw()

    def markdown(self) -> str:
        """What was put in, letter by letter."""
        if len(self._source) > 1:
            self._source = ["".join(self._source)]
        return self._source[0] if self._source else ""

    # ---- look ---------------------------------------------------------------------------------------------------

    def set_text_size(self, pixels: int) -> None:
        if pixels != self._size:
            self._size = pixels
            self._set_anew()

    def set_face(self, face: Face) -> None:
        """The face of running text: "sans", "serif", or "verse" (a Kai face where there is one)."""
        if face != self._face:
            self._face = face
            self._set_anew()

    def set_theme(self, theme: Theme) -> None:
        if theme != self.theme:
            self.theme = theme
            self._set_anew()

    def _set_anew(self) -> None:
        top = self._letter_at_top()
        self.sheets.set_setting(Setting(self.theme, self._size, self._face, self._formulas))
        self._arrange(top)

    def content_height(self, enough: int = EXACT) -> int:
        """Pixels that would show the whole text at the present width; an estimate where that is more than `enough`."""
        self.sheets.set_width(self.text_width())
        known, index = 0.0, 0
        while index < len(self.sheets) and known < enough:
            known += self.sheets[index].height if self.sheets.is_measured(index) else self.sheets.measure(index)
            index += 1
        return math.ceil(self.sheets.height) + 2 * self.frameWidth()

    # ---- where --------------------------------------------------------------------------------------------------

    def go_to_end(self) -> None:
        self.follower.follow()
        self._arrange()

    def go_to_start(self) -> None:
        self._anchor = (0, 0.0)
        self._arrange()

    def show_place(self, place: Place) -> None:
        """Scroll so that a place is well in sight; not at all where it is."""
        sheet, position = place
        self.sheets.measure(sheet)
        line = self.sheets.page(sheet).line_top(position)
        y = self.sheets.top(sheet) + line - self.verticalScrollBar().value()
        height = self.viewport().height()
        if not 0 <= y <= height - 2 * self._size:
            self.follower.let_go()
            above = height / 3
            while line < above and sheet > 0:
                sheet -= 1
                line += self.sheets.measure(sheet)
            self._anchor = (sheet, max(0.0, line - above))
            self._arrange()

    # ---- for whoever adds to it ---------------------------------------------------------------------------------

    def on_new_text(self) -> None:
        """Another text is here: places in the old one mean nothing."""

    def on_grown(self) -> None:
        """There is more text than before."""

    def on_moved(self, sheet: int, position: int) -> None:
        """The letters of `sheet` from `position` on went to a new sheet behind it."""

    # ---- arranging ----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Set what has come since."""
        self._soon.stop()
        began = monotonic()
        last = len(self.sheets) - 1
        anew = self.sheets.first_awaiting(self._came) if self._came else None
        first = last if anew is None else min(anew, last)
        before = self._offset(first)
        top = self._take_formulas() if self._came else None
        moved = self.sheets.advance()
        if moved:
            self.on_moved(last, self.sheets.page(last).end)
        self.on_grown()
        self._arrange(top, None if before is None else (first, before))
        self._drawn_at = monotonic()
        self._pause = max(SHORTEST_S, REST * (self._drawn_at - began))

    def _offset(self, sheet: int) -> int | None:
        """Where in the viewport a sheet begins; None where nothing of it is in sight."""
        if sheet < 0 or not self.sheets.is_measured(sheet) or sheet > self.sheets.at(self._last_seen()):
            return None
        return round(self.sheets.top(sheet)) - self.verticalScrollBar().value()

    def _last_seen(self) -> float:
        return self.verticalScrollBar().value() + self.viewport().height() - 1

    def _arrange(self, top: tuple[int, int, float] | None = None, before: tuple[int, int] | None = None) -> None:
        """Set what is in sight, and have the bar tell where that is. The anchor stays, or the end where it is followed,
        or the letter `top` at the upper edge (see `_letter_at_top`). `before`: a sheet and where it began, where all
        that has changed is the end of it and what follows."""
        if self._arranging:
            return
        self._arranging = True
        try:
            self.sheets.set_width(self.text_width())
            if top is not None and not self.follower.following:
                self._anchor = self._anchor_of(top)
            self._settle()
        finally:
            self._arranging = False
        self._tell_height()
        if before is None or not self._show_end(*before):
            self.viewport().update()

    def _show_end(self, sheet: int, before: int) -> bool:
        """Have only that painted which is new at the end of a sheet, which began `before` in the viewport, and behind
        it. Some nine of ten pixels stay what they were. Whether it could be done."""
        now = self._offset(sheet)
        if now is None or not self._ground or self.all_painted_anew:
            return False
        view = self.viewport()
        if now != before:
            view.scroll(0, now - before, view.rect())
        top = now + int(self.sheets.page(sheet).take_changed())
        if top < view.height():
            view.update(0, top, view.width(), view.height() - top)
        return True

    def _settle(self) -> None:
        sheets, room = self.sheets, self.viewport().height()
        if not len(sheets):
            self.verticalScrollBar().setRange(0, 0)
            return
        if self.follower.following:
            self._measure_up(len(sheets) - 1, room + AHEAD)
        else:
            self._anchor = min(self._anchor[0], len(sheets) - 1), self._anchor[1]
            ahead = AHEAD if self.isVisible() and not self._ahead.isActive() else 0
            below = self._measure_down(self._anchor[0], self._anchor[1] + room + ahead)
            if below < self._anchor[1] + room:
                self._measure_up(len(sheets) - 1, room + AHEAD)
        whole = max(0, math.ceil(sheets.height) - room)
        value = whole if self.follower.following else round(sheets.top(self._anchor[0]) + self._anchor[1])
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, room))
        with self.follower.quiet():
            bar.setRange(0, whole)
            bar.setValue(min(value, whole))
        self._take_anchor()
        first, last = sheets.at(bar.value()), sheets.at(bar.value() + room)
        sheets.drop_pages(first - KEPT, last + KEPT)
        sheets.want_formulas(first, min(last + 1, len(sheets) - 1))

    def _rest_first(self) -> None:
        """What is ahead is made ready a little later: what is in sight must not wait for it."""
        if self.isVisible():
            self._ahead.start()

    def _measure_down(self, index: int, wanted: float) -> float:
        """Measure sheets from `index` on until they are as tall as `wanted`. How tall they are."""
        height = 0.0
        while index < len(self.sheets) and height < wanted:
            height += self.sheets.measure(index)
            index += 1
        return height

    def _measure_up(self, index: int, wanted: float) -> None:
        height = 0.0
        while index >= 0 and height < wanted:
            height += self.sheets.measure(index)
            index -= 1

    def _take_anchor(self) -> None:
        value = self.verticalScrollBar().value()
        index = self.sheets.at(value)
        self._anchor = index, value - self.sheets.top(index)

    def _on_scrolled(self, value: int) -> None:
        if self._arranging or not len(self.sheets):
            return
        self._rest_first()
        index = self.sheets.at(value)
        within = value - self.sheets.top(index)
        if not self.sheets.is_measured(index):
            guess = self.sheets[index].height
            within *= self.sheets.measure(index) / guess if guess else 0
        self._anchor = index, within
        self._arrange()

    def _on_formulas(self, came: frozenset[Formula]) -> None:
        """Formulas were drawn, and take another room than their sources: set with the next words, or soon."""
        if self.sheets.first_awaiting(came) is not None:
            self._came |= came
            if not self.sheets.growing:
                self._pause = min(self._pause, SHORTEST_S / REST)
            self._draw_soon(monotonic() - self._drawn_at)

    def _on_colours(self) -> None:
        if self.sheets.recolour():
            self.viewport().update()

    def _take_formulas(self) -> tuple[int, int, float] | None:
        """Set those that came. The letter at the upper edge, which must stay there."""
        top = None if self.follower.following else self._letter_at_top()
        self.sheets.take_formulas(self._came)
        self._came = frozenset()
        return top

    def _letter_at_top(self) -> tuple[int, int, float] | None:
        """The sheet and position at the upper edge, and how far above the edge its line begins."""
        if not len(self.sheets):
            return None
        index, within = self._anchor
        page = self.sheets.page(index)
        self.sheets.measure(index)
        position = page.position_at(QPointF(8, within))
        return index, position, within - page.line_top(position)

    def _anchor_of(self, top: tuple[int, int, float]) -> tuple[int, float]:
        index, position, above = top
        self.sheets.measure(index)
        return index, max(0.0, self.sheets.page(index).line_top(position) + above)

    def _tell_height(self) -> None:
        height = math.ceil(self.sheets.height)
        if height != self._height:
            self._height = height
            self.content_changed.emit()

    # ---- events -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest_first()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ahead.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = None if self.follower.following or event.oldSize().width() < 1 else self._letter_at_top()
        super().resizeEvent(event)
        self._arrange(top if self.text_width() != event.oldSize().width() else None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        worn = applied()
        if event.type() == QEvent.Type.StyleChange and worn is not None:
            self.set_theme(worn)
