"""The page of statistics: what is drawn, by what, of which traces, and the chart. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.ui.explorer.states import Work
from app.ui.explorer.work_strip import WorkStrip
from app.ui.icons import icon
from app.ui.statistics.chart import ChartView
from app.ui.statistics.states import Chart, Choices, Option
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton

NAMES = ("view", "x", "y", "group", "origin")


class StatisticsPage(QWidget):
    """Shows choices and a chart; says what is chosen."""

    chosen = Signal(str, str)
    """Which choice, and its value."""
    trace_wished = Signal(int)
    """Id of an answer."""
    stop_wished = Signal()
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explorer")
        self.boxes = {name: QComboBox() for name in NAMES}
        for name, box in self.boxes.items():
            box.activated.connect(lambda _, name=name, box=box: self.chosen.emit(name, box.currentData()))
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chart = ChartView(theme)
        self.chart.opened.connect(self.trace_wished)
        self.work = WorkStrip(theme)
        self.work.stop_wished.connect(self.stop_wished)
        self._foot = ElidedLabel()
        self._foot.setProperty("role", "hint")
        self._labels: dict[str, QLabel] = {}
        self._lay_out(theme)

    def show_choices(self, choices: Choices, kind: str) -> None:
        """kind: of the chart; boxes have no second measure."""
        options = {
            "view": choices.views,
            "x": choices.measures,
            "y": choices.measures,
            "group": choices.groups,
            "origin": choices.origins,
        }
        for name, box in self.boxes.items():
            self._fill(box, options[name], getattr(choices, name))
        for widget in (self._labels["x"], self.boxes["x"]):
            widget.setVisible(kind == "scatter")

    def show_chart(self, chart: Chart, foot: str) -> None:
        self.chart.show_chart(chart)
        self._foot.setText(foot)
        self._stack.setCurrentIndex(0 if chart.dots else 1)

    def show_work(self, work: Work | None) -> None:
        self.work.show_work(work)

    def foot(self) -> str:
        return self._foot.text()

    @staticmethod
    def _fill(box: QComboBox, options: Sequence[Option], value: str) -> None:
        with QSignalBlocker(box):
            if [box.itemData(place) for place in range(box.count())] != [each.value for each in options]:
                box.clear()
                for each in options:
                    box.addItem(each.name, each.value)
            box.setCurrentIndex(max(0, box.findData(value)))

    def _lay_out(self, theme: Theme) -> None:
        picture, title = QLabel(), QLabel(self.tr("Statistics of traces"))
        picture.setPixmap(icon("gauge", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        title.setProperty("role", "heading")
        close = IconButton("x", self.tr("Back to the conversation"), theme)
        close.clicked.connect(self.close_wished)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(8)
        for widget in (picture, title):
            head.addWidget(widget)
        head.addSpacing(16)
        names = {
            "view": self.tr("Chart"),
            "x": self.tr("Across"),
            "y": self.tr("Up"),
            "group": self.tr("Grouped by"),
            "origin": self.tr("Of"),
        }
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(8)
        for name, text in names.items():
            self._labels[name] = QLabel(text)
            self._labels[name].setProperty("role", "hint")
            self._labels[name].setBuddy(self.boxes[name])
            self.boxes[name].setAccessibleName(text)
            line = head if name in ("view", "origin") else row
            line.addWidget(self._labels[name])
            line.addWidget(self.boxes[name], 1)
        head.addStretch(1)
        head.addWidget(close)
        room = QWidget()
        self._stack = QStackedLayout(room)
        self._stack.addWidget(self.chart)
        self._stack.addWidget(
            EmptyState(
                self.tr("Nothing to draw yet"),
                self.tr(
                    "Ask something, or bring conversations in: each answer of which such figures are known is a point."
                ),
                icon_name="gauge",
            )
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(room, 1)
        column.addLayout(foot)
        column.addWidget(self.work)
