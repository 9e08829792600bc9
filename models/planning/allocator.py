"""How much memory a graph of tensors takes when each place is used again as soon as it is free.

The rules are those of ggml's graph allocator (ggml-alloc.c of llama-cpp-python 0.3.36): inputs first, then each tensor
into the smallest hole it fits, at the end only when there is none; a tensor is freed after its last use; some may take
the place of one they are computed from. And of ggml's scheduler (ggml-backend.cpp): where a tensor is used on another
device, that device gets one copy of it, made at the beginning of the stretch of the graph in which it is needed.
Knows nothing of what the tensors mean.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ALIGNMENT = 32
"""TENSOR_ALIGNMENT of ggml's processor backend. Others have up to 256, which changes nothing at these sizes."""
_ENDLESS = 1 << 62


@dataclass(eq=False, slots=True)
class Node:
    """A tensor, `size` bytes on the device `place`. One with no size is a result that lies elsewhere already."""

    size: int
    place: int
    sources: tuple["Node", ...] = ()
    reuse: "Node | None" = None
    """A source whose memory it may take over."""
    kept: bool = False
    """Stays until the end: an output."""


@dataclass(eq=False, slots=True)
class _Live:
    """A tensor where it lies: on its own device, or a copy on another one."""

    place: int
    size: int
    uses: int
    kept: bool = False
    start: int = 0
    held: bool = False
    made: bool = False
    """Whether a copy has its contents."""


def peaks(inputs: Sequence[Node], nodes: Sequence[Node], copies: int = 1) -> dict[int, int]:
    """The most bytes that each place needs at once while `nodes` are computed in their order.

    With several `copies`, as many steps are under way on devices that work one after another: each has inputs of its
    own, and nothing that was brought to a device is given up.
    """
    return _Walk(inputs, nodes, copies).run()


class _Memory:
    """The memory of one device: holes in order, the last one without end."""

    def __init__(self) -> None:
        self.peak = 0
        self._holes: list[tuple[int, int]] = [(0, _ENDLESS)]

    def take(self, size: int) -> int:
        size = _aligned(size)
        fitting = [(length, at) for at, (_, length) in enumerate(self._holes[:-1]) if length >= size]
        # Of equal holes ggml takes the last.
        best = min(fitting, key=lambda each: (each[0], -each[1]))[1] if fitting else len(self._holes) - 1
        start, length = self._holes[best]
        self._holes[best : best + 1] = [(start + size, length - size)] if length > size else []
        self.peak = max(self.peak, start + size)
        return start

    def free(self, start: int, size: int) -> None:
        if size <= 0:
            return
        merged: list[tuple[int, int]] = []
        for begin, length in sorted([*self._holes, (start, _aligned(size))]):
            if merged and sum(merged[-1]) == begin:
                merged[-1] = (merged[-1][0], merged[-1][1] + length)
            else:
                merged.append((begin, length))
        self._holes = merged


class _Walk:
    """One pass over a graph."""

    def __init__(self, inputs: Sequence[Node], nodes: Sequence[Node], copies: int) -> None:
        self._inputs, self._nodes, self._copies = inputs, nodes, copies
        used = Counter((source, node.place) for node in nodes for source in node.sources)
        self._live: dict[tuple[Node, int], _Live] = {}
        elsewhere: Counter[Node] = Counter()
        for (source, place), count in used.items():
            if place != source.place:
                self._live[source, place] = _Live(place, source.size, count, copies > 1)
                elsewhere[source] += 1
        for node in (*inputs, *nodes):
            uses = used[node, node.place] + elsewhere[node]
            self._live[node, node.place] = _Live(node.place, node.size, uses, node.kept)
        for node in inputs:
            self._live[node, node.place].kept = copies > 1
        self._memories: dict[int, _Memory] = {}

    def run(self) -> dict[int, int]:
        for each in self._inputs:
            for _ in range(self._copies):
                self._hold(self._live[each, each.place])
        if self._copies > 1:
            for (node, place), live in self._live.items():
                for _ in range(self._copies if place != node.place else 0):
                    self._hold(live)
        place = -1
        for at, node in enumerate(self._nodes):
            if node.place != place:
                place = node.place
                self._copy(at)
            self._compute(node)
        return {place: memory.peak for place, memory in self._memories.items()}

    def _copy(self, at: int) -> None:
        """Bring what the stretch of nodes that begins here needs from elsewhere."""
        place = self._nodes[at].place
        for node in self._nodes[at:]:
            if node.place != place:
                return
            for source in node.sources:
                copy = self._live[source, place]
                if source.place != place and source.size and not copy.made:
                    copy.made = True
                    if not copy.held:
                        self._hold(copy)
                    self._used(self._live[source, source.place])

    def _compute(self, node: Node) -> None:
        own = self._live[node, node.place]
        old = self._live[node.reuse, node.place] if node.reuse is not None else None
        if old is not None and old.held and old.uses == 1 and not old.kept and old.size >= node.size:
            own.start, own.held, old.held = old.start, True, False
            self._memory(own.place).free(old.start + _aligned(own.size), _aligned(old.size) - _aligned(own.size))
        else:
            self._hold(own)
        for source in node.sources:
            self._used(self._live[source, node.place])

    def _hold(self, tensor: _Live) -> None:
        if tensor.size:
            tensor.start, tensor.held = self._memory(tensor.place).take(tensor.size), True

    def _used(self, tensor: _Live) -> None:
        tensor.uses -= 1
        if tensor.uses == 0 and tensor.held and not tensor.kept:
            tensor.held = False
            self._memory(tensor.place).free(tensor.start, tensor.size)

    def _memory(self, place: int) -> _Memory:
        return self._memories.setdefault(place, _Memory())


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
