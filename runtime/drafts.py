"""Guesses at the tokens to come, and whether guessing pays. Pure: knows no clock, no weights and no sampler.

`Lookup` guesses from the text so far (prompt lookup: what followed the last time these words were said). `Payoff` is
told what every step cost and brought, and says how many tokens to guess in the next. Whether a guess was right is for
others to say.
"""

from array import array
from collections import deque
from collections.abc import Iterable
from statistics import median

_EMPTY = -1


class _Places:
    """Where each n-gram of a text last ended: a hash table of positions that does not hold the n-grams themselves.

    A dict of them would take some hundred bytes for each; this takes 6 to 12. Slots are probed in turn and compared
    with the text, so that nothing is ever mistaken or lost.
    """

    def __init__(self, n: int, text: "array[int]") -> None:
        self._n = n
        self._text = text
        self._used = 0
        self._slots = array("i", [_EMPTY]) * 64

    def replace(self, end: int) -> int:
        """Note that the n-gram before `end` ends there; answers where it did before, -1 if nowhere."""
        text, n, slots = self._text, self._n, self._slots
        gram = text[end - n : end]
        mask = len(slots) - 1
        slot = hash(gram.tobytes()) & mask
        while (earlier := slots[slot]) != _EMPTY and text[earlier - n : earlier] != gram:
            slot = (slot + 1) & mask
        slots[slot] = end
        if earlier == _EMPTY:
            self._used += 1
            if self._used * 3 > len(slots) * 2:
                self._grow()
        return earlier

    def _grow(self) -> None:
        slots = array("i", [_EMPTY]) * (len(self._slots) * 2)
        text, n, mask = self._text, self._n, len(slots) - 1
        for end in self._slots:
            if end != _EMPTY:
                slot = hash(text[end - n : end].tobytes()) & mask
                while slots[slot] != _EMPTY:
                    slot = (slot + 1) & mask
                slots[slot] = end
        self._slots = slots


class Lookup:
    """Guesses that a text goes on as it did the last time its last words were said. One token costs the same always."""

    def __init__(self, longest: int = 4, shortest: int = 2, most: int = 8) -> None:
        """longest, shortest: how many last tokens must have been said before; more are better, and are tried first.

        most: how many tokens are guessed at a time.
        """
        if not 1 <= shortest <= longest or most < 1:
            raise ValueError(f"no such lookup: {longest}, {shortest}, {most}")
        self._most = most
        self._text = array("i")
        self._places = [(n, _Places(n, self._text)) for n in range(longest, shortest - 1, -1)]
        self._earlier = [_EMPTY] * len(self._places)
        """For each n, longest first, where the last n tokens ended before."""

    def __len__(self) -> int:
        """Tokens of the text so far."""
        return len(self._text)

    def add(self, token: int) -> None:
        """The text goes on with this token."""
        self._text.append(token)
        end = len(self._text)
        self._earlier = [places.replace(end) if end >= n else _EMPTY for n, places in self._places]

    def extend(self, tokens: Iterable[int]) -> None:
        """The text goes on with these tokens."""
        for token in tokens:
            self.add(token)

    def guess(self, most: int | None = None) -> list[int]:
        """The tokens that followed the last time, at most so many; empty where the last words are new."""
        most = self._most if most is None else most
        for earlier in self._earlier:
            if earlier != _EMPTY:
                return self._text[earlier : earlier + max(0, most)].tolist()
        return []


_PLAIN = 16
"""Plain steps of which the median is taken."""
_BASELINE = 4
"""Plain steps before the first guess: without a baseline nothing can be compared."""
_REFRESH = 32
"""Steps with guesses after which a plain one is made: the longer the text, the slower a step."""
_MEMORY = 0.95
"""What a step with guesses still counts at the next one: acceptance and cost are those of the last twenty or so."""
_MARGIN = 1.03
"""Guessing must promise this many times the plain speed."""
_FIRST = 2
"""Tokens guessed to find out."""
_PAUSE = 8
"""Plain steps between two attempts to find out, after one that failed."""
_ALLOWED = 0.01
"""Share of plain time that may be lost to finding out."""
_START, _LEAST, _MOST = 2.0, -1.0, 8.0
"""Credit in plain steps: at the start, at the lowest, and the most that may be saved up to lose."""
_HICCUP = 2.0
"""A step that took this many times what was to be expected tells of the machine and not of guessing, once."""


class Payoff:
    """Whether guessing pays, by what it cost and brought, and how many tokens are best guessed.

    Acceptance p (the chance that a guess is right where those before it were) and the cost of g guesses, as a multiple
    of a plain step, 1 + s g, are measured over the last steps; of g tokens guessed, 1 + p + p^2 + ... + p^g come out
    (Leviathan et al., arXiv 2211.17192, equation 1); the g with the most tokens for its time is taken.

    An estimate can be wrong, an account cannot: time that guessing saves is credited and time that it loses is charged,
    and nothing is guessed whose failure the credit would not cover. It starts with two plain steps, earns one in a
    hundred, and is capped at eight. So guesses that never pay cost those two steps and one percent.
    """

    def __init__(self, most: int = 8) -> None:
        """most: how many tokens may be guessed at a time."""
        self._most = most
        self._times: deque[float] = deque(maxlen=_PLAIN)
        self._plain = 0.0
        """Seconds of a plain step."""
        self._credit = _START
        """In plain steps."""
        self._right = self._wrong = 0.0
        self._cost = self._cost_weight = 0.0
        self._hiccup = False
        """Whether the last step with guesses took so long that it was not counted."""
        self._since_plain = 0
        self._pause = 0

    def note_plain(self, seconds: float) -> None:
        """A step without guesses took so long and brought one token."""
        if seconds <= 0:
            return
        self._times.append(seconds)
        self._plain = median(self._times)
        self._since_plain = 0
        self._pause = max(0, self._pause - 1)
        self._earn(_ALLOWED)

    def note(self, guessed: int, accepted: int, seconds: float) -> None:
        """A step in which `guessed` tokens were guessed took so long and brought `accepted` + 1 tokens."""
        if guessed < 1 or seconds <= 0:
            self.note_plain(seconds)
            return
        if not self._plain:
            return
        self._since_plain += 1
        self._pause = 0 if accepted == guessed else _PAUSE
        self._right = self._right * _MEMORY + accepted
        self._wrong = self._wrong * _MEMORY + (accepted < guessed)
        cost = seconds / self._plain
        most = _HICCUP * (1 + self._slope() * guessed) if self._cost_weight else guessed + 1.0
        self._hiccup = cost > most and not self._hiccup
        if self._hiccup:
            return
        cost = min(cost, _HICCUP * most)
        self._cost = self._cost * _MEMORY + (cost - 1) * guessed
        self._cost_weight = self._cost_weight * _MEMORY + guessed * guessed
        self._earn(accepted + 1 - cost)

    def length(self) -> int:
        """How many tokens to guess in the next step; 0 for none."""
        if len(self._times) < _BASELINE or self._since_plain >= _REFRESH:
            return 0
        best = self._best()
        if best:
            return best
        return 0 if self._pause else self._affordable(min(_FIRST, self._most))

    @property
    def acceptance(self) -> float:
        """The chance that a guess is right where those before it were, as it seems now."""
        return (self._right + 0.5) / (self._right + self._wrong + 1.0)

    def _slope(self) -> float:
        """What one more token costs in a step, in plain steps; before anything is known, half of one."""
        return max(0.0, self._cost / self._cost_weight) if self._cost_weight else 0.5

    def _best(self) -> int:
        """The length that promises the most, 0 where none promises enough; no longer than the credit covers."""
        if not self._cost_weight:
            return 0
        p, slope = self.acceptance, self._slope()
        best, best_rate = 0, _MARGIN
        tokens = power = 1.0
        for length in range(1, self._affordable(self._most) + 1):
            power *= p
            tokens += power
            rate = tokens / (1 + slope * length)
            if rate > best_rate:
                best, best_rate = length, rate
        return best

    def _affordable(self, length: int) -> int:
        """`length`, or fewer where the credit would not cover that all are wrong."""
        slope = self._slope()
        return length if slope * length <= self._credit else int(self._credit / slope)

    def _earn(self, steps: float) -> None:
        self._credit = min(max(self._credit + steps, _LEAST), _MOST)
