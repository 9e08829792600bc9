"""Where a set text may be cut between two pages: never through a line, nor between a heading and what it heads."""

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument

from app.ui.widgets.grounds import ground_of
from app.ui.widgets.setting import CODE, GOES_ON

Span = tuple[float, float]
"""From where to where, in pixels from the text's top, no cut may fall."""


def spans(document: QTextDocument) -> list[Span]:
    """What must stay whole: lines, the grounds of code with their first and last lines, headings with what follows."""
    found: list[Span] = []
    heading: float | None = None
    block = document.begin()
    while block.isValid():
        lines = list(_lines(document, block))
        if lines and heading is not None:
            lines[0] = min(heading, lines[0][0]), lines[0][1]
            heading = None
        if lines and block.blockFormat().headingLevel():
            heading = lines[0][0]
        found += lines
        block = block.next()
    return found


def _lines(document: QTextDocument, block: QTextBlock) -> Iterator[Span]:
    top, layout = document.documentLayout().blockBoundingRect(block).top(), block.layout()
    count = layout.lineCount()
    ground = ground_of(document, block) if block.blockFormat().hasProperty(CODE) else None
    for number in range(count):
        line = layout.lineAt(number)
        begin, end = top + line.y(), top + line.y() + line.height()
        if ground is not None and number == 0 and not block.blockFormat().hasProperty(GOES_ON):
            begin = ground.top()
        if ground is not None and number == count - 1 and not block.next().blockFormat().hasProperty(GOES_ON):
            end = ground.bottom()
        yield begin, end


def cut(held: list[Span], start: float, wanted: float) -> float:
    """The last place up to `wanted` that is in none of `held`; `wanted` itself where a single line is taller."""
    at = wanted
    while True:
        through = [span[0] for span in held if span[0] < at < span[1]]
        if not through:
            return at
        at = min(through)
        if at <= start:
            return wanted
