"""The wishes that make another version of an answer: shows what can be chosen, and says what is to be asked.

Knows the store and the engine's spelling of tokens; whether a run may begin now is the conversation's to decide.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.engine.session import Session
from app.engine.values import Origin
from app.errors import UserError
from app.store.records import Exchange
from app.store.store import Store
from app.ui.conversation import branches
from app.ui.conversation.branches import Source
from app.ui.conversation.states import BranchWish
from app.ui.conversation.transcript import Transcript


class Brancher(QObject):
    """Branches of what is shown. `exchange_of` finds an exchange on view by the id of its answer."""

    wished = Signal(int, object)
    """The question (its id) shall be answered once more, from this Origin."""
    failed = Signal(object)
    """UserError: no branch can begin there."""

    def __init__(
        self,
        store: Store,
        session: Session,
        transcript: Transcript,
        exchange_of: Callable[[int], Exchange | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._session, self._transcript, self._exchange_of = store, session, transcript, exchange_of
        self._source: Source | None = None
        """The run that was looked at last: choosing a place asks for it again and again."""
        self._spelled: dict[int, str] = {}
        self._looked_at: tuple[int, int] | None = None
        transcript.places_wished.connect(self._show_places)
        transcript.alternatives_wished.connect(self._show_alternatives)
        transcript.branch_wished.connect(self._branch)
        session.spelled.connect(self._on_spelled)

    def source(self, answer: int) -> Source | None:
        """The run that gave an answer, once it has ended."""
        exchange = self._exchange_of(answer)
        generation = exchange.generation if exchange is not None else None
        if generation is None or generation.ending is None:
            return None
        if self._source is None or self._source.generation.id != generation.id:
            whole = self._store.generations.get(generation.id)
            if whole is None:
                return None
            self._source = Source(answer, whole, self._store.generations.tokens(generation.id))
            self._spelled = branches.spellings(self._source)
        return self._source

    def _show_places(self, answer: int) -> None:
        source, view = self.source(answer), self._transcript.view_of(answer)
        if source is not None and view is not None:
            view.show_places(branches.traced(source))

    def _show_alternatives(self, answer: int, token: int) -> None:
        source = self.source(answer)
        if source is None:
            return
        self._looked_at = answer, token
        found = branches.alternatives(source, token, self._spelled)
        if (view := self._transcript.view_of(answer)) is not None:
            view.show_alternatives(found)
        unknown = tuple(choice.id for choice in found.choices if choice.text is None)
        if unknown and self._speaks_for(source):
            self._session.spell(unknown)

    def _speaks_for(self, source: Source) -> bool:
        """Whether the weights that are open are those of the run, and so spell its tokens."""
        model = self._session.status.model
        return model is not None and model.fingerprint == source.generation.fingerprint

    def _on_spelled(self, spelled: dict[int, str]) -> None:
        self._spelled.update(spelled)
        if self._looked_at is None or self._source is None or self._source.answer != self._looked_at[0]:
            return
        answer, token = self._looked_at
        if (view := self._transcript.view_of(answer)) is not None:
            view.show_alternatives(branches.alternatives(self._source, token, self._spelled))

    def _branch(self, wish: BranchWish) -> None:
        source, exchange = self.source(wish.answer), self._exchange_of(wish.answer)
        if source is None or exchange is None:
            return
        try:
            origin: Origin | None = branches.origin(source, wish)
        except UserError as error:
            self.failed.emit(error)
            return
        if origin is not None:
            self.wished.emit(exchange.question.id, origin)
