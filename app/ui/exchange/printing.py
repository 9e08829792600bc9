"""Writes a PDF a page at a time, on the GUI thread but never long: one page, then the window has its turn.

The file is there whole or not at all. Formulas are waited for, but not for ever.
"""

import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QMarginsF, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.errors import UserError, WrongUse
from app.exchange.choices import Choices, Words
from app.exchange.values import ImportedConversation
from app.ui.exchange import sheet
from app.ui.exchange.sheet import Sheet
from app.ui.theme import theme_named
from app.ui.widgets.formula_desk import installed

DPI = 96
SIZE = 14
MARGIN_MM = 18
PATIENCE_S = 5.0
"""How long the formulas of one conversation are waited for; later ones stand as they were written."""


class PdfJob(QObject):
    """Start it once; it can be cancelled until it has ended."""

    progressed = Signal(int)
    """How many conversations are written."""
    ended = Signal(bool)
    """Whether the file is there; False after a cancel."""
    failed = Signal(object)
    """UserError."""

    def __init__(
        self,
        path: Path,
        conversations: Iterator[ImportedConversation],
        choices: Choices,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._choices, self._words = path, choices, words
        self._conversations = conversations
        self._steps = self._write()
        self._cancelled = False
        self._part: Path | None = None
        self._painter: QPainter | None = None
        self._writer: QPdfWriter | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        self._timer.start(0)

    def cancel(self) -> None:
        self._cancelled = True

    def close(self) -> None:
        """Stop without a word: for the end of the program."""
        self._leave()

    def _step(self) -> None:
        if self._cancelled:
            self._leave()
            self.ended.emit(False)
            return
        try:
            next(self._steps)
        except StopIteration:
            self._leave()
            self.ended.emit(True)
        except UserError as error:
            self._leave()
            self.failed.emit(error)

    def _leave(self) -> None:
        self._timer.stop()
        self._steps.close()
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self._painter = self._writer = None
        if self._part is not None:
            with suppress(OSError):
                self._part.unlink(missing_ok=True)
            self._part = None

    def _write(self) -> Generator[None, None, None]:
        try:
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
            os.close(handle)
        except OSError as error:
            raise WrongUse("unwritable_file", str(error), path=str(self._path)) from error
        self._part = Path(name)
        self._writer = writer = _writer(name)
        scale = writer.resolution() / DPI
        page = QRectF(0, 0, writer.width() / scale, writer.height() / scale)
        self._painter = QPainter(writer)
        self._painter.scale(scale, scale)
        for number, told in enumerate(self._conversations):
            if number:
                writer.newPage()
            yield from self._conversation(writer, page, told)
            self.progressed.emit(number + 1)
        if not self._painter.end():
            raise WrongUse("unwritable_file", path=str(self._path))
        try:
            os.replace(self._part, self._path)
        except OSError as error:
            raise WrongUse("unwritable_file", str(error), path=str(self._path)) from error
        self._part = None

    def _conversation(self, writer: QPdfWriter, page: QRectF, told: ImportedConversation) -> Iterator[None]:
        made = Sheet(theme_named("light"), SIZE, page.width(), installed())
        sheet.conversation(made, told, self._choices, self._words)
        yield from drawn_formulas([made])
        made.document.setPageSize(page.size())
        for number in range(made.document.pageCount()):
            assert self._painter is not None
            if number:
                writer.newPage()
            clip = page.translated(0, number * page.height())
            self._painter.save()
            self._painter.translate(0, -clip.top())
            made.paint(self._painter, clip)
            self._painter.restore()
            yield


def _writer(name: str) -> QPdfWriter:
    made = QPdfWriter(name)
    made.setCreator("Sibian")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    page = QPageSize(QPageSize.PageSizeId.A4)
    made.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    return made


def drawn_formulas(sheets: list[Sheet]) -> Iterator[None]:
    """Ask for what is not drawn yet, and go on when it has come or patience is at its end."""
    until = monotonic() + PATIENCE_S
    desk = installed()
    waiting = [each for each in sheets if each.formulas is not None and each.formulas.waiting]
    while waiting and desk is not None and monotonic() < until:
        for each in list(waiting):
            assert each.formulas is not None
            each.formulas.want()
            came = frozenset(one for one in each.formulas.waiting if desk.known(one) is not None)
            each.formulas.take(each.document, came)
            if not each.formulas.waiting:
                waiting.remove(each)
        yield
