"""Between the page and what goes on in the background: weighing steps, drawing one again until it differs, looking how
settled the answer was along the thinking.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.explore import gauging, weighing
from app.explore.measured import Measured
from app.explore.values import TraceView
from app.ui.explorer import present_measured, wording
from app.ui.explorer.gauger import Gauger
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.redraw import Redraw
from app.ui.explorer.states import Work
from app.ui.explorer.trying import Explored
from app.ui.explorer.weigh_dialog import WeighDialog
from app.ui.explorer.weigher import Job, Weigher


@dataclass(frozen=True, slots=True)
class Instruments:
    """What works in the background, longer than any page lives."""

    weigher: Weigher
    redraw: Redraw
    gauger: Gauger

    def stop(self) -> None:
        """Leave all of it; what was found is kept."""
        for each in (self.weigher, self.redraw, self.gauger):
            each.stop()


class Measuring(QObject):
    """Of one page."""

    learnt = Signal()
    """More is known of the trace that is explored."""
    stirred = Signal()
    """What can be asked for is another than before."""

    def __init__(self, explorer: Explored, page: ExplorerPage, instruments: Instruments) -> None:
        super().__init__(page)
        self._explorer, self._page = explorer, page
        self._weigher, self._redraw, self._gauger = instruments.weigher, instruments.redraw, instruments.gauger
        self.measured = Measured()
        page.inspector.step.weigh_wished.connect(self.ask)
        page.inspector.step.resample_wished.connect(self.resample)
        page.inspector.step.gauge_wished.connect(self.gauge)
        page.work.pause_wished.connect(self._weigher.pause)
        page.work.resume_wished.connect(self._weigher.resume)
        page.work.stop_wished.connect(self._stop)
        for each in (self._weigher, self._redraw, self._gauger):
            each.changed.connect(self.show_work)
        self._weigher.weighed.connect(self._on_weighed)
        self._gauger.gauged.connect(self._on_gauged)
        self._gauger.changed.connect(self.stirred)
        self._redraw.gave_up.connect(self._on_gave_up)
        self.show_work()

    # ---- what is known ------------------------------------------------------------------------------------------

    def open(self, view: TraceView) -> None:
        """Look up what was found of a trace."""
        if not view.source.generation:
            self.measured = Measured()
            return
        levels = self._gauger.levels(view)
        self.measured = Measured(self._weigher.verdicts(view), levels, gauging.complete(view, levels))

    def of_step(self, row: int) -> dict[str, Any]:
        """What is to be said of a step, as fields of its state."""
        verdict = self.measured.verdicts.get(row)
        why = self._why_not_gauged()
        return {
            "importance": present_measured.said(verdict) if verdict is not None else "",
            "settled": present_measured.settled(self.measured, row),
            "can_gauge": not why and not self.measured.complete and self._gauger.progress is None,
            "gauge_why": "" if self.measured.complete else why,
        }

    def _why_not_gauged(self) -> str:
        view = self._explorer.view
        if view is None or not view.source.generation or not view.counted:
            return self.tr("Its tokens were not kept, so nobody can look.")
        if not view.source.thinks:
            return self.tr("There was no thinking that could end.")
        if not self._gauger.fits(view):
            return self.tr("Open the weights that wrote it to look.")
        return ""

    # ---- wishes -------------------------------------------------------------------------------------------------

    def gauge(self) -> None:
        """Look how settled the answer was at every paragraph."""
        view = self._explorer.view
        if view is not None and not self._why_not_gauged():
            self._gauger.begin(view)

    def ask(self) -> None:
        """Ask how the chosen step, or others, are to be weighed."""
        view, row = self._explorer.view, self._explorer.row
        if view is None or row >= len(view.analysis.steps):
            return

        def begin(rows: Sequence[int], count: int, most: int) -> None:
            self._weigher.begin(Job(view, tuple(rows), count, most))

        dialog = WeighDialog(
            row,
            weighing.suggested(view),
            lambda rows, count, most: weighing.estimate(view, rows, count, most),
            self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wished.connect(begin)
        dialog.open()

    def resample(self) -> None:
        view, row = self._explorer.view, self._explorer.row
        run = self._weigher.run_of(view) if view is not None else None
        if view is not None and run is not None and row < len(view.analysis.steps):
            self._redraw.begin(view, run, row)

    def show_work(self) -> None:
        progress, row, looked = self._weigher.progress, self._redraw.row, self._gauger.progress
        if looked is not None:
            text = self.tr("Looking how settled the answer was: {done} of {wanted} paragraphs")
            told = text.format(done=wording.number(looked[0]), wanted=wording.number(looked[1]))
            self._page.work.show_work(Work(told, looked[0], looked[1], can_pause=False))
        elif row is not None:
            text = self.tr("Step {number} is drawn again until it differs: {count} so far")
            self._page.work.show_work(
                Work(text.format(number=row + 1, count=self._redraw.drawn), 0, 0, can_pause=False)
            )
        elif progress is not None:
            text = self.tr("Weighing step {number}: {done} of {wanted} continuations")
            said = text.format(number=progress.row + 1, done=progress.done, wanted=progress.wanted)
            self._page.work.show_work(Work(said, progress.done, progress.wanted, progress.paused))
        else:
            self._page.work.show_work(None)

    def _stop(self) -> None:
        if self._gauger.progress is not None:
            self._gauger.stop()
        elif self._redraw.row is not None:
            self._redraw.stop()
        else:
            self._weigher.stop()

    def _on_weighed(self, generation: int) -> None:
        view = self._explorer.view
        if view is not None and view.source.generation == generation:
            self.measured = replace(self.measured, verdicts=self._weigher.verdicts(view))
            self.learnt.emit()

    def _on_gauged(self, generation: int) -> None:
        view = self._explorer.view
        if view is not None and view.source.generation == generation:
            levels = self._gauger.levels(view)
            self.measured = replace(self.measured, levels=levels, complete=gauging.complete(view, levels))
            self.learnt.emit()

    def _on_gave_up(self, count: int) -> None:
        text = self.tr("{count} draws of this step all said about the same: it is settled by what comes before it.")
        self._page.say(text.format(count=count))
