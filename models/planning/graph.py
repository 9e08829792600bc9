"""The tensors that llama.cpp computes a step with: how large they are, in which order, and on which device.

After the graphs that llama.cpp builds (src/llama-graph.cpp, src/models/{llama,qwen2,qwen3moe,deepseek2}.cpp of
llama-cpp-python 0.3.36): the largest step is a prompt's, as many tokens at once as `n_ubatch` says, over a full context
(`sched_reserve` of llama-context.cpp). Norms, biases and gates are computed in place and left out. What other
architectures do beyond this (recurrent layers above all) is reckoned roughly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.planning.allocator import Node, peaks
from models.planning.values import CACHE_BLOCKS
from models.shape import Hyper

MAIN = 0
"""The place of main memory; devices count from 1."""
_REPEATED = 3
"""Layers after so many of the same kind need no other room than these."""


@dataclass(frozen=True, slots=True)
class Step:
    """One layer: where it is computed, and what it keeps of each token."""

    place: int
    experts_place: int
    """Where its experts are computed."""
    mixture: bool
    keys: int
    values: int
    state: int
    window: bool
    cache_copy: tuple[int, ...] = ()
    """Bytes of keys and of values that are brought to `place` because they lie in main memory."""
    weight_copy: int = 0
    """The same of the largest tensor of weights."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a context is computed."""

    tokens: int
    cells: int
    rows: int
    flash: bool
    type_k: str
    type_v: str
    copies: int = 1
    """Steps under way at once, where several devices work one after another."""


@lru_cache(maxsize=1 << 14)
def compute_bytes(
    hyper: Hyper, latent: bool, steps: tuple[Step, ...], output: int, setting: Setting
) -> tuple[tuple[int, int], ...]:
    """(place, bytes) of the buffers that a step is computed in. `output` is the place of the last matrix."""
    graph = _Graph(hyper, latent, setting, windows=any(step.window for step in steps))
    graph.build(steps, output)
    return tuple(sorted(peaks(graph.inputs, graph.nodes, setting.copies).items()))


def shortened(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same without layers that only repeat what went before; the last one stays, for it gives fewer rows."""
    kept: list[Step] = []
    for number, step in enumerate(steps):
        same = len(kept) >= _REPEATED and all(each == step for each in kept[-_REPEATED:])
        if not same or number == len(steps) - 1:
            kept.append(step)
    return tuple(kept)


class _Graph:
    """Makes the nodes, in llama.cpp's order. `_row` is what one number for each token takes."""

    def __init__(self, hyper: Hyper, latent: bool, setting: Setting, windows: bool) -> None:
        self._hyper, self._latent, self._setting = hyper, latent, setting
        self.nodes: list[Node] = []
        self._row = 4 * setting.tokens
        self._tokens = Node(self._row, MAIN)
        embedded = Node(self._row * hyper.width, MAIN)  # a picture's numbers would come in here
        self._positions = Node(self._row, MAIN)
        self._cells = Node(8 * setting.tokens, MAIN)
        spread = 1 if setting.flash or latent else hyper.kv_heads * hyper.value_length
        self._spread_cells = Node(0 if latent else 8 * setting.tokens * spread, MAIN)
        # With windows there is a cache and a mask for each of the two kinds of layers.
        self._masks = tuple(Node(self._mask_bytes(), MAIN) for _ in range(2 if windows else 1))
        self._chosen = Node(4 * setting.rows, MAIN)
        self._turns = tuple(Node(size, MAIN) for size in self._rotations())
        self.inputs = (
            *(self._tokens, embedded, self._positions, *self._turns),
            *(self._cells, self._spread_cells, *self._masks, self._chosen),
        )

    def _mask_bytes(self) -> int:
        return self._setting.cells * self._setting.tokens * (2 if self._setting.flash else 4)

    def _rotations(self) -> tuple[int, ...]:
        """llama.cpp turns keys and values before it quantizes them (`build_input_k_rot` in llama-kv-cache.cpp)."""
        hyper, setting = self._hyper, self._setting
        if self._latent or CACHE_BLOCKS[setting.type_k] == 1 or not hyper.key_length or hyper.key_length % 64:
            return ()
        size = 64
        while hyper.key_length % (2 * size) == 0:
            size *= 2
        return 4 * size * size, 4 * 64 * 64

    def _new(self, size: int, place: int, *sources: Node, reuse: Node | None = None, kept: bool = False) -> Node:
        node = Node(size, place, sources, reuse, kept)
        self.nodes.append(node)
        return node

    def build(self, steps: Sequence[Step], output: int) -> None:
        width, few = self._hyper.width, 4 * self._setting.rows
        stream = self._new(self._row * width, MAIN, self._tokens)
        for number, step in enumerate(steps):
            normed = self._new(self._row * width, step.place, stream)
            back = self._new(self._row * width, step.place, self._mix(step, normed))
            row = self._row
            if number == len(steps) - 1:
                row = few
                back = self._new(few * width, step.place, back, self._chosen)
                stream = self._new(few * width, step.place, stream, self._chosen)
            # What needs no weights is computed where the next weights are, if these are on a device.
            then = (steps[number + 1].place if number + 1 < len(steps) else output) or step.place
            stream = self._feed_forward(step, then, back, stream, row)
        normed = self._new(few * width, output, stream, reuse=stream, kept=True)
        self._new(few * self._hyper.vocabulary, output, normed, kept=True)

    # ---- attention ------------------------------------------------------------------------------------------------

    def _mix(self, step: Step, normed: Node) -> Node:
        if step.state:
            return self._recurrent(step, normed)
        return self._latent_attention(step, normed) if self._latent else self._attention(step, normed)

    def _attention(self, step: Step, normed: Node) -> Node:
        hyper, row, place = self._hyper, self._row, step.place
        queries = self._projected(step, normed, hyper.heads * hyper.key_length * row, key=True)
        values = self._projected(step, normed, step.values * row, key=False)
        keys = self._projected(step, normed, step.keys * row, key=True)
        self._new(0, MAIN if step.cache_copy else place, keys, self._cells)
        self._new(0, MAIN if step.cache_copy else place, values, self._spread_cells)
        told = self._attend(step, queries, hyper.heads * hyper.value_length * row)
        return self._new(told.size, place, told, self._turns[1]) if self._turns else told

    def _projected(self, step: Step, normed: Node, size: int, key: bool) -> Node:
        node = self._new(size, step.place, normed)
        if key:  # rotated by position; ggml does not do this in place here
            node = self._new(size, step.place, node, self._positions)
        return self._new(size, step.place, node, self._turns[0 if key else 1]) if self._turns else node

    def _latent_attention(self, step: Step, normed: Node) -> Node:
        """Queries are brought into the compressed space, where keys and values are one vector."""
        hyper, row, place = self._hyper, self._row, step.place
        kept = hyper.kv_rank + hyper.rope_length
        asked = self._new(hyper.q_rank * row, place, normed) if hyper.q_rank else normed
        queries = self._new(hyper.heads * hyper.key_length * row, place, asked)
        absorbed = self._new(hyper.heads * hyper.kv_rank * row, place, queries)
        turned = self._new(hyper.heads * hyper.rope_length * row, place, queries, self._positions)
        joined = self._new(hyper.heads * kept * row, place, absorbed, turned)
        both = self._new(kept * row, place, normed)
        compressed = self._new(hyper.kv_rank * row, place, both)
        placed = self._new(hyper.rope_length * row, place, both, self._positions)
        key = self._new(kept * row, place, compressed, placed)
        self._new(0, MAIN if step.cache_copy else place, key, self._cells)
        told = self._attend(step, joined, hyper.heads * hyper.kv_rank * row)
        unpacked = self._new(hyper.heads * hyper.value_length * row, place, told)
        return self._new(unpacked.size, place, unpacked)

    def _attend(self, step: Step, queries: Node, size: int) -> Node:
        """Over the whole cache. Without flash attention all scores are written down."""
        setting, place = self._setting, step.place
        mask = self._masks[1 if step.window else 0]
        cache = [self._new(copied, place) for copied in step.cache_copy]
        if setting.flash:
            return self._new(size, place, queries, mask, *cache)
        scores = self._new(setting.cells * self._hyper.heads * self._row, place, queries, *cache)
        shares = self._new(scores.size, place, scores, mask, reuse=scores)
        if not self._latent:
            return self._new(size, place, self._new(size, place, shares))
        # What serves as values lies in the cache as keys do, and is turned around for the product.
        numbers = setting.cells * self._hyper.kv_rank
        turned = self._new(numbers * (2 if setting.type_k == "f16" else 4), place)
        return self._new(size, place, shares, turned)

    def _recurrent(self, step: Step, normed: Node) -> Node:
        """Roughly: projections of some four times the stream, and the states of all sequences twice."""
        place = step.place
        before = self._new(step.state, place)
        projected = self._new(4 * normed.size, place, normed)
        mixed = self._new(4 * normed.size, place, projected)
        after = self._new(step.state, place, mixed, before)
        return self._new(2 * normed.size, place, mixed, after)

    # ---- feed-forward ---------------------------------------------------------------------------------------------

    def _feed_forward(self, step: Step, then: int, back: Node, stream: Node, row: int) -> Node:
        added = self._new(back.size, step.place, back, stream, reuse=back)
        normed = self._new(added.size, step.place, added)
        if step.mixture:
            told = self._experts(step, then, normed, row)
        else:
            told = self._gated(step.place, (normed,), self._hyper.feed_forward * row, normed.size, step.weight_copy)
        return self._new(added.size, then, told, added, reuse=told)

    def _experts(self, step: Step, then: int, normed: Node, row: int) -> Node:
        hyper, place = self._hyper, step.place
        scores = self._new(hyper.experts * row, place, normed)
        order = self._new(scores.size, place, scores)
        weights = self._new(hyper.experts_used * row, place, scores, order)
        inner = hyper.experts_used * hyper.expert_feed_forward * row
        outer = hyper.experts_used * normed.size
        told = self._gated(step.experts_place, (normed, order), inner, outer, step.weight_copy)
        # The sum follows these weights on a device, and comes before those of shared experts.
        after = place if step.experts_place or hyper.shared_experts else then
        told = self._new(outer, after, told, weights, reuse=told)
        told = self._new(normed.size, after, told)  # the sum; all further ones are added in place
        if not hyper.shared_experts:
            return told
        inner = hyper.shared_experts * hyper.expert_feed_forward * row
        shared = self._gated(place, (normed,), inner, normed.size, 0)
        return self._new(normed.size, place or then, told, shared, reuse=told)

    def _gated(self, place: int, sources: tuple[Node, ...], inner: int, outer: int, weights: int) -> Node:
        """Three matrices; `weights` are bytes of one of them, where it is brought here to be multiplied with."""
        gate = self._new(inner, place, *sources, self._new(weights, place))
        up = self._new(inner, place, *sources, self._new(weights, place))
        product = self._new(inner, place, gate, up)
        return self._new(outer, place, product, *sources[1:], self._new(weights, place))
