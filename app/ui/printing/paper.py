"""Sets the parts of an exchange on pages. Knows no exchange, no dialogs and no printer: it paints where it is told.

A generator does it piece by piece, so that the window stays alive; its last value is the number of pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from app.text.blocks import Block, Run, Text
from app.text.clean import clean
from app.text.formulas.values import Formula
from app.text.read import read
from app.text.segments import segments
from app.ui.printing.cuts import Span, cut, spans
from app.ui.reader.page import MARGIN, Page
from app.ui.theme import Theme
from app.ui.widgets.formula_desk import installed
from app.ui.widgets.setting import Setting

DOTS = 96.0
"""Pixels of an inch: one of the screen's is one of the paper's at 100 %."""
EDGE_MM = 18.0
FOOT = 28
"""Pixels at the lower edge for the page's number."""
PAD = 12
"""Pixels around what stands on a ground of its own."""
GAP = 20
LEAST = 60
"""Pixels that must be left on a page for another part to begin on it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A text of an exchange. `title` may be empty; `ground` is a colour's name in the theme, or empty."""

    title: str
    text: str
    size: int
    markdown: bool = True
    ground: str = ""


@dataclass(slots=True)
class _Set:
    """A part that is set: its pages' documents one below the other."""

    part: Part
    pages: list[Page] = field(default_factory=list)


class Paper:
    """One job. `prepare` sets everything, `waiting` says which formulas are still to come, `paint` paints it all."""

    def __init__(self, theme: Theme, head: str, parts: Sequence[Part]) -> None:
        self._theme, self._head = theme, head
        self._sets = [_Set(part) for part in parts]
        self._width = 0

    def prepare(self, device: QPagedPaintDevice) -> Iterator[None]:
        """Set all parts for the pages of `device`."""
        device.setPageMargins(QMarginsF(EDGE_MM, EDGE_MM, EDGE_MM, EDGE_MM), QPageLayout.Unit.Millimeter)
        area = device.pageLayout().paintRect(QPageLayout.Unit.Inch)
        self._width = round(area.width() * DOTS)
        self._height = round(area.height() * DOTS) - FOOT
        for made in self._sets:
            setting = Setting(self._theme, made.part.size, "sans", installed())
            for blocks in _blocks(made.part):
                page = Page(setting, self._inner(made.part))
                page.show(blocks)
                made.pages.append(page)
                yield

    def _inner(self, part: Part) -> int:
        return self._width - (2 * PAD if part.ground else 0)

    @property
    def waiting(self) -> frozenset[Formula]:
        return frozenset().union(*(page.waiting_formulas() for made in self._sets for page in made.pages))

    def ask(self) -> None:
        """Have those formulas drawn that are still to come."""
        for made in self._sets:
            for page in made.pages:
                page.want_formulas()

    def take(self, came: frozenset[Formula]) -> None:
        for made in self._sets:
            for page in made.pages:
                page.take_formulas(came)

    def paint(self, device: QPagedPaintDevice) -> Iterator[int]:
        """Paint page after page. Each value is the number of the page that is done."""
        painter = QPainter(device)
        if not painter.isActive():
            return
        try:
            scale = device.logicalDpiX() / DOTS
            painter.scale(scale, scale)
            yield from self._paint(device, painter)
        finally:
            painter.end()

    def _paint(self, device: QPagedPaintDevice, painter: QPainter) -> Iterator[int]:
        number, y = 1, float(self._begin(painter, 1))
        for made in self._sets:
            if y > self._height - LEAST:
                self._turn(device, painter, number)
                yield number
                number, y = number + 1, 0.0
            y = self._title(painter, made.part, y)
            left = PAD if made.part.ground else 0
            for page in made.pages:
                height, start = page.set_width(self._inner(made.part)), 0.0
                held = spans(page.document)
                while start < height:
                    stop = self._stop(held, start, height, y)
                    if stop <= start:
                        self._turn(device, painter, number)
                        yield number
                        number, y = number + 1, 0.0
                        stop = self._stop(held, start, height, y, must=True)
                    self._slice(painter, made.part, page, QRectF(left, y, self._inner(made.part), stop - start), start)
                    y, start = y + stop - start, stop
            y += GAP
        self._foot(painter, number)
        yield number

    def _stop(self, held: list[Span], start: float, height: float, y: float, must: bool = False) -> float:
        """How far a text goes on this page from `start` on; to `start` where nothing more fits."""
        wanted = min(height, start + self._height - y)
        if wanted >= height:
            return height
        at = cut(held, start, wanted)
        # A line that is taller than a page is cut; one that only does not fit any more goes to the next.
        tall = any(begin <= start < wanted < end for begin, end in held)
        return at if must or not tall else start

    def _slice(self, painter: QPainter, part: Part, page: Page, at: QRectF, start: float) -> None:
        if part.ground:
            painter.fillRect(at.adjusted(-PAD, -1, PAD, 1), self._theme.color(part.ground))
        painter.save()
        painter.translate(at.left(), at.top() - start)
        shown = QRectF(0, start, at.width(), at.height())
        painter.setClipRect(shown)
        page.paint(painter, shown, ())
        painter.restore()

    # ---- around the text ----------------------------------------------------------------------------------------

    def _begin(self, painter: QPainter, _: int) -> int:
        if not self._head:
            return 0
        height = 2 * self._theme.sizes.small
        self._write(painter, self._head, 0, height, self._theme.sizes.small, "muted")
        return height + GAP // 2

    def _title(self, painter: QPainter, part: Part, y: float) -> float:
        if not part.title:
            return y
        height = 2 * self._theme.sizes.small + 4
        if part.ground:
            painter.fillRect(QRectF(0, y, self._width, height + 1), self._theme.color(part.ground))
        left = (PAD if part.ground else 0) + MARGIN
        self._write(painter, part.title, y, height, self._theme.sizes.small, "text", left=left, bold=True)
        return y + height

    def _turn(self, device: QPagedPaintDevice, painter: QPainter, number: int) -> None:
        self._foot(painter, number)
        device.newPage()

    def _foot(self, painter: QPainter, number: int) -> None:
        top = self._height + FOOT - 2 * self._theme.sizes.small
        self._write(
            painter, str(number), top, 2 * self._theme.sizes.small, self._theme.sizes.small, "muted", centre=True
        )

    def _write(
        self, painter: QPainter, text: str, y: float, height: float, size: int, colour: str, *, left: int = MARGIN,
        bold: bool = False, centre: bool = False,
    ) -> None:  # fmt: skip
        painter.setFont(self._theme.font(size=size, bold=bold))
        painter.setPen(self._theme.color(colour))
        across = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft
        flags = across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(left, y, self._width - 2 * left, height), int(flags), text)


def _blocks(part: Part) -> Iterator[list[Block]]:
    if part.markdown:
        yield from (read(piece) for piece in segments(clean(part.text)))
    elif part.text:
        yield [Text((Run(line),)) for line in clean(part.text).split("\n\n")]


def a4(device: QPagedPaintDevice) -> None:
    """The size of paper where nobody says another."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
