"""Shapes: exact from a file's own table of tensors, close to it from what a catalog says, and safe from what lies."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from gguf import GGMLQuantizationType as Type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.gguf import Header, Tensor, read_header
from models.shape import Hyper, Shape, bits_of, hyper_of, parameters_of, shape_of_entry, shape_of_headers
from tests.models.plans import REFERENCE
from tests.weights import TINY, write_hollow, write_shards, write_weights
from tests.weights import Shape as Written


def data_bytes(path: Path) -> int:
    """What the reference reader says the tensors take."""
    return sum(int(tensor.n_bytes) for tensor in gguf.GGUFReader(path).tensors)


def read(path: Path) -> Shape:
    return shape_of_headers([read_header(path)])


# ---- from a file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("architecture", TINY)
def test_parts_of_written_weights_add_up_to_the_byte(architecture: str, tmp_path: Path) -> None:
    path = write_weights(tmp_path / "tiny.gguf", TINY[architecture])
    shape = read(path)
    assert shape.weights == data_bytes(path)
    assert len(shape.layers) == TINY[architecture].layers
    assert (shape.architecture, shape.context, shape.estimated) == (architecture, 8192, False)


@pytest.mark.parametrize("architecture", TINY)
def test_sizes_are_read_from_the_metadata_of_each_architecture(architecture: str, tmp_path: Path) -> None:
    written = TINY[architecture]
    hyper = hyper_of([read_header(write_weights(tmp_path / "tiny.gguf", written))])
    assert (hyper.layers, hyper.width, hyper.heads, hyper.kv_heads) == (
        *(written.layers, written.width, written.heads, written.kv_heads),
    )
    assert (hyper.key_length, hyper.value_length, hyper.tied) == (written.head, written.head, written.tied)
    assert (hyper.experts, hyper.dense_layers, hyper.shared_experts) == (written.experts, written.dense, written.shared)
    assert (hyper.kv_rank, hyper.rope_length, hyper.q_rank) == (written.kv_rank, written.rope, written.q_rank)
    assert hyper.vocabulary == written.vocabulary.size
    if written.experts:
        assert (hyper.experts_used, hyper.expert_feed_forward) == (written.experts_used, written.expert_width)


def test_experts_shared_ones_and_dense_layers_are_told_apart(tmp_path: Path) -> None:
    written = TINY["deepseek2"]
    shape = read(write_weights(tmp_path / "tiny.gguf", written))
    first, *others = shape.layers
    expert = 3 * written.width * written.expert_width * 34 // 32  # Q8_0
    assert (first.experts, first.shared) == (0, 0)
    assert {layer.experts for layer in others} == {expert * written.experts}
    assert {layer.shared for layer in others} == {expert * written.shared}
    assert {layer.largest for layer in others} == {expert * written.experts // 3}
    assert shape.expert_layers == (1, 2, 3)


def test_compressed_attention_keeps_one_vector_and_only_where_the_file_is_new_enough(tmp_path: Path) -> None:
    new = read_header(write_weights(tmp_path / "new.gguf", TINY["deepseek2"]))
    assert [(layer.keys, layer.values) for layer in shape_of_headers([new]).layers] == [(64, 0)] * 4
    old = without(new, "attention.key_length_mla", "attention.value_length_mla")
    old = changed(old, {"attention.key_length": 64, "attention.value_length": 48, "attention.head_count_kv": 4})
    shape = shape_of_headers([old])
    assert not shape.latent
    assert [(layer.keys, layer.values) for layer in shape.layers] == [(256, 192)] * 4


def test_shards_have_the_shape_of_the_whole(tmp_path: Path) -> None:
    whole = read(write_weights(tmp_path / "whole.gguf", TINY["qwen3moe"]))
    shards = write_shards(tmp_path, TINY["qwen3moe"], 3)
    assert shape_of_headers([read_header(shard) for shard in shards]) == whole


def test_layers_that_predict_ahead_are_counted_but_weigh_nothing(tmp_path: Path) -> None:
    header = read_header(write_weights(tmp_path / "tiny.gguf", TINY["qwen2"]))
    shape = shape_of_headers([changed(header, {"nextn_predict_layers": 1})])
    assert (len(shape.layers), shape.hyper.layers) == (3, 2)
    assert (shape.layers[2].fixed, shape.layers[2].keys) == (0, 0)
    assert shape.layers[1].fixed > 0


def test_windows_and_recurrent_states_are_read_layer_by_layer(tmp_path: Path) -> None:
    header = read_header(write_weights(tmp_path / "tiny.gguf", TINY["qwen2"]))
    windowed = changed(header, {"attention.sliding_window": 128, "attention.sliding_window_pattern": (1, 0, 1)})
    assert [layer.window for layer in shape_of_headers([windowed]).layers] == [128, 0, 128]
    sizes = {"full_attention_interval": 3, "ssm.conv_kernel": 4, "ssm.inner_size": 64, "ssm.state_size": 16}
    hybrid = shape_of_headers([changed(header, sizes)])
    state = 4 * (3 * 64 + 16 * 64)
    assert [(layer.keys, layer.state) for layer in hybrid.layers] == [(0, state), (0, state), (64, 0)]


def without(header: Header, *names: str) -> Header:
    kept = {key: value for key, value in header.metadata.items() if key.partition(".")[2] not in names}
    return replace(header, metadata=kept)


def changed(header: Header, values: dict[str, Any]) -> Header:
    architecture = header.metadata["general.architecture"]
    named = {f"{architecture}.{name}": value for name, value in values.items()}
    return replace(header, metadata={**header.metadata, **named})


# ---- of what nobody has here ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", REFERENCE, ids=lambda entry: entry.id)
def test_an_estimate_adds_up_to_the_size_of_the_files(entry: Any) -> None:
    for build in entry.builds:
        shape = shape_of_entry(entry.hyper, build.size, build.quantization)
        assert shape.weights == build.size
        assert shape.estimated
        assert all(layer.fixed > 0 for layer in shape.layers)


@pytest.mark.parametrize(
    ("id", "billions"),
    [
        *(("DeepSeek-R1-Distill-Qwen-1.5B", 1.777), ("DeepSeek-R1-Distill-Llama-8B", 8.030)),
        *(("DeepSeek-R1-Distill-Qwen-32B", 32.764), ("DeepSeek-R1-Distill-Llama-70B", 70.554)),
        *(("Qwen3-30B-A3B", 30.532), ("gpt-oss-120b", 116.83), ("DeepSeek-R1", 671.026)),
    ],
)
def test_parameters_come_to_what_the_makers_say(id: str, billions: float) -> None:
    hyper = next(entry.hyper for entry in REFERENCE if entry.id == id)
    counts = parameters_of(hyper)
    mixtures = hyper.layers - hyper.dense_layers if hyper.mixture else 0
    inside = hyper.layers * counts.attention + (hyper.layers - mixtures) * counts.dense
    total = inside + mixtures * (counts.router + counts.shared + counts.experts) + counts.embedding + counts.output
    assert total / 1e9 == pytest.approx(billions, rel=0.004)


@pytest.mark.parametrize("name", ["DeepSeek-R1", "Llama 8B"])
def test_an_estimate_is_near_the_exact_parts(name: str, tmp_path: Path) -> None:
    # As Q4_K_M: half of some matrices in six bits, the output too.
    finer = {"output": Type.Q6_K, "attn_v": Type.Q6_K, "ffn_down": Type.Q6_K, "ffn_down_exps": Type.Q6_K}
    written = {
        "DeepSeek-R1": Written(
            *("deepseek2", 6, 7168, 128, 1), head=192, feed_forward=18_432, experts=64, experts_used=8,
            expert_width=2048, shared=1, dense=1, q_rank=1536, kv_rank=512, rope=64, type=Type.Q4_K, types=finer,
        ),
        "Llama 8B": Written("llama", 8, 4096, 32, 8, head=128, feed_forward=14_336, type=Type.Q4_K, types=finer),
    }[name]  # fmt: skip
    exact = read(write_hollow(tmp_path / "hollow.gguf", written))
    near = shape_of_entry(exact.hyper, exact.weights, "Q4_K_M")
    for part in ("experts", "fixed", "keys", "values"):
        true, told = (sum(getattr(layer, part) for layer in each.layers) for each in (exact, near))
        assert told == pytest.approx(true, rel=0.12), part


def test_very_coarse_mixtures_keep_attention_finer_than_experts() -> None:
    r1 = next(entry for entry in REFERENCE if entry.id == "DeepSeek-R1")
    shape, counts = shape_of_entry(r1.hyper, int(131e9), "UD-IQ1_S"), parameters_of(r1.hyper)
    layer = shape.layers[30]
    assert 4 <= layer.attention * 8 / counts.attention <= 6
    assert 1.3 <= layer.experts * 8 / counts.experts <= 1.7


def test_windows_and_hybrids_of_a_catalog_are_laid_out_as_told() -> None:
    windows = Hyper(4, 64, 4, 2, 16, 16, 128, 512, window=128, window_every=2)
    assert [layer.window for layer in shape_of_entry(windows, 10**6, "Q8_0").layers] == [128, 0, 128, 0]
    hybrid = Hyper(4, 64, 4, 2, 16, 16, 128, 512, attention_every=4, state=100)
    kept = [(layer.keys, layer.state) for layer in shape_of_entry(hybrid, 10**6, "Q8_0").layers]
    assert kept == [(0, 400)] * 3 + [(32, 0)]


@pytest.mark.parametrize(
    ("name", "bits"),
    [
        ("Q4_K_M", 4.5),
        ("UD-Q2_K_XL", 2.625),
        ("IQ1_S", 1.5625),
        ("BF16", 16),
        ("Q8_0", 8.5),
        ("MXFP4", 4.25),
        ("", 4.5),
    ],
)
def test_names_of_quantizations_say_their_bits(name: str, bits: float) -> None:
    assert bits_of(name) == bits


# ---- hostile ones ---------------------------------------------------------------------------------------------------

numbers = st.one_of(
    st.integers(-(2**63), 2**64 - 1), st.floats(), st.booleans(), st.text(max_size=4),
    st.lists(st.integers(-5, 2**40), max_size=6).map(tuple), st.lists(st.floats(), max_size=3).map(tuple),
)  # fmt: skip
keys = st.sampled_from(
    [
        *("block_count", "embedding_length", "feed_forward_length", "expert_count", "vocab_size"),
        *("attention.head_count", "attention.head_count_kv", "attention.key_length", "attention.key_length_mla"),
        *("attention.kv_lora_rank", "attention.sliding_window", "attention.sliding_window_pattern"),
        *("nextn_predict_layers", "full_attention_interval", "ssm.state_size", "ssm.inner_size", "shortconv.l_cache"),
    ]
)
names = st.sampled_from(["blk.0.attn_q.weight", "blk.999.ffn_up_exps.weight", "blk.x.y", "blk.1.", "output.weight", ""])
tensors = st.builds(
    Tensor, names, st.lists(st.integers(0, 2**40), max_size=4).map(tuple), st.integers(0, 99), st.just(0)
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(keys, numbers), st.lists(tensors, max_size=4), st.sampled_from(["lfm2", "gemma3", "", "x"]))
def test_a_header_that_lies_still_gives_a_shape(values: dict[str, Any], lying: list[Tensor], architecture: str) -> None:
    metadata = {"general.architecture": architecture, **{f"{architecture}.{key}": each for key, each in values.items()}}
    shape = shape_of_headers([Header(3, metadata, {}, tuple(lying), 32, 0, 0)])
    assert len(shape.layers) <= 512
    assert shape.weights >= 0
    assert all(np.sign(layer.keys) >= 0 and layer.state >= 0 for layer in shape.layers)
