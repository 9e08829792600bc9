"""Which sequences of tokens the context memory (the KV cache) holds, and what a new run can go on from.

Bookkeeping over lists of tokens; the memory itself is behind `Cells`, and what is not in it but kept elsewhere in
`runtime.saved`. A run's sequence is open while it runs and idle afterwards. Idle ones make every step slower, because
attention looks at all cells, so the next run that does not go on from one moves it out of the context memory into a
copy in main memory (`Parked`); when nothing else is to be done they are written to disk (`SavedStates`).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from runtime.saved import Parked, SavedStates

WORTH = 64
"""Fewer tokens than this are computed again rather than kept or fetched."""
WORTH_DISK = 256
"""Fewer tokens than this are not written to disk."""
_PROMPT_KEPT = 4
"""The part of the memory that a long prompt keeps when it is shifted: one in so many."""


class Cells(Protocol):
    """The context memory itself. Sequences are numbered from 0; one that holds nothing need not be created."""

    def copy(self, source: int, target: int) -> None:
        """Make `target`, which is empty, hold what `source` holds, without taking up more room."""
        ...

    def cut(self, sequence: int, start: int) -> bool:
        """Forget everything from position `start` on. False where that cannot be (recurrent weights)."""
        ...

    def drop(self, sequence: int) -> None:
        """Forget a sequence."""
        ...

    def shift(self, sequence: int, start: int, stop: int) -> None:
        """Forget the positions from `start` to `stop` and move those behind them up."""
        ...

    def save(self, sequence: int, most: int) -> bytes | None:
        """The state of a sequence, as bytes; None where these would be more than `most`."""
        ...

    def restore(self, sequence: int, state: bytes) -> bool:
        """Make an empty sequence hold a saved state. False where it does not fit in; nothing is held then."""
        ...


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the common beginning. Compares slices, in C, and halves until it has the place."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def forgettable(held: int, prompt: int, size: int) -> range:
    """What a sequence of `held` tokens forgets where the memory is shifted: the older half of what follows its prompt.

    prompt, size: tokens of the prompt, and of the memory. Of a prompt that fills more than half of it only the
    beginning is kept. Empty where nothing can be forgotten.
    """
    kept = prompt if prompt <= size // 2 else size // _PROMPT_KEPT
    return range(kept, kept + max(0, (held - kept) // 2))


class Memory:
    """`size` is in tokens; `sequences` is how many there can be at once, open and idle together."""

    def __init__(
        self,
        cells: Cells,
        size: int,
        sequences: int,
        *,
        can_fork: bool = True,
        parked: Parked | None = None,
        saved: SavedStates | None = None,
    ) -> None:
        self.size = size
        self._cells = cells
        self._can_fork = can_fork
        self._parked = parked
        self._saved = saved
        self._held: dict[int, list[int]] = {}
        self._idle: list[int] = []
        """The one used last stands last."""
        self._free = list(range(sequences - 1, -1, -1))
        self._written: dict[int, int] = {}
        """How much of an idle sequence lies on disk."""
        self._used: int | None = 0

    # ---- what there is ------------------------------------------------------------------------------------------

    def held(self, sequence: int) -> list[int]:
        """The tokens that a sequence holds. To be read only."""
        return self._held[sequence]

    @property
    def used(self) -> int:
        """Cells taken. What sequences share they share in memory, so this is the size of the tree that they form."""
        if self._used is None:
            ordered = sorted(self._held.values())
            shared = sum(common(one, other) for one, other in pairwise(ordered))
            self._used = sum(map(len, ordered)) - shared
        return self._used

    @property
    def spare(self) -> int:
        """How many sequences can be opened."""
        return len(self._free) + len(self._idle)

    # ---- the life of a sequence ---------------------------------------------------------------------------------

    def open(self, tokens: Sequence[int]) -> tuple[int, int]:
        """A sequence that begins with as much of `tokens` as is known somewhere, and how many tokens those are.

        Always less than all of them: without computing a token there is no prediction of the next.
        """
        tokens = list(tokens)
        source, shared = self._nearest(tokens)
        fetched = self._fetch(tokens, shared)
        if fetched is not None:
            sequence = fetched
        elif source is None:
            sequence = self._take()
        elif source in self._idle:
            sequence = self._reopen(source, shared)
        else:
            sequence = self._branch(source, shared)
        self._put_away(tokens)
        return sequence, len(self._held[sequence])

    def twin(self, sequence: int) -> int:
        """Another sequence that holds all that this one holds."""
        return self._branch(sequence, len(self._held[sequence]))

    def close(self, sequence: int, keep: bool = True) -> None:
        """The run is over; what it holds stays idle for the next one, or is forgotten."""
        if keep and self._held[sequence]:
            self._idle.append(sequence)
        else:
            self._forget(sequence)

    def clear(self) -> None:
        """Forget every sequence, open ones too."""
        for sequence in list(self._held):
            self._forget(sequence)

    # ---- what a computation does --------------------------------------------------------------------------------

    def extend(self, sequence: int, tokens: Sequence[int]) -> None:
        """These were computed at the end of the sequence."""
        self._held[sequence].extend(tokens)
        if self._used is not None:
            self._used += len(tokens)

    def cut(self, sequence: int, length: int) -> None:
        """Keep the first `length` tokens only; none where the memory cannot go back so far."""
        held = self._held[sequence]
        if length >= len(held):
            return
        if not self._cells.cut(sequence, length):
            self._cells.drop(sequence)
            length = 0
        del held[length:]
        self._used = None

    def shift(self, sequence: int, start: int, stop: int) -> None:
        """Forget the tokens from `start` to `stop`; those behind them move up."""
        self._cells.shift(sequence, start, stop)
        del self._held[sequence][start:stop]
        self._used = None

    def make_room(self, tokens: int) -> bool:
        """See that so many more can be computed, at the cost of idle sequences. False where not even that helps."""
        while self.used + tokens > self.size and self._idle:
            self._park(self._idle[0], [])
            self._forget(self._idle[0])
        return self.used + tokens <= self.size

    # ---- between runs -------------------------------------------------------------------------------------------

    def save_idle(self, wanted: Callable[[], bool]) -> bool:
        """Write one idle sequence to disk, giving up when not `wanted()`. False where there is none left to write."""
        if self._saved is None:
            return False
        for sequence in reversed(self._idle):
            held = self._held[sequence]
            if len(held) < WORTH_DISK or self._written.get(sequence) == len(held):
                continue
            state = self._cells.save(sequence, self._saved.limit // 2)
            if state is None or self._saved.write(held, state, wanted) or wanted():
                self._written[sequence] = len(held)
            return True
        return False

    # ---- inside -------------------------------------------------------------------------------------------------

    def _nearest(self, tokens: list[int]) -> tuple[int | None, int]:
        """The sequence that shares most with `tokens`, an idle one of equals, and how much can be used of it."""
        found: tuple[int, bool, int] | None = None
        for sequence, held in self._held.items():
            shared = min(common(held, tokens), len(tokens) - 1)
            if not self._can_fork and shared < len(held):
                continue
            if shared > 0 and (found is None or (shared, sequence in self._idle) > found[:2]):
                found = (shared, sequence in self._idle, sequence)
        return (None, 0) if found is None else (found[2], found[0])

    def _fetch(self, tokens: list[int], shared: int) -> int | None:
        """A sequence brought back from where it was parked or saved, where that beats `shared` tokens."""
        most = len(tokens) - 1
        whole = not self._can_fork
        for shelf in (self._parked, self._saved):
            found = shelf.find(tokens[:most] if whole else tokens, whole=whole) if shelf is not None else None
            if shelf is None or found is None or min(found.shared, most) < shared + WORTH:
                continue
            if not self.make_room(found.tokens):
                continue
            state = shelf.take(found) if isinstance(shelf, Parked) else shelf.read(found)
            if state is None:
                continue
            sequence = self._take()
            if not self._cells.restore(sequence, state):
                self._forget(sequence)
                continue
            # What it holds past the shared beginning is cut off at once, so its tokens need not be known.
            self._held[sequence] = [*tokens[: found.shared], *([-1] * (found.tokens - found.shared))]
            self._used = None
            self.cut(sequence, min(found.shared, most))
            return sequence
        return None

    def _reopen(self, sequence: int, length: int) -> int:
        self._idle.remove(sequence)
        self._written.pop(sequence, None)
        if len(self._held[sequence]) - length >= WORTH:
            self._park(sequence, self._held[sequence][:length])
        self.cut(sequence, length)
        return sequence

    def _branch(self, source: int, length: int) -> int:
        sequence = self._take()
        self._cells.copy(source, sequence)
        self._held[sequence] = list(self._held[source])
        self.cut(sequence, length)
        return sequence

    def _take(self) -> int:
        """An empty sequence; the idle one that was not used for longest where none is free."""
        if not self._free:
            self._park(self._idle[0], [])
            self._forget(self._idle[0])
        sequence = self._free.pop()
        self._held[sequence] = []
        return sequence

    def _put_away(self, tokens: list[int]) -> None:
        """Move idle sequences out of the way of a run that begins."""
        for sequence in list(self._idle):
            self._park(sequence, tokens)
            self._forget(sequence)

    def _park(self, sequence: int, tokens: list[int]) -> None:
        """Keep a copy of a sequence in main memory, where it holds much that `tokens` do not."""
        held = self._held[sequence]
        if self._parked is None or len(held) - common(held, tokens) < WORTH:
            return
        state = self._cells.save(sequence, self._parked.limit)
        if state is not None:
            self._parked.put(held, state)

    def _forget(self, sequence: int) -> None:
        if self._held.pop(sequence, None):
            self._cells.drop(sequence)
        if sequence in self._idle:
            self._idle.remove(sequence)
        self._written.pop(sequence, None)
        self._free.append(sequence)
        self._used = None


class _NoCells:
    """The memory of weights that are not open."""

    def copy(self, source: int, target: int) -> None:
        raise RuntimeError("no weights are open")

    def cut(self, sequence: int, start: int) -> bool:
        raise RuntimeError("no weights are open")

    def drop(self, sequence: int) -> None:
        raise RuntimeError("no weights are open")

    def shift(self, sequence: int, start: int, stop: int) -> None:
        raise RuntimeError("no weights are open")

    def save(self, sequence: int, most: int) -> bytes | None:
        return None

    def restore(self, sequence: int, state: bytes) -> bool:
        return False


def nothing() -> Memory:
    """A memory in which nothing can be opened."""
    return Memory(_NoCells(), 0, 0)
