"""Turns a `Shape` into a GGUF file, or into several."""

from pathlib import Path

import gguf
import numpy as np

from tests.weights.blocks import random_tensor
from tests.weights.shapes import Plan, Shape
from tests.weights.vocabulary import CHATML, END, TEXT_END


def write_weights(path: Path, shape: Shape, *, seed: int = 1, template: str | None = CHATML, name: str = "") -> Path:
    """Write random weights of this shape; the same arguments give the same bytes."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    _fill(writer, shape, seed, template, name)
    return path


def write_shards(
    folder: Path, shape: Shape, shards: int, *, seed: int = 1, template: str | None = CHATML
) -> list[Path]:
    """The same weights in several files, `split-0000N-of-0000M.gguf`, the way llama.cpp splits them."""
    count = sum(1 for _ in shape.tensors())
    writer = gguf.GGUFWriter(folder / "split.gguf", shape.architecture, split_max_tensors=-(-count // shards))
    _fill(writer, shape, seed, template, "")
    written = sorted(folder.glob("split-*-of-*.gguf"))
    assert len(written) == shards
    return written


def _fill(writer: gguf.GGUFWriter, shape: Shape, seed: int, template: str | None, name: str) -> None:
    writer.add_name(name or f"tiny {shape.architecture}")
    _add_sizes(writer, shape)
    _add_vocabulary(writer, shape, template)
    for plan in shape.tensors():
        writer.add_tensor(plan.name, _numbers(plan, shape, seed), raw_dtype=plan.type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _numbers(plan: Plan, shape: Shape, seed: int) -> np.ndarray:
    if not plan.deviation:
        return np.ones(plan.shape, np.float32)
    if plan.name == "output.weight" or (shape.tied and plan.name == "token_embd.weight"):
        # Runs should not end by chance: the rows of special tokens come from a draw a hundred times smaller.
        numbers = random_tensor(plan.name, plan.shape, plan.type, plan.deviation, seed)
        special = shape.vocabulary.special
        quiet = (len(special), *plan.shape[1:])
        numbers[special.start :] = random_tensor(plan.name, quiet, plan.type, plan.deviation / 100, seed)
        return numbers
    return random_tensor(plan.name, plan.shape, plan.type, plan.deviation, seed)


def _add_sizes(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(10_000.0)
    writer.add_rope_dimension_count(shape.rope_dimensions)
    writer.add_vocab_size(shape.vocabulary.size)
    if shape.kv_rank:
        writer.add_q_lora_rank(shape.q_rank)
        writer.add_kv_lora_rank(shape.kv_rank)
        writer.add_key_length(shape.kv_rank + shape.rope)
        writer.add_value_length(shape.kv_rank)
        writer.add_key_length_mla(shape.head)
        writer.add_value_length_mla(shape.head)
    else:
        writer.add_key_length(shape.head)
        writer.add_value_length(shape.head)
    if shape.experts:
        writer.add_expert_count(shape.experts)
        writer.add_expert_used_count(shape.experts_used)
        writer.add_expert_feed_forward_length(shape.expert_width)
        writer.add_expert_shared_count(shape.shared)
        writer.add_leading_dense_block_count(shape.dense)
        writer.add_expert_weights_scale(1.0)
        writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SOFTMAX)


def _add_vocabulary(writer: gguf.GGUFWriter, shape: Shape, template: str | None) -> None:
    words = shape.vocabulary
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words.tokens)
    writer.add_token_types(words.types)
    writer.add_token_merges(words.merges)
    writer.add_bos_token_id(words.id(TEXT_END))
    writer.add_eos_token_id(words.id(END))
    writer.add_add_bos_token(False)
    if template is not None:
        writer.add_chat_template(template)
