"""One run of a model, from its first event to its last: what it said, how far it is, and its record. No Qt.

Window and terminal both feed it events and both read it; neither keeps text of its own.
"""

from app.engine import convert
from app.engine.recorder import Recorder
from app.engine.values import Ask, Figures, Growth, Live, ModelInfo, Phase
from app.errors import UserError
from app.store.records import Begun, NewExchange, StoredEnding
from app.store.store import Store
from runtime import protocol


def new_exchange(ask: Ask, model: ModelInfo, sampling: protocol.Sampling) -> NewExchange:
    """What is to be written before the engine hears of `ask`."""
    return NewExchange(
        conversation=ask.conversation,
        parent=ask.parent,
        question=ask.question,
        model=model.name,
        weights=str(model.path),
        fingerprint=model.fingerprint,
        family=model.family,
        sampling=convert.plain(sampling),
        system=ask.system,
        prefix=ask.prefix,
        template=ask.template,
    )


class Run:
    """A run whose rows exist. `take` its events, then `end` it once; `recorder.settled` says when that is on disk."""

    def __init__(self, store: Store, ask: Ask, begun: Begun, model: ModelInfo, number: int) -> None:
        """number: the id of its command on the wire."""
        self.ask, self.begun, self.model, self.number = ask, begun, model, number
        self.phase = Phase.PREPARING
        self.figures = Figures()
        self.prompt_tokens = self.cached_tokens = 0
        self.n_ctx = model.n_ctx
        self.prefill = 0.0
        self.ending: StoredEnding | None = None
        self.error: UserError | None = None
        kept = store.generations.get(begun.generation) if ask.prefix else None
        self.recorder = Recorder(store, begun, model.family, ask.prefix, kept is not None and kept.opened)

    def take(self, event: "protocol.Prepared | protocol.Prefilling | protocol.Delta") -> Growth | None:
        """Keep what `event` brings; the growth of the text, where it grew."""
        match event:
            case protocol.Prepared():
                self.prompt_tokens, self.cached_tokens = event.prompt_tokens, event.cached_tokens
                self.n_ctx = event.n_ctx
                self.recorder.prepared(event)
                return None
            case protocol.Prefilling():
                self.prefill = event.done / event.total if event.total else 1.0
                return None
            case protocol.Delta():
                return self._grow(event)

    def command(self, turns: list[tuple[str, str]], sampling: protocol.Sampling) -> protocol.Generate:
        return protocol.Generate(
            id=self.number,
            turns=convert.turns(turns),
            sampling=sampling,
            max_tokens=self.ask.max_tokens,
            prefix=self.ask.prefix,
        )

    def finished(self, event: protocol.Finished) -> None:
        self.figures = convert.figures(event.totals)
        self.end(event.ending)

    def end(self, ending: StoredEnding, error: UserError | None = None) -> None:
        """The run is over; a second ending is not heard."""
        if self.ending is None:
            self.ending, self.error = ending, error
            self.recorder.end(ending, self.figures, error.kind if error is not None else None)

    @property
    def live(self) -> Live:
        """Everything so far."""
        return Live(
            begun=self.begun,
            thinking=self.recorder.text("thinking"),
            answer=self.recorder.text("answer"),
            figures=self.figures,
            phase=self.phase,
            prompt_tokens=self.prompt_tokens,
            n_ctx=self.n_ctx,
            prefill=self.prefill,
        )

    def _grow(self, delta: protocol.Delta) -> Growth:
        self.figures = convert.figures(delta.totals)
        self.phase = convert.phase(delta, self.phase)
        self.prefill = 1.0
        self.recorder.add(delta)
        return Growth(self.begun.generation, self.begun.conversation, convert.pieces(delta), self.figures, self.phase)
