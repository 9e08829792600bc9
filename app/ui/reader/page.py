"""A part of a text, set for a width: a QTextDocument that paints itself, and answers where its letters are.

Knows nothing of the parts before and after it, and of scrolling. All points and heights are in pixels from its top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QImage,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
    QTextOption,
)

from app.text.blocks import Block
from app.text.formulas.values import Formula
from app.ui.widgets.formula_copy import reason_at, source_text
from app.ui.widgets.grounds import ground_of, paint_grounds_of, pieces_of
from app.ui.widgets.setting import CODE, Setting
from app.ui.widgets.writer import PageWriter

ABOVE, ABOVE_CODE = 12, 48
"""Pixels above a line that belong to it: a table's edge, the ground of code with its label."""
MARGIN = 4
"""Pixels that are kept free at the left and at the right."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Letters from `start` to `stop` that are painted in another way."""

    start: int
    stop: int
    form: QTextCharFormat


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code, and the ground that it stands on."""

    ground: QRectF
    code: str


class _Closed(QTextDocument):
    """Whatever asks for a resource gets none: nothing is fetched because a text says so."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # An empty answer would make Qt look for a file of that name.
        return _nothing() if kind == QTextDocument.ResourceType.ImageResource.value else b""


def _nothing() -> QImage:
    """The picture that is shown in place of any other."""
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


class Page:
    """Empty at first; `show` sets blocks. A copied text has U+2029 between paragraphs and U+2028 between lines."""

    def __init__(self, setting: Setting, width: int = 0) -> None:
        """`width` in pixels, where it is known already: the lines are broken for it from the beginning."""
        self.document: QTextDocument = _Closed()
        self.document.setUndoRedoEnabled(False)
        self.document.setDefaultFont(setting.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        frame = self.document.rootFrame().frameFormat()
        frame.setMargin(0)
        frame.setLeftMargin(MARGIN)
        frame.setRightMargin(MARGIN)
        self.document.rootFrame().setFrameFormat(frame)
        if width:
            self.document.setTextWidth(width)
        self._setting = setting
        self._writer = PageWriter(self.document, setting)
        self._changed: int | None = None
        """The first position that is another than before; None: none is."""

    # ---- setting ------------------------------------------------------------------------------------------------

    def show(self, finished: list[Block], tail: Sequence[Block] = ()) -> None:
        """Add `finished`, and end with `tail` in place of the tail before."""
        edit = QTextCursor(self.document)
        edit.beginEditBlock()
        self._note_change(self._writer.show(finished, list(tail)))
        edit.endEditBlock()

    def set_width(self, width: int) -> float:
        """Break the lines for this width. Returns the height, in whole pixels."""
        if self.document.textWidth() != width:
            self.document.setTextWidth(width)
        return float(ceil(self._layout.documentSize().height()))

    def take_changed(self) -> float:
        """The height from which on anything changed since this was last asked, edges and grounds included."""
        position = self.end if self._changed is None else min(self._changed + 1, self.end)
        self._changed = None
        code = self.document.findBlock(position).blockFormat().hasProperty(CODE)
        return self.line_top(position) - (ABOVE_CODE if code else ABOVE)

    def _note_change(self, position: int) -> None:
        self._changed = position if self._changed is None else min(self._changed, position)

    def want_formulas(self) -> None:
        """It is in sight: have its formulas drawn before all others."""
        if self._writer.formulas is not None:
            self._writer.formulas.want()

    def waiting_formulas(self) -> frozenset[Formula]:
        """Those that are not drawn yet."""
        return self._writer.formulas.waiting if self._writer.formulas is not None else frozenset()

    def waiting_between(self, start: int, stop: int) -> bool:
        """Whether a formula between two positions is not drawn yet."""
        return self._writer.formulas is not None and self._writer.formulas.waiting_between(start, stop)

    def awaits(self, came: frozenset[Formula]) -> bool:
        """Whether one of these stands here and was not drawn yet."""
        return self._writer.formulas is not None and self._writer.formulas.awaits(came)

    def take_formulas(self, came: frozenset[Formula]) -> bool:
        """Set formulas anew that were drawn meanwhile. Whether there were any here: the height may be another."""
        first = self._writer.formulas.take(self.document, came) if self._writer.formulas is not None else None
        if first is not None:
            # Of its paragraph any line may end elsewhere now.
            self._note_change(self.document.findBlock(first).position() - 1)
        return first is not None

    def recolour(self) -> bool:
        """Give code the colours that came meanwhile. Whether any did."""
        edit = QTextCursor(self.document)
        edit.beginEditBlock()
        try:
            return self._writer.recolour()
        finally:
            edit.endEditBlock()

    @property
    def _layout(self) -> QAbstractTextDocumentLayout:
        return self.document.documentLayout()

    # ---- painting -----------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, clip: QRectF, marked: Sequence[Marked]) -> None:
        """Paint what lies within `clip`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._writer.grounded:
            paint_grounds_of(painter, self.document, self._setting.theme, clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        context.palette.setColor(context.palette.ColorRole.Text, self._setting.theme.color("text"))
        chosen = []
        for mark in marked:
            one = QAbstractTextDocumentLayout.Selection()
            one.cursor = self.cursor(mark.start, mark.stop)
            one.format = mark.form
            chosen.append(one)
        context.selections = chosen
        painter.save()
        painter.setClipRect(clip)
        self._layout.draw(painter, context)
        painter.restore()

    def reason_at(self, point: QPointF) -> str:
        """Why the formula at a point is not drawn; nothing where it is, or where there is none."""
        position = self._layout.hitTest(point, Qt.HitTestAccuracy.ExactHit)
        return reason_at(self.document, position, self._setting.formulas) if position >= 0 else ""

    # ---- letters ------------------------------------------------------------------------------------------------

    @property
    def end(self) -> int:
        """The last position."""
        return self.document.characterCount() - 1

    def cursor(self, start: int, stop: int) -> QTextCursor:
        cursor = QTextCursor(self.document)
        cursor.setPosition(min(start, self.end))
        cursor.setPosition(min(stop, self.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def position_at(self, point: QPointF) -> int:
        """The position next to a point."""
        return max(0, self._layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit))

    def link_at(self, point: QPointF) -> str:
        """Where a click there would lead; nothing where there is no link."""
        return self._layout.anchorAt(point)

    def line_top(self, position: int) -> float:
        """Where the line of this position begins."""
        corner, line, _ = self._line_of(position)
        return corner.y() + line.y() if line.isValid() else corner.y()

    def point_of(self, position: int) -> QPointF:
        """The upper left of a letter, in its line."""
        corner, line, within = self._line_of(position)
        if not line.isValid():
            return corner
        across: Any = line.cursorToX(within)
        return corner + QPointF(across[0] if isinstance(across, tuple) else across, line.y())

    def _line_of(self, position: int) -> tuple[QPointF, QTextLine, int]:
        """The upper left of a position's block, its line in it, and where in the block it is."""
        block = self.document.findBlock(min(position, self.end))
        corner, within = self._layout.blockBoundingRect(block).topLeft(), position - block.position()
        return corner, block.layout().lineForTextPosition(within), within

    def code_at(self, point: QPointF) -> "CodeBlock | None":
        """The block of code at a point, or to whose ground the point belongs."""
        block = self.document.findBlock(self.position_at(point))
        if not block.blockFormat().hasProperty(CODE):
            return None
        rect = ground_of(self.document, block)
        return (
            CodeBlock(rect, "\n".join(piece.text().replace("\u2028", "\n") for piece in pieces_of(block)))
            if rect.contains(point)
            else None
        )

    def word_at(self, position: int) -> tuple[int, int]:
        return self._around(position, QTextCursor.SelectionType.WordUnderCursor)

    def paragraph_at(self, position: int) -> tuple[int, int]:
        return self._around(position, QTextCursor.SelectionType.BlockUnderCursor)

    def _around(self, position: int, what: QTextCursor.SelectionType) -> tuple[int, int]:
        cursor = self.cursor(position, position)
        cursor.select(what)
        return cursor.selectionStart(), cursor.selectionEnd()

    def text(self, start: int, stop: int) -> str:
        """The letters from `start` to `stop` as plain text, and formulas as they were written."""
        return source_text(self.cursor(start, stop))
