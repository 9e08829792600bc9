"""Language, appearance and text size. Says what was chosen as soon as it is; decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from app.settings import Settings
from app.ui.i18n import LANGUAGES

SMALLEST_TEXT = 11
LARGEST_TEXT = 28


class SettingsDialog(QDialog):
    """Every choice takes effect at once; there is nothing to confirm."""

    language_wished = Signal(str)
    theme_wished = Signal(str)
    text_size_wished = Signal(int)

    def __init__(self, settings: Settings, database: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(420)
        self._language = self._choice({"system": self.tr("As the system"), **LANGUAGES}, settings.language)
        self._language.activated.connect(lambda: self.language_wished.emit(self._language.currentData()))
        themes = {"system": self.tr("As the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        self._theme = self._choice(themes, settings.theme)
        self._theme.activated.connect(lambda: self.theme_wished.emit(self._theme.currentData()))
        self._size = QSpinBox()
        self._size.setRange(SMALLEST_TEXT, LARGEST_TEXT)
        self._size.setSuffix(self.tr(" px"))
        self._size.setValue(settings.text_size)
        self._size.valueChanged.connect(self.text_size_wished)
        where = QLabel(database)
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setWordWrap(True)
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        for label, field in (
            (self.tr("Language"), self._language),
            (self.tr("Appearance"), self._theme),
            (self.tr("Text size"), self._size),
            (self.tr("Everything is kept in"), where),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(24)
        column.addLayout(form)
        column.addWidget(buttons)

    def _choice(self, names: dict[str, str], now: str) -> QComboBox:
        box = QComboBox()
        for code, name in names.items():
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(now)))
        return box
