"""How large a formula is within a document: the character that stands for it, its properties, and its measures.

Knows no document's letters around it and paints nothing.
"""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetrics, QPen, QTextFormat

from app.text.formulas.values import Formula, FormulaFault
from app.ui.widgets.formula import EM, Picture
from app.ui.widgets.formula_source import SourceBox

OBJECT = "\ufffc"
"""The one character in a document's text."""
KIND = QTextFormat.ObjectTypes.UserObject.value + 1
SOURCE = QTextFormat.Property.UserProperty.value + 11
"""Character property: the formula letter by letter, with its delimiters."""
DISPLAY = QTextFormat.Property.UserProperty.value + 12
NUMBER = QTextFormat.Property.UserProperty.value + 13
"""Character property: which of its document's formulas it is."""
PIXELS = QTextFormat.Property.FontPixelSize.value

SMALLEST = 0.55
"""A formula wider than the line is made smaller, but not below this; then its source is easier to read."""
AIR = 1.0
"""Pixels above and below a drawing."""


@dataclass(slots=True)
class Shape:
    """What is painted, and the room it takes."""

    what: Picture | SourceBox
    em: float
    room: QSizeF
    natural: bool
    """Whether it is as wide as it would be in an endless line."""


class Placed:
    """A formula of a document: what it is, in text of which size, what is known of it, and how large that is.

    Qt asks for the size with every painting, so it is kept.
    """

    __slots__ = ("_line", "_shape", "formula", "known", "position", "size", "source", "taken")

    def __init__(
        self,
        position: int,
        source: str,
        formula: Formula,
        size: int,
        taken: float,
        known: Picture | FormulaFault | None,
    ) -> None:
        """For text of `size` pixels, in lines of which `taken` pixels are not the formula's: margins of the page, of
        lists and quotations."""
        self.position, self.source, self.formula = position, source, formula
        self.size, self.taken, self.known = size, taken, known
        self._line = -2.0
        self._shape: Shape | None = None

    def learn(self, known: Picture | FormulaFault | None) -> None:
        """It was drawn, or it cannot be."""
        self.known, self._shape = known, None

    def shape(self, line: float, face: QFont, mono: QFont, mark: QPen) -> Shape:
        """In a line of so many pixels (not above 0: endless). `face` is that of its character; source that cannot be
        drawn is written in `mono` and underlined with `mark`."""
        if self._shape is None or self._line != line:
            room = line - self.taken if line > 0 else float("inf")
            self._line, self._shape = line, self._measured(room, QFontMetrics(face).xHeight() / 2, mono, mark)
        return self._shape

    def kept(self, line: float) -> Shape | None:
        """The same, where it was asked for before, or where another width of the line makes no difference."""
        shape = self._shape
        if shape is None or self._line == line:
            return shape
        fits = shape.natural and (line <= 0 or shape.room.width() <= line - self.taken)
        return shape if fits else None

    def _measured(self, room: float, half_x: float, mono: QFont, mark: QPen) -> Shape:
        known = self.known
        if isinstance(known, Picture):
            em = self.size * EM
            fit = min(1.0, room / max(known.width * em, 1e-6))
            if fit >= SMALLEST:
                em *= fit
                tall = _tall(known.height * em + AIR, known.depth * em + AIR, half_x)
                return Shape(known, em, QSizeF(ceil(known.width * em), tall), fit >= 1)
        box = SourceBox(self.source, mono, room, mark if isinstance(known, FormulaFault) else None)
        if box.lines > 1:
            box.above = (box.tall + half_x) / 2
        size = QSizeF(ceil(box.width), _tall(box.above, box.tall - box.above, half_x))
        return Shape(box, 0, size, box.lines == 1 and not isinstance(known, Picture))


def _tall(above: float, below: float, half_x: float) -> float:
    """The height at which Qt leaves so much above and below the baseline: it makes the part above taller than the one
    below by half of what an x of the character's own face is tall (QTextDocumentLayout::resizeInlineObject)."""
    return max(2 * above - half_x, 2 * below + half_x, 1.0)


def face_pixels(known: Picture | FormulaFault | None, size: int, x_height: float) -> int:
    """The size of a face (with so tall an x, in em) with which Qt leaves no more below than the drawing is deep."""
    pixels = round(2 * (known.height - known.depth) * size * EM / x_height) if isinstance(known, Picture) else size
    return max(1, min(pixels, 2000))
