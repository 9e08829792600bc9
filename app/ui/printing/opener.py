"""Asks where an exchange goes, a printer or a file, and sends it there. Qt's printing is loaded when it is wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageSize, QPdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog

from app.errors import UserError
from app.ui.conversation.states import ExchangeState
from app.ui.conversation.transcript import Transcript
from app.ui.theme import theme_named
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.printing.job import PrintJob

LONGEST_NAME = 60
RESOLUTION = 600


class Printing(QObject):
    """Brings what the transcript shows to paper, and tells in the window how it went."""

    done = Signal(str)
    """A sentence for the reader."""

    def __init__(self, window: Window, transcript: Transcript, text_size: Callable[[], int]) -> None:
        super().__init__(window)
        self._window, self._transcript, self._text_size = window, transcript, text_size
        self._devices: list[QPagedPaintDevice] = []
        """They must outlive their jobs."""
        transcript.paper_wished.connect(self.begin)
        window.actions_.print_out.triggered.connect(lambda: self.current("print"))
        window.actions_.save_pdf.triggered.connect(lambda: self.current("pdf"))
        self.done.connect(window.notices.show_info)

    def current(self, where: str) -> None:
        """The exchange somebody is at goes to "print" or "pdf"."""
        view = self._transcript.current()
        if view is not None and view.state is not None and view.state.answer_id is not None:
            self.begin(view.state, where)

    def begin(self, state: ExchangeState, where: str) -> None:
        if where == "print":
            self._print_out(state)
        else:
            self._save_pdf(state)

    def _print_out(self, state: ExchangeState) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._begin(printer, state, self.tr("Sent to the printer, pages: {pages}")))
        QDialog.open(dialog)

    def _save_pdf(self, state: ExchangeState) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, self.tr("Save as PDF"), str(Path(folder) / f"{self._name()}.pdf"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF files (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.write_pdf(Path(path), state))
        dialog.open()

    def write_pdf(self, path: Path, state: ExchangeState) -> "PrintJob | None":
        """Write the file. None where it cannot be written, which the window says."""
        try:
            path.open("ab").close()
        except OSError:
            self._window.notices.show_error(UserError("file_unwritable", path=str(path)))
            return None
        writer = QPdfWriter(str(path))
        writer.setResolution(RESOLUTION)
        writer.setTitle(self._title or "Sibian")
        writer.setCreator("Sibian")
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        return self._begin(writer, state, self.tr("Saved as PDF, pages: {pages}"))

    def _begin(self, device: QPagedPaintDevice, state: ExchangeState, told: str) -> "PrintJob":
        # Late: no start should wait for what is wanted once in a while.
        from app.ui.printing import exchange
        from app.ui.printing.job import PrintJob
        from app.ui.printing.paper import Paper

        # Paper is white, whatever the window is.
        theme = theme_named("light")
        paper = Paper(theme, exchange.head(state, self._title), exchange.parts(state, self._text_size()))
        job = PrintJob(paper, device, self)
        self._devices.append(device)
        job.ended.connect(lambda pages: self._on_ended(device, told.format(pages=pages) if pages else ""))
        return job

    def _on_ended(self, device: QPagedPaintDevice, told: str) -> None:
        self._devices.remove(device)
        if told:
            self.done.emit(told)

    @property
    def _title(self) -> str:
        """Of the conversation; empty where it has none yet."""
        return self._window.title_text

    def _name(self) -> str:
        """The conversation's title as the name of a file."""
        kept = "".join(c if c.isalnum() or c in " -_,.()（），。" else " " for c in self._title)
        return " ".join(kept.split())[:LONGEST_NAME].strip(". ") or "Sibian"
