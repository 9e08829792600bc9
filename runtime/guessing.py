"""What one run guesses ahead of the model, from whatever it guesses with, for as long as that pays."""

from collections.abc import Sequence

from runtime.backend import Backend, Guesser
from runtime.drafts import Lookup, Payoff
from runtime.protocol import Generate


class Guessing:
    """`command` says what to guess with; `tokens` is the run's prompt. Falsy where nothing is guessed: nobody wants it,
    or the memory of these weights could not take a wrong guess back."""

    def __init__(self, command: Generate, backend: Backend, tokens: Sequence[int]) -> None:
        self._guesser: Guesser | None = None
        self._lookup: Lookup | None = None
        self._payoff = Payoff()
        if backend.weights is None or not backend.weights.can_fork:
            return
        if command.speculation == "lookup":
            self._lookup = Lookup()
            self._lookup.extend(tokens)
        elif command.speculation == "draft":
            self._guesser = backend.guesser(command, tokens)

    def __bool__(self) -> bool:
        return self._lookup is not None or self._guesser is not None

    def add(self, token: int) -> None:
        """The run goes on with this token."""
        if self._lookup is not None:
            self._lookup.add(token)

    def guess(self, tokens: Sequence[int], most: int) -> list[int]:
        """Tokens that may follow `tokens`, which are all of the run: as many as pay, at most `most`."""
        wanted = min(most, self._payoff.length())
        if wanted <= 0:
            return []
        if self._lookup is not None:
            return self._lookup.guess(wanted)
        return self._guesser.guess(tokens, wanted) if self._guesser is not None else []

    def learn(self, guessed: int, right: int, took: float) -> None:
        """Of so many guesses so many were right, in a step of `took` seconds; 0 where that is not known."""
        if not took:
            return
        if guessed:
            self._payoff.note(guessed, right, took)
        else:
            self._payoff.note_plain(took)
