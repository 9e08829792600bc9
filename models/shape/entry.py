"""A shape out of what a catalog says: numbers of parameters for each part, and a file's size spread over them.

An estimate. Makers of quantizations give each tensor a type of its own choice; what is used here is what is common to
llama.cpp's own mixtures (src/llama-quant.cpp) and to the published "dynamic" ones, and the bulk of the weights takes
whatever the stated size leaves, so that the sum is right in any case.
"""

import re
from dataclasses import dataclass

from models.shape.values import Hyper, Layer, Shape

_BITS: tuple[tuple[str, float], ...] = (
    (r"F32", 32.0),
    (r"BF16|F16", 16.0),
    (r"Q8|FP8|I?Q8", 8.5),
    (r"Q6", 6.5625),
    (r"Q5", 5.5),
    (r"MXFP4|IQ4_XS", 4.25),
    (r"NVFP4|IQ4|Q4", 4.5),
    (r"IQ3_XXS", 3.0625),
    (r"IQ3|Q3", 3.4375),
    (r"Q2_K", 2.625),
    (r"IQ2_XXS", 2.0625),
    (r"IQ2|TQ2", 2.3125),
    (r"IQ1_M", 1.75),
    (r"IQ1|TQ1", 1.5625),
)
"""Bits for each weight of the type that gives a mixture its name, from the block sizes of `models.quants`."""
_USUAL_BITS = 4.5
_FINE_BITS = 6.5625
"""Q6_K, in which llama.cpp keeps the output of everything coarser."""
_KEPT_BITS = 5.0
"""What very coarse mixtures keep attention, shared experts and dense layers in: the dynamic ones of R1 use Q4_K to Q6_K
there, while experts go down to IQ1_S."""
_COARSE_BITS = 4.0


@dataclass(frozen=True, slots=True)
class Parameters:
    """Numbers of weights: of one layer's parts, and of what lies outside of layers."""

    attention: int
    dense: int
    """The feed-forward part of a layer without experts."""
    router: int
    shared: int
    experts: int
    """All of one layer."""
    embedding: int
    output: int


def parameters_of(hyper: Hyper) -> Parameters:
    """How many weights each part has. Biases and norms are left out: they are less than a thousandth."""
    width = hyper.width
    one_expert = 3 * width * hyper.expert_feed_forward
    words = width * hyper.vocabulary
    return Parameters(
        attention=_attention(hyper),
        dense=3 * width * hyper.feed_forward,
        router=width * hyper.experts,
        shared=one_expert * hyper.shared_experts,
        experts=one_expert * hyper.experts,
        embedding=words,
        output=0 if hyper.tied else words,
    )


def _attention(hyper: Hyper) -> int:
    heads, width = hyper.heads, hyper.width
    out = heads * hyper.value_length * width
    if not hyper.kv_rank:
        return heads * hyper.key_length * width + hyper.kv_heads * (hyper.key_length + hyper.value_length) * width + out
    queries = heads * hyper.key_length
    asked = hyper.q_rank * (width + queries) if hyper.q_rank else width * queries
    unpacked = heads * (hyper.key_length - hyper.rope_length + hyper.value_length)
    return asked + width * (hyper.kv_rank + hyper.rope_length) + hyper.kv_rank * unpacked + out


def bits_of(quantization: str) -> float:
    """Bits for each weight of the type that a quantization is named for; 4.5 for a name that says nothing."""
    name = quantization.upper()
    return next((bits for pattern, bits in _BITS if re.search(pattern, name)), _USUAL_BITS)


def shape_of_entry(hyper: Hyper, size: int, quantization: str, *, architecture: str = "", context: int = 0) -> Shape:
    """The parts of weights that nobody has here yet, out of `size` bytes in all files."""
    counts = parameters_of(hyper)
    mixture = hyper.mixture
    dense_layers = hyper.dense_layers if mixture else hyper.layers
    expert_layers = hyper.layers - dense_layers
    beside, output, embedding = _beside(hyper, quantization)
    fixed = {
        "embedding": counts.embedding * (output if hyper.tied else embedding),
        "output": counts.output * output,
        "router": counts.router * expert_layers * 32.0,
    }
    bulk = {
        "attention": counts.attention * hyper.layers,
        "dense": counts.dense * dense_layers,
        "shared": counts.shared * expert_layers,
        "experts": counts.experts * expert_layers,
    }
    if mixture:
        fixed |= {name: bulk.pop(name) * beside for name in ("attention", "dense", "shared")}
    told = {name: bits / 8 for name, bits in fixed.items()}
    left = size - sum(told.values())
    if left < size * 0.2:  # the name promises more than the size holds: spread evenly
        bulk = {name: int(bits) for name, bits in (fixed | bulk).items()}
        told, left = {}, float(size)
    whole = sum(bulk.values()) or 1
    spread = told | {name: left * count / whole for name, count in bulk.items()}
    return _shape(hyper, spread, size, quantization, architecture, context)


def _beside(hyper: Hyper, quantization: str) -> tuple[float, float, float]:
    """Bits of what is not the bulk: attention and the like in a mixture of experts, the output, the embedding."""
    bits = bits_of(quantization)
    if re.search("MXFP4", quantization.upper()):  # gpt-oss: nothing but the experts is in four bits
        return 8.5, 8.5, 8.5
    beside = max(bits, _KEPT_BITS) if bits < _COARSE_BITS else bits * 1.1
    return beside, max(bits, _FINE_BITS), max(bits, 4.5) if hyper.mixture else max(bits, 2.625)


def _shape(
    hyper: Hyper, spread: dict[str, float], size: int, quantization: str, architecture: str, context: int
) -> Shape:
    dense_layers = hyper.dense_layers if hyper.mixture else hyper.layers
    expert_layers = max(1, hyper.layers - dense_layers)

    def each(name: str, among: int) -> int:
        return int(spread[name] / max(1, among))

    layers = []
    for number in range(hyper.layers):
        expert = number >= dense_layers
        experts = each("experts", expert_layers) if expert else 0
        layers.append(
            Layer(
                attention=each("attention", hyper.layers),
                feed_forward=each("router", expert_layers) if expert else each("dense", dense_layers),
                shared=each("shared", expert_layers) if expert else 0,
                experts=experts,
                largest=experts // 3,
                **_kept(hyper, number),
            )
        )
    inside = sum(layer.fixed + layer.experts for layer in layers)
    output = int(spread["output"])
    return Shape(
        hyper=hyper,
        architecture=architecture,
        layers=tuple(layers),
        embedding=max(0, size - inside - output),  # and what rounding left
        output=output,
        context=context,
        latent=hyper.kv_rank > 0,
        quantization=quantization,
        estimated=True,
    )


def _kept(hyper: Hyper, layer: int) -> dict[str, int]:
    """What a layer keeps of the context, by the names of `Layer`."""
    if hyper.attention_every and (layer + 1) % hyper.attention_every:
        return {"keys": 0, "values": 0, "state": hyper.state * 4}
    if hyper.kv_rank:
        return {"keys": hyper.kv_rank + hyper.rope_length, "values": 0}
    windowed = hyper.window > 0 and (not hyper.window_every or layer % hyper.window_every < hyper.window_every - 1)
    return {
        "keys": hyper.kv_heads * hyper.key_length,
        "values": hyper.kv_heads * hyper.value_length,
        "window": hyper.window if windowed else 0,
    }
