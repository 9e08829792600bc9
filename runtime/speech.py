"""From the bytes of tokens to pieces of text: whole characters, then channels, and only what is new.

Can be asked to remember where it stands and go back there, for a token that is taken back.
"""

import copy
from dataclasses import dataclass

from runtime.channels import Splitter
from runtime.detokenize import Detokenizer
from runtime.protocol import Channel, Piece


@dataclass(frozen=True, slots=True)
class Place:
    """Where a speech stood. Good for one return."""

    characters: Detokenizer
    splitter: Splitter
    old: str


class Speech:
    """One run's text. `prefix` are the bytes of what it goes on from, which somebody has been told already."""

    def __init__(self, splitter: Splitter, prefix: bytes = b"") -> None:
        self._characters = Detokenizer()
        self._splitter = splitter
        self._old = ""
        text = self._characters.feed(prefix)
        if text:
            splitter.feed(text)
            # The run that is gone on from had sent this already, though the splitter still waits to see what it is.
            self._old = "".join(piece.text for piece in copy.deepcopy(splitter).finish())

    @property
    def channel(self) -> Channel:
        return self._splitter.channel

    @property
    def undecided(self) -> int:
        """How many of the last characters may yet become a mark."""
        return self._splitter.undecided

    @property
    def settled(self) -> bool:
        """No character and no mark is half said."""
        return not self._splitter.undecided and not self._characters.pending

    def take(self, data: bytes) -> tuple[str, list[Piece]]:
        """Whole characters that `data` completes, and the pieces they settle."""
        text = self._characters.feed(data)
        return text, self._fresh(self._splitter.feed(text)) if text else []

    def finish(self) -> tuple[str, list[Piece]]:
        """Nothing more comes: whatever was still waiting for more."""
        text = self._characters.finish()
        return text, self._fresh([*self._splitter.feed(text), *self._splitter.finish()])

    def mark(self) -> Place:
        """Where it stands."""
        return Place(copy.copy(self._characters), self._splitter.copy(), self._old)

    def go_back(self, place: Place) -> None:
        """As if nothing had been taken since `place`."""
        self._characters, self._splitter, self._old = place.characters, place.splitter, place.old

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
