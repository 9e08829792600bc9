"""A text as a row of sheets: which exist, how tall each is or probably is, and what lies where.

A sheet has a page only while it is near what is seen. Heights of those that were never set are estimated from what the
others turned out to need. Knows nothing of the view.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from math import ceil

from app.text.blocks import Block, Text
from app.text.formulas.values import Formula
from app.text.growing import Growing
from app.text.read import read
from app.text.segments import LEAST, segments
from app.ui.reader.page import Page
from app.ui.widgets.setting import Setting

FIRST_GUESS = 0.35
"""Square pixels' worth of a character, for each square pixel of the letter's size, before anything was measured."""


class Sheet:
    """One part of the text. `height` is in pixels, and a guess where `width` is not the width wanted."""

    __slots__ = ("height", "page", "source", "width")

    def __init__(self, source: str) -> None:
        self.source = source
        self.page: Page | None = None
        self.height = 0.0
        self.width = 0
        """The width for which `height` is true; 0: it is a guess."""


class Sheets:
    """The sheets of one text, for one setting and width. The last one grows while the text is being written."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._all: list[Sheet] = []
        self._growing: Growing | None = None
        """Of the last sheet, while text may still be added."""
        self._ended = self._half = False
        """Whether nothing more comes for now, and whether a formula at the end is only half there."""
        self._tops: list[float] | None = None
        self._width = 0
        self._seen_characters, self._seen_height = 0, 0.0
        """Of the sheets that were measured at this width."""

    # ---- text ---------------------------------------------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """A text that is there as a whole. It must have been cleaned."""
        self._all = [Sheet(part) for part in segments(text)]
        self._growing = None
        self._forget_sizes()

    def feed(self, text: str) -> None:
        """Add to the end; nothing is set until `advance`."""
        if self._growing is None:
            self._grow_again()
        assert self._growing is not None
        self._growing.feed(text)
        self._ended = False

    @property
    def growing(self) -> bool:
        """Whether more may come."""
        return self._growing is not None and not self._ended

    def end(self) -> bool:
        """Nothing more comes for now. Whether this changes how the end of the text is read: with `advance` it does."""
        if self._growing is None or self._ended:
            return False
        self._ended = True
        return self._half

    def _tail(self) -> list[Block]:
        tail = self._growing.tail(growing=not self._ended) if self._growing is not None else []
        self._half = any(run.formula == "half" for block in tail if isinstance(block, Text) for run in block.runs)
        return tail

    def _grow_again(self) -> None:
        """Open the last sheet once more: what follows may still change its last block."""
        self._growing = Growing()
        if self._all:
            last = self._all.pop()
            self._growing.feed(last.source)
        self._all.append(Sheet(""))
        self._tops = None

    def advance(self) -> int:
        """Set what was fed. Returns how many letters at the end of the last sheet became the beginning of a new one;
        0 where there is no new one."""
        if self._growing is None:
            return 0
        last = self._all[-1]
        if last.page is None:
            last.page = Page(self._setting, self._width)
            last.page.show(read(last.source))
        source = self._growing.advance()
        tail = self._tail()
        last.source += source
        last.page.show(read(source), tail)
        last.width = 0
        moved = 0
        if len(last.source) >= LEAST:
            moved = self._turn_over(last, tail)
        self._tops = None
        return moved

    def _turn_over(self, last: Sheet, tail: list[Block]) -> int:
        """The last sheet is full: what may still change goes on a new one."""
        assert last.page is not None
        end = last.page.end
        last.page.show([])
        moved = end - last.page.end
        self.measure(len(self._all) - 1)
        new = Sheet("")
        new.page = Page(self._setting, self._width)
        new.page.show([], tail)
        self._all.append(new)
        return moved

    def first_awaiting(self, came: frozenset[Formula]) -> int | None:
        """The first sheet on whose page one of these stands and was not drawn yet; None where there is none."""
        waits = (index for index, sheet in enumerate(self._all) if sheet.page is not None and sheet.page.awaits(came))
        return next(waits, None)

    def waiting(self) -> bool:
        """Whether a formula on some page is not drawn yet."""
        return any(sheet.page is not None and sheet.page.waiting_formulas() for sheet in self._all)

    def take_formulas(self, came: frozenset[Formula]) -> None:
        """Set formulas anew that were drawn meanwhile."""
        for sheet in self._all:
            if sheet.page is not None and sheet.page.take_formulas(came):
                sheet.width = 0
                self._tops = None

    def recolour(self) -> bool:
        """Give code the colours that came meanwhile. Whether any did."""
        return sum(sheet.page.recolour() for sheet in self._all if sheet.page is not None) > 0

    def source(self, index: int) -> str:
        """The Markdown of a sheet, cleaned; of the last one also what may yet become something else."""
        return self._all[index].source + (self.tail_source if index == len(self._all) - 1 else "")

    def plain(self, index: int) -> str:
        """What is read on a sheet."""
        with self.borrowed(index) as page:
            return page.text(0, page.end)

    def raw(self, index: int) -> str:
        """The same with one character for each position: U+2029 between paragraphs, U+2028 between lines."""
        with self.borrowed(index) as page:
            return page.document.toRawText()

    @contextmanager
    def borrowed(self, index: int) -> Iterator[Page]:
        """The page of a sheet, which goes again where it was made for this alone."""
        missing = self._all[index].page is None
        try:
            yield self.page(index)
        finally:
            if missing:
                self._all[index].page = None

    def share(self, index: int, within: float) -> float:
        """How far down in the text, 0 to 1, is what stands `within` (0 to 1) of a sheet."""
        before = sum(len(sheet.source) for sheet in self._all[:index])
        whole = sum(len(sheet.source) for sheet in self._all) + len(self.tail_source)
        return min(1.0, (before + within * len(self.source(index))) / max(1, whole))

    @property
    def tail_source(self) -> str:
        """What follows the sheets' own sources: text that may yet become something else."""
        return self._growing.tail_source if self._growing is not None else ""

    def places_of(self, pieces: list[str]) -> list[tuple[int, int]]:
        """From where to where each of these lies on a page that holds them all."""
        page, places = Page(self._setting), []
        for piece in pieces:
            start = page.end
            page.show(read(piece))
            places.append((start, page.end))
        return places

    # ---- look ---------------------------------------------------------------------------------------------------

    def set_setting(self, setting: Setting) -> None:
        """Another theme, face or size: nothing that was set is of use."""
        ratio = (setting.size / self._setting.size) ** 2
        self._setting = setting
        for sheet in self._all:
            sheet.page, sheet.width, sheet.height = None, 0, sheet.height * ratio
        self._seen_characters, self._seen_height = 0, 0.0
        self._tops = None

    def set_width(self, width: int) -> None:
        if width == self._width:
            return
        for sheet in self._all:
            sheet.height *= self._width / width if self._width else 1
        self._width = width
        self._seen_characters, self._seen_height = 0, 0.0
        self._tops = None

    # ---- sizes --------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, index: int) -> Sheet:
        return self._all[index]

    def page(self, index: int) -> Page:
        """The page of a sheet, set now where it is not."""
        sheet = self._all[index]
        if sheet.page is None:
            sheet.page = Page(self._setting, self._width)
            tail = self._tail() if index == len(self._all) - 1 else []
            sheet.page.show(read(sheet.source), tail)
        return sheet.page

    def measure(self, index: int) -> float:
        """The true height of a sheet."""
        sheet = self._all[index]
        if sheet.width == self._width and sheet.width and sheet.page is not None:
            return sheet.height
        known = sheet.width == self._width and sheet.width > 0
        height = self.page(index).set_width(self._width)
        if not known:
            sheet.width = self._width
            self._seen_characters += len(sheet.source)
            self._seen_height += height
        if height != sheet.height:
            sheet.height = height
            self._tops = None
        return height

    def want_formulas(self, first: int, last: int) -> None:
        """Sheets from `first` to `last` are in sight, or nearly: have their formulas drawn, those at the top first."""
        for index in range(last, first - 1, -1):
            page = self._all[index].page
            if page is not None:
                page.want_formulas()

    def is_measured(self, index: int) -> bool:
        return self._all[index].width == self._width > 0

    def top(self, index: int) -> float:
        """Where a sheet begins; that of one behind the last is where the text ends."""
        return self._all_tops()[index]

    @property
    def height(self) -> float:
        """Of the whole text, as far as is known."""
        return self._all_tops()[-1]

    def at(self, y: float) -> int:
        """The sheet at a height."""
        return max(0, min(len(self._all) - 1, bisect_right(self._all_tops(), y) - 1))

    def drop_pages(self, first: int, last: int) -> None:
        """Keep the pages from `first` to `last` alone; the one that grows stays, too."""
        growing = len(self._all) - 1 if self._growing is not None else -1
        for index, sheet in enumerate(self._all):
            if not first <= index <= last and index != growing:
                sheet.page = None

    def _all_tops(self) -> list[float]:
        if self._tops is None:
            each = self._per_character()
            for sheet in self._all:
                if sheet.width != self._width or not sheet.width:
                    sheet.height = float(ceil(len(sheet.source) * each or sheet.height))
            self._tops = [0.0, *accumulate(sheet.height for sheet in self._all)]
        return self._tops

    def _per_character(self) -> float:
        """Pixels of height that a character needs at this width, on the average."""
        if self._seen_characters:
            return self._seen_height / self._seen_characters
        return self._setting.size**2 * FIRST_GUESS * self._setting.theme.line_height / max(self._width, 1)

    def _forget_sizes(self) -> None:
        self._seen_characters, self._seen_height = 0, 0.0
        self._tops = None
