"""Decides what the finds are, counts them over the conversation, and leads from one to the next."""

import re

from PySide6.QtCore import QObject, QTimer

from app.ui.conversation.states import ExchangeState, PaneKind
from app.ui.conversation.transcript import Transcript
from app.ui.find.bar import FindBar
from app.ui.find.hits import Hits
from app.ui.find.pattern import Target, Wanted
from app.ui.reader.reader import Reader

LOOK_MS = 300
"""How often is looked whether there is other text than before."""
LONGEST = 80
"""Chosen words longer than this are not what somebody wants to find."""


class FindPresenter(QObject):
    """Between the bar and the conversation. What has a view is counted there, everything else by `Hits`."""

    def __init__(self, transcript: Transcript, bar: FindBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transcript, self._bar = transcript, bar
        self._wanted = Wanted()
        self._pattern: re.Pattern[str] | None = None
        self._hits = Hits(self)
        self._at: tuple[int, PaneKind, int] | None = None
        """Question, pane and place among its finds of the one that is looked at."""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._hits.changed.connect(self._show_count)
        bar.wanted.connect(self._on_wanted)
        bar.next_wished.connect(lambda: self.step(1))
        bar.previous_wished.connect(lambda: self.step(-1))
        bar.closed.connect(self.close)

    def open(self) -> None:
        """Let somebody type, or look for what is chosen in a text."""
        view = self._transcript.current()
        words = ""
        if view is not None:
            for pane in (view.thinking, view.answer):
                chosen = pane.view.chooser.text()
                words = chosen if 0 < len(chosen) <= LONGEST and "\n" not in chosen else words
        self._bar.open(words)
        self._timer.start()

    def open_at(self, words: str, question: int, kind: PaneKind, number: int) -> None:
        """Look for these words, and go to one of those finds in a pane, counted from 0; the last where it has fewer."""
        self._bar.open(words)
        self._timer.start()
        self._at = None
        self._on_wanted(self._bar.value())
        target = next((each for each in self._targets() if (each.question, each.kind) == (question, kind)), None)
        count = self._count_now(target) if target is not None and self._pattern is not None else 0
        if target is not None and count:
            self._show(target, min(number, count - 1))
        else:
            self.reveal(question, kind)

    def reveal(self, question: int, kind: PaneKind = "answer") -> None:
        """Bring an exchange into sight."""
        self._transcript.reveal(question, kind)

    def close(self) -> None:
        """Leave the text as it was, at the find that was looked at."""
        self._timer.stop()
        self._bar.hide()
        self._pattern = self._at = None
        self._hits.look(None, ())
        self._transcript.mark(None)
        if (view := self._transcript.current()) is not None:
            view.focus_text()

    def step(self, by: int) -> None:
        """Go to the next find, or the previous one; behind the last comes the first."""
        if self._pattern is None:
            if not self._bar.isVisible():
                self.open()
            return
        targets = self._targets()
        if not targets:
            return
        index, number = self._where(targets, by)
        for _ in range(len(targets) + 1):
            count = self._count_now(targets[index])
            if 0 <= number < count:
                self._show(targets[index], number)
                return
            index = (index + by) % len(targets)
            number = 0 if by > 0 else self._count_now(targets[index]) - 1
        self._show_count()

    # ---- inside -------------------------------------------------------------------------------------------------

    def _on_wanted(self, wanted: Wanted) -> None:
        self._wanted = wanted
        try:
            pattern = wanted.pattern()
        except re.error as error:
            self._pattern = self._at = None
            self._transcript.mark(None)
            self._hits.look(None, ())
            self._bar.show_wrong(str(error))
            return
        if pattern != self._pattern:
            self._at = None
        self._pattern = pattern
        self._look()

    def _look(self) -> None:
        if self._pattern is not None or self._wanted.words == "":
            self._transcript.mark(self._pattern, self._wanted.where)
        without_view = [each for each in self._targets() if self._reader(each) is None] if self._pattern else []
        if tuple(without_view) != tuple(self._hits.targets) or self._pattern is None:
            self._hits.look(self._pattern, without_view)
        self._show_count()

    def _targets(self) -> list[Target]:
        kinds: tuple[PaneKind, ...] = ("thinking", "answer") if self._wanted.where == "both" else (self._wanted.where,)
        return [
            Target(state.question_id, kind, text)
            for state in self._states()
            for kind in kinds
            if (text := state.thinking if kind == "thinking" else state.answer)
        ]

    def _states(self) -> list[ExchangeState]:
        states = self._transcript.states()
        if not self._wanted.here_only:
            return states
        view = self._transcript.current()
        here = view.state.question_id if view is not None and view.state is not None else None
        return [state for state in states if state.question_id == here]

    def _reader(self, target: Target) -> Reader | None:
        view = self._transcript.view_at(target.question)
        return view.pane(target.kind).view if view is not None else None

    def _count(self, target: Target) -> int:
        reader = self._reader(target)
        return self._hits.count(target) if reader is None else reader.finder.count

    def _count_now(self, target: Target) -> int:
        reader = self._reader(target)
        if reader is None:
            return self._hits.count_now(target)
        reader.finder.finish()
        return reader.finder.count

    def _where(self, targets: list[Target], by: int) -> tuple[int, int]:
        """The text and the find to look at next, which may be one before its first or behind its last."""
        if self._at is not None:
            for index, target in enumerate(targets):
                if (target.question, target.kind) == self._at[:2]:
                    return index, self._at[2] + by
        view = self._transcript.current()
        here = view.state.question_id if view is not None and view.state is not None else targets[0].question
        index = next((index for index, target in enumerate(targets) if target.question == here), 0)
        return index, 0

    def _show(self, target: Target, number: int) -> None:
        view = self._transcript.reveal(target.question, target.kind)
        if view is None:
            return
        self._leave()
        self._at = (target.question, target.kind, number)
        pane = view.pane(target.kind)
        pane.view.finder.search(self._pattern)
        place = pane.view.finder.go_to(number)
        if place is not None:
            pane.show_place(place)
        self._show_count()

    def _leave(self) -> None:
        """What was looked at until now is a find like the others again."""
        if self._at is not None and (view := self._transcript.view_at(self._at[0])) is not None:
            view.pane(self._at[1]).view.finder.leave()

    def _show_count(self) -> None:
        if self._pattern is None:
            self._bar.show_count(0, 0, complete=True)
            return
        whole = number = 0
        complete = self._hits.complete
        for target in self._targets():
            if self._at is not None and (target.question, target.kind) == self._at[:2]:
                number = whole + self._at[2] + 1
            whole += self._count(target)
            reader = self._reader(target)
            complete = complete and (reader is None or reader.finder.complete)
        self._bar.show_count(min(number, whole), whole, complete)
