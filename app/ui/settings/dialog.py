"""Language, appearance, text size, what is kept on the disk, where weights come from. Says what was chosen as soon as
it is; decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.settings import LARGEST_TEXT, SMALLEST_TEXT, Settings
from app.ui.i18n import LANGUAGES
from app.ui.model.wording import memory
from app.ui.settings.weights import WeightsGroup

MOST_SAVED_GB = 1000


class SettingsDialog(QDialog):
    """Every choice takes effect at once; there is nothing to confirm."""

    language_wished = Signal(str)
    theme_wished = Signal(str)
    text_size_wished = Signal(int)
    saved_kv_wished = Signal(bool)
    saved_kv_gb_wished = Signal(int)
    delete_saved_wished = Signal()
    titles_wished = Signal(bool)
    database_wished = Signal()
    """On to backups, the trash's term and what takes the space."""

    def __init__(
        self,
        settings: Settings,
        database: str,
        saved_folder: str = "",
        parent: QWidget | None = None,
        *,
        weights_folder: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        self._language = self._choice({"system": self.tr("As the system"), **LANGUAGES}, settings.language)
        self._language.activated.connect(lambda: self.language_wished.emit(self._language.currentData()))
        themes = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        self._theme = self._choice(themes, settings.theme)
        self._theme.activated.connect(lambda: self.theme_wished.emit(self._theme.currentData()))
        self._size = QSpinBox()
        self._size.setRange(SMALLEST_TEXT, LARGEST_TEXT)
        self._size.setSuffix(self.tr(" px"))
        self._size.setValue(settings.text_size)
        self._size.valueChanged.connect(self.text_size_wished)
        titles = QCheckBox(self.tr("Let the model write them when it is idle"))
        titles.setChecked(settings.titles)
        titles.toggled.connect(self.titles_wished)
        form = self._form(
            (self.tr("Language"), self._language),
            (self.tr("Appearance"), self._theme),
            (self.tr("Text size"), self._size),
            (self.tr("Titles"), titles),
            (self.tr("Everything is kept in"), self._path(database)),
            ("", self._way_to_database()),
        )
        general = QWidget()
        parts = QVBoxLayout(general)
        parts.setSpacing(24)
        parts.addLayout(form)
        parts.addLayout(self._saved(settings, saved_folder))
        parts.addStretch(1)
        self.weights = WeightsGroup(settings, weights_folder)
        self._lay_out(general)
        self._language.setFocus()

    def _lay_out(self, general: QWidget) -> None:
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        for page, name in ((general, self.tr("General")), (self.weights, self.tr("Weights"))):
            layout = page.layout()
            assert layout is not None
            layout.setContentsMargins(0, 20, 0, 0)
            self._tabs.addTab(page, name)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(24)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        # A form asks for too little where texts wrap.
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        super().showEvent(event)

    def show_weights(self) -> None:
        """Turn to where weights come from."""
        self._tabs.setCurrentWidget(self.weights)

    def show_saved(self, size: int) -> None:
        """How many bytes of conversations are kept now."""
        self._used.setText(memory(size) if size else self.tr("Nothing"))
        self._delete.setEnabled(size > 0)

    def _way_to_database(self) -> QPushButton:
        made = QPushButton(self.tr("Backups, trash and space…"))
        made.setAutoDefault(False)
        made.clicked.connect(self.database_wished)
        return made

    def _saved(self, settings: Settings, folder: str) -> QVBoxLayout:
        heading, why = QLabel(self.tr("Reopening long conversations")), QLabel()
        heading.setProperty("role", "heading")
        why.setText(
            self.tr(
                "What the model has computed of a conversation is kept on the disk, so that going on with it later "
                "begins at once. Whoever can read these files can read the conversations. Changes hold from the next "
                "time a model is loaded."
            )
        )
        why.setTextFormat(Qt.TextFormat.PlainText)
        why.setWordWrap(True)
        why.setProperty("role", "hint")
        keep = QCheckBox(self.tr("Keep it between sessions"))
        keep.setChecked(settings.saved_kv)
        self._most = QSpinBox()
        self._most.setRange(1, MOST_SAVED_GB)
        self._most.setSuffix(self.tr(" GB"))
        self._most.setKeyboardTracking(False)
        self._most.setValue(settings.saved_kv_gb)
        self._most.setEnabled(settings.saved_kv)
        keep.toggled.connect(self._most.setEnabled)
        keep.toggled.connect(self.saved_kv_wished)
        self._most.valueChanged.connect(self.saved_kv_gb_wished)
        self._used, self._delete = QLabel(), QPushButton(self.tr("Delete them now"))
        # Enter must not delete anything.
        self._delete.setAutoDefault(False)
        self._delete.clicked.connect(self.delete_saved_wished)
        used = QWidget()
        row = QHBoxLayout(used)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._used, 1)
        row.addWidget(self._delete)
        self.show_saved(0)
        form = self._form(
            (self.tr("At most"), self._most), (self.tr("Used now"), used), (self.tr("In"), self._path(folder))
        )
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (heading, why, keep):
            column.addWidget(widget)
        column.addLayout(form)
        return column

    def _form(self, *rows: tuple[str, QWidget]) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        for label, field in rows:
            form.addRow(label, field)
            field.setAccessibleName(label)
        return form

    def _path(self, path: str) -> QLabel:
        where = QLabel(path)
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setWordWrap(True)
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return where

    def _choice(self, names: dict[str, str], now: str) -> QComboBox:
        box = QComboBox()
        for code, name in names.items():
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(now)))
        return box
