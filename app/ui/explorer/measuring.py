"""Between the page and what is drawn in the background: weighing steps, drawing one again until it differs."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.explore import weighing
from app.explore.weighing import Verdict
from app.trace.importance import Cluster
from app.ui.explorer import wording
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.present import shortened
from app.ui.explorer.redraw import Redraw
from app.ui.explorer.states import Work
from app.ui.explorer.trying import Explored
from app.ui.explorer.weigh_dialog import WeighDialog
from app.ui.explorer.weigher import Job, Weigher

CLUSTERS = 3


class Measuring(QObject):
    """Of one page; what it drives lives longer."""

    def __init__(self, explorer: Explored, page: ExplorerPage, weigher: Weigher, redraw: Redraw) -> None:
        super().__init__(page)
        self._explorer, self._page, self._weigher, self._redraw = explorer, page, weigher, redraw
        page.inspector.step.weigh_wished.connect(self.ask)
        page.inspector.step.resample_wished.connect(self.resample)
        page.work.pause_wished.connect(weigher.pause)
        page.work.resume_wished.connect(weigher.resume)
        page.work.stop_wished.connect(self._stop)
        weigher.changed.connect(self.show_work)
        redraw.changed.connect(self.show_work)
        redraw.gave_up.connect(self._on_gave_up)
        self.show_work()

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
        progress, row = self._weigher.progress, self._redraw.row
        if row is not None:
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
        if self._redraw.row is not None:
            self._redraw.stop()
        else:
            self._weigher.stop()

    def _on_gave_up(self, count: int) -> None:
        text = self.tr("{count} draws of this step all said about the same: it is settled by what comes before it.")
        self._page.say(text.format(count=count))


def said(verdict: Verdict) -> str:
    """What was found of a step, in words."""
    translate, found = QCoreApplication.translate, verdict.importance
    lines = []
    if found.resampling is not None and found.accuracy_before is not None and found.accuracy_after is not None:
        lines.append(
            translate("Verdict", "Right answers: {before} before it, {after} after it.").format(
                before=wording.percent(found.accuracy_before), after=wording.percent(found.accuracy_after)
            )
        )
    lines.append(
        translate("Verdict", "It changed the answers by {kl} nats (KL); {share} of the redrawn steps differ.").format(
            kl=wording.number(found.resampling_kl, 2), share=wording.percent(found.different)
        )
    )
    lines.append(translate("Verdict", "Without it: {answers}").format(answers=_answers(verdict.before)))
    lines.append(translate("Verdict", "With it: {answers}").format(answers=_answers(verdict.after)))
    counted = translate("Verdict", "From {before} continuations before it and {after} after it.")
    lines.append(counted.format(before=found.before, after=found.after))
    return "\n".join(lines)


def _answers(found: Sequence[Cluster]) -> str:
    none = QCoreApplication.translate("Verdict", "no answer")
    return ", ".join(
        f"{shortened(each.value, 40) if each.answer else none} ×{len(each.members)}" for each in found[:CLUSTERS]
    )
