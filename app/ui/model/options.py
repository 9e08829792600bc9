"""How weights are loaded: every option in groups, what is wrong said at its place. Decides nothing."""

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.engine.values import LoadOptions
from app.ui.model.checks import Fault, faults, refusal, remarks
from app.ui.model.fields import Field, FlagField, small_print
from app.ui.model.groups import Group, groups
from app.ui.model.rows import DevicesField, ListField, SplitField
from app.ui.model.states import LoadFacts
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.fold import Fold

DEFAULTS = LoadOptions()
WIDTH, HEIGHT = 600, 640
NARROWEST = 430
WRAP_BELOW = 520
"""Width under which a label stands above its editor."""
EDGE = 24
LABEL_DROP = 7
"""Pixels that set a label level with the text of its editor."""


class LoadOptionsDialog(QDialog):
    """A form over `LoadOptions`. What few people need is folded; what cannot matter here is not shown."""

    load_wished = Signal(dict)
    """Options that differ from the defaults, by name."""

    NAMES = frozenset(field.name for field in dataclasses.fields(LoadOptions)) - {"saved_folder", "saved_limit"}
    """The options that have a field here."""

    def __init__(self, facts: LoadFacts, options: LoadOptions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How to load the model"))
        self.setMinimumSize(NARROWEST, 320)
        self.resize(WIDTH, HEIGHT)
        self._facts, self._theme = facts, theme
        self._kept = options
        """Where fields that are not shown have their values from."""
        self._refused: dict[str, tuple[str, object]] = {}
        """By option: what the engine said of it, and the value it said it of."""
        self._groups = groups(facts, theme)
        self._fields = {name: field for group in self._groups for field in group.fields for name in field.names}
        self._folds: dict[str, Fold] = {}
        self._forms: list[QFormLayout] = []
        self._lay_out()
        for field in self._all():
            field.changed.connect(self._on_changed)
        self._take(options)
        self.show_facts(facts)
        self._open_what_differs()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_facts(self, facts: LoadFacts) -> None:
        """More has become known of the weights. The devices are those the dialog was made with."""
        self._facts = facts
        named = DEFAULTS.devices != self._kept.devices or DEFAULTS.tensor_split != self._kept.tensor_split
        self._folds["devices"].setVisible(bool(facts.devices) or named)
        self._folds["experts"].setVisible(facts.experts > 0 or self._kept.experts_on_cpu != 0)
        self._check()

    def show_refusal(self, name: str, value: str) -> None:
        """The engine did not accept this option: say so at its field, until it is another."""
        field = self._fields.get(name)
        if field is None:
            return
        self._refused[name] = (value, field.values()[name])
        self._check()
        self._reveal(name)

    def options(self) -> LoadOptions:
        """Everything that is chosen."""
        values: dict[str, Any] = {}
        for field in self._all():
            values |= field.values()
        devices = self._fields["devices"]
        assert isinstance(devices, DevicesField)
        if values["split"] == "none" and not values["devices"]:
            # "The second of all" must not come to mean another one when a device is added.
            values["devices"] = devices.used()
        return dataclasses.replace(self._kept, **values)

    def values(self) -> dict[str, Any]:
        """The options that differ from the defaults, by name."""
        chosen = {field.name: getattr(self.options(), field.name) for field in dataclasses.fields(LoadOptions)}
        return {
            name: value for name, value in chosen.items() if name in self.NAMES and value != getattr(DEFAULTS, name)
        }

    def fault(self, name: str) -> str:
        """What is said to be wrong with an option; empty where nothing is."""
        return self._fields[name].fault()

    def field(self, name: str) -> Field:
        return self._fields[name]

    def fold(self, group: str) -> Fold:
        return self._folds[group]

    # ---- what is wished -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        policies = QFormLayout.RowWrapPolicy
        for form in self._forms:
            form.setRowWrapPolicy(policies.WrapAllRows if self.width() < WRAP_BELOW else policies.WrapLongRows)

    def accept(self) -> None:
        """Load, unless something is wrong: then go there."""
        wrong = self._faults()
        if wrong:
            self._reveal(next(name for name in self._fields if name in wrong))
            return
        self.load_wished.emit(self.values())
        super().accept()

    def _reset(self) -> None:
        self._refused.clear()
        self._take(DEFAULTS)
        self._on_changed()

    def _on_changed(self) -> None:
        devices, split = self._fields["devices"], self._fields["split"]
        assert isinstance(devices, DevicesField)
        assert isinstance(split, SplitField)
        split.show_devices(devices.used())
        self._check()

    # ---- checking -----------------------------------------------------------------------------------------------

    def _faults(self) -> dict[str, Fault]:
        options = self.options()
        found = faults(options, self._facts)
        if not options.devices and self._no_device_left():
            found["devices"] = Fault(self.tr("Choose at least one. To use none, set the layers on the GPU to 0."))
        for name, (value, at) in self._refused.items():
            if self._fields[name].values()[name] == at:
                found.setdefault(name, Fault(refusal(name, value, self._facts), value))
        return found

    def _no_device_left(self) -> bool:
        field = self._fields["devices"]
        assert isinstance(field, DevicesField)
        return not field.used() and bool(self._facts.devices)

    def _check(self) -> None:
        wrong, notes = self._faults(), remarks(self.options(), self._facts)
        for field in self._all():
            fault = next((wrong[name] for name in field.names if name in wrong), Fault(""))
            field.show_fault(fault.sentence, fault.value)
            field.show_remark(notes.get(field.names[0], ""))
        differs = self.values()
        for group in self._groups:
            if (fold := self._folds.get(group.name)) is None:
                continue
            names = [name for field in group.fields for name in field.names]
            count = sum(any(name in differs for name in field.names) for field in group.fields)
            if any(name in wrong for name in names):
                fold.show_summary(self.tr("Look here"), "error")
            else:
                fold.show_summary(self.tr("%Ln changed", "", count) if count else "")
        yarn = self._fields["yarn_original_context"]
        yarn.setEnabled(self._fields["rope_scaling"].values()["rope_scaling"] == "yarn")

    def _reveal(self, name: str) -> None:
        """Bring the field of an option into sight, with the keyboard."""
        field = self._fields[name]
        for group in self._groups:
            if field in group.fields and (fold := self._folds.get(group.name)) is not None:
                fold.show()
                fold.set_open(True)
        self._page.activate()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(field)

    def _open_what_differs(self) -> None:
        differs = self.values()
        for group in self._groups:
            if (fold := self._folds.get(group.name)) is not None:
                fold.set_open(any(name in differs for field in group.fields for name in field.names))

    def _take(self, options: LoadOptions) -> None:
        devices, split = self._fields["devices"], self._fields["split"]
        assert isinstance(devices, DevicesField)
        assert isinstance(split, SplitField)
        devices.take(options)
        split.show_devices(devices.used())
        for field in self._all():
            if field is not devices:
                field.take(options)

    def _all(self) -> list[Field]:
        return [field for group in self._groups for field in group.fields]

    # ---- making -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        title = ElidedLabel(self._facts.name, mode=Qt.TextElideMode.ElideMiddle)
        title.setProperty("role", "heading")
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._page = page = QVBoxLayout(inner)
        page.setContentsMargins(EDGE, 0, EDGE, EDGE // 2)
        page.setSpacing(4)
        for group in self._groups:
            page.addWidget(self._part(group))
        page.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(inner)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, EDGE, EDGE, 12)
        head.addWidget(title)
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 12, EDGE, EDGE - 4)
        foot.addWidget(self._buttons())
        line = QFrame()
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addWidget(line)
        column.addLayout(foot)

    def _part(self, group: Group) -> QWidget:
        body = QWidget()
        form = QFormLayout(body)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(12)
        self._forms.append(form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if group.note:
            note = small_print("hint")
            note.setText(group.note)
            note.show()
            form.addRow(note)
        alone = len(group.fields) == 1
        for field in group.fields:
            if isinstance(field, FlagField):
                form.addRow("", field)
            elif isinstance(field, ListField | DevicesField) or alone:
                # The heading above it says what it is.
                form.addRow(field)
            else:
                label = QLabel(field.label)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setBuddy(field)
                # Beside the editor, not beside the middle of editor, hint and fault.
                label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                label.setContentsMargins(0, LABEL_DROP, 0, 0)
                form.addRow(label, field)
        if not group.title:
            form.setContentsMargins(0, 0, 0, 12)
            return body
        fold = Fold(group.title, body, self._theme)
        self._folds[group.name] = fold
        return fold

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        load = buttons.addButton(self.tr("Load"), QDialogButtonBox.ButtonRole.AcceptRole)
        load.setProperty("role", "primary")
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        reset = buttons.addButton(self.tr("Reset to the defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        reset.setProperty("role", "quiet")
        reset.setAutoDefault(False)
        reset.clicked.connect(self._reset)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
