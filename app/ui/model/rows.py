"""Options of a load that are lists: servers, adapters, tensors placed by name, devices with their shares. Only views.

What is being typed is never taken away: an empty row counts for nothing, and stays until it is removed.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.values import LoadOptions
from app.ui.icons import icon
from app.ui.model.fields import Field, PathEdit, calm, mark_invalid
from app.ui.model.states import DeviceChoice
from app.ui.model.wording import memory
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.icon_button import IconButton

MAIN_MEMORY = "CPU"
"""The engine's name for it."""
LARGEST_SHARE = 999.0


class Row(QWidget):
    """One entry of a list."""

    changed = Signal()

    def value(self) -> Any:
        """None where nothing was filled in."""
        raise NotImplementedError

    def mark(self, wrong: bool) -> None:
        """Show that this is the entry something is wrong with."""
        raise NotImplementedError

    def is_about(self, value: str) -> bool:
        """Whether a fault that names `value` is this entry's."""
        return False


class ListField(Field):
    """Rows that can be added and removed."""

    def __init__(self, name: str, label: str, add: str, theme: Theme, hint: str = "") -> None:
        editor = QWidget()
        super().__init__((name,), label, editor, hint)
        self._theme = theme
        self._rows: list[tuple[Row, QWidget]] = []
        self._column = QVBoxLayout(editor)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._add = QPushButton(icon("plus", theme), add)
        self._add.clicked.connect(self._on_add)
        editor.setFocusProxy(self._add)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def values(self) -> dict[str, Any]:
        entries = (row.value() for row, _ in self._rows)
        return {self.names[0]: tuple(entry for entry in entries if entry is not None)}

    def take(self, options: LoadOptions) -> None:
        for _, holder in self._rows:
            holder.deleteLater()
            self._column.removeWidget(holder)
        self._rows.clear()
        for value in getattr(options, self.names[0]):
            self._append(self._make(value))

    def rows(self) -> list[Row]:
        return [row for row, _ in self._rows]

    def _make(self, value: Any) -> Row:
        """A row that shows `value`; None for an empty one."""
        raise NotImplementedError

    def _on_add(self) -> None:
        row = self._make(None)
        self._append(row)
        row.setFocus()
        self.changed.emit()

    def _append(self, row: Row) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        remove = IconButton("x", self.tr("Remove"), self._theme)
        line.addWidget(row, 1)
        line.addWidget(remove)
        self._column.insertWidget(len(self._rows), holder)
        self._rows.append((row, holder))
        row.changed.connect(self.changed)
        remove.clicked.connect(lambda: self._remove(row, holder))

    def _remove(self, row: Row, holder: QWidget) -> None:
        self._rows.remove((row, holder))
        holder.hide()
        holder.deleteLater()
        self._add.setFocus()
        self.changed.emit()

    def _mark(self, wrong: bool, value: str) -> None:
        for row, _ in self._rows:
            row.mark(wrong and (not value or row.is_about(value)))


class AddressRow(Row):
    def __init__(self, value: str | None, label: str) -> None:
        super().__init__()
        self._line = _line(value or "", "192.168.1.20:50052", label)
        _side_by_side(self, (self._line, 1))
        self._line.textChanged.connect(self.changed)

    def value(self) -> str | None:
        return self._line.text().strip() or None

    def mark(self, wrong: bool) -> None:
        mark_invalid(self._line, wrong)

    def is_about(self, value: str) -> bool:
        return value == self.value()


class AddressesField(ListField):
    """host:port of RPC servers."""

    def _make(self, value: Any) -> Row:
        return AddressRow(value, self.label)


class OverrideRow(Row):
    def __init__(self, value: tuple[str, str] | None, label: str, devices: Sequence[str]) -> None:
        super().__init__()
        pattern, device = value or ("", MAIN_MEMORY)
        self._pattern = _line(pattern, r"\.ffn_(up|down)_exps\.", self.tr("Pattern of tensor names"))
        self._device = QComboBox()
        self._device.setAccessibleName(self.tr("Device"))
        for name in dict.fromkeys((MAIN_MEMORY, *devices, device)):
            self._device.addItem(self.tr("Main memory") if name == MAIN_MEMORY else name, name)
        self._device.setCurrentIndex(self._device.findData(device))
        self._device.setMinimumContentsLength(10)
        self._device.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        calm(self._device)
        _side_by_side(self, (self._pattern, 3), (self._device, 2))
        self._pattern.textChanged.connect(self.changed)
        self._device.currentIndexChanged.connect(self.changed)

    def value(self) -> tuple[str, str] | None:
        pattern = self._pattern.text().strip()
        return (pattern, self._device.currentData()) if pattern else None

    def mark(self, wrong: bool) -> None:
        mark_invalid(self._pattern, wrong)

    def is_about(self, value: str) -> bool:
        entry = self.value()
        return entry is not None and value in (*entry, "=".join(entry))


class OverridesField(ListField):
    """Patterns of tensor names, each with its device."""

    devices: tuple[str, ...] = ()

    def _make(self, value: Any) -> Row:
        return OverrideRow(value, self.label, self.devices)


class AdapterRow(Row):
    def __init__(self, value: tuple[str, float] | None, label: str) -> None:
        super().__init__()
        path, scale = value or ("", 1.0)
        self._path = PathEdit(label)
        self._path.line.setText(path)
        self._scale = QDoubleSpinBox()
        self._scale.setRange(-100.0, 100.0)
        self._scale.setSingleStep(0.1)
        self._scale.setPrefix("× ")
        self._scale.setValue(scale)
        self._scale.setAccessibleName(self.tr("Scale"))
        calm(self._scale)
        _side_by_side(self, (self._path, 1), (self._scale, 0))
        self._path.changed.connect(self.changed)
        self._scale.valueChanged.connect(self.changed)

    def value(self) -> tuple[str, float] | None:
        return (self._path.text(), self._scale.value()) if self._path.text() else None

    def mark(self, wrong: bool) -> None:
        mark_invalid(self._path.line, wrong)

    def is_about(self, value: str) -> bool:
        return value == self._path.text()


class AdaptersField(ListField):
    """LoRA files, each with its scale."""

    def _make(self, value: Any) -> Row:
        return AdapterRow(value, self.label)


class DevicesField(Field):
    """Which accelerators are used, and the share of each. All of them without shares are the engine's own choice."""

    def __init__(self, label: str, devices: Sequence[DeviceChoice], hint: str = "") -> None:
        self._grid_widget = QWidget()
        super().__init__(("devices", "tensor_split"), label, self._grid_widget, hint)
        self._known = tuple(devices)
        self._grid = QGridLayout(self._grid_widget)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[DeviceChoice, QCheckBox, QDoubleSpinBox]] = []

    def used(self) -> tuple[str, ...]:
        """Names of the devices in use, in their order."""
        return tuple(device.name for device, check, _ in self._lines if check.isChecked())

    def values(self) -> dict[str, Any]:
        shares = tuple(share.value() for _, check, share in self._lines if check.isChecked())
        split = shares if any(shares) else ()
        every = len(shares) == len(self._lines)
        return {"devices": () if every and not split else self.used(), "tensor_split": split}

    def take(self, options: LoadOptions) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self._lines.clear()
        # The order in which they were chosen is theirs; what is not there now must still be seen, to be taken out.
        known = {device.name: device for device in self._known}
        gone = self.tr("not there now")
        order = (*options.devices, *(name for name in known if name not in options.devices))
        for name in order:
            place = options.devices.index(name) if name in options.devices else len(self._lines)
            share = options.tensor_split[place] if place < len(options.tensor_split) else 0.0
            used = not options.devices or name in options.devices
            self._add(known.get(name, DeviceChoice(name, gone)), used, share if used else 0.0)

    def _add(self, device: DeviceChoice, used: bool, share: float) -> None:
        check, amount = QCheckBox(), QDoubleSpinBox()
        check.setChecked(used)
        check.setAccessibleName(self.tr("Use {device}").format(device=device.name))
        amount.setRange(0.0, LARGEST_SHARE)
        amount.setSpecialValueText(self.tr("Automatic"))
        amount.setValue(share)
        amount.setEnabled(used)
        amount.setFixedWidth(132)
        amount.setAccessibleName(self.tr("Share of {device}").format(device=device.name))
        calm(amount)
        name = ElidedLabel(_described(device), mode=Qt.TextElideMode.ElideMiddle)
        row = len(self._lines)
        for column, widget in enumerate((check, name, amount)):
            self._grid.addWidget(widget, row, column)
        self._lines.append((device, check, amount))
        check.toggled.connect(amount.setEnabled)
        check.toggled.connect(self.changed)
        amount.valueChanged.connect(self.changed)

    def _mark(self, wrong: bool, value: str) -> None:
        for device, check, amount in self._lines:
            mark_invalid(check, wrong and device.name == value)
            mark_invalid(amount, wrong and not value)


class SplitField(Field):
    """How several accelerators share the weights; with all on one, on which."""

    def __init__(self, label: str, hint: str = "") -> None:
        editor = QWidget()
        super().__init__(("split", "main_gpu"), label, editor, hint)
        self._how, self._main = QComboBox(), QComboBox()
        for value, text in (
            ("layer", self.tr("Layer by layer")),
            ("row", self.tr("Row by row")),
            ("none", self.tr("All on one")),
        ):
            self._how.addItem(text, value)
        self._how.setAccessibleName(label)
        self._main.setAccessibleName(self.tr("The device that holds everything"))
        self._main.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._main.setMinimumContentsLength(12)
        editor.setFocusProxy(self._how)
        _side_by_side(editor, (self._how, 0), (self._main, 1))
        for box in (self._how, self._main):
            calm(box)
            box.currentIndexChanged.connect(self._on_chosen)

    def show_devices(self, names: Sequence[str]) -> None:
        """Those that are in use, in their order."""
        now = self._main.currentIndex()
        self._main.blockSignals(True)
        self._main.clear()
        self._main.addItems(list(names))
        self._main.setCurrentIndex(min(max(0, now), len(names) - 1))
        self._main.blockSignals(False)

    def values(self) -> dict[str, Any]:
        alone = self._how.currentData() == "none"
        return {"split": self._how.currentData(), "main_gpu": max(0, self._main.currentIndex()) if alone else 0}

    def take(self, options: LoadOptions) -> None:
        for box, index in ((self._how, self._how.findData(options.split)), (self._main, options.main_gpu)):
            box.blockSignals(True)
            box.setCurrentIndex(index)
            box.blockSignals(False)
        self._main.setVisible(options.split == "none")

    def _on_chosen(self) -> None:
        self._main.setVisible(self._how.currentData() == "none")
        self.changed.emit()

    def _mark(self, wrong: bool, value: str) -> None:
        mark_invalid(self._how, wrong)


def _described(device: DeviceChoice) -> str:
    facts = [device.name]
    if device.description and device.description != device.name:
        facts.append(device.description)
    if device.memory_total:
        facts.append(memory(device.memory_total))
    return " · ".join(facts)


def _line(text: str, example: str, label: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setPlaceholderText(example)
    line.setAccessibleName(label)
    return line


def _side_by_side(holder: QWidget, *widgets: tuple[QWidget, int]) -> None:
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget, stretch in widgets:
        row.addWidget(widget, stretch)
    holder.setFocusProxy(widgets[0][0])
