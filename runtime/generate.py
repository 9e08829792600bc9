"""What can be asked of a model, each as a function or a generator of events. Does not know where its events go."""

import time
from collections.abc import Callable, Iterator, Sequence

from runtime.backend import Backend, Fault, Interrupted, Work
from runtime.bridges import closing, opened_with
from runtime.failures import failure
from runtime.lane import Clock
from runtime.protocol import Event, Generate, Measure, Measured, Probe, Probed, Spell, Spelled
from runtime.scheduler import Scheduler, open_weights

Stopped = Callable[[], bool]
TAIL = 16
"""Tokens at the end of a thinking by which is seen whether its line is ended."""


def generate(command: Generate, backend: Backend, stopped: Stopped, clock: Clock = time.monotonic) -> Iterator[Event]:
    """One run by itself: Prepared, Prefilling…, Delta…, then Finished or Failed."""
    scheduler = Scheduler(backend, lambda _: stopped(), clock=clock)
    try:
        yield from scheduler.add(command)
    except Exception as error:
        yield failure(command.id, error)
    while scheduler.busy:
        yield from scheduler.step()
        yield from scheduler.go_on()


def measure(command: Measure, backend: Backend) -> Measured:
    """What a conversation would cost. Raises Fault, TemplateError."""
    weights = open_weights(backend)
    prompt = backend.render(command.turns, command.thoughts)
    tokens = backend.tokenize(prompt)
    left_out = 0
    if command.thoughts != "keep" and any(turn.thinking for turn in command.turns):
        left_out = len(backend.tokenize(backend.render(command.turns, "keep"))) - len(tokens)
    spelled = tokens if command.spelled else []
    return Measured(
        id=command.id,
        prompt=prompt,
        prompt_tokens=len(tokens),
        n_ctx=weights.n_ctx,
        left_out=max(0, left_out),
        ids=spelled,
        pieces=[backend.piece(token).decode("utf-8", "replace") for token in spelled],
    )


def probe(command: Probe, backend: Backend, stopped: Stopped) -> Probed:
    """How settled a thinking was at some places. Raises Fault, TemplateError, Interrupted."""
    weights = open_weights(backend)
    text = backend.render(command.turns, command.thoughts)
    prompt = backend.tokenize(text)
    pieces = [backend.piece(token) for token in command.prefix]
    opening = opened_with(weights.family, text, b"".join(pieces).decode("utf-8", "replace"))
    memory = backend.memory
    sequence, _ = memory.open([*prompt, *command.prefix])
    entropies: list[float] = []
    try:
        for place in command.places:
            tokens = [*prompt, *command.prefix[:place]]
            memory.cut(sequence, len(tokens))
            _compute(backend, sequence, tokens[len(memory.held(sequence)) :], weights.n_batch, stopped)
            # As while it runs: an end of the thinking whose line breaks are there already gets no more of them.
            tail = b"".join(pieces[max(0, place - TAIL) : place]).decode("utf-8", "replace")
            closed = backend.tokenize_more(closing(weights.family, tail, opening))
            entropies.append(_trial(backend, sequence, closed, stopped))
    finally:
        memory.close(sequence)
    return Probed(id=command.id, entropies=entropies)


def spell(command: Spell, backend: Backend) -> Spelled:
    """The text of tokens. Raises Fault; for a token that the vocabulary has not, `wrong_use`."""
    weights = open_weights(backend)
    for token in command.tokens:
        if weights.n_vocab and not 0 <= token < weights.n_vocab:
            raise Fault("wrong_use", f"there is no token {token}")
    return Spelled(id=command.id, pieces=[backend.piece(token).decode("utf-8", "replace") for token in command.tokens])


def _trial(backend: Backend, sequence: int, closed: Sequence[int], stopped: Stopped) -> float:
    memory = backend.memory
    twin = memory.twin(sequence)
    try:
        _compute(backend, twin, closed, len(closed), stopped)
        return backend.entropy(0)
    finally:
        memory.close(twin, keep=False)


def _compute(backend: Backend, sequence: int, tokens: Sequence[int], step: int, stopped: Stopped) -> None:
    for start in range(0, len(tokens), max(1, step)):
        if stopped():
            raise Interrupted
        backend.memory.make_room(step)
        backend.compute([Work(sequence, tokens[start : start + step], rows=1)])
