"""One run of a model, as a generator of events whose last item says how it ended.

Owns the order of things: render, measure, read the prompt in slices, choose tokens until there is a reason to stop.
Does not know llama.cpp, nor where its events go. The cost of a token does not grow with the number of tokens.
"""

import copy
import secrets
import time
from collections.abc import Callable, Generator, Iterator, Sequence

from runtime.backend import Backend, Fault, Interrupted, Weights
from runtime.channels import Splitter
from runtime.detokenize import Detokenizer
from runtime.protocol import (
    Channel,
    Ending,
    Event,
    Finished,
    Generate,
    Measure,
    Measured,
    Piece,
    Prefilling,
    Prepared,
    Totals,
)
from runtime.telemetry import Tally
from runtime.template import closed_by, opened_by

Stopped = Callable[[], bool]
Clock = Callable[[], float]


def measure(command: Measure, backend: Backend) -> Measured:
    """What a conversation would cost. Raises Fault, TemplateError."""
    weights = open_weights(backend)
    prompt = backend.render(command.turns)
    tokens = backend.tokenize(prompt)
    return Measured(id=command.id, prompt=prompt, prompt_tokens=len(tokens), n_ctx=weights.n_ctx)


def generate(command: Generate, backend: Backend, stopped: Stopped, clock: Clock = time.monotonic) -> Iterator[Event]:
    """Prepared, Prefilling…, Delta…, Finished.

    Raises Fault or TemplateError where the run came to nothing or broke off; all text until then has been yielded.
    """
    began = clock()
    if stopped():
        yield Finished(id=command.id, ending="cancelled", totals=Totals())
        return
    weights = open_weights(backend)
    rendered = backend.render(command.turns)
    prompt = rendered + command.prefix
    tokens = backend.tokenize(prompt)
    if len(tokens) >= weights.n_ctx:
        # One more than the prompt itself: a context that holds nothing but the question cannot answer it.
        raise Fault("prompt_too_long", needed=len(tokens) + 1, available=weights.n_ctx)
    opened = opened_by(rendered, weights.family) and not closed_by(rendered, weights.family)
    seed = seed_for(command.sampling.seed)
    cached = backend.start(tokens, command.sampling, seed)
    yield Prepared(
        id=command.id,
        prompt=prompt,
        prompt_tokens=len(tokens),
        cached_tokens=cached,
        n_ctx=weights.n_ctx,
        family=weights.family,
        opened=opened,
        seed=seed,
    )
    tally = Tally(command.id, context_used=len(tokens))
    speech = Speech(Splitter(weights.family, opened=opened, settled=True), command.prefix)
    ending: Ending = "cancelled"
    fault: Exception | None = None
    try:
        yield from _read(command.id, backend, tokens, cached, weights.n_batch, stopped)
        tally.prompt_read(clock() - began)
        room = weights.n_ctx - len(tokens)
        ending = yield from _speak(backend, speech, tally, Limits(command.max_tokens, room), stopped, clock, began)
    except Interrupted:
        pass  # the ending is "cancelled" already
    except Exception as error:
        # What the model has said is sent before it is told why it stopped.
        fault = error
    speech.end(tally)
    if tally.pending:
        yield tally.delta(clock() - began)
    if fault is not None:
        raise fault
    yield Finished(id=command.id, ending=ending, totals=tally.totals)


def open_weights(backend: Backend) -> Weights:
    """The weights that are open, or the fault `no_model`."""
    if backend.weights is None:
        raise Fault("no_model")
    return backend.weights


def seed_for(wanted: int | None) -> int:
    """A seed that can be reported: llama.cpp takes its highest 32-bit value to mean "draw one of your own"."""
    return secrets.randbelow(0xFFFFFFFF) if wanted is None else wanted % 0xFFFFFFFF


def _read(
    run: int, backend: Backend, tokens: Sequence[int], done: int, step: int, stopped: Stopped
) -> Iterator[Prefilling]:
    """Read the prompt in slices, each reported and each a chance to stop."""
    while done < len(tokens):
        if stopped():
            raise Interrupted
        backend.read(tokens[done : done + step])
        done = min(done + step, len(tokens))
        yield Prefilling(id=run, done=done, total=len(tokens))


class Limits:
    """Why a run must end though the model would go on."""

    def __init__(self, max_tokens: int, room: int) -> None:
        self._max_tokens = max_tokens
        self._room = room

    def reached(self, tokens: int) -> Ending | None:
        if self._max_tokens and tokens >= self._max_tokens:
            return "length"
        if tokens >= self._room:
            return "context_full"
        return None


class Speech:
    """From bytes to pieces: whole characters, then channels; only what is new."""

    def __init__(self, splitter: Splitter, prefix: str) -> None:
        self._characters = Detokenizer()
        self._splitter = splitter
        self._old = ""
        if prefix:
            splitter.feed(prefix)
            # The run that is gone on from had sent this already, though the splitter still waits to see what it is.
            self._old = "".join(piece.text for piece in copy.deepcopy(splitter).finish())

    @property
    def channel(self) -> Channel:
        return self._splitter.channel

    def take(self, data: bytes) -> tuple[str, list[Piece]]:
        """Whole characters that `data` completes, and the pieces they settle."""
        text = self._characters.feed(data)
        return text, self._fresh(self._splitter.feed(text)) if text else []

    def end(self, tally: Tally) -> None:
        """Give `tally` whatever was still waiting for more."""
        text = self._characters.finish()
        tally.say(text, self._fresh([*self._splitter.feed(text), *self._splitter.finish()]))

    def _fresh(self, pieces: list[Piece]) -> list[Piece]:
        if not self._old:
            return pieces
        fresh = []
        for piece in pieces:
            same = 0
            while same < min(len(self._old), len(piece.text)) and self._old[same] == piece.text[same]:
                same += 1
            # What does not match was a marker after all, and never comes out as text.
            self._old = self._old[same:] if same == len(piece.text) else ""
            if piece.text[same:]:
                fresh.append(Piece(piece.channel, piece.text[same:]))
        return fresh


def _speak(
    backend: Backend, speech: Speech, tally: Tally, limits: Limits, stopped: Stopped, clock: Clock, began: float
) -> Generator[Event, None, Ending]:
    """Choose tokens until there is a reason to stop, which is returned."""
    while not stopped():
        token = backend.sample()
        if token is None:
            return "stop"
        at = clock() - began
        before = speech.channel
        raw, pieces = speech.take(backend.piece(token))
        # A marker belongs to the thinking it opens or closes, so that its tokens are no part of an answer's speed.
        tally.add(token, at, "thinking" if "thinking" in (before, speech.channel) else "answer")
        tally.say(raw, pieces)
        if tally.due(at):
            yield tally.delta(at)
        if (ending := limits.reached(tally.tokens)) is not None:
            return ending
        backend.read((token,))
    return "cancelled"
