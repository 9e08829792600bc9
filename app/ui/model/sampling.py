"""The sampling panel: how the next token is chosen, and the conversation's system prompt. Decides nothing."""

from typing import Any, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.model.states import SamplingState
from app.ui.model.steering import SteeringSection
from app.ui.theme import Theme
from app.ui.widgets.icon_button import IconButton

WIDTH = 312
FIELD_WIDTH = 96
"""Least pixels of a spin box. Qt would have it as wide as its longest number, which does not fit the panel."""
LARGEST_SEED = 2**31 - 1
SYSTEM_PAUSE_MS = 600
"""A pause in typing after which the system prompt is taken over."""


class Knob(NamedTuple):
    """A sampling value as a spin box: range, step, and decimals (0 for whole numbers)."""

    name: str
    least: float
    most: float
    step: float
    decimals: int


KNOBS = (
    Knob("temperature", 0.0, 5.0, 0.05, 2),
    Knob("top_p", 0.0, 1.0, 0.01, 2),
    Knob("top_k", 0, 1000, 1, 0),
    Knob("min_p", 0.0, 1.0, 0.01, 2),
    Knob("repeat_penalty", 0.5, 2.0, 0.01, 2),
    Knob("presence_penalty", -2.0, 2.0, 0.1, 2),
    Knob("frequency_penalty", -2.0, 2.0, 0.1, 2),
    Knob("seed", -1, LARGEST_SEED, 1, 0),
    Knob("max_tokens", 0, 1_000_000, 256, 0),
)


class SystemEdit(QPlainTextEdit):
    """A small text field that says when the person is done with it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SamplingPanel(QWidget):
    """A column of spin boxes. What differs from the recommendation is marked and can be reset at once."""

    changed = Signal(dict)
    """All values, with `max_tokens`."""
    reset_wished = Signal()
    system_changed = Signal(str)
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sampling")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._labels: dict[str, QLabel] = {}
        self._fields: dict[str, QSpinBox | QDoubleSpinBox] = {}
        self._state = SamplingState()

        self._advice = self._hint()
        self._reset = QPushButton(self.tr("Use what is recommended"))
        self._reset.clicked.connect(self.reset_wished)
        self.steering = SteeringSection(theme)
        self._system = SystemEdit()
        self._system_hint = self._hint()
        self._pause = QTimer(self)
        self._prepare_system()
        self._lay_out(theme)

    def show_state(self, state: SamplingState) -> None:
        self._state = state
        for knob in KNOBS:
            field = self._fields[knob.name]
            value = state.values.get(knob.name)
            with QSignalBlocker(field):
                field.setValue(-1 if value is None and knob.name == "seed" else (value or 0))
        self._mark_differences()
        if state.model:
            self._advice.setText(self.tr("Starts from what the makers of {name} recommend.").format(name=state.model))
        else:
            self._advice.setText(self.tr("Choose a model to see what its makers recommend."))
        if self._system.toPlainText() != state.system:
            with QSignalBlocker(self._system):
                self._system.setPlainText(state.system)
        self._system_hint.setText(
            ""
            if state.system_prompt_advised
            else self.tr("The makers advise against a system prompt: put instructions into the question.")
        )
        self._system_hint.setVisible(not state.system_prompt_advised)

    def settle(self) -> None:
        """Say at once what was typed last: what it belongs to is about to be left."""
        self.steering.settle()
        if self._pause.isActive():
            self._tell_system()

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: field.value() for name, field in self._fields.items()}
        if values["seed"] < 0:
            values["seed"] = None
        return values

    def _on_edited(self) -> None:
        self._mark_differences()
        self.changed.emit(self._values())

    def _mark_differences(self) -> None:
        now, recommended = self._values(), self._state.recommended
        differs = {n for n, v in recommended.items() if n in now and now[n] != v}
        for name, label in self._labels.items():
            changed = name in differs
            if label.property("changed") != changed:
                label.setProperty("changed", changed)
                label.style().polish(label)
        self._reset.setEnabled(bool(differs))

    def _tell_system(self) -> None:
        self._pause.stop()
        text = self._system.toPlainText()
        if text != self._state.system:
            self.system_changed.emit(text)

    # ---- making -------------------------------------------------------------------------------------------------

    def _prepare_system(self) -> None:
        """What is typed is taken over after a pause, or when the field is left."""
        self._system.setAccessibleName(self.tr("System prompt of this conversation"))
        self._system.setPlaceholderText(self.tr("None"))
        self._system.setTabChangesFocus(True)
        self._system.setFixedHeight(112)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SYSTEM_PAUSE_MS)
        self._pause.timeout.connect(self._tell_system)
        self._system.textChanged.connect(self._pause.start)
        self._system.left.connect(self._tell_system)

    def _lay_out(self, theme: Theme) -> None:
        close = IconButton("x", self.tr("Close the sampling panel"), theme)
        close.clicked.connect(self.close_wished)
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 12, 4)
        top.addWidget(self._heading(self.tr("Sampling")), 1)
        top.addWidget(close)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._advice)
        column.addLayout(self._form())
        column.addWidget(self._reset)
        column.addSpacing(4)
        column.addWidget(self.steering)
        column.addSpacing(4)
        column.addWidget(self._heading(self.tr("System prompt")))
        column.addWidget(self._system)
        column.addWidget(self._system_hint)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(area, 1)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        names = self._names()
        for knob in KNOBS:
            label, field = QLabel(names[knob.name]), self._field(knob)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            field.setAccessibleName(names[knob.name])
            self._labels[knob.name], self._fields[knob.name] = label, field
            form.addRow(label, field)
        return form

    def _heading(self, text: str) -> QLabel:
        heading = QLabel(text)
        heading.setProperty("role", "heading")
        return heading

    def _field(self, knob: Knob) -> QSpinBox | QDoubleSpinBox:
        field: QSpinBox | QDoubleSpinBox
        if knob.decimals:
            field = QDoubleSpinBox()
            field.setDecimals(knob.decimals)
            field.setRange(knob.least, knob.most)
            field.setSingleStep(knob.step)
        else:
            field = QSpinBox()
            field.setRange(int(knob.least), int(knob.most))
            field.setSingleStep(int(knob.step))
        if knob.name == "seed":
            field.setSpecialValueText(self.tr("Random"))
        if knob.name == "max_tokens":
            field.setSpecialValueText(self.tr("As many as fit"))
        field.setMinimumWidth(FIELD_WIDTH)
        field.setKeyboardTracking(False)
        field.valueChanged.connect(self._on_edited)
        return field

    def _hint(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", "hint")
        return label

    def _names(self) -> dict[str, str]:
        return {
            "temperature": self.tr("Temperature"),
            "top_p": self.tr("Top-p"),
            "top_k": self.tr("Top-k"),
            "min_p": self.tr("Min-p"),
            "repeat_penalty": self.tr("Repeat penalty"),
            "presence_penalty": self.tr("Presence penalty"),
            "frequency_penalty": self.tr("Frequency penalty"),
            "seed": self.tr("Seed"),
            "max_tokens": self.tr("Most tokens"),
        }
