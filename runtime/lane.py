"""One run: from its command to the event that ends it, one prediction at a time.

Owns what is said and how the run is steered; what is computed when, and beside which other runs, is the scheduler's.
`tokens` are all tokens of the run, prompt included; those that the memory does not hold yet are `pending`.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial

from runtime.asides import Aside, Attempt, Gauge
from runtime.backend import Backend, Choice, Chooser, Weights
from runtime.channels import Splitter
from runtime.guessing import Guessing
from runtime.memory import common, forgettable
from runtime.prompt import prompt_of, seed_for
from runtime.protocol import (
    FORCED,
    SAMPLED,
    TYPED,
    Channel,
    Ending,
    Event,
    Finished,
    Generate,
    Piece,
    Prepared,
    Steered,
    Totals,
)
from runtime.speech import Place, Speech
from runtime.steer import Noticed, Steer, Wish
from runtime.telemetry import Tally

Clock = Callable[[], float]


@dataclass(slots=True)
class _Kept:
    """A token that may be part of the end of the thinking, which may be taken back."""

    token: int
    at: float
    raw: str
    pieces: list[Piece]


class Lane:
    """A run. `prepare`, then `open` or `join`, then `hear` as often as there are predictions, until it has ended."""

    def __init__(self, command: Generate, backend: Backend, weights: Weights, clock: Clock) -> None:
        self.id = command.id
        self.command = command
        self.sequence: int | None = None
        self.ended = False
        self.queued = False
        self.speaking = False
        """The prompt is computed."""
        self.told = False
        """`Prepared` was sent."""
        self.guessed: list[int] = []
        """What was computed ahead, after everything that is pending."""
        self.side: list[Aside] = []
        """What it wants tried on a copy of its sequence."""
        self.tokens: list[int] = []
        self._backend, self._weights, self._clock = backend, weights, clock
        self._began = clock()
        self._unread: list[tuple[int, float]] = []
        """Tokens whose text nobody has looked at yet, and when they came."""
        self._kept: list[_Kept] = []
        self._place: Place | None = None
        self._chooser: Chooser | None = None
        self._due: tuple[str, float] | None = None
        """An extension that waits for a sequence to try the answer on."""

    # ---- before the first token ---------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Find out what the prompt is. Raises TemplateError, Fault."""
        command, backend = self.command, self._backend
        self.prompt = prompt = prompt_of(command, backend, self._weights)
        self.tokens = list(prompt.tokens)
        self.seed = seed_for(command.sampling.seed)
        self._chooser = backend.chooser(command, self.seed, self.tokens)
        prefix = b"".join(map(backend.piece, command.prefix))
        splitter = Splitter(self._weights.family, opened=prompt.opened, settled=True)
        self._speech = Speech(splitter, prefix)
        self._tally = Tally(self.id, context_used=len(self.tokens))
        self._steer = Steer(command.steering, self._weights.family, prompt.text, prefix.decode("utf-8", "replace"))
        self._guessing = Guessing(command, backend, self.tokens)

    def open(self) -> Iterator[Event]:
        """Begin, or go on after it was pushed out of the memory."""
        self.sequence, cached = self._backend.memory.open(self.tokens)
        yield from self._tell(cached)

    def join(self, sequence: int) -> Iterator[Event]:
        """Begin with a sequence that holds the whole prompt."""
        self.sequence = sequence
        yield from self._tell(len(self.tokens))

    def _tell(self, cached: int) -> Iterator[Event]:
        if self.told:
            return
        self.told = True
        prompt = self.prompt
        yield Prepared(
            id=self.id,
            prompt=prompt.text,
            prompt_tokens=len(prompt.tokens),
            cached_tokens=cached,
            n_ctx=self._weights.n_ctx,
            family=self._weights.family,
            opened=prompt.opened,
            seed=self.seed,
        )
        self._say_inserted()
        if self._tally.pending:
            yield self._delta(0.0)

    def _say_inserted(self) -> None:
        for token in self.prompt.inserted:
            self._notes.note_forced()
            raw, pieces = self._speech.take(self._backend.piece(token))
            self._tally.add(token, 0.0, self._speech.channel, TYPED)
            self._tally.say(raw, pieces)
            self._steer.before(raw)

    # ---- what is to be computed ---------------------------------------------------------------------------------

    @property
    def pending(self) -> list[int]:
        """Tokens to be computed next; none while it waits for something else."""
        if self.sequence is None or self._due is not None:
            return []
        return self.tokens[len(self._backend.memory.held(self.sequence)) :]

    @property
    def flows(self) -> bool:
        """Whether nothing but its last token is to be computed next, and nothing that is said can change that."""
        if not self.speaking or self.sequence is None or self.side or self.guesses or self.due or self._steer.attentive:
            return False
        return len(self.tokens) == len(self._backend.memory.held(self.sequence)) + 1

    @property
    def due(self) -> bool:
        """Whether an extension waits to be carried out by `resume`."""
        return self._due is not None

    @property
    def guesses(self) -> bool:
        """Whether anything guesses its tokens ahead."""
        return bool(self._guessing)

    def guess(self, most: int) -> list[int]:
        """Tokens that may follow, to be computed in the same step; `hear` says how many were right."""
        self.guessed = self._guessing.guess(self.tokens, min(most, self._weights.n_ctx - len(self.tokens) - 1))
        return self.guessed

    @property
    def prompt_read(self) -> int:
        """How much of the prompt is computed."""
        assert self.sequence is not None
        return min(len(self._backend.memory.held(self.sequence)), len(self.prompt.tokens))

    # ---- a prediction -------------------------------------------------------------------------------------------

    def hear(self, first: int, took: float = 0.0) -> Iterator[Event]:
        """Take what the model predicts after all that is computed. `first` is the row after the last pending token;
        one more follows for each guess. `took` is how long the step was (seconds), where this was all it computed."""
        if not self.speaking:
            self.speaking = True
            self._tally.prompt_read(self._clock() - self._began)
        if self._guessing:
            yield from self._hear_guessed(first, took)
        else:
            yield from self._take(self._notes.choose(first), self._clock() - self._began)

    def _hear_guessed(self, first: int, took: float) -> Iterator[Event]:
        memory = self._backend.memory
        assert self.sequence is not None
        guessed, self.guessed, right = self.guessed, [], 0
        computed = len(memory.held(self.sequence)) - len(guessed)
        for index in range(len(guessed) + 1):
            length = len(self.tokens)
            yield from self._take(self._notes.choose(first + index), self._clock() - self._began)
            went_on = len(self.tokens) == length + 1 and index < len(guessed) and self._due is None
            if self.ended or not went_on or self.tokens[-1] != guessed[index]:
                break
            right += 1
        if not self.ended:
            self._guessing.learn(len(guessed), right, took)
            self._tally.drafted += len(guessed)
            self._tally.accepted += right
            memory.cut(self.sequence, min(computed + right, len(self.tokens)))

    def _take(self, choice: Choice, at: float) -> Iterator[Event]:
        """What the text means is looked at when it matters or is to be told, and for several tokens at once: after each
        computation, which has emptied the processor's caches, the first costs some times what the others do."""
        if choice.ends:
            yield from self._end_by_itself(at)
            return
        self._add(choice.token)
        self._notes.note()
        self._unread.append((choice.token, at))
        if self._steer.attentive or self._tally.due(at) or self._at_limit:
            yield from self._tell_text(at)

    def _end_by_itself(self, at: float) -> Iterator[Event]:
        yield from self._read()
        if self._speech.channel == "thinking" and self._steer.extends:
            yield from self._take_back(at)
        else:
            yield from self.end("stop")

    def _tell_text(self, at: float) -> Iterator[Event]:
        counts = yield from self._read()
        if counts and self._tally.due(at):
            yield self._delta(at)
        if counts and self._at_limit:
            yield from self._end_at_limit()

    def _read(self) -> Generator[Event, None, bool]:
        """Look at the text of all tokens so far. Whether the last of them counts: it is text for good."""
        unread, self._unread = self._unread, []
        counts = False
        for token, at in unread:
            counts = yield from self._read_one(token, at)
        return counts

    def _read_one(self, token: int, at: float) -> Generator[Event, None, bool]:
        before, extends = self._speech.channel, self._steer.extends
        if extends and self._place is None and before == "thinking":
            self._place = self._speech.mark()
        raw, pieces = self._speech.take(self._backend.piece(token))
        self._kept.append(_Kept(token, at, raw, pieces))
        if extends and self._place is not None:
            if before == "thinking" and self._speech.channel == "answer":
                yield from self._take_back(at)
                return False
            if self._speech.undecided:
                return False
        self._let_out(before)
        yield from self._go_on(token, raw, at)
        return True

    def _add(self, token: int) -> None:
        self.tokens.append(token)
        self._guessing.add(token)

    def _let_out(self, before: str) -> None:
        """What was kept is text for good."""
        # A marker belongs to the thinking it opens or closes, so that its tokens are no part of an answer's speed.
        channel: Channel = "thinking" if "thinking" in (before, self._speech.channel) else "answer"
        for kept in self._kept:
            self._tally.add(kept.token, kept.at, channel, SAMPLED)
            self._tally.say(kept.raw, kept.pieces)
        self._kept, self._place = [], None

    def _go_on(self, token: int, raw: str, at: float) -> Iterator[Event]:
        """After a token that counts: steer."""
        speech = self._speech
        thinking = speech.channel == "thinking"
        wish = self._steer.after(token, raw, self._tally.thinking_tokens, thinking, speech.settled)
        if wish is not None:
            yield from self._obey(wish, at)
        if self._steer.paragraph_ended:
            self.side.append(Gauge(self, self._backend, self._tally.tokens, self._steer.closing))

    def _obey(self, wish: Wish, at: float) -> Iterator[Event]:
        if isinstance(wish, Noticed):
            yield self._steered("loop", wish.text)
        else:
            yield self._steered(wish.kind, wish.seen)
            self._force(wish.text, at)

    @property
    def _at_limit(self) -> bool:
        return self._said_enough or len(self.tokens) >= self._weights.n_ctx

    @property
    def _said_enough(self) -> bool:
        return 0 < self.command.max_tokens <= self._tally.tokens + len(self._unread)

    def _end_at_limit(self) -> Iterator[Event]:
        if self._said_enough:
            yield from self.end("length")
        elif self.command.overflow == "shift" and self._weights.can_shift:
            yield from self.shift()
        else:
            yield from self.end("context_full")

    # ---- steering -----------------------------------------------------------------------------------------------

    def _take_back(self, at: float) -> Iterator[Event]:
        """The thinking would end here: undo what ended it, and put a phrase in its place."""
        lead = "".join(piece.text for kept in self._kept for piece in kept.pieces)
        if self._place is not None:
            self._speech.go_back(self._place)
        if self._kept:
            del self.tokens[len(self.tokens) - len(self._kept) :]
            self._notes.forget(len(self._kept))
        self._kept, self._place = [], None
        assert self.sequence is not None
        self._backend.memory.cut(self.sequence, len(self.tokens))
        self._due = (lead, at)
        yield from self.resume()

    def resume(self) -> Iterator[Event]:
        """Carry out an extension that is due, once there is a sequence to try the answer on."""
        if self._due is None or (self.command.steering.trials and not self._backend.memory.spare):
            return
        (lead, at), self._due = self._due, None
        if self.command.steering.trials:
            text = lead + self._steer.closing_after(lead)
            chooser = partial(self._backend.chooser, self.command, self.seed)
            at_token, family = self._tally.tokens, self._weights.family
            self.side.append(Attempt(self, self._backend, at_token, text, self._steer.extended, family, chooser))
        phrase = self._steer.extend()
        self._force(lead + phrase, at)
        yield self._steered("extended", phrase)
        if self._at_limit:
            yield from self._end_at_limit()

    def _force(self, text: str, at: float) -> None:
        """Put text there as if the model had said it."""
        for token in self._backend.tokenize_more(text):
            before = self._speech.channel
            raw, pieces = self._speech.take(self._backend.piece(token))
            self._add(token)
            self._notes.force(token)
            self._notes.note_forced()
            thinking = "thinking" in (before, self._speech.channel)
            self._tally.add(token, at, "thinking" if thinking else "answer", FORCED)
            self._tally.say(raw, pieces)
            self._steer.before(raw)

    def answer_now(self) -> Iterator[Event]:
        """End the thinking as soon as the character in the making is whole. May be said again and again."""
        if not self._steer.hurried:
            yield from self._read()
            self._steer.answer_now()

    def shift(self) -> Iterator[Event]:
        """Forget the oldest half of what follows the prompt."""
        yield from self._read()
        assert self.sequence is not None
        held = len(self._backend.memory.held(self.sequence))
        old = forgettable(held, len(self.prompt.tokens), self._weights.n_ctx)
        if not old:
            yield from self.end("context_full")
            return
        self._backend.memory.shift(self.sequence, old.start, old.stop)
        del self.tokens[old.start : old.stop]
        self._tally.forgotten(len(old))
        yield self._steered("shifted", tokens=len(old))

    def _steered(self, kind: str, text: str = "", tokens: int = 0) -> Steered:
        return Steered(id=self.id, kind=kind, token=self._tally.tokens, text=text, tokens=tokens)  # type: ignore[arg-type]

    # ---- the end ------------------------------------------------------------------------------------------------

    def end(self, ending: Ending) -> Iterator[Event]:
        """Say what is left to be said, and that this was all."""
        yield from self.last_words()
        yield Finished(id=self.id, ending=ending, totals=self._tally.totals if self.told else Totals())

    def last_words(self) -> Iterator[Event]:
        """Say what is left to be said; why there is no more, the caller says."""
        if self.ended:
            return
        self.ended = True
        if self.told:
            yield from self._read()
            self._let_out(self._speech.channel)
            self._tally.say(*self._speech.finish())
            if self._tally.pending:
                yield self._delta(self._clock() - self._began)
        if self._chooser is not None:
            self._chooser.close()
        if self.sequence is not None:
            memory = self._backend.memory
            memory.cut(self.sequence, common(memory.held(self.sequence), self.tokens))
            memory.close(self.sequence)
            self.sequence = None

    def push_out(self) -> None:
        """Give the memory back, to be computed again later."""
        assert self.sequence is not None
        self._backend.memory.close(self.sequence, keep=False)
        self.sequence = None

    @property
    def _notes(self) -> Chooser:
        assert self._chooser is not None
        return self._chooser

    def _delta(self, at: float) -> Event:
        return self._tally.delta(at, self._notes.figures())
