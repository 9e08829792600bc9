"""Inspection agrees with the reference reader on every key and tensor of whatever GGUF there is."""

from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from models.gguf import BadGguf, read_header
from models.inspect import FIRST, inspect, values_of
from tests.weights import TINY, write_adapter, write_shards, write_weights

ALL = "all"


def said_by_reference(field: Any) -> Any:
    """The value of a field as the gguf package reads it."""
    value = field.contents()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    return tuple(value) if isinstance(value, list) else value


def same(path: Path) -> None:
    """Every key, in full, and every tensor."""
    reference = gguf.GGUFReader(path, "r")
    keys = [key for key in reference.fields if not key.startswith("GGUF.")]
    header = read_header(path)
    assert [field.key for field in header.fields] == keys
    for field in header.fields:
        theirs = reference.fields[field.key]
        ours = tuple(values_of(path, field)) if field.item is not None else next(values_of(path, field))
        assert _equal(ours, said_by_reference(theirs)), field.key
        assert field.type == int(theirs.types[0])
    shown = inspect(path)
    assert [entry.key for entry in shown.entries if entry.shard == shown.entries[0].shard] == keys
    for entry in shown.entries:
        theirs = said_by_reference(reference.fields[entry.key])
        assert _equal(entry.value, theirs if entry.whole else theirs[: len(entry.value)]), entry.key
        assert entry.whole or len(entry.value) == FIRST
    assert [(t.name, list(t.shape), t.type, t.offset, t.size) for t in shown.tensors] == [
        (t.name, [int(n) for n in t.shape], t.tensor_type.name, int(t.data_offset), int(t.n_bytes))
        for t in reference.tensors
    ]


def _equal(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, tuple):
        return len(ours) == len(theirs) and all(map(_equal, ours, theirs))
    return bool(ours == theirs or (ours != ours and theirs != theirs))


@pytest.mark.parametrize("architecture", sorted(TINY))
def test_it_agrees_with_the_reference_on_written_weights(tmp_path: Path, architecture: str) -> None:
    same(write_weights(tmp_path / "w.gguf", TINY[architecture]))


def test_it_agrees_with_the_reference_on_the_starter(starter_weights: Path) -> None:
    same(starter_weights)


def test_it_agrees_with_the_reference_on_an_adapter(tmp_path: Path) -> None:
    same(write_adapter(tmp_path / "a.gguf", TINY["llama"]))


def test_shards_are_shown_as_one_with_each_tensor_in_its_file(tmp_path: Path) -> None:
    shards = write_shards(tmp_path, TINY["llama"], 3)
    shown = inspect(shards[0])
    assert shown.files == tuple(shards)
    assert {tensor.shard for tensor in shown.tensors} <= {1, 2, 3}
    for number, shard in enumerate(shards, 1):
        theirs = [tensor.name for tensor in gguf.GGUFReader(shard, "r").tensors]
        assert [tensor.name for tensor in shown.tensors if tensor.shard == number] == theirs


def test_sums_are_those_of_the_tensors(starter_weights: Path) -> None:
    shown = inspect(starter_weights)
    assert sum(count for count, _ in shown.totals.values()) == len(shown.tensors)
    assert sum(size for _, size in shown.totals.values()) == sum(tensor.size for tensor in shown.tensors)


def test_a_file_that_is_none_is_refused_like_everywhere(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"no")
    with pytest.raises(BadGguf):
        inspect(tmp_path / "x.gguf")
