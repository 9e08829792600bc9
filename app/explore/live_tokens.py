"""The tokens of a thinking that is still being written: which of its characters each has said, and their figures."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import fsum, isfinite

from app.explore.series import WINDOW, Series
from app.store.tokens import Tokens


class LiveTokens:
    """Grows at its end. `known` turns False for good where tokens came without the text they say."""

    def __init__(self) -> None:
        self.known = True
        self.at: list[float] = []
        self.entropy: list[float] = []
        self.confidence: list[float] = []
        self._ids: list[int] = []
        self._ends: list[int] = []
        """Characters of the thinking after each token."""
        self._sum, self._counted = 0.0, 0
        """Of the confidences that are known."""
        self._length = 0
        """Of the thinking, when tokens came last."""

    def __len__(self) -> int:
        return len(self._ids)

    def feed(self, chunks: Sequence[Tokens], length: int, answering: bool) -> None:
        """More tokens, after which the thinking has so many characters. answering: the answer has begun.

        The raw text that tokens say has the marks of the thinking as well: that which opens it stands before its first
        words, so those are counted from their end; all that follows is counted from where the thinking stood.
        """
        lengths = [length for chunk in chunks for length in chunk.lengths]
        for chunk in chunks:
            self._ids += chunk.ids
            self.at += chunk.at
            self.entropy += chunk.entropy
            self.confidence += chunk.confidence
            sampled = [value for value in chunk.confidence if isfinite(value)]
            self._sum += fsum(sampled)
            self._counted += len(sampled)
        self.known = self.known and len(self._ids) == len(self._ends) + len(lengths)
        end = self._length if self._length or answering else length - sum(lengths)
        for size in lengths:
            end += size
            least = self._ends[-1] if self._ends else 0
            self._ends.append(max(least, min(end, length)))
        self._length = length

    def unit(self, char: int) -> int:
        """How many tokens were over when a character of the thinking was begun.

        Tokens that end within it are its own; those behind the thinking are none of them.
        """
        return min(bisect_left(self._ends, char) + 1, len(self._ends)) if char else 0

    def series(self) -> Mapping[str, Sequence[float]]:
        """What each token measures, as far as it is known of every one of them. The columns go on growing."""
        count = len(self._ids)
        entropy, confidence = (each if len(each) == count else () for each in (self.entropy, self.confidence))
        return Series(Tokens(self._ids, self.at, entropy=entropy, confidence=confidence))

    def sure(self) -> tuple[float, float] | None:
        """The mean confidence of the last tokens, and of all; None where it is not known."""
        last = [value for value in self.confidence[-WINDOW:] if isfinite(value)]
        return (fsum(last) / len(last), self._sum / self._counted) if last else None
