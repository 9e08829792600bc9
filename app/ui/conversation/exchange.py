"""One exchange: the question, and under it thinking and answer side by side or one above the other.

Knows its own height for a width and a room to fit into; where it lies in the column is the transcript's business.
"""

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.conversation import menu, spoken
from app.ui.conversation.chooser import LEAST as LEAST_CHOOSER
from app.ui.conversation.chooser import STACK_BELOW as STACK_CHOOSER_BELOW
from app.ui.conversation.chooser import PlaceChooser, Purpose
from app.ui.conversation.foot import ExchangeFoot
from app.ui.conversation.header import RunHeader
from app.ui.conversation.pane import Pane
from app.ui.conversation.question import QuestionView
from app.ui.conversation.shares import Shares
from app.ui.conversation.states import (
    Alternatives,
    BranchWish,
    ExchangeState,
    PaneKind,
    PaneState,
    Remark,
    RunFigures,
    RunPhase,
    TracedText,
    ViewMode,
)
from app.ui.theme import Theme
from app.ui.verse.beneath import VerseBeneath
from app.ui.widgets.announce import say

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
    answer_now_wished = Signal(int)
    places_wished = Signal(int)
    """The whole text of an answer is wanted, to choose a place in it: `show_places` answers."""
    alternatives_wished = Signal(int, int)
    """Of an answer and a token: `show_alternatives` answers."""
    branch_wished = Signal(object)
    """BranchWish."""
    prompt_wished = Signal(int)
    explore_wished = Signal(int)
    paper_wished = Signal(object, str)
    """ExchangeState, and "print" or "pdf"."""
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
        self._theme = theme
        self._chooser: PlaceChooser | None = None
        self._spot: tuple[str, str, float] = ("", "", 0.0)
        self._purpose: Purpose = "fork"
        self._told: RunPhase = "over"
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.verse = VerseBeneath(theme)
        for widget in (self.question, self.header, self.panes, self.verse, self.foot):
            column.addWidget(widget)
        self._connect()

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_state(self, state: ExchangeState) -> None:
        """Show a whole state; what is already on view is left alone."""
        if self.state is not None and state.answer_id != self.state.answer_id:
            self._leave_work()
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
        self.verse.show_answer(self.state.checker, self.state.answer, growing=True)
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

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Show what was done to the thinking so far."""
        if self.state is not None and remarks != self.state.remarks:
            self.state = replace(self.state, remarks=remarks)
            self._show_panes()

    def show_phase(self, phase: RunPhase) -> None:
        """Show what the run is doing now, where its text alone does not tell."""
        if self.state is not None and self.state.phase != phase:
            self.show_state(replace(self.state, phase=phase))

    def show_kind(self, kind: PaneKind) -> None:
        """Have a pane in sight, whatever the mode is."""
        if self.pane(kind).isHidden() and not self.choosing:
            self.pane(kind).setVisible(True)
            self.resized.emit()

    def set_mode(self, mode: ViewMode) -> None:
        if mode != self._mode:
            self._mode = mode
            if self.state is not None:
                self._show_panes()
                self._show_rest()

    # ---- branching ----------------------------------------------------------------------------------------------

    def choose_place(self, purpose: Purpose, kind: PaneKind | None = None, point: QPoint | None = None) -> None:
        """Ask for the text, to have a place chosen in it: at first that of `point` in a pane's text."""
        if self.state is None or not self.state.can_branch:
            return
        if kind is None:
            kind = "answer" if self.thinking.isHidden() else "thinking"
        before, after, share = self.pane(kind).spot(point)
        # The raw text is the thinking and then the answer.
        thinking, whole = len(self.state.thinking), max(1, len(self.state.thinking) + len(self.state.answer))
        share = share * thinking / whole if kind == "thinking" else (thinking + share * (whole - thinking)) / whole
        self._spot, self._purpose = (before, after, share), purpose
        self._wish(self.places_wished)

    def show_places(self, text: TracedText) -> None:
        """Open the chooser on the text that was asked for."""
        if self.state is None or text.answer != self.state.answer_id:
            return
        self.thinking.stop_editing()
        self._show_chooser(True)
        self.chooser.show_text(text, *self._spot, self._purpose)

    def show_alternatives(self, alternatives: Alternatives) -> None:
        if self.choosing:
            self.chooser.show_alternatives(alternatives)

    def show_prompt(self) -> None:
        """Ask for the exact prompt of this answer."""
        self._wish(self.prompt_wished)

    def explore(self) -> None:
        """Ask for the explorer of this answer's thinking."""
        self._wish(self.explore_wished)

    def edit_thinking(self) -> None:
        """Turn the thinking into a text that can be changed."""
        if self.state is not None and self.state.can_branch and self.state.can_act and self.state.thinking:
            self._show_chooser(False)
            self.thinking.setVisible(True)
            self.thinking.edit()

    def reroll(self) -> None:
        """Wish for another answer with the same thinking."""
        state = self.state
        if state is not None and state.can_branch and state.can_act and state.thinking and state.answer_id is not None:
            self.branch_wished.emit(BranchWish(state.answer_id, "reroll"))

    @property
    def choosing(self) -> bool:
        return self._chooser is not None and not self._chooser.isHidden()

    @property
    def chooser(self) -> PlaceChooser:
        """Made when a place is chosen for the first time, which in most exchanges is never."""
        if self._chooser is None:
            made = self._chooser = PlaceChooser(self._theme)
            made.hide()
            made.wished.connect(self.branch_wished)
            made.looked_at.connect(self._on_looked_at)
            made.closed.connect(lambda: self._show_chooser(False))
            self._column.insertWidget(self._column.indexOf(self.panes) + 1, made)
        return self._chooser

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
        wanted = [0 if pane.isHidden() else most if running else pane.wanted_height(most) for pane in panes]
        heights = [min(most, height) for height in wanted]
        if self._chooser is not None:
            self._chooser.set_stacked(self.width() < STACK_CHOOSER_BELOW)
            self._chooser.setFixedHeight(max(most, LEAST_CHOOSER))
        if self.panes.stacked and all(heights):
            heights = self.panes.divide(heights, most - self.panes.handleWidth(), self.thinking.editing)
            self.panes.setFixedHeight(sum(heights) + self.panes.handleWidth())
            self.panes.set_heights(*heights)
        else:
            self.panes.setFixedHeight(max(heights))
        for pane, height, given in zip(panes, wanted, heights, strict=True):
            pane.show_bar(running or height > given)

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
                remarks=state.remarks if thinks else (),
                can_end=state.can_end_thinking,
                can_branch=state.can_branch and state.can_act,
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
                remarks=() if thinks else state.remarks,
                can_branch=state.can_branch and state.can_act,
            )
        )
        has_answer = state.answer_id is not None
        if self._chooser is not None:
            self._chooser.set_can_act(state.can_act)
        self.panes.setVisible(has_answer and not self.choosing)
        thinking_seen = self._mode == "thinking" or (self._mode == "both" and thinks is True)
        self.thinking.setVisible(thinking_seen or self.thinking.editing)
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
        if self.state.phase != self._told:
            self._told, before = self.state.phase, self._told
            say(self.answer.view, spoken.news(before, self.state))
        self.verse.show_answer(self.state.checker, self.state.answer, self.state.thinking, growing=self.state.running)
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
        self.verse.resized.connect(self.resized)
        self.panes.share_wished.connect(self.share_wished)
        self.panes.moved.connect(self.resized)
        self.foot.reroll_wished.connect(self.reroll)
        self.foot.explore_wished.connect(self.explore)
        self.foot.choose_wished.connect(lambda: self.choose_place("fork"))
        self.foot.edit_wished.connect(self.edit_thinking)
        self.thinking.end_wished.connect(lambda: self._wish(self.answer_now_wished))
        self.thinking.edited.connect(self._on_rewritten)
        self.thinking.editor.cancelled.connect(self._show_panes)
        for pane in (self.thinking, self.answer):
            pane.wanted_changed.connect(self._on_wanted)
            pane.copied.connect(self.copied)
            pane.menu_wished.connect(lambda point, pane=pane: menu.open_at(self, pane, point))

    def _on_wanted(self) -> None:
        # A running exchange has all the room there is from its first word.
        if self.state is not None and not self.state.running:
            self.resized.emit()

    def _on_edited(self, text: str) -> None:
        if self.state is not None:
            self.edit_wished.emit(self.state.question_id, text)

    def _on_rewritten(self, text: str) -> None:
        if self.state is not None and self.state.answer_id is not None:
            self.branch_wished.emit(BranchWish(self.state.answer_id, "edit", text=text))

    def _on_looked_at(self, token: int) -> None:
        if self.state is not None and self.state.answer_id is not None:
            self.alternatives_wished.emit(self.state.answer_id, token)

    def _show_chooser(self, shown: bool) -> None:
        if shown == self.choosing:
            return
        had_focus = self.has_focus()
        self.chooser.setVisible(shown)
        self._show_panes()
        if not shown and had_focus:
            self.focus_text()

    def _leave_work(self) -> None:
        """Another version is to be seen: what was being chosen or changed belongs to this one, and is done."""
        self._show_chooser(False)
        self.thinking.stop_editing()

    def _wish(self, signal: SignalInstance) -> None:
        if self.state is not None and self.state.answer_id is not None:
            signal.emit(self.state.answer_id)
