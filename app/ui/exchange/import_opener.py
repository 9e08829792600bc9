"""Opens the page for bringing in, and keeps the import that runs: it goes on when the window is built anew."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.store.changes import Changes
from app.store.imports import ImportProgress, ImportReport
from app.store.store import Store
from app.ui.exchange import wording
from app.ui.exchange.import_page import ImportPage
from app.ui.exchange.job import ImportJob
from app.ui.exchange.states import ImportState
from app.ui.theme import Theme


class ImportOpener(QObject):
    """One import at a time; files that come while one runs are told to wait."""

    close_wished = Signal()
    open_wished = Signal(int)
    """A conversation that was brought in."""
    take_out_wished = Signal()

    def __init__(self, store: Store, announce: Callable[[Changes], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._announce = store, announce
        self._page: ImportPage | None = None
        self._window: QWidget | None = None
        self._job: ImportJob | None = None
        self._state = ImportState()

    def page_for(self, window: QWidget, theme: Theme) -> ImportPage:
        if self._page is None or self._window is not window:
            self._window = window
            self._page = page = ImportPage(theme)
            page.close_wished.connect(self.close_wished)
            page.open_wished.connect(self.open_wished)
            page.take_out_wished.connect(self.take_out_wished)
            page.cancel_wished.connect(self._cancel)
            page.again_wished.connect(lambda: self._show(ImportState()))
            page.dropped.connect(self.take)
            page.files_wished.connect(lambda: self._choose(QFileDialog.FileMode.ExistingFiles))
            page.folder_wished.connect(lambda: self._choose(QFileDialog.FileMode.Directory))
            page.show_state(self._state)
        return self._page

    def enter(self) -> None:
        if self._page is not None:
            self._page.enter()

    def close(self) -> None:
        if self._job is not None:
            self._job.close()

    @property
    def running(self) -> bool:
        return self._job is not None

    def take(self, paths: Sequence[str]) -> None:
        """Begin with these files, unless an import runs."""
        if self._page is not None:
            self._page.remarks.clear()
        if self._job is not None:
            if self._page is not None:
                self._page.remarks.show_remark("warn", self.tr("One import at a time: this one has to end first."))
            return
        try:
            job = ImportJob(self._store, [Path(path) for path in paths], self)
        except UserError as error:
            self._on_failed(error)
            return
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        job.failed.connect(self._on_failed)
        job.changed.connect(self._announce)
        self._job = job
        self._on_progress(ImportProgress("reading", 0, 0))
        job.start()

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self._window, self.tr("Bring in conversations"))
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show(self, state: ImportState) -> None:
        self._state = state
        if self._page is not None:
            self._page.show_state(state)

    def _on_progress(self, progress: ImportProgress) -> None:
        if self._job is not None:
            self._show(wording.running(progress, self._job.names, self._job.share))

    def _on_ended(self, report: ImportReport) -> None:
        job, self._job = self._job, None
        if job is not None:
            self._show(wording.ended(report, job.reading))
            job.deleteLater()
        self.enter()

    def _on_failed(self, error: UserError) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self._show(ImportState())
        if self._page is not None:
            self._page.show_error(error)
