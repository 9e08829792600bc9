"""Opens the settings' dialog and wires it to what it is about. The dialog is imported when it is first wished for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app import paths, saved
from app.errors import StoreError
from app.settings import SettingsKeeper
from app.ui.notices import Notices

if TYPE_CHECKING:
    from app.ui.settings.dialog import SettingsDialog


class SettingsOpener(QObject):
    database_wished = Signal()
    """On to the database's page."""

    def __init__(
        self, settings: SettingsKeeper, database: Path, notices: Callable[[], Notices], parent: QObject | None = None
    ) -> None:
        """notices: those of the window that is there now."""
        super().__init__(parent)
        self._settings, self._database, self._notices = settings, database, notices
        self._dialog: SettingsDialog | None = None

    def is_open(self, window: QWidget) -> bool:
        """Whether the dialog lies over this window."""
        dialog = self._dialog
        return dialog is not None and isValid(dialog) and dialog.isVisible() and dialog.parent() is window

    def show(self) -> "SettingsDialog":
        from app.ui.settings.dialog import SettingsDialog
        from app.ui.settings.weights_presenter import WeightsSettings

        folder, notices = paths.saved_kv_dir(), self._notices()
        dialog = SettingsDialog(
            self._settings.now,
            str(self._database),
            str(folder),
            notices.window(),
            weights_folder=str(paths.weights_dir()),
        )
        WeightsSettings(self._settings, dialog.weights)
        dialog.show_saved(saved.size(folder))
        dialog.delete_saved_wished.connect(lambda: self._delete_saved(dialog))
        dialog.database_wished.connect(self.database_wished)
        dialog.database_wished.connect(dialog.close)
        for wished, name in (
            (dialog.language_wished, "language"), (dialog.theme_wished, "theme"),
            (dialog.text_size_wished, "text_size"), (dialog.saved_kv_wished, "saved_kv"),
            (dialog.saved_kv_gb_wished, "saved_kv_gb"), (dialog.titles_wished, "titles"),
        ):  # fmt: skip
            wished.connect(lambda value, name=name: self._settings.replace(**{name: value}))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        self._dialog = dialog
        return dialog

    def _delete_saved(self, dialog: "SettingsDialog") -> None:
        folder = paths.saved_kv_dir()
        if not saved.delete(folder):
            self._notices().show_error(StoreError("store_unwritable", path=str(folder)))
        dialog.show_saved(saved.size(folder))
