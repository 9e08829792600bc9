"""Decides what the page of statistics draws. Knows what is counted, and of the page only its states."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from app.ui.explorer import wording
from app.ui.explorer.states import Work
from app.ui.statistics import present
from app.ui.statistics.counting import Counting
from app.ui.statistics.page import StatisticsPage
from app.ui.statistics.states import Choices

DRAW_MS = 400
"""Between two drawings while more is counted."""


class StatisticsPresenter(QObject):
    """`kept` is what is chosen, to be found again in a window that is built anew."""

    def __init__(self, counting: Counting, page: StatisticsPage, kept: Choices | None = None) -> None:
        super().__init__(page)
        self._counting, self._page = counting, page
        self.kept = kept or Choices()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DRAW_MS)
        self._soon.timeout.connect(self.show)
        counting.changed.connect(self._on_counted)
        page.chosen.connect(self._choose)
        page.stop_wished.connect(counting.stop)
        self.show()

    def _choose(self, name: str, value: str) -> None:
        self.kept = replace(self.kept, **{name: value})  # type: ignore[arg-type]
        if name == "view":
            view = present.VIEWS[value]
            self.kept = replace(self.kept, x=view.x or self.kept.x, y=view.y, group=view.group)
        self.show()

    def _on_counted(self) -> None:
        if self._counting.busy:
            if not self._soon.isActive():
                self._soon.start()
        else:
            self._soon.stop()
            self.show()

    def show(self) -> None:
        counting = self._counting
        chart = present.chart(list(counting.counted.values()), self.kept)
        self._page.show_choices(present.choices(self.kept), chart.kind)
        shown = self.tr("Traces shown: {count}").format(count=wording.number(len(chart.dots)))
        self._page.show_chart(chart, "  ·  ".join(filter(None, (shown, chart.left_out))))
        done, wanted = len(counting.counted), counting.wanted
        if counting.busy:
            text = self.tr("Reading traces: {done} of {wanted}").format(
                done=wording.number(done), wanted=wording.number(wanted)
            )
            self._page.show_work(Work(text, done, wanted, can_pause=False))
        else:
            self._page.show_work(None)
