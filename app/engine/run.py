"""One run of a model, from its first event to its last: what it said, how far it is, and its record. No Qt.

Window and terminal both feed it events and both read it; neither keeps text of its own.
"""

from dataclasses import asdict, dataclass, field, replace

from app.engine import branch, convert
from app.engine.recorder import Recorder
from app.engine.values import Ask, Figures, Growth, Happening, Live, ModelInfo, Phase
from app.errors import UserError, WrongUse
from app.store.records import Begun, Generation, NewExchange, StoredEnding, Thoughts
from app.store.store import Store
from app.store.tokens import Tokens
from runtime import protocol

THOUGHTS: Thoughts = "drop"
"""What is done with earlier thinking where neither the question nor its conversation says."""

Progress = protocol.Queued | protocol.Prepared | protocol.Prefilling | protocol.Delta
Remark = protocol.Steered | protocol.Trial | protocol.Gauged


@dataclass(frozen=True, slots=True)
class Plan:
    """A question made ready to be written and asked: everything that can be wrong with it was looked at.

    ask: with an origin that these weights understand.
    prefix: what the kept tokens say; `tokens` are these tokens. `opened`: they begin inside the thinking.
    """

    ask: Ask
    model: ModelInfo
    sampling: protocol.Sampling
    prefix: str = ""
    tokens: Tokens = field(default_factory=Tokens)
    opened: bool = False

    @property
    def exchange(self) -> NewExchange:
        """What is to be written before the engine hears of it."""
        ask, model, origin = self.ask, self.model, self.ask.origin
        return NewExchange(
            conversation=ask.conversation,
            parent=ask.parent,
            question=ask.question,
            model=model.name,
            weights=str(model.path),
            fingerprint=model.fingerprint,
            family=model.family,
            sampling=convert.plain(self.sampling),
            system=ask.system,
            template=ask.template,
            thoughts=ask.thoughts,
            prefix=self.prefix,
            prefix_tokens=self.tokens,
            origin=origin.generation if origin else None,
            origin_kind=origin.kind if origin else None,
            origin_tokens=origin.tokens if origin else None,
            origin_insert=origin.token_text + origin.insert if origin else "",
            steering=asdict(ask.steering),
            group=ask.group,
            aside=ask.aside,
            checker=ask.checker,
        )


def plan(store: Store, ask: Ask, model: ModelInfo) -> Plan:
    """Look `ask` over. Raises WrongUse for an unknown sampling setting, or an origin that cannot be gone on from."""
    sampling = convert.sampling(model.recommended, ask.sampling)
    if ask.origin is None:
        return Plan(ask, model, sampling)
    generation = store.generations.get(ask.origin.generation)
    if generation is None:
        raise WrongUse("unknown_generation", name=str(ask.origin.generation))
    kept = store.generations.tokens(generation.id)
    if generation.fingerprint != model.fingerprint:
        return _with_other_weights(Plan(ask, model, sampling), generation, kept)
    text, tokens = branch.kept_text(generation, kept, ask.origin), kept.slice(0, ask.origin.tokens)
    return Plan(ask, model, sampling, text, tokens, generation.opened)


def _with_other_weights(plan: Plan, generation: Generation, kept: Tokens) -> Plan:
    """Their tokens mean something else, so everything goes by text."""
    origin = plan.ask.origin
    assert origin is not None
    if origin.token is not None and not origin.token_text:
        raise WrongUse("other_weights", name=generation.model)
    return replace(plan, ask=replace(plan.ask, origin=branch.as_text(generation, kept, origin)))


class Run:
    """A run whose rows exist. `take` its events, then `end` it once; `recorder.settled` says when that is on disk."""

    def __init__(self, store: Store, plan: Plan, begun: Begun, number: int) -> None:
        """number: the id of its command on the wire."""
        self.plan, self.begun, self.number = plan, begun, number
        self.ask, self.model = plan.ask, plan.model
        self.phase = Phase.PREPARING
        self.figures = Figures()
        self.prompt_tokens = self.cached_tokens = 0
        self.tokens = len(plan.tokens)
        """So far, what was carried over included."""
        self._chunks = [plan.tokens] if len(plan.tokens) else []
        self.n_ctx = plan.model.n_ctx
        self.prefill = 0.0
        self.waiting: int | None = None
        self.ending: StoredEnding | None = None
        self.error: UserError | None = None
        self._store = store
        self.recorder = Recorder(store, begun, plan.model.family, plan.prefix, plan.opened)

    def command(self) -> protocol.Generate:
        """What the engine is to be told. Reads the conversation, which therefore must be on disk."""
        ask = self.ask
        conversation = self._store.conversations.get(self.begun.conversation)
        policy = ask.thoughts or (conversation.thoughts if conversation else None) or THOUGHTS
        return protocol.Generate(
            id=self.number,
            turns=convert.turns(self._store.generations.turns(self.begun.question)),
            sampling=self.plan.sampling,
            max_tokens=ask.max_tokens,
            thoughts=policy,
            prefix=list(self.plan.tokens.ids),
            token=ask.origin.token if ask.origin else None,
            insert=ask.origin.insert if ask.origin else "",
            steering=convert.steering(ask.steering),
            figures=ask.figures,
            alternatives=ask.alternatives,
            overflow=ask.overflow,
            speculation=ask.speculation,
        )

    def take(self, event: Progress) -> Growth | None:
        """Keep what `event` brings; the growth of the text, where it grew."""
        match event:
            case protocol.Queued():
                self.waiting = event.waiting
                return None
            case protocol.Prepared():
                self.waiting = None
                self.prompt_tokens, self.cached_tokens = event.prompt_tokens, event.cached_tokens
                self.n_ctx = event.n_ctx
                self.recorder.prepared(event)
                return None
            case protocol.Prefilling():
                self.prefill = event.done / event.total if event.total else 1.0
                return None
            case protocol.Delta():
                return self._grow(event)

    def note(self, event: Remark) -> Happening:
        """Keep what was done to the thinking, or seen in it."""
        happening = convert.happening(event, self.begun.generation)
        self.recorder.note(happening)
        return happening

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
            cached_tokens=self.cached_tokens,
            tokens=self.tokens,
            waiting=self.waiting,
            happenings=tuple(self.recorder.happenings),
            chunks=self._chunks,
        )

    def _grow(self, delta: protocol.Delta) -> Growth:
        self.figures = convert.figures(delta.totals)
        self.phase = convert.phase(delta, self.phase)
        self.prefill = 1.0
        self.tokens += len(delta.ids)
        tokens, begun = self.recorder.add(delta), self.begun
        self._chunks.append(tokens)
        return Growth(begun.generation, begun.conversation, convert.pieces(delta), self.figures, self.phase, tokens)
