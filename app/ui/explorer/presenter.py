"""Decides what the explorer shows and where it is: a step, a token. Everything on the page moves together by it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal

from app.engine.session import Session
from app.explore.spots import Channel, spellings
from app.explore.values import TraceView
from app.trace.confidence import Range
from app.ui.explorer import heat, present, present_drafts, present_overview, present_parts
from app.ui.explorer.following import Following
from app.ui.explorer.measuring import Instruments, Measuring
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.readers_marks import ReadersMarks
from app.ui.explorer.states import MarkSort, Place, Row, Timeline
from app.ui.explorer.steps_view import StepsView
from app.ui.explorer.traces import Traces
from app.ui.explorer.trying import Trying


@dataclass(frozen=True, slots=True)
class Kept:
    """What is looked at, to be found again in a window that is built anew."""

    answer: int = 0
    row: int = 0
    token: int | None = None
    tab: str = "overview"
    heat: str = "none"


class ExplorerPresenter(QObject):
    """One trace at a time. Rows are those of the thinking, and after them those of the answer."""

    opened = Signal(int)
    """Id of the answer whose trace is shown now."""

    def __init__(
        self,
        traces: Traces,
        session: Session,
        marks: ReadersMarks,
        instruments: Instruments,
        page: ExplorerPage,
        kept: Kept | None = None,
    ) -> None:
        super().__init__(page)
        self._traces, self._session, self._page = traces, session, page
        self.marks = marks
        self.kept = kept or Kept()
        self.view: TraceView | None = None
        self._rows: list[Row] = []
        self._answer_rows: list[Row] = []
        self._timeline = Timeline()
        self._weights: dict[int, float] = {}
        self._spelled: dict[int, str] = {}
        self.trying = Trying(self, page, session)
        self.following = Following(session, page, self)
        self.following.over.connect(self._on_over)
        self.measuring = Measuring(self, page, instruments)
        self.measuring.learnt.connect(self._on_learnt)
        self.measuring.stirred.connect(self._show_step)
        self._connect()
        if kept is not None and kept.answer:
            self.open(kept.answer, kept)

    # ---- opening ------------------------------------------------------------------------------------------------

    def open(self, answer: int, kept: Kept | None = None) -> None:
        """Explore an answer, by the id of its message; one that is on its way is followed."""
        self.kept = kept or Kept(answer, heat=self.kept.heat)
        self.view = None
        self._page.show_editor(None)
        if self.following.begin(answer):
            self.opened.emit(answer)
            return
        self._traces.of_answer(answer, lambda view: self._arrived(answer, view))

    def _arrived(self, answer: int, view: TraceView | None) -> None:
        if answer != self.kept.answer:
            return
        if view is None:
            self._page.show_nothing(
                self.tr("Nothing to explore"), self.tr("This answer was not written by a model of this program.")
            )
            return
        self.show_view(view)
        self.opened.emit(answer)

    def show_view(self, view: TraceView) -> None:
        """Show a trace that is ready."""
        self.view = view
        self.following.end()
        self.marks.open(view)
        self.measuring.open(view)
        run = view.source
        self._spelled = spellings(run.raw, run.tokens.ids, run.tokens.lengths) if view.counted else {}
        self._page.show_head(present.head(view))
        self._fill()
        self._page.show_trace()
        self._show_overview(view)
        self._page.inspector.forks.show_forks(present_parts.forks(view))
        self._page.inspector.drafts.show_drafts(present_drafts.lines(view))
        self._page.inspector.token.show_token(None)
        self._page.inspector.show_tab(self.kept.tab)  # type: ignore[arg-type]
        self._page.bar.heat.set_value(self.kept.heat)
        self._show_heat(self.kept.heat)
        self.go(self.kept.row, self.kept.token)

    def _fill(self) -> None:
        """The rows everywhere, after the trace or the reader's marks are others."""
        view, page = self.view, self._page
        if view is None:
            return
        self._weights = self.measuring.measured.shares()
        self._rows = present.rows(view, self.marks.rows(), self._weights)
        self._answer_rows = present.answer_rows(view)
        self._show_timeline(view)
        page.outline.show_rows(view.thinking, self._rows, present.headings(view))
        page.thinking.show_rows(view.thinking, self._rows)
        page.thinking.show_highlights(self.marks.highlights())
        page.answer.show_rows(view.answer, self._answer_rows)

    def _show_timeline(self, view: TraceView) -> None:
        self._timeline = present.timeline(view, self._rows, self.marks.texts(), self.measuring.measured)
        self._page.timeline.show_timeline(self._timeline)
        possible = present.measures(self._timeline)
        known = view.counted and bool(view.source.tokens.entropy)
        self._page.bar.show_possible(possible, bool(self._timeline.ends), known, view.counted)
        if self._page.timeline.measure not in possible:
            self._page.bar.measure.set_value("kind")
            self._page.timeline.show_measure("kind")

    def _show_overview(self, view: TraceView) -> None:
        said = present_overview.lines(view, self.measuring.measured)
        self._page.inspector.overview.show_lines(said, present_overview.note())

    # ---- going about --------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """Those of the thinking."""
        return self._rows

    @property
    def row(self) -> int:
        return self.kept.row

    @property
    def token(self) -> int | None:
        return self.kept.token

    def go(self, row: int, token: int | None = None, *, reveal: bool = True) -> None:
        """To a row; `token`: and in it to a token."""
        count = len(self._rows)
        row = max(0, min(row, count + len(self._answer_rows) - 1))
        self.kept = replace(self.kept, row=row, token=token)
        page = self._page
        page.timeline.show_row(row)
        if row < count:
            page.outline.show_row(row)
            page.thinking.show_row(row, reveal=reveal)
            page.answer.show_row(-1)
            self._light(answer_of=row)
        else:
            page.answer.show_row(row - count, reveal=reveal)
            page.thinking.show_row(-1)
            page.outline.show_row(-1)
            self._light(evidence_of=row - count)
        self._show_step()
        self._show_token()

    def _light(self, answer_of: int | None = None, evidence_of: int | None = None) -> None:
        """Set off what the chosen row has to do with at the other side, and bring the first of it into sight."""
        view, page = self.view, self._page
        if view is None:
            return
        links = view.analysis.links
        if evidence_of is not None:
            steps = [each.step for each in links[evidence_of].evidence] if evidence_of < len(links) else []
            page.thinking.show_lit(frozenset(steps))
            page.answer.show_lit(frozenset())
            if steps:
                page.thinking.reveal(steps[0])
            return
        sentences = [i for i, link in enumerate(links) if any(each.step == answer_of for each in link.evidence)]
        page.thinking.show_lit(frozenset())
        page.answer.show_lit(frozenset(sentences))
        if sentences:
            page.answer.reveal(sentences[0])

    def go_to(self, place: Place) -> None:
        """Where a line of the overview leads."""
        if place.token is not None:
            self._show_tab("token")
        self.go(place.row, place.token)

    def go_to_token(self, token: int, *, tab: bool = True) -> None:
        view = self.view
        if view is None or not view.counted:
            return
        token = max(0, min(token, view.spots.count - 1))
        if tab and self._page.inspector.tab not in ("token", "forks"):
            self._show_tab("token")
        self.go(self._row_of_token(token), view.spots.place(token)[0])

    def next_mark(self, sort: MarkSort, by: int = 1) -> None:
        """To the next step with such a mark, or the one before."""
        places = [place for place, row in enumerate(self._rows) if sort in row.marks]
        at = bisect_right(places, self.row) if by > 0 else bisect_left(places, self.row) - 1
        if places:
            self.go(places[at % len(places)])
            self._leave_overview()

    def least_certain(self) -> None:
        if self.view is not None and self.view.forks:
            self._show_tab("forks")
            self.go_to_token(self.view.forks[0])

    def _row_of_token(self, token: int) -> int:
        view = self.view
        assert view is not None
        starts = [start for start, _ in (*view.ranges, *view.answer_ranges)]
        return max(0, bisect_right(starts, token) - 1)

    def _step(self, by: int) -> None:
        self.go(self.row + by)
        self._leave_overview()

    def _step_token(self, by: int) -> None:
        view = self.view
        if view is None or not view.counted:
            return
        now = self.kept.token
        if now is None:
            self.go_to_token((*view.ranges, *view.answer_ranges)[self.row][0])
            return
        first, last = view.spots.place(now)
        self.go_to_token(last + 1 if by > 0 else first - 1)

    def _on_chosen(self, row: int, char: int, channel: Channel) -> None:
        view = self.view
        token = view.spots.token(channel, char) if view is not None and view.counted else None
        self.go(row + (len(self._rows) if channel == "answer" else 0), token, reveal=False)
        self._leave_overview()

    def _leave_overview(self) -> None:
        if self._page.inspector.tab == "overview":
            self._show_tab("step")

    def _show_tab(self, tab: str) -> None:
        self.kept = replace(self.kept, tab=tab)
        self._page.inspector.show_tab(tab)  # type: ignore[arg-type]
        self._show_step()
        self._show_token()

    # ---- what is said of it -------------------------------------------------------------------------------------

    def _show_step(self) -> None:
        view = self.view
        if view is None or not self._rows or self._page.inspector.tab in ("token", "forks", "drafts"):
            return  # what is not in sight is shown when it comes into sight
        if self.row >= len(self._rows):
            if self._answer_rows:
                self._page.inspector.step.show_step(present_parts.sentence(view, self.row - len(self._rows)))
            return
        can, why = self.trying.possible()
        state = present_parts.step(view, self._rows, self.row, can, why)
        found = self.measuring.of_step(self.row)
        self._page.inspector.step.show_step(replace(state, **found, **self._readers()))

    def _readers(self) -> dict[str, Any]:
        """The reader's marks on the chosen step, as fields of its state."""
        if not self.marks.possible:
            return {}
        return {"marks": self.marks.of(self.row), "known_labels": self.marks.labels()}

    def _show_token(self) -> None:
        view, page, token = self.view, self._page, self.kept.token
        seen = page.inspector.tab in ("token", "forks") or self.kept.heat != "none"
        spot = view.spots.letters(token) if view is not None and token is not None and view.counted else None
        for channel, pane in (("thinking", page.thinking), ("answer", page.answer)):
            there = seen and spot is not None and spot[0] == channel
            pane.show_strong(*(spot[1:] if there and spot is not None else (0, 0)))
        if view is None or token is None or spot is None:
            return
        state = present_parts.token(view, token, self._spelled, self.trying.possible()[0])
        page.inspector.token.show_token(state)
        unknown = tuple(choice.id for choice in state.choices if choice.text is None)
        model = self._session.status.model
        if unknown and model is not None and model.fingerprint == view.source.fingerprint:
            self._session.spell(unknown)

    def _on_spelled(self, spelled: dict[int, str]) -> None:
        self._spelled.update(spelled)
        if self.kept.token is not None and self.view is not None:
            can = self.trying.possible()[0]
            state = present_parts.token(self.view, self.kept.token, self._spelled, can)
            self._page.inspector.token.show_token(state)

    def _show_heat(self, wanted: str) -> None:
        self.kept = replace(self.kept, heat=wanted)
        view = self.view
        channels: tuple[tuple[Channel, StepsView, Sequence[Range]], ...] = (
            ("thinking", self._page.thinking, view.ranges if view is not None else ()),
            ("answer", self._page.answer, view.answer_ranges if view is not None else ()),
        )
        for channel, pane, ranges in channels:
            grounds = heat.of(view, channel, ranges, wanted, self._page.heat_colour) if view is not None else None
            pane.show_heat(grounds)
        self._show_token()

    # ---- what happens -------------------------------------------------------------------------------------------

    def _on_over(self, answer: int) -> None:
        """The run that was followed has ended: now everything can be known of it."""
        self._traces.forget(answer)
        kept = replace(self.kept, tab=self._page.inspector.tab)
        self.kept = kept
        self._traces.of_answer(answer, lambda view: self._arrived(answer, view))

    def _on_marked(self) -> None:
        self._fill()
        self._show_step()

    def _on_learnt(self) -> None:
        view = self.view
        if view is None:
            return
        if self.measuring.measured.shares() != self._weights:
            self._fill()
        else:
            self._show_timeline(view)
        self._show_overview(view)
        self._show_step()

    def _on_status(self, _: object) -> None:
        if self.view is not None:
            self._show_step()
            self._show_token()

    def _menu(self, row: int, point: QPoint) -> None:
        self.go(row, self.kept.token if row == self.row else None, reveal=False)
        self._leave_overview()
        self.trying.menu(point)

    def _connect(self) -> None:
        page, inspector = self._page, self._page.inspector
        page.timeline.row_wished.connect(self._on_row)
        page.timeline.stepped.connect(self._step)
        page.outline.row_wished.connect(self._on_row)
        page.thinking.chosen.connect(lambda row, char: self._on_chosen(row, char, "thinking"))
        page.answer.chosen.connect(lambda row, char: self._on_chosen(row, char, "answer"))
        for pane in (page.thinking, page.answer):
            pane.stepped.connect(self._step)
            pane.token_stepped.connect(self._step_token)
        page.thinking.seen_changed.connect(page.timeline.show_seen)
        page.thinking.menu_wished.connect(self._menu)
        page.bar.measure_wished.connect(page.timeline.show_measure)
        page.bar.across_wished.connect(page.timeline.show_across)
        page.bar.heat_wished.connect(self._show_heat)
        inspector.tab_wished.connect(self._show_tab)
        inspector.overview.place_wished.connect(self.go_to)
        inspector.step.row_wished.connect(self.go)
        inspector.drafts.row_wished.connect(self.go)
        inspector.forks.token_wished.connect(self.go_to_token)
        page.next_mark_wished.connect(self.next_mark)
        page.least_certain_wished.connect(self.least_certain)
        self.marks.changed.connect(self._on_marked)
        inspector.step.marking.wished.connect(self.marks.put)
        self.trying.highlight_wished.connect(self.marks.highlight)
        self._session.spelled.connect(self._on_spelled)
        self._session.status_changed.connect(self._on_status)

    def _on_row(self, row: int) -> None:
        self.go(row)
        self._leave_overview()
