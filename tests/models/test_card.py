"""A card tells what the weights are, and is refused where any part of them is not there."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import pytest

from models.card import read_card
from models.gguf import BadGguf, read_header
from models.quants import FILE_TYPES, TENSOR_TYPES

WriteWeights = Callable[..., Path]
WriteShards = Callable[[int], list[Path]]


def refusal(path: Path) -> BadGguf:
    with pytest.raises(BadGguf) as caught:
        read_card(path)
    return caught.value


def test_card_of_the_starter(starter_weights: Path) -> None:
    card = read_card(starter_weights)
    assert card.path == starter_weights
    assert card.architecture == "llama"
    assert card.context_length == 8192
    assert card.quantization == "Q4_1"
    assert card.parameters == 134_515_008
    assert card.size == starter_weights.stat().st_size
    assert card.template is not None
    assert "<|im_start|>" in card.template


def test_card_of_small_weights(write_weights: WriteWeights) -> None:
    card = read_card(write_weights())
    assert (card.name, card.context_length, card.quantization, card.parameters) == ("Tiny 立春", 4096, "Q4_K_M", 1024)


def test_weights_without_a_chat_template_have_a_card_that_says_so(write_weights: WriteWeights) -> None:
    assert read_card(write_weights(template=None)).template is None


def test_quantization_comes_from_the_tensors_where_the_file_does_not_name_it(write_weights: WriteWeights) -> None:
    assert read_card(write_weights(file_type=1024)).quantization == "F32"


def test_weights_without_a_name_are_called_like_their_file(write_weights: WriteWeights) -> None:
    assert read_card(write_weights("my model.gguf", title="")).name == "my model"


# ---- truncated ----------------------------------------------------------------------------------------------------


def test_a_file_that_lacks_its_last_byte_is_truncated(write_weights: WriteWeights) -> None:
    path = write_weights()
    whole = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(whole - 1)
    bad = refusal(path)
    assert (bad.kind, bad.numbers) == ("truncated", {"expected": whole, "found": whole - 1})


def test_half_of_the_starter_is_truncated(starter_weights: Path, tmp_path: Path) -> None:
    whole = starter_weights.stat().st_size
    half = tmp_path / "half.gguf"
    with starter_weights.open("rb") as source:
        half.write_bytes(source.read(whole // 2))
    bad = refusal(half)
    assert (bad.kind, bad.numbers) == ("truncated", {"expected": whole, "found": whole // 2})


def test_padding_after_the_last_tensor_may_be_missing_or_there(write_weights: WriteWeights) -> None:
    path = write_weights(tensors={"t": (3,)})
    read_card(path)
    header = read_header(path)
    with path.open("r+b") as file:
        file.truncate(header.data_offset + 3 * 4)
    read_card(path)


def retype(path: Path, kind: int) -> None:
    """Give the last tensor another type: the number stands before its offset, at the end of the table."""
    data = path.read_bytes()
    name = read_header(path).tensors[-1].name.encode()
    at = data.index(name) + len(name) + 4 + 16
    path.write_bytes(data[:at] + struct.pack("<I", kind) + data[at + 4 :])


def test_a_tensor_of_an_unknown_type_need_only_begin_inside(write_weights: WriteWeights) -> None:
    path = write_weights()
    retype(path, 200)
    assert read_card(path).parameters == 1024
    with path.open("r+b") as file:
        file.truncate(read_header(path).data_offset + read_header(path).tensors[-1].offset)
    assert refusal(path).kind == "truncated"


def test_rows_that_are_no_whole_blocks_are_broken(write_weights: WriteWeights) -> None:
    path = write_weights()  # rows of 64 elements
    retype(path, 12)  # Q4_K has blocks of 256
    assert refusal(path).kind == "broken_weights"


def test_the_table_of_types_is_that_of_the_reference() -> None:
    reference = {int(kind): gguf.GGML_QUANT_SIZES[kind] for kind in gguf.GGMLQuantizationType}
    names = {int(kind): kind.name for kind in gguf.GGMLQuantizationType}
    for number, ours in TENSOR_TYPES.items():
        assert (ours.name, (ours.block, ours.size)) == (names[number], reference[number])
    mixtures = {int(kind): kind.name for kind in gguf.LlamaFileType}
    for number, name in FILE_TYPES.items():
        assert mixtures[number].removeprefix("ALL_").removeprefix("MOSTLY_").removesuffix("_MOE") == name


# ---- split weights ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [0, 1, 2])
def test_any_shard_stands_for_the_whole(write_shards: WriteShards, named: int) -> None:
    shards = write_shards(3)
    card = read_card(shards[named])
    assert card.path == shards[0]
    assert card.shards == tuple(shards)
    assert card.size == sum(shard.stat().st_size for shard in shards)
    assert card.parameters == 3 * 512


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_missing_shard_is_named(write_shards: WriteShards, gone: int) -> None:
    shards = write_shards(3)
    shards[gone].unlink()
    bad = refusal(shards[(gone + 1) % 3])
    assert (bad.kind, bad.numbers) == ("missing_shard", {"shard": gone + 1, "shards": 3})


def test_a_renamed_shard_misses_its_siblings(write_shards: WriteShards) -> None:
    shards = write_shards(2)
    renamed = shards[0].rename(shards[0].with_name("mine.gguf"))
    assert (refusal(renamed).kind, refusal(renamed).numbers) == ("missing_shard", {"shard": 2, "shards": 2})


def test_a_short_shard_is_truncated(write_shards: WriteShards) -> None:
    shards = write_shards(2)
    with shards[1].open("r+b") as file:
        file.truncate(shards[1].stat().st_size - 40)
    assert refusal(shards[0]).kind == "truncated"


def test_a_shard_of_other_weights_is_refused(write_shards: WriteShards, write_weights: WriteWeights) -> None:
    shards = write_shards(2)
    write_weights(shards[1].name)
    assert refusal(shards[0]).kind == "broken_weights"


def test_shards_whose_tensors_do_not_add_up_are_refused(write_shards: WriteShards) -> None:
    shards = write_shards(2)
    data = shards[0].read_bytes()
    at = data.index(b"split.tensors.count") + len(b"split.tensors.count") + 4
    shards[0].write_bytes(data[:at] + struct.pack("<i", 9) + data[at + 4 :])
    assert refusal(shards[0]).kind == "broken_weights"


# ---- files that are no models -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["adapter", "mmproj", "imatrix"])
def test_what_is_no_model_is_unsupported(write_weights: WriteWeights, kind: str) -> None:
    path = write_weights(pairs={"general.type": (kind, gguf.GGUFValueType.STRING)})
    assert refusal(path).kind == "unsupported"


def test_more_layers_than_llama_cpp_has_room_for_are_refused(write_weights: WriteWeights) -> None:
    assert refusal(write_weights(layers=513)).kind == "broken_weights"
    read_card(write_weights(layers=512))


def test_weights_without_an_architecture_are_broken(tmp_path: Path, header_bytes: Any) -> None:
    assert refusal(header_bytes().save(tmp_path / "x.gguf")).kind == "broken_weights"
