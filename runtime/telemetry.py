"""Collects what a run produces until it is worth sending, and keeps its figures.

One addition costs the same however long the run is. Does not know the clock: every moment is handed to it.
"""

from itertools import groupby

from runtime.protocol import SAMPLED, TYPED, Channel, Delta, Piece, TokenFigures, Totals

INTERVAL = 1 / 30
"""Seconds between two deltas. More wake-ups than a screen has frames cost the window and show nothing."""


class Tally:
    """Tokens and text of one run since the last delta, and its totals. All times are seconds since the run began."""

    def __init__(self, run: int, context_used: int) -> None:
        self._run = run
        self._context_used = context_used
        self._thinking_tokens = 0
        self._answer_tokens = 0
        self._thinking_s = 0.0
        self._answer_s = 0.0
        self._first_token_s: float | None = None
        self._first_answer_token_s: float | None = None
        self._previous = 0.0
        self._sent: float | None = None
        self.drafted = 0
        """Tokens that were guessed ahead."""
        self.accepted = 0
        """Of these, so many were what the sampler picked."""
        self._empty()

    def _empty(self) -> None:
        self._raw: list[str] = []
        self._pieces: list[Piece] = []
        self._ids: list[int] = []
        self._at: list[float] = []
        self._lengths: list[int] = []
        self._origins: list[int] = []

    def prompt_read(self, at: float) -> None:
        """The prompt is computed: from here on time belongs to the tokens that come."""
        self._previous = at

    def add(self, token: int, at: float, channel: Channel, origin: int = SAMPLED) -> None:
        """Count a token, and the time since the one before it, to the phase of `channel`.

        Text that a person put there (`TYPED`) is told like the rest, but it is nothing that the model produced.
        """
        self._ids.append(token)
        self._at.append(at)
        self._lengths.append(0)
        self._origins.append(origin)
        if origin == TYPED:
            return
        if self._first_token_s is None:
            self._first_token_s = at
        if channel == "thinking":
            self._thinking_tokens += 1
            self._thinking_s += at - self._previous
        else:
            self._answer_tokens += 1
            self._answer_s += at - self._previous
        self._previous = at
        self._context_used += 1

    def forgotten(self, tokens: int) -> None:
        """So many tokens left the context."""
        self._context_used -= tokens

    def say(self, raw: str, pieces: list[Piece]) -> None:
        """Text that became whole, at the time of the last token."""
        if raw:
            self._raw.append(raw)
            if self._lengths:
                self._lengths[-1] += len(raw)
        self._pieces.extend(pieces)
        if self._first_answer_token_s is None and any(piece.channel == "answer" for piece in pieces):
            self._first_answer_token_s = self._previous

    @property
    def thinking_tokens(self) -> int:
        return self._thinking_tokens

    @property
    def tokens(self) -> int:
        """Tokens produced so far."""
        return self._thinking_tokens + self._answer_tokens

    def due(self, now: float) -> bool:
        """The first token is sent at once, the others about 30 times a second."""
        return self._sent is None or now - self._sent >= INTERVAL

    @property
    def pending(self) -> bool:
        return bool(self._ids or self._raw or self._pieces)

    @property
    def totals(self) -> Totals:
        return Totals(
            thinking_tokens=self._thinking_tokens,
            answer_tokens=self._answer_tokens,
            first_token_s=self._first_token_s,
            first_answer_token_s=self._first_answer_token_s,
            thinking_s=self._thinking_s,
            answer_s=self._answer_s,
            context_used=self._context_used,
            drafted=self.drafted,
            accepted=self.accepted,
        )

    def delta(self, now: float, figures: TokenFigures | None = None) -> Delta:
        """Everything since the last delta, neighbouring pieces of one channel joined."""
        joined = [
            Piece(channel, "".join(piece.text for piece in pieces))
            for channel, pieces in groupby(self._pieces, key=lambda piece: piece.channel)
        ]
        delta = Delta(
            id=self._run,
            raw="".join(self._raw),
            pieces=joined,
            ids=self._ids,
            at=self._at,
            lengths=self._lengths,
            origins=self._origins,
            figures=figures,
            totals=self.totals,
        )
        self._sent = now
        self._empty()
        return delta
