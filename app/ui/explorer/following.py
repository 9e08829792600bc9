"""A trace that is still being written: its steps as they come. Costs the window little: many words are taken at once.

Until it has ended, places are counted in characters, since tokens are in the store only piece by piece.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.session import Session
from app.engine.values import Ended, Growth, Live
from app.explore.live import LiveTrace
from app.ui.explorer import wording
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.states import Block, Head, Line, MarkSort, Place, Point, Row, Timeline

PAUSE_MS = 500
"""Between two drawings of the text."""
ROUND = 5
"""Every so many drawings the outline, the timeline and the rest are drawn too."""


class Following(QObject):
    """Idle until `begin`, and again after `end` or when the run is over."""

    over = Signal(int)
    """The answer whose run has ended and is on the disk."""

    def __init__(self, session: Session, page: ExplorerPage, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._page = session, page
        self._generation = self._answer = 0
        self._live = LiveTrace()
        self._waiting: list[tuple[str, str]] = []
        self._rows: list[Row] = []
        self._blocks: list[Block] = []
        self._points: list[Point] = []
        self._shown = self._drawn = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self.draw)
        session.grew.connect(self._on_grew)
        session.ended.connect(self._on_ended)

    @property
    def active(self) -> bool:
        return bool(self._generation)

    def begin(self, answer: int) -> bool:
        """Follow the run that writes an answer. False where none does."""
        self.end()
        live = next((each for each in self._session.lives.values() if each.begun.answer == answer), None)
        if live is None:
            return False
        self._generation, self._answer, self._live = live.begun.generation, answer, LiveTrace()
        self._rows, self._blocks, self._points, self._shown, self._drawn = [], [], [], 0, 0
        self._page.bar.show_possible(["kind"], False, False)
        self._waiting = [(live.thinking, live.answer)]
        self._page.show_head(Head(self.tr("A thinking on its way"), self._model(), True))
        self._page.bar.measure.set_value("kind")
        self._page.timeline.show_measure("kind")
        self._page.inspector.show_tab("overview")
        self._page.inspector.forks.show_forks(())
        self._page.inspector.drafts.show_drafts(())
        self._page.inspector.token.show_token(None)
        self._page.thinking.show_heat(None)
        self._page.answer.show_heat(None)
        self._page.thinking.follow(True)
        self._page.show_trace()
        self.draw()
        return True

    def end(self) -> None:
        self._soon.stop()
        self._generation = self._answer = 0
        self._waiting = []
        self._page.thinking.follow(False)

    def _model(self) -> str:
        model = self._session.status.model
        return model.name if model is not None else ""

    def _on_grew(self, growth: Growth) -> None:
        if growth.generation != self._generation or not self._generation:
            return
        for kind, text in growth.pieces:
            self._waiting.append((text, "") if kind == "thinking" else ("", text))
        if not self._soon.isActive():
            self._soon.start()

    def _on_ended(self, ended: Ended) -> None:
        if self._generation and ended.generation == self._generation:
            answer = self._answer
            self.end()
            self.over.emit(answer)

    def draw(self) -> None:
        """Show what has come since."""
        thinking = "".join(each for each, _ in self._waiting)
        answer = "".join(each for _, each in self._waiting)
        self._waiting = []
        run = self._run()
        self._live.feed(thinking, answer, run.figures.thinking_s if run is not None else 0.0)
        self._grow()
        live, page = self._live, self._page
        tail = [
            Row(step.start, step.end, len(self._rows) + place + 1, gap=step.text.startswith("\n"))
            for place, step in enumerate(live.pending())
        ]
        rows = [*self._rows, *tail]
        blocks = (*self._blocks, *(Block(row.start, row.end, None) for row in tail))
        if page.isVisible() or not self._shown:
            units = max(1, len(live.thinking))
            page.thinking.show_rows(live.thinking, rows, self._shown)
            if self._drawn % ROUND == 0:
                page.timeline.show_timeline(Timeline(units, blocks, tuple(self._points), units, counted="characters"))
                page.outline.show_rows(live.thinking, rows, ())
                page.answer.show_rows(live.answer, [Row(0, len(live.answer), 1)] if live.answer else [])
                page.inspector.overview.show_lines(self._lines(len(rows), run), self._hint())
            self._drawn += 1
            self._shown = len(self._rows)

    def _hint(self) -> str:
        return self.tr("More is known when it has ended.")

    def _grow(self) -> None:
        """Rows of the steps that were finished since."""
        live = self._live
        for place in range(len(self._rows), len(live.steps)):
            step, kind = live.steps[place], live.kinds[place].kind
            marks: list[MarkSort] = list(dict.fromkeys(mark.kind for mark in live.marks[place]))
            gap = bool(place) and live.steps[place - 1].text.endswith("\n\n")
            self._rows.append(Row(step.start, step.end, place + 1, kind, tuple(marks), gap=gap))
            self._blocks.append(Block(step.start, step.end, kind))
            self._points += [Point(step.start, sort, place, wording.mark(sort)) for sort in marks]

    def _lines(self, steps: int, run: Live | None) -> list[Line]:
        tokens = run.figures.thinking_tokens if run is not None else 0
        said = self.tr("{tokens} tokens of thinking so far, {steps} steps.").format(
            tokens=wording.number(tokens), steps=wording.number(steps)
        )
        doubts = [point for point in self._points if point.sort == "doubt"]
        first = Place(doubts[0].row) if doubts else None
        other = self.tr("Steps that doubt so far: {doubts}.").format(doubts=wording.number(len(doubts)))
        return [Line(said), Line(other, first, self.tr("First doubt") if first else "")]

    def _run(self) -> Live | None:
        return self._session.lives.get(self._generation)
