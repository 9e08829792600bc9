"""What is known of a set of weights before it is placed: sizes of the architecture, and bytes of each part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hyper:
    """What a maker's configuration says of an architecture. All in numbers of elements, heads or layers."""

    layers: int
    width: int
    """n_embd, the size of the residual stream."""
    heads: int
    kv_heads: int
    key_length: int
    """Of one head. With MLA, that of a head before compression."""
    value_length: int
    feed_forward: int
    """Of a dense layer; 0 where there is none."""
    vocabulary: int
    tied: bool = False
    """Whether the output uses the embedding's own tensor."""
    dense_layers: int = 0
    """Of a mixture of experts: leading layers without experts."""
    experts: int = 0
    experts_used: int = 0
    expert_feed_forward: int = 0
    shared_experts: int = 0
    kv_rank: int = 0
    """MLA: kv_lora_rank, the compressed size; 0 for plain attention."""
    rope_length: int = 0
    """MLA: the part of a key that is rotated and kept beside the compressed one."""
    q_rank: int = 0
    window: int = 0
    """Tokens of sliding attention; 0: none."""
    window_every: int = 0
    """Every n-th layer looks at everything, the others through the window; 0 where all do the same."""
    attention_every: int = 0
    """Hybrids: every n-th layer has attention, the others a recurrent state; 0: all have attention."""
    state: int = 0
    """Hybrids: numbers in the recurrent state of one layer and one sequence."""

    @property
    def mixture(self) -> bool:
        return self.experts > 0


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of weights. Bytes, but for `keys` and `values`: numbers kept for each token of the context."""

    attention: int
    feed_forward: int
    """Dense, with the norms and the router of a mixture."""
    shared: int
    """The experts that every token passes."""
    experts: int
    """All experts of which a token passes a few."""
    largest: int
    """The largest tensor among `experts`."""
    keys: int
    values: int
    state: int = 0
    """Bytes of recurrent state for each sequence; 0 for attention."""
    window: int = 0
    """Tokens that this layer looks back at; 0 for all."""

    @property
    def fixed(self) -> int:
        """Everything that each token needs."""
        return self.attention + self.feed_forward + self.shared


@dataclass(frozen=True, slots=True)
class Shape:
    """A set of weights by its parts, in bytes."""

    hyper: Hyper
    architecture: str
    layers: tuple[Layer, ...]
    """As many as llama.cpp counts, with layers for prediction that it does not load as empty ones at the end."""
    embedding: int
    output: int
    """Without the tensor that tied weights share with the embedding."""
    context: int
    """Tokens the weights were trained for; 0 where nobody says."""
    latent: bool = False
    """MLA whose cache keeps the compressed vector alone. Older files keep keys and values of all heads."""
    quantization: str = ""
    estimated: bool = False
    """Whether the parts were reckoned from a whole, and not read from a table of tensors."""

    @property
    def weights(self) -> int:
        return self.embedding + self.output + sum(layer.fixed + layer.experts for layer in self.layers)

    @property
    def expert_layers(self) -> tuple[int, ...]:
        """Which layers have experts."""
        return tuple(number for number, layer in enumerate(self.layers) if layer.experts)
