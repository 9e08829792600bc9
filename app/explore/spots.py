"""Where the letters of thinking and answer stand in what a run said, and which token each belongs to. Pure.

Tokens are counted over the whole raw text, marks of the thinking included; a token may end within a character, and then
says nothing: a place that can be pointed at is one or more tokens that together are whole characters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from app.store.records import Part

Channel = Literal["thinking", "answer"]


@dataclass(frozen=True, slots=True)
class Piece:
    """So many characters of a channel, from `start` on there and from `raw` on in the raw text."""

    channel: Channel
    start: int
    raw: int
    length: int


class Spots:
    """`known` is False where tokens and text do not go together; nothing can be looked up then."""

    def __init__(self, raw: str, lengths: Sequence[int], parts: Sequence[Part]) -> None:
        self.lengths = lengths
        self._begins = list(accumulate(lengths, initial=0))
        self.pieces = _pieces(raw, parts)
        said = sum(len(part.text) for part in parts if part.kind in ("thinking", "answer"))
        self.known = bool(lengths) and self._begins[-1] == len(raw) and sum(p.length for p in self.pieces) == said
        self.count = len(lengths)

    def token(self, channel: Channel, char: int) -> int:
        """The token that a character of a channel begins with; the one behind the last for what lies beyond."""
        mine = [piece for piece in self.pieces if piece.channel == channel]
        if not mine:
            return self.count
        piece = next((p for p in reversed(mine) if p.start <= char), mine[0])
        spot = piece.raw + min(char - piece.start, piece.length)
        if spot >= self._begins[-1]:
            return self.count
        return self.place(bisect_right(self._begins, spot) - 1)[0]

    def range(self, channel: Channel, start: int, end: int) -> tuple[int, int]:
        """The tokens that begin within characters `start` up to `end` of a channel."""
        pieces = [p for p in self.pieces if p.channel == channel and p.start < end and p.start + p.length > start]
        if not pieces:
            return (self.count, self.count)
        first, last = pieces[0], pieces[-1]
        begin = first.raw + max(0, start - first.start)
        stop = last.raw + min(last.length, end - last.start)
        one = self._from(bisect_left(self._begins, begin, 0, self.count))
        return (one, max(one, self._from(bisect_left(self._begins, stop, 0, self.count))))

    def _from(self, token: int) -> int:
        """The first of the tokens that say nothing by themselves but begin where `token` does."""
        while token and token <= self.count and not self.lengths[token - 1]:
            token -= 1
        return token

    def place(self, token: int) -> tuple[int, int]:
        """The first and last of the tokens that are whole characters together with this one."""
        first, last = self._from(token), token
        while last < self.count - 1 and not self.lengths[last]:
            last += 1
        return first, last

    def letters(self, token: int) -> tuple[Channel, int, int] | None:
        """The channel and the characters of a token's place; None for a mark of the thinking and the like."""
        first, last = self.place(token)
        begin, stop = self._begins[first], self._begins[last + 1]
        for piece in self.pieces:
            if piece.raw < stop and begin < piece.raw + piece.length:
                shift = piece.start - piece.raw
                start = max(begin, piece.raw) + shift
                return piece.channel, start, min(stop, piece.raw + piece.length) + shift
        return None


def _pieces(raw: str, parts: Sequence[Part]) -> list[Piece]:
    """Parts stand in the raw text as they are, in order, with marks and white space between them."""
    found: list[Piece] = []
    sizes: dict[Channel, int] = {"thinking": 0, "answer": 0}
    at = 0
    for part in parts:
        channel: Channel
        if part.kind == "thinking" or part.kind == "answer":
            channel = part.kind
        else:
            continue
        begin = raw.find(part.text, at) if part.text else -1
        if begin >= 0:
            found.append(Piece(channel, sizes[channel], begin, len(part.text)))
            at = begin + len(part.text)
        sizes[channel] += len(part.text)
    return found


def spellings(raw: str, ids: Sequence[int], lengths: Sequence[int]) -> dict[int, str]:
    """Texts of the token ids that a run itself shows. Tokens that end within a character show none."""
    found: dict[int, str] = {}
    at, whole = 0, True
    for number, length in zip(ids, lengths, strict=False):
        if length > 0:
            if whole:
                found[number] = raw[at : at + length]
            at += length
        whole = length > 0
    return found
