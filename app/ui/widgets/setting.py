"""How blocks are set on a page: the formats of a QTextDocument, made from the theme once for a size. Draws nothing."""

from functools import cached_property
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextOption,
    QTextTableFormat,
)

from app.text.blocks import Run, Text
from app.text.code import Span, highlight
from app.ui.theme import Face, Theme
from app.ui.widgets import code_desk
from app.ui.widgets.formula_desk import FormulaDesk

QUOTE = QTextFormat.Property.UserProperty.value + 1
"""Block property: in how many quotations it stands. A bar is drawn for each."""
CODE = QTextFormat.Property.UserProperty.value + 2
"""Block property, on code only: its language, or an empty text. A ground is drawn under it."""
GOES_ON = QTextFormat.Property.UserProperty.value + 4
"""Block property, on code only: it goes on with the code of the block before."""
RULE = QTextFormat.Property.UserProperty.value + 3
"""Block property: this empty block is a line across the page."""

HEADINGS = {1: 1.4, 2: 1.22, 3: 1.1, 4: 1.0, 5: 1.0, 6: 1.0}
MARKER_WIDTH = 1.6
MARKER_GAP = 6
"""Pixels at least between a marker and its text."""
QUOTE_WIDTH = 1.1
CODE_SIZE = 0.88
CODE_PADDING = 12
"""Pixels between code and the edge of its ground."""
LABEL_HEIGHT = 18
"""Pixels above code for the name of its language."""


class Setting:
    """Formats for one theme, face and size in pixels. Margins are in ems, so that a page only grows as a whole."""

    def __init__(self, theme: Theme, size: int, face: Face = "sans", formulas: FormulaDesk | None = None) -> None:
        """`formulas` draws formulas; without it they stand as they were written."""
        self.theme, self.size, self.face, self.formulas = theme, size, face, formulas

    @cached_property
    def font(self) -> QFont:
        return self.theme.font(self.face, self.size)

    @cached_property
    def mono(self) -> QFont:
        return self.theme.font("mono", max(9, round(self.size * CODE_SIZE)))

    def left(self, depth: int, quote: int) -> float:
        """Where text stands that is in so many lists and quotations."""
        return round(self.size * (depth * MARKER_WIDTH + quote * QUOTE_WIDTH))

    def block(self, left: float = 0, size: float = 0, above: float = 0, below: float = 0) -> QTextBlockFormat:
        """A block of text of `size` pixels; margins in pixels. Of two that meet, the larger counts."""
        made = QTextBlockFormat()
        made.setLeftMargin(left)
        made.setTopMargin(round(above))
        made.setBottomMargin(round(below))
        # A least height in pixels, not a share of the face's own: that one is 1.2 for Latin and 1.45 for Chinese faces.
        height = round((size or self.size) * self.theme.line_height)
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        return made

    def text(self, block: Text) -> QTextBlockFormat:
        left = self.left(block.depth, block.quote)
        if block.heading:
            size = self.size * HEADINGS[block.heading]
            made = self.block(left, size * 0.85, above=self.size * 1.1, below=self.size * 0.4)
            made.setHeadingLevel(block.heading)
        else:
            made = self.block(left, below=self.size * (0.25 if block.close else 0.7))
        if block.display:
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if block.marker:
            hang = round(self.size * MARKER_WIDTH)
            wide = QFontMetrics(self.font).horizontalAdvance(block.marker) + MARKER_GAP
            if wide > hang:
                # "1000." and a footnote's name push their text to the right, and not to a tab somewhere.
                made.setLeftMargin(left + wide - hang)
                hang = wide
            made.setTextIndent(-hang)
            made.setTabPositions([QTextOption.Tab(hang, QTextOption.TabType.LeftTab)])
        if block.quote:
            made.setProperty(QUOTE, block.quote)
        if runs_right_to_left(block.plain):
            # Qt mirrors the indent of the first line and the tab by itself, and margins it does not.
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setRightMargin(made.leftMargin())
            made.setLeftMargin(0)
        return made

    def colours(self, code: str, language: str) -> tuple[list[Span], bool]:
        """Code in coloured stretches, and whether those are its final colours."""
        desk = code_desk.installed()
        if desk is None:
            return highlight(code, language, self.theme.code), True
        return desk.colours(code, language, self.theme.code)

    def code(self, language: str, depth: int, quote: int, *, first: bool = True, last: bool = True) -> QTextBlockFormat:
        """Code may take several blocks; only the first and the last keep their distance to other text."""
        above = self.size * 0.5 + CODE_PADDING + (LABEL_HEIGHT if language else 0) if first else 0
        below = self.size * 0.7 + CODE_PADDING if last else 0
        left = self.left(depth, quote) + CODE_PADDING
        made = self.block(left, self.mono.pixelSize() * 0.95, above, below)
        made.setRightMargin(CODE_PADDING)
        made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        made.setProperty(CODE, language)
        if not first:
            made.setProperty(GOES_ON, True)
        return made

    def rule(self, depth: int, quote: int) -> QTextBlockFormat:
        made = self.block(self.left(depth, quote), above=self.size * 0.5, below=self.size * 0.7)
        made.setProperty(RULE, True)
        return made

    def nothing(self) -> QTextBlockFormat:
        """An empty block that Qt needs around a table, made as low as it goes."""
        made = QTextBlockFormat()
        made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return made

    def table(self, depth: int, quote: int, after_code: bool) -> QTextTableFormat:
        """A table keeps the whole distance by itself: before a frame Qt forgets the lower margin of a block."""
        made = QTextTableFormat()
        made.setCellPadding(6)
        made.setCellSpacing(0)
        made.setBorder(1)
        made.setBorderCollapse(True)
        made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        made.setBorderBrush(self.theme.color("border"))
        made.setLeftMargin(self.left(depth, quote))
        made.setTopMargin(round(self.size * 0.7) + (CODE_PADDING if after_code else 0))
        made.setBottomMargin(round(self.size * 0.7))
        made.setHeaderRowCount(1)
        return made

    def run(self, run: Run, block: Text | None = None) -> QTextCharFormat:
        """How a run is written in `block` (None: in a cell)."""
        made = QTextCharFormat()
        if block is not None and block.quote:
            made.setForeground(self.theme.color("muted"))
        if block is not None and block.heading:
            made.setProperty(QTextFormat.Property.FontPixelSize, round(self.size * HEADINGS[block.heading]))
        if run.bold or (block is not None and block.heading):
            made.setFontWeight(QFont.Weight.DemiBold)
        if run.italic:
            made.setFontItalic(True)
        if run.strike:
            made.setFontStrikeOut(True)
        if run.code or run.formula:
            made.setFontFamilies(self.mono.families())
            made.setProperty(QTextFormat.Property.FontPixelSize, self.mono.pixelSize())
        if run.code:
            made.setBackground(QColor(self.theme.code.ground))
            made.setForeground(QColor(self.theme.code.text))
        if run.note:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            made.setForeground(self.theme.color("link"))
        if run.link:
            made.setAnchor(True)
            made.setAnchorHref(run.link)
            made.setForeground(self.theme.color("link"))
            made.setFontUnderline(True)
        return made

    def around_formula(self, form: QTextCharFormat) -> QTextCharFormat:
        """`form` of a formula's source without what is meant for letters: a line through or under would cross it."""
        made = QTextCharFormat(form)
        made.clearProperty(QTextFormat.Property.FontFamilies)
        made.setFontUnderline(False)
        made.setFontStrikeOut(False)
        return made

    def marker(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self.theme.color("muted"))
        return made

    def span(self, colour: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontFamilies(self.mono.families())
        made.setFontFixedPitch(True)
        made.setProperty(QTextFormat.Property.FontPixelSize, self.mono.pixelSize())
        made.setForeground(QColor(colour))
        return made


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is one of Arabic, Hebrew or the like."""
    for letter in text:
        direction = bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
