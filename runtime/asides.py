"""What is tried on a copy of a run's sequence, computed beside the run and forgotten afterwards."""

from collections.abc import Callable, Iterator
from typing import Protocol

from runtime.backend import Backend, Chooser
from runtime.channels import Splitter
from runtime.memory import common
from runtime.protocol import Ending, Event, Gauged, Generate, Trial
from runtime.speech import Speech


class Run(Protocol):
    """The run that something is tried for."""

    id: int
    command: Generate
    sequence: int | None
    tokens: list[int]


class Aside:
    """Something tried on a copy of a run's sequence, computed beside it."""

    def __init__(self, run: Run, backend: Backend, token: int, text: str) -> None:
        """token: how many tokens the run had produced. text: what the copy goes on with."""
        self.run = run
        self.sequence: int | None = None
        self.ended = False
        self.token = token
        self._backend = backend
        self.tokens = [*run.tokens, *backend.tokenize_more(text)]

    def open(self) -> None:
        """Make the copy. Must happen before the run goes on."""
        assert self.run.sequence is not None
        memory = self._backend.memory
        self.sequence = memory.twin(self.run.sequence)
        memory.cut(self.sequence, common(memory.held(self.sequence), self.tokens))

    @property
    def pending(self) -> list[int]:
        assert self.sequence is not None
        return self.tokens[len(self._backend.memory.held(self.sequence)) :]

    def hear(self, first: int) -> Iterator[Event]:
        """Take a prediction."""
        raise NotImplementedError

    def end(self, ending: Ending) -> Iterator[Event]:
        """Give the copy back."""
        if not self.ended:
            self.ended = True
            if self.sequence is not None:
                self._backend.memory.close(self.sequence, keep=False)
        yield from ()


class Gauge(Aside):
    """How sure the model would be of the beginning of its answer, if the thinking ended here."""

    def hear(self, first: int) -> Iterator[Event]:
        yield Gauged(id=self.run.id, token=self.token, entropy=self._backend.entropy(first))
        yield from self.end("stop")


class Attempt(Aside):
    """The answer that would have come, had the thinking not been extended."""

    def __init__(
        self,
        run: Run,
        backend: Backend,
        token: int,
        text: str,
        number: int,
        family: str,
        chooser: Callable[[list[int]], Chooser],
    ) -> None:
        """chooser: makes the sampler of a run that begins with these tokens."""
        super().__init__(run, backend, token, text)
        self._number = number
        self._said: list[str] = []
        self._chooser = chooser(self.tokens)
        self._speech = Speech(Splitter(family, settled=True))
        self._most = max(1, run.command.steering.trial_tokens)
        self._count = 0

    def hear(self, first: int) -> Iterator[Event]:
        choice = self._chooser.choose(first)
        if choice.ends:
            yield from self.end("stop")
            return
        self.tokens.append(choice.token)
        self._count += 1
        self._said.extend(piece.text for piece in self._speech.take(self._backend.piece(choice.token))[1])
        if self._count >= self._most:
            yield from self.end("length")

    def end(self, ending: Ending) -> Iterator[Event]:
        if not self.ended:
            self._said.extend(piece.text for piece in self._speech.finish()[1])
            self._chooser.close()
            answer = "".join(self._said)
            yield Trial(id=self.run.id, number=self._number, token=self.token, answer=answer, ending=ending)
        yield from super().end(ending)
