"""What a file of weights is made of: sizes, metadata and tensors of the architectures that the tests write.

Names and dimensions are those that llama.cpp's src/models/{llama,qwen2,qwen3moe,deepseek2}.cpp look for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt
from types import MappingProxyType
from typing import Final, NamedTuple

from gguf import GGMLQuantizationType as Type

from tests.weights.vocabulary import Vocabulary


class Plan(NamedTuple):
    """A tensor to be written; `shape` as numpy has it, the rows' length last."""

    name: str
    shape: tuple[int, ...]
    type: Type
    deviation: float
    """0.0 means ones: a norm."""


@dataclass(frozen=True)
class Shape:
    """The sizes of a model. With `experts`, layers after the first `dense` ones are mixtures; with `kv_rank`, MLA."""

    architecture: str
    layers: int = 3
    width: int = 64
    heads: int = 4
    kv_heads: int = 2
    head: int = 32
    feed_forward: int = 128
    context: int = 8192
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    tied: bool = False
    biased: bool = False
    """Whether queries, keys and values have a bias."""
    normed: bool = False
    """Whether queries and keys have a norm of their own."""
    experts: int = 0
    experts_used: int = 2
    expert_width: int = 64
    shared: int = 0
    dense: int = 0
    q_rank: int = 0
    kv_rank: int = 0
    rope: int = 0
    """Dimensions of a head that carry the position; 0 is all of them."""
    type: Type = Type.Q8_0
    types: Mapping[str, Type] = field(default_factory=dict, hash=False)
    """Types of tensors by the end of their name, before `.weight`; `type` for the others."""

    @property
    def rope_dimensions(self) -> int:
        return self.rope or self.head

    def tensors(self) -> Iterator[Plan]:
        words = self.vocabulary.size
        yield self._matrix("token_embd", (words, self.width), deviation=0.1)
        yield self._norm("output_norm", self.width)
        if not self.tied:
            # Logits spread by some three nats: neither certain of one token nor undecided between all.
            yield self._matrix("output", (words, self.width), deviation=3 / sqrt(self.width))
        for layer in range(self.layers):
            yield from self._attention(layer)
            yield from self._feed_forward(layer)

    # ---- parts of a layer -----------------------------------------------------------------------------------------

    def _attention(self, layer: int) -> Iterator[Plan]:
        block = f"blk.{layer}"
        yield self._norm(f"{block}.attn_norm", self.width)
        if self.kv_rank:
            yield from self._latent_attention(block)
        else:
            sizes = {"q": self.heads * self.head, "k": self.kv_heads * self.head, "v": self.kv_heads * self.head}
            for letter, size in sizes.items():
                yield self._matrix(f"{block}.attn_{letter}", (size, self.width), gain=1.5)
                if self.biased:
                    yield Plan(f"{block}.attn_{letter}.bias", (size,), Type.F32, 0.1)
                if self.normed and letter != "v":
                    yield self._norm(f"{block}.attn_{letter}_norm", self.head)
            yield self._matrix(f"{block}.attn_output", (self.width, self.heads * self.head), gain=2)
        yield self._norm(f"{block}.ffn_norm", self.width)

    def _latent_attention(self, block: str) -> Iterator[Plan]:
        """Multi-head latent attention: keys and values come out of a small common vector."""
        plain = self.head - self.rope
        yield self._matrix(f"{block}.attn_q_a", (self.q_rank, self.width))
        yield self._norm(f"{block}.attn_q_a_norm", self.q_rank)
        yield self._matrix(f"{block}.attn_q_b", (self.heads * self.head, self.q_rank), gain=1.5)
        yield self._matrix(f"{block}.attn_kv_a_mqa", (self.kv_rank + self.rope, self.width))
        yield self._norm(f"{block}.attn_kv_a_norm", self.kv_rank)
        yield self._matrix(f"{block}.attn_k_b", (self.heads, self.kv_rank, plain), gain=1.5)
        yield self._matrix(f"{block}.attn_v_b", (self.heads, self.head, self.kv_rank))
        yield self._matrix(f"{block}.attn_output", (self.width, self.heads * self.head), gain=2)

    def _feed_forward(self, layer: int) -> Iterator[Plan]:
        block = f"blk.{layer}"
        if not self.experts or layer < self.dense:
            yield from self._gated(block, "", self.feed_forward)
            return
        yield self._matrix(f"{block}.ffn_gate_inp", (self.experts, self.width), kind=Type.F32, gain=2)
        yield from self._gated(block, "_exps", self.expert_width, self.experts)
        if self.shared:
            yield from self._gated(block, "_shexp", self.expert_width * self.shared)

    def _gated(self, block: str, suffix: str, inner: int, *experts: int) -> Iterator[Plan]:
        yield self._matrix(f"{block}.ffn_gate{suffix}", (*experts, inner, self.width), gain=1.5)
        yield self._matrix(f"{block}.ffn_up{suffix}", (*experts, inner, self.width), gain=1.5)
        yield self._matrix(f"{block}.ffn_down{suffix}", (*experts, self.width, inner), gain=2)

    # ---- one tensor -----------------------------------------------------------------------------------------------

    def _matrix(
        self, name: str, shape: tuple[int, ...], *, gain: float = 1.0, deviation: float = 0.0, kind: Type | None = None
    ) -> Plan:
        wanted = kind or next((t for end, t in self.types.items() if name.endswith(end)), self.type)
        return Plan(f"{name}.weight", shape, wanted, deviation or gain / sqrt(shape[-1]))

    @staticmethod
    def _norm(name: str, size: int) -> Plan:
        return Plan(f"{name}.weight", (size,), Type.F32, 0.0)


TINY: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "llama": Shape("llama", layers=2),
        "qwen2": Shape("qwen2", width=128, biased=True),
        "qwen3moe": Shape("qwen3moe", layers=4, normed=True, experts=8),
        "deepseek2": Shape(
            "deepseek2", layers=4, kv_heads=1, head=64, experts=8, shared=1, dense=1, q_rank=32, kv_rank=32, rope=32
        ),
    }
)
"""Some hundred kilobytes each, by architecture; mixtures of 8 experts, two of them used."""

_WORDS_152K = Vocabulary(151_936)

QWEN_HALF_BILLION: Final = Shape(
    "qwen2",
    layers=24,
    width=896,
    heads=14,
    kv_heads=2,
    head=64,
    feed_forward=4864,
    context=32_768,
    vocabulary=_WORDS_152K,
    tied=True,
    biased=True,
    type=Type.Q5_0,
    types=MappingProxyType({"token_embd": Type.Q8_0, "attn_v": Type.Q8_0, "ffn_down": Type.Q4_K}),
)
"""Qwen2.5-0.5B as Q4_K_M stores it: rows of 896 are no whole K-blocks, so most of it is Q5_0 and Q8_0. 397 MB."""

DRAFT_152K: Final = Shape(
    "qwen2",
    layers=2,
    width=128,
    heads=2,
    kv_heads=1,
    head=64,
    feed_forward=256,
    context=32_768,
    vocabulary=_WORDS_152K,
    tied=True,
    biased=True,
)
"""Small weights of the same vocabulary, to draft with."""
