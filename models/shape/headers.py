"""A shape out of GGUF headers: exact bytes from the table of tensors, sizes from the metadata.

What a key means is llama.cpp's to say: llama-hparams.cpp for what a layer keeps of each token, llama-model.cpp
(`create_memory`) for which layers keep it, in llama-cpp-python 0.3.36. Metadata is a stranger's: whatever is no
positive whole number counts as missing.
"""

import re
from collections.abc import Mapping, Sequence

from models.gguf import TOKENS_KEY, Header, Tensor, Value
from models.quants import FILE_TYPES, TENSOR_TYPES
from models.shape.values import Hyper, Layer, Shape

_BLOCK = re.compile(r"blk\.(?P<layer>\d{1,3})\.(?P<part>.+)")
_EXPERTS = re.compile(r"ffn_(up|down|gate|gate_up)_(ch|)exps")
"""The tensors that "experts on the CPU" is about: LLM_FFN_EXPS_REGEX of llama.cpp's common.h."""
_SHARED = re.compile(r"ffn_\w+_shexp")
_ATTENTION = re.compile(r"attn_|ssm_|shortconv|time_mix|indexer")
_OUTPUT = re.compile(r"output(_norm)?\.(weight|bias)$")
MOST_LAYERS = 512
"""LLAMA_MAX_LAYERS; a file that claims more is refused elsewhere."""

_WINDOWS: Mapping[str, int] = {
    **dict.fromkeys(("gemma2", "gpt-oss"), 2),
    **dict.fromkeys(("cohere2", "exaone4", "llama4", "olmo2", "smallthinker"), 4),
    **dict.fromkeys(("gemma3", "gemma3n"), 6),
}
"""Architectures whose files may leave out how often a layer looks at everything (`load_swa_pattern` in src/models)."""
_HYBRIDS_BY_INTERVAL = frozenset({"qwen3next", "qwen35", "qwen35moe"})
_HYBRIDS_BY_HEADS = frozenset(
    {
        "jamba",
        "granitehybrid",
        "lfm2",
        "lfm2moe",
        "nemotron_h",
        "nemotron_h_moe",
        "plamo2",
        "kimi-linear",
        "bailingmoe3",
    }
)
"""Where a layer without heads for keys is a recurrent one."""


def hyper_of(headers: Sequence[Header]) -> Hyper:
    """The sizes that weights of one file or several shards say they have; 0 for what they do not say."""
    keys = _Keys(headers[0])
    heads = keys.most("attention.head_count")
    latent = keys.most("attention.kv_lora_rank")
    experts = keys.most("expert_count")
    plain = keys.most("feed_forward_length")
    key = keys.most("attention.key_length") or (keys.most("embedding_length") // heads if heads else 0)
    value = keys.most("attention.value_length") or key
    layers = max(0, _blocks(keys) - keys.most("nextn_predict_layers"))
    shared = keys.most("expert_shared_count") or int(keys.most("expert_shared_feed_forward_length") > 0)
    return Hyper(
        layers=layers,
        width=keys.most("embedding_length"),
        heads=heads,
        kv_heads=keys.most("attention.head_count_kv") or heads,
        key_length=keys.most("attention.key_length_mla") or key,
        value_length=keys.most("attention.value_length_mla") or value,
        feed_forward=plain,
        vocabulary=_vocabulary(headers, keys),
        tied=not any(tensor.name == "output.weight" for header in headers for tensor in header.tensors),
        dense_layers=keys.most("leading_dense_block_count") if experts else 0,
        experts=experts,
        experts_used=keys.most("expert_used_count"),
        expert_feed_forward=(keys.most("expert_feed_forward_length") or plain) if experts else 0,
        shared_experts=shared,
        kv_rank=latent,
        rope_length=keys.most("rope.dimension_count") if latent else 0,
        q_rank=keys.most("attention.q_lora_rank"),
        window=keys.most("attention.sliding_window"),
        window_every=_window_every(keys),
        attention_every=_attention_every(keys),
        state=_state(keys),
    )


def shape_of_headers(headers: Sequence[Header]) -> Shape:
    """The parts of weights that are there, to the byte, from the headers of all their shards."""
    keys = _Keys(headers[0])
    hyper = hyper_of(headers)
    inside: dict[int, list[Tensor]] = {}
    embedding = output = 0
    for tensor in (tensor for header in headers for tensor in header.tensors):
        layer = _layer_of(tensor)
        if layer is not None:
            inside.setdefault(layer, []).append(tensor)
        elif _OUTPUT.match(tensor.name):
            output += tensor_bytes(tensor)
        else:
            embedding += tensor_bytes(tensor)
    return Shape(
        hyper=hyper,
        architecture=keys.architecture,
        layers=tuple(_layer(keys, hyper, number, inside.get(number, [])) for number in range(_blocks(keys))),
        embedding=embedding,
        output=output,
        context=keys.most("context_length"),
        latent=keys.most("attention.key_length_mla") > 0,
        quantization=_quantization(headers),
    )


def _layer(keys: "_Keys", hyper: Hyper, number: int, tensors: Sequence[Tensor]) -> Layer:
    if number >= hyper.layers:  # predicts tokens ahead, and llama.cpp leaves it in the file
        return Layer(0, 0, 0, 0, 0, 0, 0)
    sizes = dict.fromkeys(("attention", "feed_forward", "shared", "experts", "largest"), 0)
    for tensor in tensors:
        part, size = _part(tensor.name), tensor_bytes(tensor)
        sizes[part] += size
        if part == "experts":
            sizes["largest"] = max(sizes["largest"], size)
    key, value, state, window = _kept(keys, hyper, number)
    return Layer(**sizes, keys=key, values=value, state=state, window=window)


def tensor_bytes(tensor: Tensor) -> int:
    """Bytes of a tensor's data; of a type that is unknown here, as if it were F16."""
    known = TENSOR_TYPES.get(tensor.type)
    return tensor.elements * 2 if known is None else -(-tensor.elements // known.block) * known.size


def _layer_of(tensor: Tensor) -> int | None:
    found = _BLOCK.match(tensor.name)
    return int(found["layer"]) if found else None


def _part(name: str) -> str:
    """The field of `Layer` that a tensor counts to."""
    within = name.split(".", 2)[2]
    if _EXPERTS.match(within):
        return "experts"
    if _SHARED.match(within):
        return "shared"
    return "attention" if _ATTENTION.match(within) else "feed_forward"


# ---- what a layer keeps of the context ------------------------------------------------------------------------------


def _kept(keys: "_Keys", hyper: Hyper, layer: int) -> tuple[int, int, int, int]:
    """Numbers of keys and values for each token, bytes of state for each sequence, and the window."""
    if _recurrent(keys, hyper, layer):
        return 0, 0, hyper.state * 4, 0
    windowed = _windowed(keys, hyper, layer)
    heads = keys.at("attention.head_count_kv", layer, hyper.kv_heads)
    suffix = "_swa" if windowed and keys.most("attention.key_length_swa") else ""
    key = keys.most(f"attention.key_length{suffix}") or hyper.key_length
    value = keys.most(f"attention.value_length{suffix}") or hyper.value_length
    if keys.most("attention.key_length_mla"):
        # Keys and values are one compressed vector, which the cache holds once.
        return key * heads + keys.most("attention.indexer.key_length"), 0, 0, 0
    return key * heads, value * heads, 0, hyper.window if windowed else 0


def _recurrent(keys: "_Keys", hyper: Hyper, layer: int) -> bool:
    if keys.architecture in _HYBRIDS_BY_HEADS:
        return keys.at("attention.head_count_kv", layer, 0) == 0
    return hyper.attention_every > 0 and (layer + 1) % hyper.attention_every != 0


def _windowed(keys: "_Keys", hyper: Hyper, layer: int) -> bool:
    if not hyper.window:
        return False
    pattern = keys.get("attention.sliding_window_pattern")
    if isinstance(pattern, tuple):
        return layer < len(pattern) and bool(pattern[layer])
    return hyper.window_every > 0 and layer % hyper.window_every < hyper.window_every - 1


def _window_every(keys: "_Keys") -> int:
    """0 also where the file says it layer by layer."""
    return keys.whole("attention.sliding_window_pattern") or _WINDOWS.get(keys.architecture, 0)


def _attention_every(keys: "_Keys") -> int:
    usual = 4 if keys.architecture in _HYBRIDS_BY_INTERVAL else 0
    return keys.most("full_attention_interval") or usual


def _state(keys: "_Keys") -> int:
    """Numbers in one layer's recurrent state: `n_embd_r` and `n_embd_s` of llama-hparams.cpp."""
    kept = keys.most("shortconv.l_cache")
    if kept:
        return keys.most("embedding_length") * (kept - 1)
    conv = max(0, keys.most("ssm.conv_kernel") - 1)
    head = keys.most("kda.head_dim")
    if head:
        heads = keys.most("attention.head_count")
        return 3 * (conv or 3) * heads * head + head * head * heads
    inner, size = keys.most("ssm.inner_size"), keys.most("ssm.state_size")
    return conv * (inner + 2 * keys.most("ssm.group_count") * size) + size * inner


# ---- metadata -------------------------------------------------------------------------------------------------------


class _Keys:
    """The metadata of one architecture, by names without its prefix."""

    def __init__(self, header: Header) -> None:
        named = header.metadata.get("general.architecture")
        self.architecture = named if isinstance(named, str) else ""
        self._metadata = header.metadata

    def get(self, name: str) -> Value | None:
        return self._metadata.get(f"{self.architecture}.{name}")

    def whole(self, name: str) -> int:
        value = self.get(name)
        return value if isinstance(value, int) and value > 0 else 0

    def most(self, name: str) -> int:
        """A number; where the file has one for each layer, the largest."""
        value = self.get(name)
        if isinstance(value, tuple):
            return max((each for each in value if isinstance(each, int) and each > 0), default=0)
        return self.whole(name)

    def at(self, name: str, layer: int, usual: int) -> int:
        """A layer's own number where the file has one for each, else the one for all, else `usual`."""
        value = self.get(name)
        if isinstance(value, tuple):
            own = value[layer] if layer < len(value) else 0
            return own if isinstance(own, int) and own > 0 else 0
        return self.whole(name) or usual


def _blocks(keys: _Keys) -> int:
    return min(keys.most("block_count"), MOST_LAYERS)


def _vocabulary(headers: Sequence[Header], keys: _Keys) -> int:
    """The embedding's own rows: the tokenizer may have fewer tokens."""
    for header in headers:
        for tensor in header.tensors:
            if tensor.name == "token_embd.weight" and len(tensor.dimensions) > 1:
                return tensor.dimensions[1]
    return keys.most("vocab_size") or headers[0].skipped.get(TOKENS_KEY, 0)


def _quantization(headers: Sequence[Header]) -> str:
    named = headers[0].metadata.get("general.file_type")
    if isinstance(named, int) and named in FILE_TYPES:
        return FILE_TYPES[named]
    sizes: dict[int, int] = {}
    for header in headers:
        for tensor in header.tensors:
            sizes[tensor.type] = sizes.get(tensor.type, 0) + tensor.elements
    largest = max(sizes, key=lambda kind: sizes[kind], default=-1)
    return TENSOR_TYPES[largest].name if largest in TENSOR_TYPES else ""
