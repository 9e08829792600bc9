"""A trace that is still being written: its steps as they come. Costs the window little: many words are taken at once.

Places are counted in tokens as they come; in characters where tokens come without the text they say.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.session import Session
from app.engine.values import Ended, Figures, Growth
from app.explore.live import LiveTrace
from app.store.tokens import Tokens
from app.ui.explorer import present, wording
from app.ui.explorer.page import ExplorerPage
from app.ui.explorer.states import Block, Head, Line, MarkSort, Measure, Place, Point, Row, Timeline

PAUSE_MS = 500
"""Between two drawings of the text."""
ROUND = 5
"""Every so many drawings new steps are looked at, and the outline, the timeline and the rest are drawn too."""


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
        self._chunks: list[Tokens] = []
        self._possible: tuple[Measure, ...] = ()
        self._counted = False
        """Whether places are counted in tokens."""
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
        self._possible, self._counted = (), False
        self._show_possible(Timeline())
        self._waiting, self._chunks = [(live.thinking, live.answer)], list(live.chunks)
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
        self._waiting, self._chunks = [], []
        self._page.thinking.follow(False)

    def _model(self) -> str:
        model = self._session.status.model
        return model.name if model is not None else ""

    def _on_grew(self, growth: Growth) -> None:
        if growth.generation != self._generation or not self._generation:
            return
        for kind, text in growth.pieces:
            self._waiting.append((text, "") if kind == "thinking" else ("", text))
        self._chunks.append(growth.tokens)
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
        self._live.feed(thinking, answer, self._chunks)
        self._waiting, self._chunks = [], []
        if self._drawn % ROUND == 0:
            self._live.settle()
        self._grow()
        live, page = self._live, self._page
        tail = self._tail()
        rows = [*self._rows, *tail]
        if page.isVisible() or not self._shown:
            page.thinking.show_rows(live.thinking, rows, self._shown)
            if self._drawn % ROUND == 0:
                timeline = self._timeline(tail)
                self._show_possible(timeline)
                page.timeline.show_timeline(timeline)
                page.outline.show_rows(live.thinking, rows, ())
                page.answer.show_rows(live.answer, [Row(0, len(live.answer), 1)] if live.answer else [])
                page.inspector.overview.show_lines(self._lines(len(rows)), self._hint())
            self._drawn += 1
            self._shown = len(self._rows)

    def _tail(self) -> list[Row]:
        """Rows of the steps that may still change or were not looked at yet: where they will be, and nothing more."""
        live, made = self._live, []
        before = live.steps[-1].text if live.steps else ""
        for place, step in enumerate(live.pending(), len(self._rows)):
            gap = bool(place) and before.endswith("\n\n")
            made.append(Row(step.start, step.end, place + 1, gap=gap))
            before = step.text
        return made

    def _timeline(self, tail: Sequence[Row]) -> Timeline:
        """The strip so far: tokens, with what they measure, where it is known which says what."""
        live, tokens = self._live, self._live.tokens
        if not self._counted:
            units = max(1, len(live.thinking))
            blocks = (*self._blocks, *(Block(row.start, row.end, None) for row in tail))
            return Timeline(units, blocks, tuple(self._points), units, counted="characters")
        end = tokens.unit(len(live.thinking)) if live.answer else len(tokens)
        coming = (Block(tokens.unit(row.start), min(end, tokens.unit(row.end)), None) for row in tail)
        blocks = (*self._blocks, *coming)
        return Timeline(len(tokens), blocks, tuple(self._points), end, tuple(tokens.at), tokens.series())

    def _show_possible(self, timeline: Timeline) -> None:
        possible = tuple(present.measures(timeline))
        if possible != self._possible:
            self._possible = possible
            counted = timeline.counted == "tokens" and timeline.units > 0
            self._page.bar.show_possible(possible, bool(timeline.ends), False, counted)

    def _hint(self) -> str:
        return self.tr("More is known when it has ended.")

    def _grow(self) -> None:
        """Rows of the steps that were finished since."""
        live = self._live
        counted = live.tokens.known and len(live.tokens) > 0
        if counted != self._counted:
            self._counted = counted
            self._rows, self._blocks, self._points = [], [], []
        for place in range(len(self._rows), len(live.steps)):
            step, kind = live.steps[place], live.kinds[place].kind
            marks: list[MarkSort] = list(dict.fromkeys(mark.kind for mark in live.marks[place]))
            gap = bool(place) and live.steps[place - 1].text.endswith("\n\n")
            self._rows.append(Row(step.start, step.end, place + 1, kind, tuple(marks), gap=gap))
            first, end = self._unit(step.start), self._unit(step.end)
            self._blocks.append(Block(first, end, kind))
            self._points += [Point(first, sort, place, wording.mark(sort)) for sort in marks]

    def _unit(self, char: int) -> int:
        return self._live.tokens.unit(char) if self._counted else char

    def _lines(self, steps: int) -> list[Line]:
        run = self._session.lives.get(self._generation)
        figures = run.figures if run is not None else Figures()
        said = self.tr("{tokens} tokens of thinking so far, {steps} steps.").format(
            tokens=wording.number(figures.thinking_tokens), steps=wording.number(steps)
        )
        doubts = [point for point in self._points if point.sort == "doubt"]
        first = Place(doubts[0].row) if doubts else None
        other = self.tr("Steps that doubt so far: {doubts}.").format(doubts=wording.number(len(doubts)))
        doubt = Line(other, first, self.tr("First doubt") if first else "")
        return [Line(said), *self._pace(figures), doubt]

    def _pace(self, figures: Figures) -> list[Line]:
        """How fast it goes and how sure it is, as far as that is known."""
        lines, sure = [], self._live.tokens.sure()
        if figures.thinking_s > 0:
            text = self.tr("{time} of thinking, {speed} tokens/s.")
            speed = wording.number(figures.thinking_tokens / figures.thinking_s, 1)
            lines.append(Line(text.format(time=wording.duration(figures.thinking_s), speed=speed)))
        if sure is not None:
            text = self.tr("Confidence: {now} over the last tokens, {average} on average.")
            lines.append(Line(text.format(now=wording.number(sure[0], 2), average=wording.number(sure[1], 2))))
        return lines
