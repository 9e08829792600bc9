"""Starts the window: builds everything once, wires it, and takes it down in order. Nothing knows this module."""

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from app import log, paths
from app.engine.futures import FutureWatcher
from app.engine.launch import Launch
from app.engine.session import Session
from app.errors import StoreError, UserError
from app.purging import purge
from app.settings import SettingsKeeper
from app.store.mend import Split
from app.store.store import Store
from app.text.formulas.desk import Formulas
from app.ui.desk import Desk
from app.ui.i18n import Translator, explain
from app.ui.reader import accessible
from app.ui.sweeper import Sweeper
from app.ui.theme import ThemeKeeper
from app.ui.title_keeper import TitleKeeper
from app.ui.widgets import code_desk, formula_desk
from app.ui.widgets.code_desk import CodeDesk
from app.ui.widgets.formula_desk import FormulaDesk
from models import library

if TYPE_CHECKING:
    from app.store.caretaker import Caretaker

logger = logging.getLogger(__name__)


CARE_MS = 5000
"""How long after the start the caretaker comes: what it needs takes a moment to import."""


class Program:
    """Everything that lives as long as the window: the store, the engine's session, and the desk."""

    def __init__(self, application: QApplication, database: Path, model: Path | None, launch: Launch) -> None:
        """Raises StoreError where the database cannot be opened."""
        from app.engine.convert import split_for_store

        self._application = application
        self.store = open_store(database, split_for_store)
        self.sweeper = Sweeper()
        self.settings = SettingsKeeper(self.store)
        self.translator = Translator(application)
        self.translator.use(self.settings.now.language)
        self.themes = ThemeKeeper(application, self.settings.now.theme)
        self.session = Session(self.store, launch)
        self.formulas = FormulaDesk(Formulas())
        formula_desk.install(self.formulas)
        self.colours = CodeDesk()
        code_desk.install(self.colours)
        accessible.install()
        self._model = model
        self._closed = False
        self.titles = TitleKeeper(self.store, self.session, self.settings)
        self.desk = Desk(self.store, self.session, self.settings, self.themes, self.translator, library.starter())
        self.backup: Path | None = None
        """The backup that is to be put in place once this is closed."""
        self.desk.keeping.restore_wished.connect(self._wish_restore)
        self.care: Caretaker | None = None
        self._watcher = FutureWatcher(self.desk)

    def show(self) -> None:
        """Show the window; what a person need not wait for to type follows once it is on the screen."""
        self.desk.window.restore(self.settings.now.geometry)
        self.desk.window.show()
        QTimer.singleShot(0, self._follow_up)

    def close(self) -> None:
        """Stop the engine, then the store; what was said until now is kept. Closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        if self.care is not None:
            self.care.close()
        self._watcher.forget()
        self.titles.close()
        self.desk.close()
        formula_desk.install(None)
        self.formulas.close()
        code_desk.install(None)
        self.colours.close()
        self.session.close()
        self.store.close()
        self.sweeper.close()

    def dismiss(self) -> None:
        """After `close`: take the window away for good, for whoever goes on without it."""
        if not isValid(self.desk):
            return
        self.desk.window.close()
        for thing in (
            self.desk.window,
            self.desk,
            self.formulas,
            self.colours,
            self.titles,
            self.session,
            self.settings,
            self.themes,
            self.sweeper,
        ):
            thing.deleteLater()
        self.translator.remove()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _look_after(self) -> None:
        from app.store.caretaker import Caretaker  # for later: no start should wait for it

        if self.store.writable and not self._closed:
            self.store.search.start()
            self.care = Caretaker(self.store, lambda: self.settings.now.trash_days, self._purge)
            self._watcher.watch(self.care.trouble, lambda _: None, self._on_trouble)

    def _wish_restore(self, backup: Path) -> None:
        self.backup = backup
        self._application.quit()

    def _purge(self, conversations: list[int]) -> None:
        """What the trash has kept long enough. Called on the caretaker's thread; the list shows no trash by itself."""
        purge(self.store, conversations, paths.saved_kv_dir())

    def _on_trouble(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.desk.window.notices.show_error(error)

    def _follow_up(self) -> None:
        if not self.store.writable:
            self.desk.window.notices.show_error(StoreError("store_read_only", path=str(self.store.path)))
        self.session.start()
        QTimer.singleShot(CARE_MS, self.desk, self._look_after)
        self.desk.models.load_first(self._model)


QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
    """What Qt has to say goes where everything else goes."""
    logging.getLogger("qt").log(QT_LEVELS[kind], "%s", text)


def main(database: Path | None = None, model: Path | None = None, launch: Launch | None = None) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    log.set_up(to_stderr=False)
    qInstallMessageHandler(log_qt)
    application = make_application()
    while True:
        path = database or paths.database()
        try:
            program = Program(application, path, model, launch or Launch())
        except StoreError as error:
            # A damaged file can also make a statement of ours fail that never does.
            damaged = error.kind in ("store_broken", "store_failed")
            if damaged and rescued(application, path, error):
                continue
            if not damaged:
                refuse(application, error)
            return error.exit_code
        program.show()
        code = application.exec()
        program.close()
        gc.collect()
        if program.backup is None:
            return code
        from app.store.keeping import restore

        try:
            restore.from_backup(path, program.backup)
        except StoreError as error:
            refuse(application, error)
        program.dismiss()


def open_store(database: Path, split: Split) -> Store:
    """The database; where nothing can be written, for looking alone. Raises StoreError."""
    try:
        return Store.open(database, split)
    except StoreError as error:
        if error.kind != "store_unwritable" or not database.is_file():
            raise
        return Store.look(database)


def rescued(application: QApplication, database: Path, error: StoreError) -> bool:
    """Ask what to do about a damaged database, and do it. False where the person would rather quit."""
    from app.ui.keeping.rescue import rescue

    logger.error("%s: %s", error.kind, error.detail)
    Translator(application).use("system")
    ThemeKeeper(application)
    return rescue(database)


def make_application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("sibian")
    application.setApplicationDisplayName("Sibian")
    application.setDesktopFileName("sibian")
    application.setWindowIcon(QIcon(str(paths.assets() / "icons" / "sibian.svg")))
    return application


def refuse(application: QApplication, error: UserError) -> None:
    """Say in a box of its own why there will be no window."""
    Translator(application).use("system")
    ThemeKeeper(application)
    sentence, next_step = explain(error)
    logger.error("%s", error.kind)
    print(f"{sentence} {next_step}", file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "Sibian", sentence)
    box.setInformativeText(next_step)
    box.exec()
