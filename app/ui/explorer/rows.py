"""The rows of a text, one for each step: set for a width when they come near, estimated until then.

Counts characters of the source outside, UTF-16 units inside: only here do the two meet. Knows no view.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from app.ui.conversation.places import shown
from app.ui.explorer.states import Row

SPACE = 4
"""Pixels above and below the text of a row."""
GAP = 10
"""Pixels before a row with which a paragraph begins."""
NOTE = 20
"""Pixels of the line under a row that says something about it."""
SAMPLE = 3000
"""Characters by which the width of the others is guessed."""


class SetRow:
    """A row that is set: its lines, and the way from characters to positions."""

    def __init__(self, text: str, font: QFont, width: float, line_height: float, above: int, below: int) -> None:
        """above, below: pixels that are kept free."""
        self.text = text.rstrip("\n")
        inside = shown(self.text).replace("\n", "\u2028")
        self._wide = not self.text.isascii() and any(ord(letter) > 0xFFFF for letter in self.text)
        self.layout = QTextLayout(inside, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.layout.setTextOption(option)
        self.top = above
        self.line = line_height
        y = float(self.top)
        self.layout.beginLayout()
        while True:
            line = self.layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
            y += line_height
        self.layout.endLayout()
        self.bottom = max(y, self.top + line_height)
        self.height = self.bottom + below

    def position(self, char: int) -> int:
        """Of a character, counted from the row's first."""
        char = max(0, min(char, len(self.text)))
        return len(self.text[:char].encode("utf-16-le", "surrogatepass")) // 2 if self._wide else char

    def char(self, position: int) -> int:
        if not self._wide:
            return position
        ends = list(accumulate(2 if ord(letter) > 0xFFFF else 1 for letter in self.text))
        return bisect_right(ends, position)

    def char_at(self, x: float, y: float) -> int:
        """The character under a point of the row."""
        count = self.layout.lineCount()
        if not count:
            return 0
        line = self.layout.lineAt(max(0, min(count - 1, int((y - self.top) // self.line))))
        position = int(line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))
        return self.char(min(position, line.textStart() + max(0, line.textLength() - 1)))

    def line_top(self, char: int) -> float:
        """Where the line of a character begins."""
        line = self.layout.lineForTextPosition(self.position(char))
        return self.top + self.line * (line.lineNumber() if line.isValid() else 0)


class Rows:
    """All rows of a text for one font and width. Grows at its end."""

    def __init__(self, font: QFont, line_height: float) -> None:
        self._font, self._line = font, line_height
        self.source = ""
        self.all: Sequence[Row] = ()
        self._starts: list[int] = []
        self._heights: list[float] = []
        self._set: dict[int, SetRow] = {}
        self._measured = bytearray()
        self._tops: list[float] | None = None
        self._width = 400.0
        self._advance = QFontMetricsF(font).averageCharWidth()

    def __len__(self) -> int:
        return len(self.all)

    def show(self, source: str, rows: Sequence[Row], known: int = 0) -> int:
        """Show another text, or more of it. Returns the first row that is another than before: what comes before it
        keeps its place."""
        same = 0
        if source.startswith(self.source) and len(rows) >= len(self.all):
            same = known + _alike(self.all[known:], rows[known:])
        self.source = source
        self.all = rows
        self._starts[same:] = [row.start for row in rows[same:]]
        for index in [index for index in self._set if index >= same]:
            del self._set[index]
        if not same and source:
            sample = source[:SAMPLE]
            self._advance = QFontMetricsF(self._font).horizontalAdvance(sample.replace("\n", " ")) / len(sample)
        del self._heights[same:], self._measured[same:]
        self._heights += [self._guess(row) for row in rows[same:]]
        self._measured += bytes(len(rows) - same)
        self._tops = None
        return same

    def set_look(self, font: QFont, line_height: float, width: float) -> bool:
        """Whether anything is another than before."""
        if (font, line_height, width) == (self._font, self._line, self._width):
            return False
        self._font, self._line, self._width = font, line_height, max(40.0, width)
        self._set.clear()
        self._measured = bytearray(len(self.all))
        self._heights = [self._guess(row) for row in self.all]
        self._tops = None
        return True

    def text(self, index: int) -> str:
        row = self.all[index]
        return self.source[row.start : row.end]

    def of_char(self, char: int) -> int:
        """The row of a character."""
        return max(0, bisect_right(self._starts, char) - 1)

    def set_row(self, index: int) -> SetRow:
        """The row as it is set; its height is true from now on."""
        found = self._set.get(index)
        if found is None:
            found = SetRow(self.text(index), self._font, self._width, self._line, *_room(self.all[index]))
            self._set[index] = found
        if not self._measured[index]:
            self._measured[index] = 1
            if found.height != self._heights[index]:
                self._heights[index] = found.height
                self._tops = None
        return found

    def height(self, index: int) -> float:
        return self._heights[index]

    def top(self, index: int) -> float:
        return self._all_tops()[index]

    @property
    def whole(self) -> float:
        return self._all_tops()[-1]

    def at(self, y: float) -> int:
        """The row at a height."""
        return max(0, min(len(self.all) - 1, bisect_right(self._all_tops(), y) - 1))

    def keep(self, first: int, last: int) -> None:
        """Forget how rows far from these are set."""
        if len(self._set) > 3 * (last - first + 40):
            for index in [index for index in self._set if not first - 40 <= index <= last + 40]:
                del self._set[index]

    def _all_tops(self) -> list[float]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0.0))
        return self._tops

    def _guess(self, row: Row) -> float:
        text = self.source[row.start : row.end].rstrip("\n")
        per_line = max(1.0, self._width / self._advance)
        lines = sum(max(1, -int(-len(line) // per_line)) for line in text.split("\n"))
        return lines * self._line + sum(_room(row))


def _room(row: Row) -> tuple[int, int]:
    """What is kept free above and below its text."""
    return SPACE + (GAP if row.gap and row.start else 0), SPACE + (NOTE if row.note else 0)


def _alike(old: Sequence[Row], new: Sequence[Row]) -> int:
    """How many rows at the beginning have the same text. What else is known of them does not change their height."""
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if (one.start, one.end, _room(one)) != (other.start, other.end, _room(other)):
            return index
    return min(len(old), len(new))
