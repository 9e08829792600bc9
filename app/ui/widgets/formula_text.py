"""Formulas within a QTextDocument: one character each, as large as what is drawn, on the baseline of the text around.

Until a formula is drawn, and where it cannot be, its source stands in its place; the character stays one, so that no
other letter changes its position. Knows no view: whoever shows the document calls `want` and `take`.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.text.formulas.source import formula_of
from app.text.formulas.values import Formula, FormulaFault
from app.ui.theme import Theme
from app.ui.widgets.formula import Picture
from app.ui.widgets.formula_desk import FormulaDesk, Wanter
from app.ui.widgets.formula_shape import (
    DISPLAY,
    KIND,
    NUMBER,
    OBJECT,
    PIXELS,
    SOURCE,
    Placed,
    Shape,
    face_pixels,
)

NO_BRUSH = Qt.BrushStyle.NoBrush


class FormulaText(QPyTextObject):
    """The formulas of one document. Must live as long as the document does."""

    def __init__(self, document: QTextDocument, theme: Theme, face: QFont, mono: QFont, desk: FormulaDesk) -> None:
        super().__init__()
        self._desk, self._mono = desk, mono
        self._mark = QPen(theme.color("warn"), 1.2, Qt.PenStyle.DotLine)
        self._placed: list[Placed] = []
        """In the order in which they stand."""
        self._face, self._families = face, face.families()
        self._ink, self._ground = theme.color("text"), theme.color("page")
        self._x_height = max(0.2, QFontMetrics(_large(face)).xHeight() / _large(face).pixelSize())
        self._waiting: dict[Formula, set[int]] = {}
        """Where those stand that are not drawn yet."""
        self._wanter = Wanter()
        document.documentLayout().registerHandler(KIND, self)

    # ---- writing ------------------------------------------------------------------------------------------------

    def insert(
        self, cursor: QTextCursor, source: str, form: QTextCharFormat, *, size: int, taken: float, display: bool
    ) -> None:
        """Write a formula at `cursor`, in the colour and with the link of `form`, for text of `size` pixels around it.
        Of its line `taken` pixels are not its own."""
        formula, position = formula_of(source, display), cursor.position()
        known = self._desk.known(formula)
        made = QTextCharFormat(form)
        made.setObjectType(KIND)
        for key, value in ((SOURCE, source), (DISPLAY, display), (NUMBER, len(self._placed))):
            made.setProperty(key, value)
        self._placed.append(Placed(position, source, formula, size, taken, known))
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        made.setFontFamilies(self._families)
        made.setProperty(PIXELS, face_pixels(known, size, self._x_height))
        cursor.insertText(OBJECT, made)
        if known is None:
            self._waiting.setdefault(formula, set()).add(position)
            self._wanter.wanted[formula] = None

    def forget_from(self, position: int) -> None:
        """The document was cut off there."""
        while self._placed and self._placed[-1].position >= position:
            del self._placed[-1]
        for formula, places in list(self._waiting.items()):
            places.difference_update([place for place in places if place >= position])
            if not places:
                del self._waiting[formula]
        self._wanter.wanted = dict.fromkeys(self._waiting)

    # ---- drawings that come -------------------------------------------------------------------------------------

    def want(self) -> None:
        """The document is in sight."""
        self._desk.want(self._wanter)

    @property
    def waiting(self) -> frozenset[Formula]:
        """Those that are not drawn yet."""
        return frozenset(self._waiting)

    def waiting_between(self, start: int, stop: int) -> bool:
        """Whether one between two positions is not drawn yet."""
        return any(start <= place <= stop for places in self._waiting.values() for place in places)

    def awaits(self, came: frozenset[Formula]) -> bool:
        return not came.isdisjoint(self._waiting)

    def take(self, document: QTextDocument, came: frozenset[Formula]) -> int | None:
        """Set those anew that came. The position of the first of them; None where none is here. The document's height
        may be another."""
        here = came & self._waiting.keys()
        if not here:
            return None
        cursor, first = QTextCursor(document), document.characterCount()
        cursor.beginEditBlock()
        for formula in here:
            known = self._desk.known(formula)
            for position in self._waiting.pop(formula):
                self._set_anew(cursor, position, known)
                first = min(first, position)
        cursor.endEditBlock()
        self._wanter.wanted = dict.fromkeys(self._waiting)
        return first

    def _set_anew(self, cursor: QTextCursor, position: int, known: Picture | FormulaFault | None) -> None:
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        form = cursor.charFormat()
        placed = self._placed[form.intProperty(NUMBER)]
        placed.learn(known)
        form.setProperty(PIXELS, face_pixels(known, placed.size, self._x_height))
        cursor.setCharFormat(form)
        # Also where the format is the same as before.
        cursor.document().markContentsDirty(position, 1)

    # ---- for Qt -------------------------------------------------------------------------------------------------

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        return self._shape(document, form).room

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        shape = self._shape(document, form)
        brush = form.foreground()
        ink = brush.color() if brush.style() != NO_BRUSH else self._ink
        at = QPointF(rect.left(), rect.top() + _baseline(document, position, rect.height()))
        if isinstance(shape.what, Picture):
            self._desk.stamps.paint(painter, shape.what, at, shape.em, ink, self._ground, self._face)
        else:
            placed = self._placed[form.intProperty(NUMBER)]
            if placed.known is None:
                self._desk.in_sight(placed.formula)
            shape.what.paint(painter, at, ink)

    def _shape(self, document: QTextDocument, form: QTextFormat) -> Shape:
        placed, line = self._placed[form.intProperty(NUMBER)], document.textWidth()
        return placed.kept(line) or placed.shape(line, form.toCharFormat().font(), self._mono, self._mark)


def _baseline(document: QTextDocument, position: int, height: float) -> float:
    """How far below the upper edge of such a character its line's baseline is. Qt puts it into the middle of the line
    when it paints, whatever it had in mind when it measured (QTextLine::draw)."""
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    return (line.ascent() - line.descent() + height) / 2


def _large(face: QFont) -> QFont:
    """Qt measures in whole pixels; of a large letter these are precise."""
    made = QFont(face)
    made.setPixelSize(200)
    return made
