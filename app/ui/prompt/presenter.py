"""Decides which prompt is looked at, and keeps the conversation's policy for earlier thinking."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.engine.session import Session
from app.engine.values import RUNNING, Inspection, Phase, Status
from app.errors import UserError
from app.store.changes import Changes
from app.store.records import Begun, Generation, Said, Thoughts
from app.store.store import Store
from app.ui.feed import ChangeFeed
from app.ui.i18n import explain
from app.ui.prompt.button import PromptButton
from app.ui.prompt.dialog import PromptDialog
from app.ui.prompt.states import POLICIES, PromptState, carried, thoughts_left_out
from app.ui.theme import Theme

USUAL: Thoughts = "drop"
"""Where a conversation has chosen nothing."""
TYPED = 2
"""`Tokens.origins`: put there by a person."""


class Opened(Protocol):
    """Whoever knows the conversation that is open."""

    @property
    def conversation(self) -> int | None: ...
    @property
    def system(self) -> str: ...
    def measure(self) -> None: ...


class PromptPresenter(QObject):
    """Between the session and the views of a prompt. One prompt is looked at at a time."""

    opened = Signal(object)
    """PromptDialog, to be put on the screen."""

    def __init__(
        self,
        store: Store,
        session: Session,
        feed: ChangeFeed,
        current: Opened,
        draft: Callable[[], str],
        button: PromptButton,
        theme: Theme,
        window: QWidget | None = None,
    ) -> None:
        """draft: what stands in the composer."""
        super().__init__(window)
        self._store, self._session, self._feed, self._current = store, session, feed, current
        self._draft, self._button, self._theme, self._window = draft, button, theme, window
        self._chosen: Thoughts | None = None
        """For a conversation that has not begun."""
        self._dialog: PromptDialog | None = None
        self._turns: list[Said] = []
        self._policies: list[Thoughts] = []
        """That of what is being inspected, and those to be tried after it."""
        self._generation: Generation | None = None
        button.thoughts_wished.connect(self.choose)
        button.prompt_wished.connect(self.show_next)
        session.begun.connect(self._on_begun)
        session.inspected.connect(self._on_inspected)
        session.failed.connect(self._on_failed)
        session.status_changed.connect(self._on_status)
        feed.changed.connect(self._on_changed)

    # ---- what goes back -----------------------------------------------------------------------------------------

    @property
    def policy(self) -> Thoughts:
        """What of earlier thinking goes into the prompts of the conversation that is open."""
        conversation = self._current.conversation
        if conversation is None:
            return self._chosen or USUAL
        kept = self._store.conversations.get(conversation)
        return (kept.thoughts if kept else None) or USUAL

    def leave(self) -> None:
        """Another conversation is about to be opened: what was chosen for one that never began goes with it."""
        self._chosen = None

    def open(self) -> None:
        """Another conversation is shown now."""
        self._button.show_policy(self.policy)

    def choose(self, policy: Thoughts) -> None:
        """Have it so in the open conversation, from the next question on."""
        conversation = self._current.conversation
        if conversation is None:
            self._chosen = policy
            self._button.show_policy(policy)
        else:
            self._keep(conversation, policy)

    def _keep(self, conversation: int, policy: Thoughts) -> None:
        self._feed.follow(self._store.conversations.set_thoughts(conversation, policy), lambda _: self._measure())

    def _measure(self) -> None:
        self._current.measure()

    def _on_begun(self, begun: Begun) -> None:
        # A first question has no earlier turns, so its own prompt is the same under every policy.
        chosen, self._chosen = self._chosen, None
        if chosen is not None and self._current.conversation in (None, begun.conversation):
            self._keep(begun.conversation, chosen)

    def _on_changed(self, changes: Changes) -> None:
        if self._current.conversation in changes.conversations:
            self._button.show_policy(self.policy)

    # ---- the exact prompt ---------------------------------------------------------------------------------------

    def show_next(self) -> None:
        """What the model would get now: the conversation, and what stands in the composer."""
        turns, draft = self._turns_now(), self._draft()
        if draft.strip():
            turns.append(Said("user", draft))
        dialog = self._open(self.tr("What the model will get"))
        self._generation = None
        if not any(turn.role != "system" for turn in turns):
            self._say(dialog, self.tr("Write a question, and what the model would get is shown here."))
            return
        self._inspect(turns, [self.policy])

    def show_given(self, answer: int) -> None:
        """What the model got for this answer."""
        generation = self._store.generations.of_message(answer)
        dialog = self._open(self.tr("What the model got"))
        if generation is None:
            self._say(dialog, self.tr("Nothing was kept of this answer's prompt."))
            return
        self._generation = generation
        model = self._session.status.model
        if model is None or model.fingerprint != generation.fingerprint:
            note = self.tr("Other weights are open than those that answered: its text was kept, tokens are not known.")
            dialog.show_state(self._kept(generation, note))
            return
        # Which policy held then was not kept, but every policy leaves its own text.
        first = self.policy
        before = self._store.generations.turns(answer)[:-1]
        self._inspect(before, [first, *(p for p in POLICIES if p != first)])

    def _turns_now(self) -> list[Said]:
        conversation = self._current.conversation
        branch = self._store.conversations.branch(conversation) if conversation is not None else []
        if branch:
            return list(self._store.generations.turns((branch[-1].answer or branch[-1].question).id))
        return [Said("system", self._current.system)] if self._current.system else []

    def _open(self, title: str) -> PromptDialog:
        dialog = PromptDialog(title, self._theme, self._window)
        dialog.finished.connect(self._on_closed)
        self._dialog, self._policies = dialog, []
        self.opened.emit(dialog)
        return dialog

    def _inspect(self, turns: Sequence[Said], policies: list[Thoughts]) -> None:
        self._turns, self._policies = list(turns), policies
        if self._dialog is not None:
            self._say_why(self._dialog, self._session.status)
        self._session.inspect(self._turns, policies[0])

    def _on_inspected(self, inspection: Inspection) -> None:
        if self._dialog is None or not self._policies:
            return
        policy = self._policies.pop(0)
        generation = self._generation
        state = PromptState(
            text=inspection.prompt,
            ids=inspection.ids,
            pieces=inspection.pieces,
            tokens=inspection.prompt_tokens,
            n_ctx=inspection.n_ctx,
            thoughts=thoughts_left_out(self._turns, policy),
            saved=inspection.left_out,
        )
        if generation is None:
            self._dialog.show_state(state)
        elif inspection.prompt == generation.prompt:
            self._policies = []
            self._dialog.show_state(self._with_carried(state, generation))
        elif self._policies:
            self._session.inspect(self._turns, self._policies[0])
        else:
            note = self.tr("The weights' template gives another prompt today: the text was kept, tokens are not known.")
            self._dialog.show_state(self._kept(generation, note))

    def _with_carried(self, state: PromptState, generation: Generation) -> PromptState:
        """The prompt with what the run went on from: tokens of an older run, and what a person put after them."""
        tokens = self._store.generations.tokens(generation.id)
        count = generation.prefix_tokens
        while count < len(tokens.origins) and tokens.origins[count] == TYPED:
            count += 1
        if not count:
            return state
        pieces = carried(tokens.lengths, generation.raw, count)
        return replace(
            state,
            text=state.text + "".join(pieces),
            ids=state.ids + tuple(tokens.ids[:count]),
            pieces=state.pieces + pieces,
            tokens=state.tokens + count,
            note=self.tr("It ends with %Ln token(s) of an earlier version that this one went on from.", "", count),
        )

    def _kept(self, generation: Generation, note: str) -> PromptState:
        text = generation.prompt + generation.raw[: generation.prefix_chars]
        return PromptState(text=text, tokens=generation.prompt_tokens, note=note)

    def _on_failed(self, error: UserError) -> None:
        if self._dialog is not None and self._policies:
            self._policies = []
            if self._generation is not None:
                self._dialog.show_state(self._kept(self._generation, " ".join(explain(error))))
            else:
                self._say(self._dialog, " ".join(explain(error)))

    def _on_status(self, status: Status) -> None:
        if self._dialog is None or not self._policies:
            return
        if status.phase is Phase.READY:
            # Asked again: an engine that died meanwhile has forgotten it, and only the latest is answered.
            self._session.inspect(self._turns, self._policies[0])
        self._say_why(self._dialog, status)

    def _say_why(self, dialog: PromptDialog, status: Status) -> None:
        """Why the prompt is not there yet."""
        if status.phase in RUNNING:
            self._say(dialog, self.tr("The model is busy; its prompt is shown when it has answered."))
        elif status.model is None:
            self._say(dialog, self.tr("No model is loaded yet: what it gets depends on the model."))
        else:
            self._say(dialog, self.tr("Asking the model…"))

    def _say(self, dialog: PromptDialog, text: str) -> None:
        dialog.show_state(PromptState(waiting=text))

    def _on_closed(self) -> None:
        self._dialog, self._policies, self._generation = None, [], None
