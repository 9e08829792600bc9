"""What a document with formulas says as text: every formula letter by letter, and why one is not drawn."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor, QTextDocument

from app.errors import QT_TRANSLATE_NOOP
from app.text.formulas.source import formula_of
from app.text.formulas.values import FormulaFault
from app.ui.widgets.formula_desk import FormulaDesk
from app.ui.widgets.formula_shape import DISPLAY, KIND, OBJECT, SOURCE

REASONS = {
    "syntax": QT_TRANSLATE_NOOP("Formulas", "This formula cannot be drawn: {message}"),
    "too_long": QT_TRANSLATE_NOOP("Formulas", "This formula is too long to be drawn."),
    "too_large": QT_TRANSLATE_NOOP("Formulas", "This formula is too large to be drawn."),
    "too_slow": QT_TRANSLATE_NOOP("Formulas", "Drawing this formula took too long."),
    "unavailable": QT_TRANSLATE_NOOP("Formulas", "Formulas cannot be drawn here; the log says why."),
}


def source_text(cursor: QTextCursor) -> str:
    """The selection as plain text, with the source of each formula in its place."""
    text = cursor.selection().toPlainText()
    if OBJECT not in text:
        return text
    sources = _sources(cursor.document(), cursor.selectionStart(), cursor.selectionEnd())
    first, *rest = text.split(OBJECT)
    return first + "".join(next(sources, OBJECT) + piece for piece in rest)


def _sources(document: QTextDocument, start: int, stop: int) -> Iterator[str]:
    """The sources of all formulas between two positions, in order."""
    block = document.findBlock(start)
    while block.isValid() and block.position() < stop:
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            form = fragment.charFormat()
            if form.objectType() == KIND:
                # Like neighbours are one fragment.
                first, last = max(start, fragment.position()), min(stop, fragment.position() + fragment.length())
                for _ in range(first, last):
                    yield form.stringProperty(SOURCE)
            at += 1
        block = block.next()


def reason_at(document: QTextDocument, position: int, desk: FormulaDesk | None) -> str:
    """Why the formula at `position` is not drawn, as a person reads it; nothing where it is, or is no formula."""
    cursor = QTextCursor(document)
    cursor.setPosition(min(position + 1, document.characterCount() - 1))
    form = cursor.charFormat()
    if desk is None or form.objectType() != KIND:
        return ""
    known = desk.known(formula_of(form.stringProperty(SOURCE), form.boolProperty(DISPLAY)))
    if not isinstance(known, FormulaFault):
        return ""
    return QCoreApplication.translate("Formulas", REASONS[known.kind]).format(message=known.message)
