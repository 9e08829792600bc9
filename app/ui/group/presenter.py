"""Decides what the group's page shows, and carries out what is wished there. Knows no widget."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.engine.samples import several
from app.engine.session import Session
from app.engine.values import RUNNING, Ask, Ended, Growth, Phase, Status
from app.errors import UserError
from app.groups.traces import Trace, scale, trace
from app.groups.values import Scale, Spread
from app.store.changes import Changes
from app.store.records import Begun, Sample
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.group.present import Known, live_sample, name_of, present
from app.ui.group.revision import revision
from app.ui.group.states import AskState, AskWish, Check, GroupState, Order, Past, Prepared, SampleState

BEAT_MS = 120
"""How often what streams is set: eight texts at once, and nobody reads eight."""
BEATS_PER_LOOK = 6
"""So many beats between two looks at the figures of a sample that goes on, one sample a look."""


class Asking(Protocol):
    """What is needed of the conversation that is open."""

    @property
    def conversation(self) -> int | None: ...
    @property
    def answers(self) -> frozenset[int]: ...
    def next_ask(
        self, text: str, template: str | None = None, recommended: dict[str, Any] | None = None, checker: str = ""
    ) -> Ask: ...
    def again(self, question: int) -> Ask: ...


class Judges(Protocol):
    """What is needed of `Judging`."""

    judged: SignalInstance
    failed: SignalInstance

    def begin(self, group: int, checker: str) -> None: ...
    def allow(self, group: int) -> None: ...


class View(Protocol):
    """What is needed of `GroupPage`."""

    group_chosen: SignalInstance
    order_chosen: SignalInstance
    spread_chosen: SignalInstance
    take_wished: SignalInstance
    stop_wished: SignalInstance
    more_wished: SignalInstance
    revise_wished: SignalInstance
    tests_wished: SignalInstance

    @property
    def ask(self) -> Any: ...
    def show_group(self, state: GroupState | None) -> None: ...
    def show_sample(self, sample: SampleState, scale: Scale) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def isVisible(self) -> bool: ...


@dataclass(slots=True)
class Kept:
    """What outlives the window."""

    group: int | None = None
    order: Order = "begun"
    spread: Spread = "population"
    checker: str = ""
    draft: str = ""
    prepared: Prepared | None = None
    traces: dict[int, Trace] = field(default_factory=dict)


class GroupPresenter(QObject):
    """One group at a time, of the conversation that is open. Its runs go on when the page is left."""

    taken = Signal()
    """One of the samples is the conversation's answer now."""

    def __init__(
        self,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        asking: Asking,
        judging: Judges,
        checks: tuple[Check, ...],
        view: View,
        kept: Kept,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._session, self._feed, self._asking = store, session, feed, asking
        self._judging, self._checks, self._view, self.kept = judging, checks, view, kept
        self._waiting: str | None = None
        """The checker of a group that is asked for and has not begun."""
        self._state: GroupState | None = None
        self._samples: dict[int, SampleState] = {}
        self._grown: set[int] = set()
        self._beats = 0
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        for signal, slot in (
            (view.group_chosen, self._choose_group), (view.order_chosen, self._sort),
            (view.spread_chosen, self._choose_spread), (view.take_wished, self._take),
            (view.stop_wished, session.stop), (view.more_wished, self._more),
            (view.revise_wished, self._revise), (view.tests_wished, self._allow), (view.ask.ask_wished, self._ask),
            (view.ask.checker_chosen, self._choose_checker), (view.ask.emptied, self._forget_prepared),
            (session.begun, self._on_begun), (session.grew, self._on_grew), (session.ended, self._on_ended),
            (session.status_changed, self._on_status), (session.failed, self._on_failed),
            (judging.judged, self._on_judged), (judging.failed, view.show_error), (feed.changed, self._on_changed),
        ):  # fmt: skip
            signal.connect(slot)
        view.ask.set_text(kept.draft)

    # ---- what is shown ------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The page is on the screen now."""
        conversation = self._asking.conversation
        groups = self._store.groups.of_conversation(conversation) if conversation is not None else []
        if self.kept.group not in {each.id for each in groups}:
            self.kept.group = groups[0].id if groups else None
        self._reload()

    def prepare(self, prepared: Prepared) -> None:
        """A question from elsewhere is to be asked many times."""
        self._view.ask.set_text(prepared.text)
        self.kept.prepared = prepared
        if prepared.count is not None:
            self._view.ask.count.setValue(prepared.count)
        if prepared.checker is not None:
            self._show_checks(prepared.checker)

    def settle(self) -> None:
        """The window goes: what is typed is kept."""
        self.kept.draft = self._view.ask.text()
        self.kept.checker = self._view.ask.checker()
        self._beat.stop()

    def _reload(self) -> None:
        """Read the group again, and show it."""
        group = self._store.groups.get(self.kept.group) if self.kept.group is not None else None
        self._state = None if group is None else self._present(group.id)
        self._samples = {each.generation: each for each in self._state.samples} if self._state else {}
        self._view.show_group(self._state)
        self._show_checks(self._state.checker if self._state and not self._view.ask.text().strip() else None)
        self._show_ask()
        running = self._state is not None and self._state.running
        if running and not self._beat.isActive():
            self._beat.start()
        elif not running:
            self._beat.stop()

    def _present(self, id: int) -> GroupState:
        group = self._store.groups.get(id)
        assert group is not None
        samples = self._store.groups.samples(id)
        for each in samples:
            if each.generation.ending is not None and each.generation.id not in self.kept.traces:
                self._trace(each)
        turns = self._store.generations.turns(group.question)
        question = turns[-1].text if turns else ""
        known = Known(
            group, question, samples, self._session.lives, self.kept.traces, self._store.groups.judged(id),
            self._asking.answers,
        )  # fmt: skip
        return present(known, self.kept.order, self.kept.spread, ready=self._ready, past=self._past())

    def _past(self) -> tuple[Past, ...]:
        conversation = self._asking.conversation
        groups = self._store.groups.of_conversation(conversation) if conversation is not None else []
        if len(groups) < 2:
            return ()
        named = []
        for each in groups:
            turns = self._store.generations.turns(each.question)
            named.append(Past(each.id, name_of(turns[-1].text if turns else "", len(each.generations))))
        return tuple(named)

    def _trace(self, sample: Sample) -> None:
        generation = sample.generation
        tokens = self._store.generations.tokens(generation.id)
        self.kept.traces[generation.id] = trace(tokens, generation.thinking_tokens)

    @property
    def _ready(self) -> bool:
        return self._session.status.phase is Phase.READY and self._waiting is None

    def _show_ask(self) -> None:
        status = self._session.status
        hint = ""
        if status.model is None:
            hint = self.tr("Choose a model to begin.")
        elif status.phase in RUNNING:
            hint = self.tr("The model is at work.")
        new = self._asking.conversation is None
        follows = self.tr("Begins a new conversation") if new else self.tr("Goes on from the answer that is shown")
        self._view.ask.show_state(AskState(self._ready, hint, follows))

    def _show_checks(self, chosen: str | None) -> None:
        """chosen: None leaves what is chosen."""
        key = self._view.ask.checker() or self.kept.checker if chosen is None else chosen
        checks = self._checks
        if key and key not in {each.key for each in checks}:
            checks = (*checks, Check(key, self.tr("The template's own")))
        self._view.ask.show_checks(checks, key)

    # ---- wishes -------------------------------------------------------------------------------------------------

    def _ask(self, wish: AskWish) -> None:
        prepared = self.kept.prepared or Prepared("")
        template, sampling = prepared.template, prepared.sampling
        ask = self._asking.next_ask(wish.text, template, sampling, wish.checker)
        self._begin(several(ask, wish.count), wish.checker, wish.agree)

    def _more(self, count: int) -> None:
        """More samples of the group, drawn as its first ones were."""
        group = self._store.groups.get(self.kept.group or 0)
        samples = self._store.groups.samples(group.id) if group else []
        if group is None or not samples:
            return
        first = samples[0].generation
        sampling = {name: value for name, value in first.sampling.items() if name != "seed" or value is not None}
        ask = replace(self._asking.again(group.question), sampling=sampling, group=group.id)
        self._begin(several(ask, count, after=len(samples)), group.checker, 0)

    def _forget_prepared(self) -> None:
        """A template's name and sampling go with the last of its text; what was changed in it stays its own."""
        self.kept.prepared = None

    def _begin(self, asks: list[Ask], checker: str, agree: int) -> None:
        self._waiting = checker
        if not self._session.group(asks, agree):
            self._refuse()

    def _take(self, message: int) -> None:
        self._feed.follow(self._store.conversations.choose(message), lambda _: self.taken.emit())

    def _revise(self) -> None:
        """The best becomes the answer, and what the checker found the next question, for the person to send."""
        best = self._samples.get(self._state.best or 0) if self._state else None
        if best is None:
            return
        text = revision(best)

        def then(_: Any) -> None:
            self.prepare(Prepared(text, checker=self._state.checker if self._state else None))

        self._feed.follow(self._store.conversations.choose(best.message), then)

    def _allow(self) -> None:
        if self.kept.group is not None:
            self._judging.allow(self.kept.group)

    def _choose_group(self, group: int) -> None:
        self.kept.group = group
        self._reload()

    def _sort(self, order: Order) -> None:
        self.kept.order = order
        self._reload()

    def _choose_spread(self, spread: Spread) -> None:
        self.kept.spread = spread
        self._reload()

    def _choose_checker(self, checker: str) -> None:
        """With nothing typed, it is meant for the group that is on view."""
        self.kept.checker = checker
        if self.kept.group is not None and not self._view.ask.text().strip():
            self._judging.begin(self.kept.group, checker)

    # ---- what happens -------------------------------------------------------------------------------------------

    def _on_begun(self, begun: Begun) -> None:
        if begun.group is None:
            return
        if self._waiting is not None:
            checker, self._waiting = self._waiting, None
            self.kept.group, self.kept.prepared = begun.group, None
            self._view.ask.accept()
            self._judging.begin(begun.group, checker)
        if begun.group == self.kept.group:
            self._reload()

    def _on_failed(self, error: UserError) -> None:
        if self._waiting is not None:
            self._refuse()
        if self._view.isVisible():
            self._view.show_error(error)

    def _refuse(self) -> None:
        self._waiting = None
        self._view.ask.refuse()
        self._show_ask()

    def _on_grew(self, growth: Growth) -> None:
        if growth.generation in self._samples:
            self._grown.add(growth.generation)

    def _on_beat(self) -> None:
        if self._state is None or not self._view.isVisible():
            return
        lives = self._session.lives
        self._beats += 1
        if self._beats % BEATS_PER_LOOK == 0:
            self._look(self._beats // BEATS_PER_LOOK)
        grown, self._grown = self._grown & lives.keys(), set()
        for each in grown:
            self._samples[each] = live_sample(self._samples[each], lives[each], self.kept.traces.get(each, Trace()))
        scale_now = self._scale() if grown else Scale()
        for each in grown:
            self._view.show_sample(self._samples[each], scale_now)

    def _look(self, turn: int) -> None:
        """Read the figures of one sample that goes on."""
        running = [each for each in self._samples.values() if each.running and each.tokens]
        if running:
            sample = running[turn % len(running)]
            tokens = self._store.generations.tokens(sample.generation)
            self.kept.traces[sample.generation] = trace(tokens, sample.strip.thinking)

    def _scale(self) -> Scale:
        """Of all of them as they are now."""
        assert self._state is not None
        now = scale([each.strip for each in self._samples.values()])
        if now != self._state.scale:
            self._state = replace(self._state, scale=now)
        return now

    def _on_ended(self, ended: Ended) -> None:
        if ended.generation in self._samples:
            self.kept.traces.pop(ended.generation, None)  # what was looked at was not the whole
            self._reload()

    def _on_judged(self, group: int) -> None:
        if group == self.kept.group:
            self._reload()

    def _on_status(self, _: Status) -> None:
        self._show_ask()
        if self._state is not None and self._state.can_more != self._ready:
            self._reload()

    def _on_changed(self, changes: Changes) -> None:
        if self._asking.conversation in changes.branches and self._view.isVisible():
            self.enter()
