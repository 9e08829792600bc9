"""The conversation that is open: asks, streams, branches. Knows store and session, and of views only their states."""

from dataclasses import replace
from time import monotonic
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.engine import branch
from app.engine.session import Session
from app.engine.values import RUNNING, Ask, Ended, Growth, Happening, Measurement, Origin, Phase, Status
from app.store.changes import Changes
from app.store.records import Begun, Exchange
from app.store.store import Store
from app.ui.conversation.brancher import Brancher
from app.ui.conversation.composer import Composer
from app.ui.conversation.present import PHASES, figures, live_figures, live_remarks, present
from app.ui.conversation.states import ComposerState
from app.ui.conversation.transcript import Transcript
from app.ui.feed import ChangeFeed


class SamplingSource(Protocol):
    """Whoever knows how the next question is to be sampled."""

    def sampling(self) -> tuple[dict[str, Any], int]: ...


class SteeringSource(Protocol):
    """Whoever knows how the next question's thinking is to be steered."""

    def steer(self, ask: Ask) -> Ask: ...


FIGURES_S = 0.1
"""Between two showings of the figures of a run that is writing."""


class ConversationPresenter(QObject):
    """One conversation at a time. A run goes on when another conversation is opened, and is found again there."""

    leaving = Signal()
    """The conversation shown until now is about to be left; what still belongs to it must be said now."""
    opened = Signal(object)
    """Id of the conversation shown now, None for a new one."""
    context_changed = Signal(int, int)
    """Tokens in use and tokens that fit; 0, 0 while unknown."""
    system_changed = Signal(str)
    """System prompt of the conversation shown now."""

    def __init__(
        self,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        sampling: SamplingSource,
        steering: SteeringSource,
        transcript: Transcript,
        composer: Composer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._session, self._feed, self._sampling = store, session, feed, sampling
        self._steering, self._transcript, self._composer = steering, transcript, composer
        self._conversation: int | None = None
        self._system = ""
        self._exchanges: list[Exchange] = []
        self._template: tuple[str, dict[str, Any], str] | None = None
        self._sent = False
        self._figures_at = 0.0
        self._model_path = ""
        self._brancher = Brancher(store, session, transcript, self._exchange, self)
        self._brancher.wished.connect(self._branch)
        self._brancher.failed.connect(session.failed)

        composer.send_wished.connect(self.send)
        composer.stop_wished.connect(self.stop)
        transcript.regenerate_wished.connect(self.regenerate)
        transcript.continue_wished.connect(self.go_on)
        transcript.edit_wished.connect(self.edit)
        transcript.sibling_wished.connect(self._choose)
        transcript.answer_now_wished.connect(self.answer_now)
        session.status_changed.connect(self._on_status)
        session.begun.connect(self._on_begun)
        session.grew.connect(self._on_grew)
        session.happened.connect(self._on_happened)
        session.ended.connect(self._on_ended)
        session.measured.connect(self._on_measured)
        session.failed.connect(self._on_refused)
        feed.changed.connect(self._on_changed)

    @property
    def conversation(self) -> int | None:
        return self._conversation

    @property
    def answers(self) -> frozenset[int]:
        """Ids of the answers on view."""
        return frozenset(each.answer.id for each in self._exchanges if each.answer is not None)

    @property
    def last_answer(self) -> tuple[str, str]:
        """The text of the last answer on view, and what it is judged by; both may be empty."""
        last = self._exchanges[-1] if self._exchanges else None
        return (last.answer.text("answer"), last.question.checker) if last and last.answer else ("", "")

    @property
    def current_answer(self) -> tuple[str, str, bool]:
        """The last answer on view as it is at this moment, what it is judged by, and whether it is being written."""
        last = self._exchanges[-1] if self._exchanges else None
        live = self._session.lives.get(last.generation.id) if last is not None and last.generation else None
        if last is None or live is None:
            return (*self.last_answer, False)
        return live.answer, last.question.checker, True

    @property
    def system(self) -> str:
        """System prompt of the conversation shown now."""
        return self._system

    @property
    def running(self) -> bool:
        return self._session.status.phase in RUNNING

    # ---- opening ------------------------------------------------------------------------------------------------

    def open(self, conversation: int | None) -> None:
        """Show a conversation, or an empty one that begins with the next question."""
        self.leaving.emit()
        kept = self._store.conversations.get(conversation) if conversation is not None else None
        self._conversation = kept.id if kept and kept.deleted is None else None
        self._system = kept.system if kept else ""
        self._template = None
        self._reload()
        self.opened.emit(self._conversation)
        self.system_changed.emit(self._system)
        self.measure()

    def set_system(self, text: str) -> None:
        """Give the conversation another system prompt, from the next question on."""
        self._system = text
        if self._conversation is not None:
            self._feed.follow(self._store.conversations.set_system(self._conversation, text))

    # ---- asking -------------------------------------------------------------------------------------------------

    def use_template(self, slug: str, text: str, sampling: dict[str, Any], checker: str = "") -> None:
        """Put a filled-in template into the composer; its sampling and its checker hold for that one question."""
        self._template = (slug, sampling, checker)
        self._composer.set_text(text)

    def take_template(self) -> tuple[str, dict[str, Any], str] | None:
        """What the text in the composer was made with: template, its sampling, its checker. It goes elsewhere now."""
        taken, self._template = self._template, None
        return taken

    def send(self, text: str) -> None:
        if not text.strip() or self.running:
            self._composer.refuse()
            return
        self._sent = True
        slug, recommended, checker = self._template or (None, {}, "")
        self._session.ask(self.next_ask(text, slug, recommended, checker))

    def next_ask(
        self, text: str, template: str | None = None, recommended: dict[str, Any] | None = None, checker: str = ""
    ) -> Ask:
        """`text` as the next question of what is open, with the sampling and steering that are chosen now."""
        last = self._exchanges[-1] if self._exchanges else None
        parent = None
        if last is not None:
            parent = last.answer.id if last.answer else last.question.id
        return replace(self._asked(parent, text, template=template, recommended=recommended), checker=checker)

    def again(self, question: int) -> Ask:
        """Another answer to a question of what is open."""
        return self._asked(question, None)

    def regenerate(self, answer: int) -> None:
        """Another answer to the same question, beside the one that is there."""
        if (exchange := self._exchange(answer)) is not None and not self.running:
            self._ask(exchange.question.id, None)

    def regenerate_last(self) -> None:
        if self._exchanges and (answer := self._exchanges[-1].answer) is not None:
            self.regenerate(answer.id)

    def go_on(self, answer: int) -> None:
        """A new answer that begins with everything the cut-off one said."""
        source = self._brancher.source(answer)
        if source is not None and (exchange := self._exchange(answer)) is not None:
            self._branch(exchange.question.id, branch.carry_on(source.generation, source.tokens))

    def answer_now(self, answer: int | None = None) -> None:
        """End the thinking of an answer that is on its way and on view (None: the last one), and have it answer."""
        here = [live for live in self._session.lives.values() if live.begun.conversation == self._conversation]
        for live in here:
            if answer in (None, live.begun.answer):
                self._session.answer_now(live.begun.generation)
                return

    def _branch(self, question: int, origin: Origin) -> None:
        if not self.running:
            self._ask(question, None, origin=origin)

    def edit(self, question: int, text: str) -> None:
        """Ask something else in the place of a question; the old branch stays beside it."""
        exchange = next((e for e in self._exchanges if e.question.id == question), None)
        if exchange is not None and text.strip() and not self.running:
            self._ask(exchange.question.parent, text)

    def stop(self) -> None:
        self._session.stop()

    def _ask(self, parent: int | None, question: str | None, *, origin: Origin | None = None) -> None:
        self._session.ask(replace(self._asked(parent, question), origin=origin))

    def _asked(
        self,
        parent: int | None,
        question: str | None,
        *,
        template: str | None = None,
        recommended: dict[str, Any] | None = None,
    ) -> Ask:
        values, most = self._sampling.sampling()
        return self._steering.steer(
            Ask(
                conversation=self._conversation,
                parent=parent,
                question=question,
                sampling={**values, **(recommended or {})},
                max_tokens=most,
                system=self._system,
                template=template,
            )
        )

    # ---- the run ------------------------------------------------------------------------------------------------

    def _on_begun(self, begun: Begun) -> None:
        if self._sent:
            # Only now is the question on disk: until here the composer kept it.
            self._sent = False
            self._template = None
            self._composer.accept()
        if self._conversation is None or self._conversation == begun.conversation:
            new = self._conversation is None
            self._conversation = begun.conversation
            self._reload()
            self._transcript.show_run(begun.answer)
            if new:
                self.opened.emit(begun.conversation)

    def _on_refused(self, _: object) -> None:
        if self._sent:
            self._sent = False
            self._composer.refuse()

    def _on_grew(self, growth: Growth) -> None:
        live = self._session.live
        if live is None or growth.conversation != self._conversation:
            return
        if growth.generation != live.begun.generation:
            # A sample of a group that is not the first: it is on view only where somebody chose it.
            live = self._session.lives.get(growth.generation, live)
        view = self._transcript.view_of(live.begun.answer)
        if view is None or growth.generation != live.begun.generation:
            return
        for kind, text in growth.pieces:
            if kind != "text":
                view.grow(kind, text)
        if self._figures_due(bool(growth.pieces)):
            view.show_figures(live_figures(live))
            self.context_changed.emit(growth.figures.context_used, live.n_ctx)

    def _figures_due(self, text_came: bool) -> bool:
        """Numbers that change thirty times a second cannot be read, and cost as much as the text. At the end, and
        where nothing but numbers comes, all are shown."""
        now = monotonic()
        due = not text_came or now - self._figures_at >= FIGURES_S
        self._figures_at = now if due else self._figures_at
        return due

    def _on_happened(self, happening: Happening) -> None:
        live = self._session.lives.get(happening.generation)
        if live is None or live.begun.conversation != self._conversation:
            return
        view = self._transcript.view_of(live.begun.answer)
        exchange = self._exchange(live.begun.answer)
        if view is not None and exchange is not None and exchange.generation is not None:
            view.show_remarks(live_remarks(exchange.generation, live))

    def _on_ended(self, ended: Ended) -> None:
        if ended.conversation != self._conversation:
            return
        self._reload()
        used = figures(ended.figures).context_used
        if used and self._session.status.model is not None:
            self.context_changed.emit(used, self._session.status.model.n_ctx)

    def _on_status(self, status: Status) -> None:
        live = self._session.live
        if live is not None and live.begun.conversation == self._conversation:
            view = self._transcript.view_of(live.begun.answer)
            if view is not None:
                view.show_figures(live_figures(live))
                view.show_phase(PHASES.get(live.phase, "waiting"))
        self._show_composer()
        path = str(status.model.path) if status.model else ""
        if path != self._model_path:
            self._model_path = path
            self.measure()

    def _on_measured(self, measurement: Measurement) -> None:
        if not self.running:
            self.context_changed.emit(measurement.prompt_tokens, measurement.n_ctx)

    # ---- the store ----------------------------------------------------------------------------------------------

    def _choose(self, message: int) -> None:
        if not self.running:
            self._feed.follow(self._store.conversations.choose(message), lambda _: self.measure())

    def _on_changed(self, changes: Changes) -> None:
        if self._conversation in changes.branches:
            self._reload()

    def _reload(self) -> None:
        self._exchanges = self._store.conversations.branch(self._conversation) if self._conversation else []
        lives, busy = self._session.lives, self.running
        states = [
            present(each, lives.get(each.generation.id) if each.generation else None, busy) for each in self._exchanges
        ]
        self._transcript.show_exchanges(states)
        self._show_composer()

    def _exchange(self, answer: int) -> Exchange | None:
        return next((e for e in self._exchanges if e.answer is not None and e.answer.id == answer), None)

    def _show_composer(self) -> None:
        status = self._session.status
        hint = ""
        if status.model is None:
            loading = status.phase in (Phase.STARTING, Phase.LOADING)
            hint = self.tr("The model is loading; write already.") if loading else self.tr("Choose a model to begin.")
        self._composer.show_state(ComposerState(running=self.running, can_send=status.model is not None, hint=hint))

    def measure(self) -> None:
        """Ask what the conversation takes of the context; answered by `context_changed`."""
        model = self._session.status.model
        if model is None or self.running:
            return
        if not self._exchanges:
            self.context_changed.emit(0, model.n_ctx)
            return
        last = self._exchanges[-1]
        message = last.answer or last.question
        kept = self._store.conversations.get(message.conversation)
        policy = (kept.thoughts if kept else None) or "drop"
        self._session.measure(self._store.generations.turns(message.id), policy)
