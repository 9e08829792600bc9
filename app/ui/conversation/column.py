"""Where the exchanges of a conversation lie: tops and heights, measured where somebody looks, estimated elsewhere.

Knows no widgets but the exchange's, and nothing of scrolling. Only exchanges near the eye are built and laid out, so
that a conversation of hundreds opens and resizes as fast as one of three.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.ui.conversation.exchange import LEAST_PANES, ExchangeView
from app.ui.conversation.states import ExchangeState

BETWEEN = 40
"""Pixels between two exchanges."""
AROUND = 120
"""Pixels that an exchange takes beside its panes, roughly."""
LINE = 26
CHARACTER = 8
WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
"""Letters as wide as two others."""
SAMPLE = 4000
"""Characters looked at to estimate a height; a longer text fills its pane anyway."""


@dataclass(eq=False)
class Slot:
    """The place of one exchange. `view` is None until somebody comes near."""

    state: ExchangeState
    view: ExchangeView | None = None
    top: int = 0
    height: int = 0
    measured: tuple[int, int] | None = None
    """Width and room that `height` was measured for; None is an estimate."""

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def show_state(self, state: ExchangeState) -> None:
        if state == self.state:
            return
        self.state = state
        self.measured = None
        if self.view is not None:
            self.view.show_state(state)


class Column:
    """Slots from top to bottom."""

    def __init__(self, make_view: Callable[[], ExchangeView]) -> None:
        self._make_view = make_view
        self.slots: list[Slot] = []

    def set_states(self, states: list[ExchangeState]) -> list[Slot]:
        """Take other states, keeping the slots of questions that stay. Returns the slots that left."""
        old = {slot.state.question_id: slot for slot in self.slots}
        self.slots = []
        for state in states:
            slot = old.pop(state.question_id, None)
            if slot is None:
                slot = Slot(state)
            elif slot.view is not None and slot.view.state is not None:
                # What has streamed into the view since is newer than what the slot was told.
                slot.state = slot.view.state
            slot.show_state(state)
            self.slots.append(slot)
        return list(old.values())

    def find(self, question: int) -> Slot | None:
        return next((slot for slot in self.slots if slot.state.question_id == question), None)

    def of_answer(self, answer: int) -> Slot | None:
        return next((slot for slot in self.slots if slot.state.answer_id == answer), None)

    def at(self, y: int) -> Slot | None:
        """The slot at a height, or the last one above it."""
        above = [slot for slot in self.slots if slot.top <= y]
        return above[-1] if above else (self.slots[0] if self.slots else None)

    def stack(self, top: int, width: int, room: int) -> int:
        """Give every slot its top; those never measured get an estimate. Says where the last one ends."""
        for slot in self.slots:
            slot.top = top
            if slot.height == 0:
                slot.height = _estimate(slot.state, width, room)
            top = slot.bottom + BETWEEN
        return top - BETWEEN if self.slots else top

    def measure(self, first: int, last: int, left: int, width: int, room: int) -> bool:
        """Build and measure what lies between two heights. Says whether anything came out otherwise than thought."""
        changed = False
        for index, slot in enumerate(self.slots):
            if slot.bottom < first or slot.top > last:
                if slot.view is not None and not slot.view.isHidden() and not slot.view.has_focus():
                    slot.view.hide()
                continue
            view = self.realise(slot, index)
            if view.isHidden():
                # Only what is visible is laid out as soon as it gets a size.
                view.setGeometry(left, slot.top, width, slot.height)
                view.setVisible(True)
            if slot.measured != (width, room):
                height = view.fit(width, room)
                changed = changed or height != slot.height
                slot.height, slot.measured = height, (width, room)
        return changed

    def realise(self, slot: Slot, index: int) -> ExchangeView:
        """The slot's view, built now if it was not there yet, at its right place in the order of the Tab key."""
        if slot.view is None:
            slot.view = self._make_view()
            slot.view.show_state(slot.state)
            before = next((s.view for s in reversed(self.slots[:index]) if s.view is not None), None)
            after = next((s.view for s in self.slots[index + 1 :] if s.view is not None), None)
            if before is not None:
                ExchangeView.setTabOrder(before, slot.view)
            elif after is not None:
                ExchangeView.setTabOrder(slot.view, after)
        return slot.view


def _estimate(state: ExchangeState, width: int, room: int) -> int:
    """A guess at a height, good enough for a scroll bar."""
    across = max(1, width // (2 * CHARACTER))
    panes = max(_lines(state.thinking, across), _lines(state.answer, across)) * LINE
    return AROUND + _lines(state.question, 2 * across) * LINE + min(max(LEAST_PANES, room - AROUND), panes)


def _lines(text: str, across: int) -> int:
    sample = text[:SAMPLE]
    wide = 0 if sample.isascii() else len(WIDE.findall(sample))
    return 1 + sample.count("\n") + (len(sample) + wide) // across
