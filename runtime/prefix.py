"""Which part of the KV cache a new prompt can go on from.

Pure bookkeeping over token lists; the memory itself belongs to the backend.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol


class Memory(Protocol):
    """The KV cache of one sequence."""

    def cut(self, position: int) -> bool:
        """Forget everything from `position` on. False where only part of it cannot be forgotten (recurrent models)."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...


def shared(held: Sequence[int], wanted: Sequence[int]) -> int:
    """Length of the common beginning, but always one less than `wanted`: without computing a token there is no next."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(held, wanted, strict=False)))
    return max(0, min(same, len(wanted) - 1))


def keep(memory: Memory, held: list[int], wanted: Sequence[int]) -> int:
    """Bring `memory` and `held` down to what they share with `wanted`; returns that length.

    A recurrent model has one state, not one for each position: where it cannot go back it starts anew.
    """
    kept = shared(held, wanted)
    if kept < len(held) and not memory.cut(kept):
        memory.clear()
        kept = 0
    del held[kept:]
    return kept
