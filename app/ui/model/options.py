"""How weights are loaded: context, processor and accelerator, memory mapping, marker family."""

from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.engine.values import LoadOptions

DEFAULTS = LoadOptions()
LONGEST_CONTEXT = 1 << 20
MOST_LAYERS = 999


class LoadOptionsDialog(QDialog):
    """A form over the fields of `LoadOptions`; `values()` holds only what differs from the default."""

    def __init__(
        self, name: str, values: dict[str, Any], families: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How to load the model"))
        self.setMinimumWidth(440)
        self._context = self._spin(0, LONGEST_CONTEXT, 1024, self.tr("Automatic"), values.get("n_ctx", 0))
        self._threads = self._spin(0, 512, 1, self.tr("Automatic"), values.get("threads", 0))
        self._layers = self._spin(-1, MOST_LAYERS, 1, self.tr("All"), values.get("gpu_layers", DEFAULTS.gpu_layers))
        self._mmap = QCheckBox(self.tr("Map the file into memory"))
        self._mmap.setChecked(values.get("mmap", True))
        self._family = QComboBox()
        self._family.addItem(self.tr("From the model's own template"), None)
        for family in families:
            self._family.addItem(family, family)
        self._family.setCurrentIndex(max(0, self._family.findData(values.get("family"))))

        title = QLabel(name)
        title.setWordWrap(True)
        title.setProperty("role", "heading")
        title.setTextFormat(title.textFormat().PlainText)
        form = QFormLayout()
        form.setSpacing(12)
        for label, field in (
            (self.tr("Context length (tokens)"), self._context),
            (self.tr("Processor threads"), self._threads),
            (self.tr("Layers on the GPU"), self._layers),
            (self.tr("Thinking markers"), self._family),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label)
        form.addRow("", self._mmap)
        buttons = QDialogButtonBox()
        load = buttons.addButton(self.tr("Load"), QDialogButtonBox.ButtonRole.AcceptRole)
        load.setProperty("role", "primary")
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(form)
        column.addWidget(buttons)

    def values(self) -> dict[str, Any]:
        chosen = {
            "n_ctx": self._context.value(),
            "threads": self._threads.value(),
            "gpu_layers": self._layers.value(),
            "mmap": self._mmap.isChecked(),
            "family": self._family.currentData(),
        }
        return {name: value for name, value in chosen.items() if value != getattr(DEFAULTS, name)}

    def _spin(self, least: int, most: int, step: int, least_text: str, value: int) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(least, most)
        spin.setSingleStep(step)
        spin.setSpecialValueText(least_text)
        spin.setGroupSeparatorShown(True)
        spin.setValue(value)
        return spin
