"""Written weights are whole, the same every time, and random in the way they should be."""

from pathlib import Path

import numpy as np
import pytest
from gguf import GGMLQuantizationType as Type
from gguf.quants import dequantize

from models.card import read_card
from tests.weights import QWEN_HALF_BILLION, TINY, Vocabulary, write_shards, write_weights
from tests.weights.blocks import random_tensor


@pytest.mark.parametrize("architecture", TINY)
def test_written_weights_are_whole_and_the_same_every_time(architecture: str, tmp_path: Path) -> None:
    first = write_weights(tmp_path / "first.gguf", TINY[architecture])
    again = write_weights(tmp_path / "again.gguf", TINY[architecture])
    other = write_weights(tmp_path / "other.gguf", TINY[architecture], seed=2)
    card = read_card(first)
    assert (card.architecture, card.context_length) == (architecture, 8192)
    assert card.template
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    assert first.stat().st_size < 1 << 20


def test_shards_are_found_and_hold_what_the_whole_does(tmp_path: Path) -> None:
    whole = read_card(write_weights(tmp_path / "whole.gguf", TINY["qwen3moe"]))
    shards = write_shards(tmp_path, TINY["qwen3moe"], 3)
    card = read_card(shards[0])
    assert card.shards == tuple(shards)
    assert card.parameters == whole.parameters


@pytest.mark.parametrize("size", [512, 151_936])
def test_a_vocabulary_has_no_token_twice_and_every_byte(size: int) -> None:
    words = Vocabulary(size)
    assert len(set(words.tokens)) == len(words.tokens) == len(words.types) == size
    assert {"a", "Ġ", "Ċ", "<think>", "<|im_end|>"} <= set(words.tokens)
    assert all("".join(merge.split(" ")) in words.tokens for merge in words.merges)


@pytest.mark.parametrize("kind", [Type.F32, Type.F16, Type.Q8_0, Type.Q4_0, Type.Q5_0, Type.Q4_K, Type.Q6_K])
def test_random_numbers_spread_as_far_as_they_are_told(kind: Type) -> None:
    stored = random_tensor("blk.0.ffn_up.weight", (64, 512), kind, 0.05, seed=1)
    numbers = dequantize(stored, kind)
    assert numbers.shape == (64, 512)
    assert numbers.std() == pytest.approx(0.05, rel=0.03)
    assert abs(numbers.mean()) < 0.1 * 0.06
    assert not np.array_equal(stored, random_tensor("blk.1.ffn_up.weight", (64, 512), kind, 0.05, seed=1))


def test_the_large_shape_is_that_of_qwen_half_a_billion() -> None:
    elements = sum(int(np.prod(plan.shape)) for plan in QWEN_HALF_BILLION.tensors())
    assert elements == 494_032_768
