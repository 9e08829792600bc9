"""Opens the database page, and does on a thread of its own what is wished there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.engine.futures import FutureWatcher
from app.errors import UserError
from app.settings import SettingsKeeper
from app.store.keeping import backup
from app.store.keeping.backup import Backup
from app.store.keeping.check import Health, check
from app.store.keeping.stats import Stats, stats
from app.store.store import Store
from app.ui.i18n import explain
from app.ui.keeping.page import KeepingPage
from app.ui.keeping.states import KeepingState
from app.ui.keeping.wording import Wording
from app.ui.theme import Theme

T = TypeVar("T")


class KeepingOpener(QObject):
    close_wished = Signal()
    restore_wished = Signal(object)
    """Path of the backup that is to take the database's place."""

    def __init__(self, store: Store, settings: SettingsKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._settings = store, settings
        self._watcher, self._wording = FutureWatcher(self), Wording(self)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="keeping")
        self._closing = False
        self._page: KeepingPage | None = None
        self._window: QWidget | None = None
        self._state = KeepingState(database=str(store.path))

    def page_for(self, window: QWidget, theme: Theme) -> KeepingPage:
        """The page of this window, which is made where it has none."""
        if self._page is None or self._window is not window:
            self._window, self._page = window, KeepingPage(theme)
            self._page.close_wished.connect(self.close_wished)
            self._page.restore_wished.connect(self.restore_wished)
            self._page.backup_wished.connect(self._back_up)
            self._page.check_wished.connect(self._check)
            self._page.trash_days_wished.connect(lambda days: self._settings.replace(trash_days=days))
        return self._page

    def enter(self) -> None:
        assert self._page is not None
        self._page.show_trash_days(self._settings.now.trash_days)
        self._show(backups=tuple(map(self._wording.line, backup.backups(self._store.path))))
        self._do(self.tr("Measuring…"), lambda: stats(self._store.path), self._on_stats)

    def close(self) -> None:
        self._closing = True
        self._watcher.forget()
        self._worker.shutdown(wait=True, cancel_futures=True)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _back_up(self) -> None:
        def work() -> Backup | None:
            return backup.make(self._store.path, "manual", lambda: self._closing)

        self._do(self.tr("Making a backup and checking it…"), work, self._on_backup)

    def _check(self) -> None:
        self._do(self.tr("Checking…"), lambda: check(self._store.path, thorough=True), self._on_checked)

    def _do(self, busy: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._state.busy:
            return
        self._show(busy=busy)

        def finished(value: T) -> None:
            self._show(busy="")
            done(value)

        self._watcher.watch(self._worker.submit(work), finished, self._on_failed)

    def _on_stats(self, found: Stats) -> None:
        self._show(space=self._wording.space(found), counts=self._wording.counts(found))

    def _on_backup(self, made: Backup | None) -> None:
        if made is not None and self._page is not None:
            self._page.remarks.show_remark("info", self.tr("The backup was made and checked."))
        self.enter()

    def _on_checked(self, health: Health) -> None:
        if self._page is None:
            return
        if health.sound:
            self._page.remarks.show_remark("info", self.tr("The database is sound."))
        else:
            text = self.tr("The database is damaged. Restore a backup, or run: sibian db salvage")
            self._page.remarks.show_remark("error", text)

    def _on_failed(self, error: BaseException) -> None:
        self._show(busy="")
        if not isinstance(error, UserError):
            raise error
        if self._page is not None:
            self._page.remarks.show_remark("error", " ".join(explain(error)).strip())

    def _show(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        if self._page is not None:
            self._page.show_state(self._state)
