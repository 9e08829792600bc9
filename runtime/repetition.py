"""Notices that a stream of tokens repeats itself. Knows token ids and nothing of text.

A suspicion is that the stream copies what it said `period` tokens ago. It begins where the last few tokens were seen
before, lasts while most tokens are as foreseen, survives a small change in each round (also one that makes the round
longer or shorter), and becomes a loop when so much was copied that no table, list or second look at a sum explains
it: see `_enough`. Two followers hold one suspicion each. One needs little to suspect and finds short rounds, even
with a counter in each line; the other needs a long match, and so is not misled by likeness within a long round.
"""

from array import array
from dataclasses import dataclass
from typing import Final

REMEMBERED: Final = 1 << 14
"""How many of the last tokens matter; half of this is the longest period."""
_RING: Final = REMEMBERED - 1

_GRAM_BITS: Final = 60
_GRAMS: Final = (1 << _GRAM_BITS) - 1
_SHORT, _LONG = 15, 3
"""By how many bits a token's hash moves on with each token: it is forgotten after 4 and after 20."""
_SHORT_PERIOD: Final = 256
"""The longest period that the first follower suspects."""
_SLOT_BITS: Final = 15
_MIX: Final = 0x9E3779B1
_MULTIPLIER: Final = 0x9E3779B97F4A7C15
"""Multiplicative hashing: 2**32 and 2**64 divided by the golden ratio."""

_TRUST: Final = 24
"""Most trust that a suspicion can have. A token as foreseen adds one."""
_DOUBT: Final = 4
"""What any other token takes away: where four in five are as foreseen, a suspicion lasts."""
_SHAKEN: Final = 16
"""With less trust, other evidence is looked at."""
_PAUSE: Final = 48
"""For so many tokens, or a quarter of its round, a suspicion that was given up can come back as the same."""
_LEAST: Final = 128
"""Fewer copied tokens are never a loop, see `_enough`."""
_STRICT: Final = 15
"""How much more a copy needs that is not exact, see there."""
_ALIKE: Final = 1 / 8
"""By how much of a round the next may be longer or shorter."""


@dataclass(frozen=True)
class Loop:
    """A stretch of tokens that repeats. All figures are in tokens; places are counted from the first one added."""

    start: int
    """Where the first round begins, or not much later."""
    period: int
    """Length of the last round."""
    rounds: int
    """How many whole rounds there are so far, the first one included; about, where their lengths vary."""


@dataclass(slots=True)
class _Copying:
    """A suspicion: from `start` on, tokens are what stood `period` before them; `hits` of them were."""

    start: int
    period: int
    hits: int
    told: bool = False

    def goes_on(self, period: int, here: int) -> bool:
        """Whether this still holds at the place `here`, where the last tokens are those of `period` before."""
        alike = abs(period - self.period) <= max(4, self.period * _ALIKE)
        return alike and self.hits * 5 >= (here - self.start) * 4


def _enough(now: _Copying, here: int) -> bool:
    """Whether that is a loop.

    Of an exact copy half a round more than one is enough, and more of short rounds: about 310 tokens of a single one
    repeated (numbers have such rows), 155 of a sentence of 20, 190 of a paragraph of 100. An inexact copy needs more
    by 15 % for each hundredth that differs, up to a fifth: tables and lists whose lines begin alike differ more than
    that, or end before. No one of 618 real traces of R1 and its distills comes nearer than two thirds of the way.
    """
    copied = here - now.start
    differing = max(0, copied - now.hits)
    if differing * 5 > copied:
        return False
    needed = 1.5 * now.period + 4000 / (now.period + 12)
    return copied * copied >= needed * (copied + _STRICT * differing)


class _Follower:
    """Has at most one suspicion at a time, `now`, raised where the last `ngram` tokens were seen before."""

    def __init__(self, tokens: list[int], shift: int, longest: int) -> None:
        self.now: _Copying | None = None
        self._tokens = tokens
        self._shift, self._ngram, self._longest = shift, _GRAM_BITS // shift, longest
        self._grams = 0
        """The last tokens, mixed and shifted into one number."""
        self._after = array("q", [0]) * (1 << _SLOT_BITS)
        """By hash of the last tokens: the place after where they stood last, 0 for nowhere."""
        self._trust = 0
        self._left: _Copying | None = None
        """The longest suspicion that was given up of late; it may only have been interrupted."""
        self._left_at = 0

    def follow(self, token: int, here: int) -> _Copying | None:
        """The suspicion after `token`, which stands before the place `here`."""
        now = self.now
        self._grams = grams = (self._grams << self._shift ^ (token * _MIX & 0xFFFFFFFF)) & _GRAMS
        slot = (grams * _MULTIPLIER & (1 << 64) - 1) >> 64 - _SLOT_BITS
        after, self._after[slot] = self._after[slot], here
        if now is not None:
            if self._tokens[(here - 1 - now.period) & _RING] == token:
                now.hits += 1
                if self._trust < _TRUST:
                    self._trust += 1
                    if self._trust < _SHAKEN and after and here - after != now.period:
                        return self._reconsider(now, here, here - after)
                return now
            self._trust -= _DOUBT
            if self._trust >= _SHAKEN:
                return now
        return self._reconsider(now, here, here - after if after else 0)

    def _reconsider(self, now: _Copying | None, here: int, period: int) -> _Copying | None:
        """The last tokens were seen `period` before, if it is not 0, and the suspicion that there is, is shaken."""
        if period and not self._were_said(here, period):
            period = 0
        if now is not None:
            if self._trust > 0 and (not period or self._shift == _SHORT):
                return now
            self._give_up(now, here)
        self.now = self._begin(here, period) if period else None
        return self.now

    def _were_said(self, here: int, period: int) -> bool:
        if period > self._longest:
            return False
        tokens = self._tokens
        return all(
            tokens[at & _RING] == tokens[(at - period) & _RING] for at in range(here - 1, here - 1 - self._ngram, -1)
        )

    def _give_up(self, now: _Copying, here: int) -> None:
        left = self._left
        if left is None or self._expired(left, here) or here - now.start >= self._left_at - left.start:
            self._left, self._left_at = now, here

    def _expired(self, left: _Copying, here: int) -> bool:
        return here - self._left_at > max(_PAUSE, left.period // 4)

    def _begin(self, here: int, period: int) -> _Copying:
        left = self._left
        self._trust = min(self._ngram, _TRUST)
        if left is not None and not self._expired(left, here) and left.goes_on(period, here - self._ngram):
            self._left = None
            left.period = period
            left.hits += self._ngram
            return left
        return _Copying(here - self._ngram, period, self._ngram)


class LoopGuard:
    """Told every token of a thinking, answers when it goes round in a loop; once for each, until it was left.

    A loop is left when a round's length went by without it (128 tokens, if it is shorter), or when another begins.
    The cost of a token does not depend on how many came before, and the memory is bounded (about 700 KiB).
    """

    def __init__(self) -> None:
        self._count = 0
        self._tokens = [-1] * REMEMBERED
        self._followers = (
            _Follower(self._tokens, _SHORT, _SHORT_PERIOD),
            _Follower(self._tokens, _LONG, REMEMBERED // 2),
        )
        self._told_period, self._told_until = 0, 0
        """Of the loop told last: its period, and up to where it went on."""

    def add(self, token: int) -> Loop | None:
        """Follow the next token. Answers a loop once, when it is sure of it."""
        here = self._count + 1
        self._tokens[self._count & _RING] = token
        self._count = here
        found = None
        for follower in self._followers:
            now = follower.follow(token, here)
            if now is None or here - now.start < _LEAST:
                continue
            if now.told:
                self._told_until = here
            elif _enough(now, here):
                now.told = True
                if not self._known(now):
                    found = now
                self._told_period, self._told_until = now.period, here
        return self._loop(found) if found else None

    def _known(self, now: _Copying) -> bool:
        """Whether this is the loop told last, perhaps some of its rounds taken for one."""
        told = self._told_period
        if not told or now.start > self._told_until + max(told, _LEAST):
            return False
        ratio = max(now.period, told) / min(now.period, told)
        return ratio < 4.5 and abs(ratio - round(ratio)) <= _ALIKE * round(ratio)

    def _loop(self, now: _Copying) -> Loop:
        tokens, period, oldest = self._tokens, now.period, max(0, self._count - REMEMBERED)
        start = now.start
        while start - 1 - period >= oldest and tokens[(start - 1) & _RING] == tokens[(start - 1 - period) & _RING]:
            start -= 1
        start = max(0, start - period)
        return Loop(start, period, (self._count - start) // period)
