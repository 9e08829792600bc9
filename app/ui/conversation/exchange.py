"""One exchange: the question, and under it thinking and answer side by side or one above the other.

Knows its own height for a width and a room to fit into; where it lies in the column is the transcript's business.
"""

from dataclasses import replace

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.conversation.foot import ExchangeFoot
from app.ui.conversation.header import RunHeader
from app.ui.conversation.pane import Pane
from app.ui.conversation.question import QuestionView
from app.ui.conversation.shares import Shares
from app.ui.conversation.states import ExchangeState, PaneKind, PaneState, RunFigures, RunPhase, ViewMode
from app.ui.theme import Theme

STACK_BELOW = 820
"""Pixels of width under which the thinking lies above the answer."""
LEAST_PANES = 220
"""Pixels that the panes get however little room there is."""
GAP = 8
PASSES = 4
"""A text that just fits loses its scroll bar, and then takes fewer lines; after so many rounds it is good enough."""
THINKING_SIZE = 15 / 16


class ExchangeView(QWidget):
    """Shows an `ExchangeState`; says what is wished."""

    regenerate_wished = Signal(int)
    continue_wished = Signal(int)
    edit_wished = Signal(int, str)
    sibling_wished = Signal(int)
    share_wished = Signal(float)
    """The thinking's share of the width, while its edge is dragged."""
    copied = Signal(str)
    resized = Signal()
    """Wants another height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: ExchangeState | None = None
        self._mode: ViewMode = "both"
        self.question = QuestionView(theme)
        self.header = RunHeader(theme)
        self.thinking = Pane("thinking", theme)
        self.answer = Pane("answer", theme)
        self.foot = ExchangeFoot(theme)
        self.panes = Shares(self.thinking, self.answer, theme)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.question, self.header, self.panes, self.foot):
            column.addWidget(widget)
        self._connect()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_state(self, state: ExchangeState) -> None:
        """Show a whole state; what is already on view is left alone."""
        self.state = state
        self.question.show_state(state)
        self._show_panes()
        self._show_rest()

    def grow(self, kind: PaneKind, text: str) -> None:
        """Add what the run has just said. The first word of a channel also begins its phase."""
        if self.state is None or not text:
            return
        before = self.state.thinks
        phase: RunPhase = "thinking" if kind == "thinking" else "answering"
        self.state = self.state.grown(kind, text)
        moved_on = self.state.phase not in (phase, "stopping")
        if moved_on:
            self.state = replace(self.state, phase=phase)
        self.pane(kind).grow(text)
        if self.state.thinks != before or moved_on:
            self._show_panes()
            self._show_rest()

    def show_figures(self, figures: RunFigures) -> None:
        """Show what has been counted of the run so far."""
        if self.state is None:
            return
        # The length of the prompt is known as soon as it is being read.
        reading = self.state.phase == "waiting" and figures.prompt_tokens > 0
        self.state = replace(self.state, figures=figures, phase="reading" if reading else self.state.phase)
        self.thinking.show_figures(figures.thinking_tokens, figures.thinking_s)
        self.answer.show_figures(figures.answer_tokens, figures.answer_s)
        self.header.show_state(self.state, self._mode)

    def show_phase(self, phase: RunPhase) -> None:
        """Show what the run is doing now, where its text alone does not tell."""
        if self.state is not None and self.state.phase != phase:
            self.show_state(replace(self.state, phase=phase))

    def set_mode(self, mode: ViewMode) -> None:
        if mode != self._mode:
            self._mode = mode
            if self.state is not None:
                self._show_panes()
                self._show_rest()

    def pane(self, kind: PaneKind) -> Pane:
        return self.thinking if kind == "thinking" else self.answer

    def has_focus(self) -> bool:
        """Whether the keyboard is anywhere in this exchange."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def focus_text(self) -> None:
        """Give the keyboard to what is read here: the answer, or the thinking where that is all there is."""
        pane = self.thinking if self.answer.isHidden() else self.answer
        pane.focus_text()

    def go_to_end(self) -> None:
        for pane in (self.thinking, self.answer):
            pane.go_to_end()

    def set_text_size(self, pixels: int) -> None:
        """Size of the answer's text; the thinking is set smaller."""
        self.thinking.set_text_size(round(pixels * THINKING_SIZE))
        self.answer.set_text_size(pixels)
        self.question.set_text_size(pixels)
        self.resized.emit()

    # ---- size ---------------------------------------------------------------------------------------------------

    def fit(self, width: int, room: int) -> int:
        """Take `width`, arrange the panes so that the whole fits into `room` if it can, and say the height needed."""
        if self.width() != width:
            self.resize(width, self.height())
        self.panes.set_stacked(width < STACK_BELOW)
        self._column.activate()
        fixed = self.header.maximumHeight() + self.foot.usual_height() + 3 * GAP
        question = min(self.question.reading_height(), room // 3)
        for _ in range(PASSES):
            before = self.panes.height(), self.panes.sizes()
            self._size_panes(max(LEAST_PANES, room - fixed - question))
            height = self._column.totalHeightForWidth(width)
            self.resize(width, height)
            self._column.activate()
            if (self.panes.height(), self.panes.sizes()) == before:
                break
        for pane in (self.thinking, self.answer):
            pane.settle()
        return height

    def _size_panes(self, most: int) -> None:
        """As tall as their text, but never taller than `most`; a running exchange takes it all at once."""
        running = self.state is not None and self.state.running
        panes = self.thinking, self.answer
        wanted = [0 if pane.isHidden() else most if running else pane.wanted_height() for pane in panes]
        heights = [min(most, height) for height in wanted]
        if self.panes.stacked and all(heights):
            heights = self._share_height(heights, most - self.panes.handleWidth())
            self.panes.setFixedHeight(sum(heights) + self.panes.handleWidth())
            self.panes.set_heights(*heights)
        else:
            self.panes.setFixedHeight(max(heights))
        for pane, height, given in zip(panes, wanted, heights, strict=True):
            pane.show_bar(running or height > given)

    def _share_height(self, heights: list[int], most: int) -> list[int]:
        """What two stacked panes get of `most`; what one does not need is the other's."""
        thinking, answer = heights
        if thinking + answer <= most:
            return heights
        thinking = min(thinking, max(round(most * self.panes.stacked_share), most - answer))
        return [thinking, min(answer, most - thinking)]

    # ---- inside -------------------------------------------------------------------------------------------------

    def _show_panes(self) -> None:
        assert self.state is not None
        state, figures = self.state, self.state.figures
        thinks = state.thinks
        self.thinking.show_state(
            PaneState(
                kind="thinking",
                text=state.thinking,
                tokens=figures.thinking_tokens,
                seconds=figures.thinking_s,
                # To the end: some models think again after they have begun to answer.
                running=state.running,
                note=self.tr("No thinking") if thinks is False else self.tr("Nothing yet"),
            )
        )
        self.answer.show_state(
            PaneState(
                kind="answer",
                text=state.answer,
                tokens=figures.answer_tokens,
                seconds=figures.answer_s,
                running=state.running,
                note=self._answer_note(),
            )
        )
        has_answer = state.answer_id is not None
        self.panes.setVisible(has_answer)
        self.thinking.setVisible(self._mode == "thinking" or (self._mode == "both" and thinks is True))
        self.answer.setVisible(self._mode != "thinking")
        self.answer.show_aside(self.tr("no thinking") if thinks is False and has_answer else "")
        self.resized.emit()

    def _answer_note(self) -> str:
        assert self.state is not None
        if not self.state.running:
            return self.tr("No answer")
        return self.tr("Thinking comes first…") if self.state.thinks else self.tr("Waiting for the first word…")

    def _show_rest(self) -> None:
        assert self.state is not None
        self.header.setVisible(self.state.answer_id is not None)
        self.header.show_state(self.state, self._mode)
        self.foot.show_state(self.state)
        self.resized.emit()

    def _connect(self) -> None:
        self.question.edited.connect(self._on_edited)
        self.question.sibling_wished.connect(self.sibling_wished)
        self.question.resized.connect(self.resized)
        self.question.copied.connect(lambda: self.copied.emit("question"))
        self.foot.sibling_wished.connect(self.sibling_wished)
        self.foot.regenerate_wished.connect(lambda: self._wish(self.regenerate_wished))
        self.foot.continue_wished.connect(lambda: self._wish(self.continue_wished))
        self.panes.share_wished.connect(self.share_wished)
        self.panes.moved.connect(self.resized)
        for pane in (self.thinking, self.answer):
            pane.wanted_changed.connect(self._on_wanted)
            pane.copied.connect(self.copied)

    def _on_wanted(self) -> None:
        # A running exchange has all the room there is from its first word.
        if self.state is not None and not self.state.running:
            self.resized.emit()

    def _on_edited(self, text: str) -> None:
        if self.state is not None:
            self.edit_wished.emit(self.state.question_id, text)

    def _wish(self, signal: SignalInstance) -> None:
        if self.state is not None and self.state.answer_id is not None:
            signal.emit(self.state.answer_id)
