"""Where weights come from and where they lie: hub, proxy, token, folders. Says what was chosen; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings
from app.ui.model.fields import calm, small_print

LIST_HEIGHT = 64
Direction = QBoxLayout.Direction
OTHER = "other"


class WeightsGroup(QWidget):
    """Changes hold for the next download and the next look around."""

    hub_wished = Signal(str)
    address_wished = Signal(str)
    proxy_wished = Signal(str)
    folder_wished = Signal(str)
    """Empty for the program's own."""
    folders_wished = Signal(list)
    token_wished = Signal(str)
    """A new token; empty to forget the one that is kept."""

    def __init__(self, settings: Settings, usual_folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual_folder
        self._hub = QComboBox()
        for value, name in (("huggingface", "Hugging Face"), ("modelscope", "ModelScope"),
                            (OTHER, self.tr("Another address"))):  # fmt: skip
            self._hub.addItem(name, value)
        calm(self._hub)
        self._hub.setCurrentIndex(max(0, self._hub.findData(settings.hub)))
        self._address = self._line(settings.hub_address, "https://hf-mirror.com")
        self._proxy = self._line(settings.hub_proxy, self.tr("As the system"))
        self._token = self._line("", "")
        self._token.setEchoMode(QLineEdit.EchoMode.Password)
        self._keep, self._forget = QPushButton(self.tr("Keep")), QPushButton(self.tr("Forget"))
        self._token_note = small_print("hint")
        self._folder = QLineEdit()
        self._folder.setReadOnly(True)
        self._choose, self._usually = QPushButton(self.tr("Choose…")), QPushButton(self.tr("Usual folder"))
        self._folders = QListWidget()
        self._folders.setFixedHeight(LIST_HEIGHT)
        self._add, self._drop = QPushButton(self.tr("Add…")), QPushButton(self.tr("Take off the list"))
        self._connect()
        self._lay_out()
        self._suit_hub()
        self.show_folder(settings.weights_folder)
        self.show_folders(settings.weights_folders)
        self.show_token(False, True)

    # ---- states -------------------------------------------------------------------------------------------------

    def show_folder(self, folder: str) -> None:
        self._folder.setText(folder or self._usual)
        self._folder.setCursorPosition(0)
        self._usually.setEnabled(bool(folder))

    def show_folders(self, folders: Sequence[str]) -> None:
        self._folders.clear()
        self._folders.addItems(list(folders))
        self._drop.setEnabled(False)

    def show_token(self, kept: bool, keyring: bool) -> None:
        """kept: whether there is one. keyring: whether this system can keep one at all."""
        self._token.clear()
        self._token.setEnabled(keyring)
        self._token.setPlaceholderText(self.tr("One is kept; type another to replace it") if kept else "hf_…")
        self._forget.setEnabled(kept)
        self._keep.setEnabled(False)
        note = "" if keyring else self.tr(
            "This system has no keyring to keep a token in. The environment variable HF_TOKEN is used where it is set."
        )  # fmt: skip
        self._token_note.setText(note)
        self._token_note.setVisible(bool(note))

    # ---- wishes -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._hub.activated.connect(self._on_hub)
        self._address.editingFinished.connect(lambda: self.address_wished.emit(self._address.text().strip()))
        self._proxy.editingFinished.connect(lambda: self.proxy_wished.emit(self._proxy.text().strip()))
        self._token.textChanged.connect(lambda text: self._keep.setEnabled(bool(text.strip())))
        self._keep.clicked.connect(lambda: self.token_wished.emit(self._token.text().strip()))
        self._forget.clicked.connect(lambda: self.token_wished.emit(""))
        self._choose.clicked.connect(lambda: self._ask_folder(self.folder_wished.emit))
        self._usually.clicked.connect(lambda: self.folder_wished.emit(""))
        self._add.clicked.connect(lambda: self._ask_folder(self._add_folder))
        self._drop.clicked.connect(self._drop_folder)
        self._folders.itemSelectionChanged.connect(lambda: self._drop.setEnabled(bool(self._folders.selectedItems())))

    def _on_hub(self) -> None:
        self._suit_hub()
        self.hub_wished.emit(self._hub.currentData())

    def _suit_hub(self) -> None:
        self._address.setEnabled(self._hub.currentData() == OTHER)

    def _ask_folder(self, then: object) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder"), self._folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(then)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _listed(self) -> list[str]:
        return [self._folders.item(at).text() for at in range(self._folders.count())]

    def _add_folder(self, folder: str) -> None:
        if folder not in self._listed():
            self.folders_wished.emit([*self._listed(), folder])

    def _drop_folder(self) -> None:
        gone = {item.text() for item in self._folders.selectedItems()}
        self.folders_wished.emit([each for each in self._listed() if each not in gone])

    # ---- making -------------------------------------------------------------------------------------------------

    def _line(self, text: str, placeholder: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setPlaceholderText(placeholder)
        return line

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, field, buttons in (
            (self.tr("Hub"), self._hub, ()),
            (self.tr("Address"), self._address, ()),
            (self.tr("Proxy"), self._proxy, ()),
            (self.tr("Token"), self._token, (self._keep, self._forget)),
            (self.tr("Downloads go to"), self._folder, (self._choose, self._usually)),
            (self.tr("Look also in"), self._folders, (self._add, self._drop)),
        ):
            field.setAccessibleName(label)
            form.addRow(label, self._with(field, buttons))
        why = QLabel(
            self.tr(
                "A token is needed only for weights whose makers want their licence to be accepted; it is kept in the "
                "system's keyring. Folders of LM Studio, Ollama, Hugging Face, GPT4All, Jan and llama.cpp are looked "
                "through by themselves; what lies there is used in place and never moved."
            )
        )
        why.setTextFormat(Qt.TextFormat.PlainText)
        why.setWordWrap(True)
        why.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self._token_note)
        column.addWidget(why)
        column.addStretch(1)

    def _with(self, field: QWidget, buttons: Sequence[QPushButton]) -> QWidget:
        """The field with its buttons: beside a short one, under a long one."""
        if not buttons:
            return field
        whole = QWidget()
        row = QBoxLayout(Direction.LeftToRight if field is self._token else Direction.TopToBottom, whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._framed(field), 1)
        below = QHBoxLayout()
        for button in buttons:
            # Enter must do none of this from another field.
            button.setAutoDefault(False)
            below.addWidget(button)
        below.addStretch(0 if field is self._token else 1)
        row.addLayout(below)
        return whole

    def _framed(self, field: QWidget) -> QWidget:
        if field is not self._folders:
            return field
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(field)
        return frame
