"""The section "Thinking" of the sampling panel: how a thinking is steered and what is kept of it. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.theme import Theme
from app.ui.widgets.tips import set_tip

PHRASES_PAUSE_MS = 600
PHRASES_HEIGHT = 84
FIELD_WIDTH = 96
"""Least pixels of what is filled in; its own wish may be more than there is."""


class Count(NamedTuple):
    """A whole number as a spin box."""

    name: str
    most: int
    step: int


COUNTS = (
    Count("budget", 1_000_000, 256),
    Count("tolerance", 10_000, 16),
    Count("extensions", 32, 1),
    Count("alternatives", 20, 1),
)
CHOICES = {
    "on_loop": ("off", "notice", "end"),
    "overflow": ("stop", "shift"),
    "speculation": ("off", "lookup", "draft"),
}
SWITCHES = ("trials", "figures")
ORDER = ("budget", "tolerance", "extensions", "phrases", "trials", "on_loop", "figures", "alternatives", "overflow",
         "speculation")  # fmt: skip
NEEDS = {"tolerance": "budget", "phrases": "extensions", "trials": "extensions", "alternatives": "figures"}
"""What means nothing while another value is zero or off."""


@dataclass(frozen=True)
class SteeringState:
    """values: by the names in `ORDER`; `phrases` is a list of lines.
    phrases: what the engine says where the list is empty."""

    values: Mapping[str, Any] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    unfolded: bool = False


class PhrasesEdit(QPlainTextEdit):
    """One phrase a line; says when the person is done with it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SteeringSection(QWidget):
    """Folded until asked for."""

    changed = Signal(dict)
    """All values."""
    unfold_wished = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = SteeringState()
        self._labels: dict[str, QLabel] = {}
        self._fields: dict[str, QWidget] = {}
        self._counts = {count.name: self._count(count) for count in COUNTS}
        self._choices = {name: self._choice(name, values) for name, values in CHOICES.items()}
        self._switches = {name: QCheckBox(self._names()[name]) for name in SWITCHES}
        self._phrases = PhrasesEdit()
        self._pause = QTimer(self)
        self._fold = QPushButton(self.tr("Thinking"))
        self._fold.setProperty("role", "fold")
        self._fold.setCheckable(True)
        self._body = QWidget()
        self._prepare_phrases()
        self._lay_out()
        self._fold.clicked.connect(self.unfold_wished)
        for switch in self._switches.values():
            switch.toggled.connect(self._on_edited)
        self.show_state(self._state)

    def show_state(self, state: SteeringState) -> None:
        self._state = state
        values = state.values
        for name, spin in self._counts.items():
            with QSignalBlocker(spin):
                spin.setValue(int(values.get(name, 0)))
        for name, box in self._choices.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(values.get(name))))
        for name, switch in self._switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(bool(values.get(name, False)))
        lines = list(values.get("phrases", ()))
        self._phrases.setPlaceholderText("\n".join(state.phrases))
        if lines != self._lines():
            with QSignalBlocker(self._phrases):
                self._phrases.setPlainText("\n".join(lines))
        self._show_fold(state.unfolded)
        self._enable()

    def settle(self) -> None:
        """Say at once what was typed last."""
        if self._pause.isActive():
            self._tell()

    def values(self) -> dict[str, Any]:
        """Everything as it stands."""
        return {
            **{name: spin.value() for name, spin in self._counts.items()},
            **{name: box.currentData() for name, box in self._choices.items()},
            **{name: switch.isChecked() for name, switch in self._switches.items()},
            "phrases": self._lines(),
        }

    def _lines(self) -> list[str]:
        return [line.strip() for line in self._phrases.toPlainText().splitlines() if line.strip()]

    def _on_edited(self) -> None:
        self._enable()
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        values = self.values()
        if any(self._state.values.get(name) != value for name, value in values.items()):
            self.changed.emit(values)

    def _enable(self) -> None:
        now = self.values()
        for name, needed in NEEDS.items():
            self._fields[name].setEnabled(bool(now[needed]))
            if name in self._labels:
                self._labels[name].setEnabled(bool(now[needed]))

    def _show_fold(self, unfolded: bool) -> None:
        self._fold.setChecked(unfolded)
        self._fold.setIcon(icon("chevron-down" if unfolded else "chevron-right", self._theme))
        self._body.setVisible(unfolded)

    # ---- making -------------------------------------------------------------------------------------------------

    def _prepare_phrases(self) -> None:
        self._phrases.setTabChangesFocus(True)
        self._phrases.setFixedHeight(PHRASES_HEIGHT)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PHRASES_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._phrases.textChanged.connect(self._pause.start)
        self._phrases.left.connect(self.settle)

    def _count(self, count: Count) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(0, count.most)
        spin.setSingleStep(count.step)
        spin.setKeyboardTracking(False)
        words = {"budget": self.tr("No limit"), "extensions": self.tr("Never"), "alternatives": self.tr("None")}
        spin.setSpecialValueText(words.get(count.name, ""))
        spin.valueChanged.connect(self._on_edited)
        return spin

    def _choice(self, name: str, values: tuple[str, ...]) -> QComboBox:
        words = {
            "on_loop": {"off": self.tr("Ignore"), "notice": self.tr("Say so"), "end": self.tr("End the thinking")},
            "overflow": {"stop": self.tr("Stop"), "shift": self.tr("Forget the oldest")},
            "speculation": {
                "off": self.tr("Off"),
                "lookup": self.tr("From the text"),
                "draft": self.tr("Draft weights"),
            },
        }[name]
        box = QComboBox()
        # As wide as the column, not as its longest word.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        for value in values:
            box.addItem(words[value], value)
        box.currentIndexChanged.connect(self._on_edited)
        return box

    def _lay_out(self) -> None:
        self._fields = {**self._counts, **self._choices, **self._switches, "phrases": self._phrases}
        names, tips = self._names(), self._tips()
        form = QFormLayout(self._body)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name in ORDER:
            its = self._fields[name]
            its.setMinimumWidth(FIELD_WIDTH)
            its.setAccessibleName(names[name])
            set_tip(its, tips[name])
            if name in SWITCHES:
                form.addRow(its)
                continue
            label = self._labels[name] = QLabel(names[name])
            label.setBuddy(its)
            set_tip(label, tips[name])
            if name == "phrases":
                form.addRow(label)
                form.addRow(its)
            else:
                form.addRow(label, its)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._fold)
        column.addWidget(self._body)

    def _names(self) -> dict[str, str]:
        return {
            "budget": self.tr("Budget"),
            "tolerance": self.tr("Tolerance"),
            "extensions": self.tr("Think longer"),
            "phrases": self.tr("Phrases, one a line"),
            "trials": self.tr("Keep trial answers"),
            "on_loop": self.tr("Repetition"),
            "figures": self.tr("Figures of every token"),
            "alternatives": self.tr("Alternatives"),
            "overflow": self.tr("Context full"),
            "speculation": self.tr("Speculation"),
        }

    def _tips(self) -> dict[str, str]:
        return {
            "budget": self.tr("After so many tokens the thinking is ended and the model answers."),
            "tolerance": self.tr("Tokens that the thinking may go on after that, to end its sentence or paragraph."),
            "extensions": self.tr(
                "So many times, when the model would stop thinking, a phrase is put in and it thinks on."
            ),
            "phrases": self.tr("Used in turn, from the top again when all are used. Empty takes those shown in grey."),
            "trials": self.tr(
                "Before each phrase also writes the answer it would have given, to be compared with the final one."
            ),
            "on_loop": self.tr("What is done when the thinking says the same over and over."),
            "figures": self.tr("Keeps for every token how probable it was, and what else might have stood there."),
            "alternatives": self.tr("How many other tokens are kept for each, 0 to 20. Needed to fork from one."),
            "overflow": self.tr(
                "When no more fits: stop and say so, or forget the oldest half of what follows the prompt."
            ),
            "speculation": self.tr(
                "Guesses tokens ahead and has them checked together. Faster at times; the text does not change. "
                "Draft weights are chosen where the model is loaded."
            ),
        }
