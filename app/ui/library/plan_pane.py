"""How the chosen weights would be opened: sliders, and the bill of memory that follows them. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from app.ui.library.bill import Bill
from app.ui.library.states import PlanState, Wish
from app.ui.model.fields import CalmWheel, calm, small_print
from app.ui.theme import Theme
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.tips import set_tip

LONGEST_VALUE = "1,048,576"
ROW = 36


class Slide(QWidget):
    """A slider over the places of a list or over whole numbers, and what it stands on in words."""

    moved = Signal(int)
    """The new place."""

    def __init__(self, label: str, tip: str) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(label)
        self.slider.installEventFilter(CalmWheel(self.slider))
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._value = QLabel()
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance(LONGEST_VALUE))
        set_tip(self.slider, tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.slider, 1)
        row.addWidget(self._value)
        self.slider.valueChanged.connect(self.moved)

    def show_value(self, most: int, at: int, text: str) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, most)
            self.slider.setPageStep(max(1, most // 10))
            self.slider.setValue(at)
        self.say(text)

    def say(self, text: str) -> None:
        self._value.setText(text)
        self.slider.setAccessibleDescription(text)

    def text(self) -> str:
        return self._value.text()


class PlanPane(QWidget):
    """What can be moved, the bill, and the speed to be expected."""

    wished = Signal(object)
    """Wish."""
    reset_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: PlanState | None = None
        self.context = Slide(self.tr("Context"), self.tr("Tokens that questions, thinking and answers may take."))
        self.gpu = Slide(self.tr("Layers on the GPU"), self.tr("The rest is computed by the processor."))
        self.experts = Slide(
            self.tr("Experts in memory"),
            self.tr("Layers whose experts stay in main memory while the rest is on the GPU."),
        )
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        set_tip(self.kind, self.tr("How exactly keys and values are kept: coarser takes less memory."))
        calm(self.kind)
        self.aim = Segmented([("speed", self.tr("Speed")), ("quality", self.tr("Quality"))], theme)
        self.bill = Bill(theme)
        self._speed, self._estimate, self._missing = small_print("label"), small_print("hint"), small_print("error")
        self.reset = QPushButton(self.tr("Let Sibian choose"))
        self.reset.setProperty("role", "quiet")
        self.reset.setAutoDefault(False)
        self._rows: dict[str, Sequence[QWidget]] = {}
        self._lay_out()
        self._connect()

    def show_plan(self, state: PlanState) -> None:
        self._state = state
        locale = QLocale()
        contexts = state.contexts
        at = contexts.index(state.context) if state.context in contexts else len(contexts) - 1
        self.context.show_value(len(contexts) - 1, at, locale.toString(state.context))
        self.gpu.show_value(state.layers, state.gpu_layers, self._share(state.gpu_layers, state.layers))
        self.experts.show_value(
            state.expert_layers, state.experts_on_cpu, self._share(state.experts_on_cpu, state.expert_layers)
        )
        self._show_row("gpu", state.layers > 0)
        self._show_row("experts", state.expert_layers > 0)
        with QSignalBlocker(self.kind):
            if [self.kind.itemText(n) for n in range(self.kind.count())] != list(state.types):
                self.kind.clear()
                self.kind.addItems(state.types)
            self.kind.setCurrentText(state.type_kv)
        self.aim.set_value(state.aim)
        self.reset.setVisible(state.moved)
        self.bill.show_bars(state.bars)
        self._say(self._missing, state.missing)
        self._say(self._speed, " · ".join(filter(None, (state.writing, state.reading))))
        told = self.tr("Reckoned from the catalog; the file itself tells it exactly.") if state.estimated else ""
        self._say(self._estimate, told)

    def state(self) -> PlanState | None:
        return self._state

    def speed(self) -> str:
        return self._speed.text()

    def missing(self) -> str:
        return self._missing.text()

    def _share(self, part: int, whole: int) -> str:
        return self.tr("{part} of {whole}").format(part=part, whole=whole)

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _show_row(self, name: str, shown: bool) -> None:
        for widget in self._rows[name]:
            widget.setVisible(shown)
        self._grid.setRowMinimumHeight(list(self._rows).index(name), ROW if shown else 0)

    def _connect(self) -> None:
        self.context.moved.connect(self._on_context)
        self.gpu.moved.connect(lambda at: self._on_layers(self.gpu, "gpu_layers", at))
        self.experts.moved.connect(lambda at: self._on_layers(self.experts, "experts_on_cpu", at))
        self.kind.currentTextChanged.connect(lambda name: self._wish("type_kv", name))
        self.aim.chosen.connect(lambda aim: self._wish("aim", aim))
        self.reset.clicked.connect(self.reset_wished)

    def _on_context(self, at: int) -> None:
        # The figure follows the hand at once; the bill comes when it is reckoned.
        if self._state is not None and at < len(self._state.contexts):
            self.context.say(QLocale().toString(self._state.contexts[at]))
            self._wish("context", self._state.contexts[at])

    def _on_layers(self, slide: Slide, name: str, at: int) -> None:
        slide.say(self._share(at, slide.slider.maximum()))
        self._wish(name, at)

    def _wish(self, name: str, value: int | str) -> None:
        self.wished.emit(Wish(name, value))

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, str, QWidget, QWidget], ...] = (
            ("aim", self.tr("Aim at"), self.aim, self.aim),
            ("context", self.tr("Context"), self.context, self.context.slider),
            ("gpu", self.tr("Layers on the GPU"), self.gpu, self.gpu.slider),
            ("experts", self.tr("Experts in memory"), self.experts, self.experts.slider),
            ("kind", self.tr("KV cache type"), self.kind, self.kind),
        )
        for at, (name, text, widget, buddy) in enumerate(rows):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(buddy)
            buddy.setAccessibleName(text)
            narrow = widget in (self.kind, self.aim)
            grid.addWidget(label, at, 0)
            grid.addWidget(widget, at, 1, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
            grid.setRowMinimumHeight(at, ROW)
            self._rows[name] = (label, widget)
        foot = QHBoxLayout()
        foot.addWidget(self._speed, 1)
        foot.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.bill)
        column.addWidget(self._missing)
        column.addLayout(foot)
        column.addWidget(self._estimate)
