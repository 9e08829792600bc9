"""How the trace is shown: what colours the timeline, what its width is, and what grounds the tokens have."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui.explorer.states import Measure
from app.ui.theme import Theme
from app.ui.widgets.segmented import Segmented

WITH_NAMES, WITH_ACROSS, WITH_HEAT = 990, 880, 700


class ExplorerBar(QWidget):
    """A row above the timeline."""

    measure_wished = Signal(str)
    across_wished = Signal(str)
    heat_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = Segmented(
            [
                ("kind", self.tr("Kinds")),
                ("confidence", self.tr("Confidence")),
                ("entropy", self.tr("Entropy")),
                ("tempo", self.tr("Tempo")),
                ("importance", self.tr("Importance")),
            ],
            theme,
        )
        self.across = Segmented([("tokens", self.tr("Tokens")), ("seconds", self.tr("Seconds"))], theme)
        self.heat = Segmented(
            [("none", self.tr("Plain")), ("probability", self.tr("Probability")), ("entropy", self.tr("Entropy"))],
            theme,
        )
        self.measure.setAccessibleName(self.tr("What colours the timeline"))
        self.across.setAccessibleName(self.tr("What the timeline's width is"))
        self.heat.setAccessibleName(self.tr("What grounds the tokens have"))
        self.measure.chosen.connect(self.measure_wished)
        self.across.chosen.connect(self.across_wished)
        self.heat.chosen.connect(self.heat_wished)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        self._names: list[QLabel] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for text, choice in (
            (self.tr("Timeline"), self.measure),
            (self.tr("by"), self.across),
            (self.tr("Tokens"), self.heat),
        ):
            name = QLabel(text)
            name.setProperty("role", "hint")
            self._names.append(name)
            row.addWidget(name)
            row.addWidget(choice)
            row.addSpacing(4)
        row.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the names go first, then what is least wanted."""
        super().resizeEvent(event)
        width = event.size().width()
        for name in self._names:
            name.setVisible(width >= WITH_NAMES)
        self.across.setVisible(width >= WITH_ACROSS)
        self.heat.setVisible(width >= WITH_HEAT)

    def show_possible(self, measures: Sequence[Measure], timed: bool, tokens: bool, counted: bool) -> None:
        """Which of them the trace allows; the others cannot be pressed, and say why.

        timed: it is known when tokens came. tokens: what each measures can be laid under it. counted: the timeline's
        width is tokens, and not characters.
        """
        why = self.tr("No figures were kept with this trace.")
        for name in ("confidence", "entropy", "tempo"):
            self.measure.set_possible(name, name in measures, why)
        nothing = self.tr("No step was weighed yet: ask how much one mattered.")
        self.measure.set_possible("importance", "importance" in measures, nothing)
        self.across.set_possible("seconds", timed, why)
        for name in ("probability", "entropy"):
            self.heat.set_possible(name, tokens, why)
        self.across.set_label("tokens", self.tr("Tokens") if counted else self.tr("Characters"))
