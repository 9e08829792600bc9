"""Single options of a load as they are shown: an editor, a hint under it, and what is wrong with it. Decide nothing.

A field reads and writes the fields of `LoadOptions` that it is named for; `rows` has those that hold lists.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.engine.values import LoadOptions

EDITOR_WIDTH = 264
"""Pixels that a number or a choice takes at most: one that is wider says no more."""
MOST_LAYERS = 999


class CalmWheel(QObject):
    """Keeps the wheel, meant to scroll the page, from changing a value that it happens to pass."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(widget: QComboBox | QAbstractSpinBox) -> None:
    """Make `widget` heed the wheel only where it has the keyboard."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(CalmWheel(widget))


def small_print(role: str) -> QLabel:
    """A line under an editor, hidden while it is empty."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.hide()
    return label


class Field(QWidget):
    """One editor for the options called `names`, the first of which it is known by."""

    changed = Signal()

    def __init__(self, names: Sequence[str], label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.names, self.label, self.editor = tuple(names), label, editor
        editor.setAccessibleName(label)
        self.setFocusProxy(editor)
        self._hint, self._fault = small_print("hint"), small_print("fault")
        self._usual_hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (editor, self._hint, self._fault):
            column.addWidget(widget)
        self.show_remark("")

    def values(self) -> dict[str, Any]:
        """What is chosen, by name of the option."""
        raise NotImplementedError

    def take(self, options: LoadOptions) -> None:
        """Show what `options` say, without a `changed`."""
        raise NotImplementedError

    def show_remark(self, text: str) -> None:
        """Say `text` in place of the usual hint; an empty one brings that back."""
        shown = text or self._usual_hint
        self._hint.setText(shown)
        self._hint.setVisible(bool(shown))

    def show_fault(self, text: str, value: str = "") -> None:
        """Say what is wrong; nothing is, where `text` is empty. `value` is the part of a list that it is about."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        self._mark(bool(text), value)
        self.editor.setAccessibleDescription(text or self._hint.text())

    def fault(self) -> str:
        return self._fault.text()

    def _mark(self, wrong: bool, value: str) -> None:
        mark_invalid(self.editor, wrong)


def mark_invalid(widget: QWidget, wrong: bool) -> None:
    if bool(widget.property("invalid")) != wrong:
        widget.setProperty("invalid", wrong)
        widget.style().polish(widget)


class WholeField(Field):
    """A whole number; its least value stands for a word ("Automatic") where `least_text` names one."""

    def __init__(
        self, name: str, label: str, span: tuple[int, int], step: int = 1, least_text: str = "", hint: str = ""
    ) -> None:
        self._spin = QSpinBox()
        super().__init__((name,), label, self._spin, hint)
        self._spin.setRange(*span)
        self._spin.setSingleStep(step)
        self._spin.setSpecialValueText(least_text)
        self._spin.setGroupSeparatorShown(True)
        self._spin.setMaximumWidth(EDITOR_WIDTH)
        calm(self._spin)
        self._spin.valueChanged.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {self.names[0]: self._spin.value()}

    def take(self, options: LoadOptions) -> None:
        with QSignalBlocker(self._spin):
            self._spin.setValue(getattr(options, self.names[0]))


class NumberField(Field):
    """A number of which 0 means `least_text`."""

    def __init__(self, name: str, label: str, most: float, decimals: int, least_text: str, hint: str = "") -> None:
        self._spin = QDoubleSpinBox()
        super().__init__((name,), label, self._spin, hint)
        self._spin.setDecimals(decimals)
        self._spin.setRange(0.0, most)
        self._spin.setSpecialValueText(least_text)
        self._spin.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self._spin.setMaximumWidth(EDITOR_WIDTH)
        calm(self._spin)
        self._spin.valueChanged.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {self.names[0]: self._spin.value()}

    def take(self, options: LoadOptions) -> None:
        with QSignalBlocker(self._spin):
            self._spin.setValue(getattr(options, self.names[0]))


class ChoiceField(Field):
    """One of a few values, each with its word."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[Any, str]], hint: str = "") -> None:
        self._box = QComboBox()
        super().__init__((name,), label, self._box, hint)
        for value, text in choices:
            self._box.addItem(text, value)
        self._box.setMaximumWidth(EDITOR_WIDTH)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        calm(self._box)
        self._box.currentIndexChanged.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {self.names[0]: self._box.currentData()}

    def take(self, options: LoadOptions) -> None:
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(max(0, self._box.findData(getattr(options, self.names[0]))))


class FlagField(Field):
    """Yes or no; the label stands in the box itself."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        self._check = QCheckBox(label)
        super().__init__((name,), label, self._check, hint)
        self._check.toggled.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {self.names[0]: self._check.isChecked()}

    def take(self, options: LoadOptions) -> None:
        with QSignalBlocker(self._check):
            self._check.setChecked(getattr(options, self.names[0]))


class ExpertsField(Field):
    """How many layers' experts stay in main memory, and at which end."""

    def __init__(self, label: str, hint: str = "") -> None:
        editor = QWidget()
        super().__init__(("experts_on_cpu", "experts_from"), label, editor, hint)
        self._which, self._count = QComboBox(), QSpinBox()
        for value, text in (
            ("", self.tr("Of no layer")),
            ("first", self.tr("Of the first layers")),
            ("last", self.tr("Of the last layers")),
            ("all", self.tr("Of all layers")),
        ):
            self._which.addItem(text, value)
        self._which.setAccessibleName(label)
        self._count.setRange(1, MOST_LAYERS)
        self._count.setAccessibleName(self.tr("How many layers"))
        editor.setFocusProxy(self._which)
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._which)
        row.addWidget(self._count)
        row.addStretch(1)
        for widget in (self._which, self._count):
            calm(widget)
        self._which.currentIndexChanged.connect(self._on_chosen)
        self._count.valueChanged.connect(self.changed)

    def values(self) -> dict[str, Any]:
        which = self._which.currentData()
        count = {"": 0, "all": -1}.get(which, self._count.value())
        return {"experts_on_cpu": count, "experts_from": "last" if which == "last" else "first"}

    def take(self, options: LoadOptions) -> None:
        count = options.experts_on_cpu
        which = "" if count == 0 else "all" if count < 0 else options.experts_from
        with QSignalBlocker(self._which), QSignalBlocker(self._count):
            self._which.setCurrentIndex(self._which.findData(which))
            self._count.setValue(max(1, count))
        self._count.setVisible(count > 0)

    def _on_chosen(self) -> None:
        self._count.setVisible(self._which.currentData() in ("first", "last"))
        self.changed.emit()

    def _mark(self, wrong: bool, value: str) -> None:
        mark_invalid(self._count, wrong)


class PathEdit(QWidget):
    """The path of a file, typed or chosen."""

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(self.tr("None"))
        self._browse = QPushButton(self.tr("Choose…"))
        self._browse.setAccessibleName(self.tr("Choose a file: {what}").format(what=label))
        self._browse.clicked.connect(self._choose)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)

    def text(self) -> str:
        return self.line.text().strip()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a .gguf file"), str(Path(self.text()).parent) if self.text() else "")
        dialog.setNameFilters([self.tr("GGUF files (*.gguf)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.line.setText)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class PathField(Field):
    """A file, or none."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        self._path = PathEdit(label)
        super().__init__((name,), label, self._path, hint)
        self._path.changed.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {self.names[0]: self._path.text()}

    def take(self, options: LoadOptions) -> None:
        with QSignalBlocker(self._path):
            self._path.line.setText(getattr(options, self.names[0]))

    def _mark(self, wrong: bool, value: str) -> None:
        mark_invalid(self._path.line, wrong)
