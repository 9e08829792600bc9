"""The scrolling column of exchanges. Nothing in it ever moves under the reader: what is at the top stays at the top.

Knows exchanges by their ids and states. Where the reader is, is kept as a place in an exchange, not as pixels of the
whole, so that text above may grow, shrink or be built for the first time without anybody noticing.
"""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.conversation import style
from app.ui.conversation.column import Column
from app.ui.conversation.exchange import ExchangeView
from app.ui.conversation.gesture import WheelGuard
from app.ui.conversation.shares import DEFAULT_SHARE
from app.ui.conversation.states import ExchangeState, PaneKind, ViewMode
from app.ui.theme import Theme
from app.ui.widgets.empty import EmptyState

WIDEST, WIDEST_SINGLE = 2.1, 1.15
"""Measures that two panes, or one, can fill; lines never get longer, so more width would be empty."""
EDGE = 24
MARGIN = 16
PASSES = 4
"""Measuring may bring more exchanges near; after so many rounds what is left waits for the next turn."""
REMEMBER_MS = 400
"""How long the panes' edge must rest before its place is worth remembering."""


class Transcript(QScrollArea):
    """Shows exchanges; says what is wished for each."""

    regenerate_wished = Signal(int)
    """Id of the answer that another is wanted beside."""
    continue_wished = Signal(int)
    """Id of the answer that was cut off."""
    edit_wished = Signal(int, str)
    """Id of the question and what to ask instead."""
    sibling_wished = Signal(int)
    """Id of the message, question or answer, to show instead of its sibling."""
    answer_now_wished = Signal(int)
    """Id of the answer whose thinking shall end."""
    places_wished = Signal(int)
    """Id of the answer in whose text a place is to be chosen; its view's `show_places` answers."""
    alternatives_wished = Signal(int, int)
    """Id of an answer and the place of a token in it; its view's `show_alternatives` answers."""
    branch_wished = Signal(object)
    """BranchWish."""
    prompt_wished = Signal(int)
    """Id of the answer whose exact prompt is to be seen."""
    verse_wished = Signal(str, str)
    """A text that is to be checked as verse, and by what."""
    explore_wished = Signal(int)
    """Id of the answer whose thinking is to be explored."""
    paper_wished = Signal(object, str)
    """ExchangeState to be brought to paper, and "print" or "pdf"."""
    zoom_wished = Signal(int)
    """Larger text (1) or smaller (-1)."""
    layout_wished = Signal(float)
    """The thinking's share of the width, once the reader has let go of the edge."""
    copied = Signal(str)
    """"thinking", "answer" or "question" is in the clipboard."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Conversation"))
        self._theme = theme
        self.setStyleSheet(style.transcript(theme))
        self._mode: ViewMode = "both"
        self._share = DEFAULT_SHARE
        self._text_size = theme.sizes.answer
        self._column = Column(self._make_view)
        self._page = QWidget()
        self._page.setObjectName("page")
        self._anchor: tuple[int, int] | None = None
        """Question and offset in it that the view's upper edge is at; None keeps to the end."""
        self._run: int | None = None
        """Question of the run begun last, which may always be scrolled to the top."""
        self._placing = False
        self._marks: tuple[re.Pattern[str] | None, ViewMode] = None, "both"
        """What is to be marked in the text, and in which panes."""
        self._wheel = WheelGuard(self)
        self._empty = EmptyState(
            self.tr("What shall it think about?"),
            self.tr("Write a question below. The thinking appears beside the answer as it comes."),
            self._page,
        )
        self._soon = self._timer(0, self._place)
        self._rest = self._timer(REMEMBER_MS, lambda: self.layout_wished.emit(self._share))
        self.setWidget(self._page)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_exchanges(self, states: Sequence[ExchangeState]) -> None:
        """Show a branch. Exchanges that were there are updated in place; another conversation opens at its end."""
        old = [slot.state.question_id for slot in self._column.slots]
        gone = self._column.set_states(list(states))
        if any(slot.view is not None and slot.view.has_focus() for slot in gone):
            self.setFocus()
        for slot in gone:
            if slot.view is not None:
                slot.view.hide()
                slot.view.deleteLater()
        if not self._same_conversation(old, states):
            self._anchor = self._run = None
            running = next((state.answer_id for state in states if state.running), None)
            if running is not None:
                self.show_run(running)
        elif self._anchor is not None and self._column.find(self._anchor[0]) is None:
            # Another version of the question at the top: it stands where the old one stood.
            slots, index = self._column.slots, old.index(self._anchor[0])
            self._anchor = (slots[min(index, len(slots) - 1)].state.question_id, self._anchor[1])
        self._place()

    @staticmethod
    def _same_conversation(old: list[int], states: Sequence[ExchangeState]) -> bool:
        """Whether these exchanges are another branch, or another moment, of those that were shown."""
        if not states:
            return False
        return bool({state.question_id for state in states} & set(old) or set(states[0].questions) & set(old))

    def show_run(self, answer: int) -> None:
        """Bring an exchange whose run has just begun to the top. The only time this scrolls by itself."""
        slot = self._column.of_answer(answer)
        if slot is not None:
            self._run = slot.state.question_id
            self._anchor = (slot.state.question_id, 0)
            self._place()

    def view_of(self, answer: int) -> ExchangeView | None:
        """The view of an answer, wherever it lies; None if it is not on this branch."""
        slot = self._column.of_answer(answer)
        return None if slot is None else self._column.realise(slot, self._column.slots.index(slot))

    def set_mode(self, mode: ViewMode) -> None:
        self._mode = mode
        self._for_each(lambda view: view.set_mode(mode))

    def set_thinking_share(self, share: float) -> None:
        self._share = share
        self._for_each(lambda view: view.panes.set_share(share))

    def set_text_size(self, pixels: int) -> None:
        """Size of the answer's text; thinking and question follow it."""
        self._text_size = pixels
        self._for_each(lambda view: view.set_text_size(pixels))

    # ---- moving about -------------------------------------------------------------------------------------------

    def go_to_end(self) -> None:
        """To the last exchange, both of its panes following their ends again."""
        if self._column.slots:
            slot = self._column.slots[-1]
            view = self._column.realise(slot, len(self._column.slots) - 1)
            self._anchor = (slot.state.question_id, 0) if slot.state.question_id == self._run else None
            self._place()
            view.go_to_end()

    def focus_next_exchange(self) -> None:
        self._focus_exchange(1)

    def focus_previous_exchange(self) -> None:
        self._focus_exchange(-1)

    def copy_answer(self) -> None:
        """Copy the answer that has the focus, or is in the middle of the view."""
        if (view := self.current()) is not None:
            view.answer.copy()

    def copy_thinking(self) -> None:
        if (view := self.current()) is not None:
            view.thinking.copy()

    def edit_last_question(self) -> None:
        if self._column.slots:
            slot = self._column.slots[-1]
            view = self._column.realise(slot, len(self._column.slots) - 1)
            self._anchor = (slot.state.question_id, 0)
            view.question.edit()
            self._place()

    def choose_place(self) -> None:
        """Choose a place in the answer that is being looked at, to go on from it."""
        if (view := self.current()) is not None:
            view.choose_place("fork")

    def explore(self) -> None:
        if (view := self.current()) is not None:
            view.explore()

    def edit_thinking(self) -> None:
        if (view := self.current()) is not None:
            view.edit_thinking()

    def reroll(self) -> None:
        if (view := self.current()) is not None:
            view.reroll()

    def current(self) -> ExchangeView | None:
        """The exchange somebody is at: the one with the focus, else the one in the middle of the view."""
        slots = self._column.slots
        for slot in slots:
            if slot.view is not None and slot.view.has_focus():
                return slot.view
        slot_here = self._column.at(self.verticalScrollBar().value() + self.viewport().height() // 2)
        return None if slot_here is None else self._column.realise(slot_here, slots.index(slot_here))

    def _focus_exchange(self, step: int) -> None:
        view, slots = self.current(), self._column.slots
        at = next((index for index, slot in enumerate(slots) if slot.view is view), None)
        if at is not None and 0 <= at + step < len(slots):
            slot = slots[at + step]
            self._anchor = (slot.state.question_id, 0)
            self._place()
            self._column.realise(slot, at + step).focus_text()

    # ---- finding ------------------------------------------------------------------------------------------------

    def states(self) -> list[ExchangeState]:
        """What is shown, from top to bottom, as far as it has come."""
        return [slot.view.state if slot.view and slot.view.state else slot.state for slot in self._column.slots]

    def view_at(self, question: int) -> ExchangeView | None:
        """The view of a question's exchange, where there is one now."""
        slot = self._column.find(question)
        return slot.view if slot is not None else None

    def mark(self, pattern: re.Pattern[str] | None, where: ViewMode = "both") -> None:
        """Mark what a pattern finds, in all exchanges that have a view and will have one; None marks nothing."""
        self._marks = pattern, where
        for slot in self._column.slots:
            if slot.view is not None:
                self._mark(slot.view)

    def _mark(self, view: ExchangeView) -> None:
        pattern, where = self._marks
        view.thinking.view.finder.search(pattern if where != "answer" else None)
        view.answer.view.finder.search(pattern if where != "thinking" else None)

    def reveal(self, question: int, kind: PaneKind) -> ExchangeView | None:
        """Bring a pane of an exchange into sight. Its view, or None where it is not on this branch."""
        slot = self._column.find(question)
        if slot is None:
            return None
        view = self._column.realise(slot, self._column.slots.index(slot))
        view.show_kind(kind)
        self._place()
        top = slot.top + view.pane(kind).mapTo(view, QPoint(0, 0)).y()
        here = self.verticalScrollBar().value()
        if not here <= top <= here + self.viewport().height() // 2:
            self._anchor = (question, top - slot.top)
            self._place()
        return view

    # ---- placing ------------------------------------------------------------------------------------------------

    def _place(self) -> None:
        """Lay out what is near the eye, and put the reader's place back where it was."""
        if self._placing:
            return
        self._placing = True
        try:
            self._show_empty()
            width = max(1, min(self._widest(), self.width() - 2 * EDGE))
            room = max(1, self.viewport().height() - 2 * MARGIN)
            for _ in range(PASSES):
                self._stack(width, room)
                here, ahead = self.verticalScrollBar().value(), self.viewport().height()
                if not self._column.measure(here - ahead, here + 2 * ahead, self._left(width), width, room):
                    break
            else:
                self._stack(width, room)
                self._soon.start()
        finally:
            self._placing = False

    def _stack(self, width: int, room: int) -> None:
        height = self._column.stack(MARGIN, width, room) + MARGIN
        view_height = self.viewport().height()
        run = None if self._run is None else self._column.find(self._run)
        if run is not None:
            height = max(height, run.top - MARGIN + view_height)
        left = self._left(width)
        self._page.resize(self.viewport().width(), max(height, view_height))
        for slot in self._column.slots:
            if slot.view is not None:
                slot.view.setGeometry(left, slot.top, width, slot.height)
        self.verticalScrollBar().setRange(0, max(0, height - view_height))
        self.verticalScrollBar().setValue(self._anchored())

    def _widest(self) -> int:
        measures = WIDEST if self._mode == "both" else WIDEST_SINGLE
        return round(measures * self._theme.sizes.measure * self._text_size)

    def _left(self, width: int) -> int:
        # Of the whole width: the scroll bar lies in the margin, and the composer below lines up.
        return (self.width() - width) // 2

    def _anchored(self) -> int:
        """Where the scroll bar must stand for the reader to see what was seen."""
        slot = None if self._anchor is None else self._column.find(self._anchor[0])
        if self._anchor is None or slot is None:
            return self.verticalScrollBar().maximum()
        return slot.top - MARGIN + self._anchor[1]

    def _on_scrolled(self, value: int) -> None:
        if self._placing:
            return
        slot = self._column.at(value + MARGIN)
        if slot is not None:
            self._anchor = (slot.state.question_id, value + MARGIN - slot.top)
        self._place()

    def _show_empty(self) -> None:
        empty = not self._column.slots
        self._empty.setVisible(empty)
        if empty:
            self._empty.setGeometry(self.viewport().rect())

    # ---- inside -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wished.emit(1 if event.angleDelta().y() > 0 else -1)
            return
        self._wheel.outer_moved()
        super().wheelEvent(event)

    def _make_view(self) -> ExchangeView:
        view = ExchangeView(self._theme, self._page)
        view.set_mode(self._mode)
        view.set_text_size(self._text_size)
        self._mark(view)
        view.panes.set_share(self._share)
        view.regenerate_wished.connect(self.regenerate_wished)
        view.continue_wished.connect(self.continue_wished)
        view.edit_wished.connect(self.edit_wished)
        view.sibling_wished.connect(self.sibling_wished)
        view.answer_now_wished.connect(self.answer_now_wished)
        view.places_wished.connect(self.places_wished)
        view.alternatives_wished.connect(self.alternatives_wished)
        view.branch_wished.connect(self.branch_wished)
        view.prompt_wished.connect(self.prompt_wished)
        view.explore_wished.connect(self.explore_wished)
        view.paper_wished.connect(self.paper_wished)
        view.verse.wished.connect(self.verse_wished)
        view.copied.connect(self.copied)
        view.resized.connect(lambda: self._on_resized(view))
        view.share_wished.connect(self._on_share)
        for pane in (view.thinking, view.answer):
            pane.view.viewport().installEventFilter(self._wheel)
        return view

    def _on_resized(self, view: ExchangeView) -> None:
        for slot in self._column.slots:
            if slot.view is view:
                slot.measured = None
        if not self._placing:
            self._soon.start()

    def _on_share(self, share: float) -> None:
        self.set_thinking_share(share)
        self._rest.start()

    def _for_each(self, do: Callable[[ExchangeView], None]) -> None:
        for slot in self._column.slots:
            if slot.view is not None:
                do(slot.view)
                slot.measured = None
        self._soon.start()

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer
