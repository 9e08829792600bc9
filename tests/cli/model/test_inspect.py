"""`sibian model inspect`: what a file says of itself, in full for programs and in a table for people."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import numpy
import pytest

from tests.weights import TINY, write_shards

Say = Callable[..., Any]


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A file with values of every kind that are hard to show."""
    path = tmp_path / "odd.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("red \x1b[31m and\nmore")
    writer.add_key_value("odd.nan", float("nan"), gguf.GGUFValueType.FLOAT32)
    writer.add_array("odd.many", list(range(5000)))
    writer.add_string("odd.long", "x" * 500)
    writer.add_tensor("t", numpy.ones((2, 32), dtype=numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_programs_get_every_key_with_its_type(say: Say, odd: Path) -> None:
    found = say("inspect", str(odd), "--json")
    keys = {each["key"]: each for each in found["metadata"]}
    assert keys["general.architecture"]["value"] == "llama"
    assert keys["general.name"]["value"] == "red \x1b[31m and\nmore"
    assert keys["odd.nan"]["value"] == "nan"
    assert (keys["odd.many"]["count"], keys["odd.many"]["whole"]) == (5000, False)
    assert found["types"] == {"F32": {"tensors": 1, "size": 256}}
    assert "tensors" not in found
    (tensor,) = say("inspect", str(odd), "--tensors", "--json")["tensors"]
    assert (tensor["name"], tensor["shape"], tensor["type"]) == ("t", [32, 2], "F32")


def test_people_get_a_table_that_moves_no_cursor(say: Say, odd: Path) -> None:
    said = say("inspect", str(odd), "--tensors").out
    assert "\x1b" not in said
    assert "5,000 items: [0, 1, 2, " in said
    assert max(map(len, said.splitlines())) < 160
    assert "32 × 2" in said


def test_split_weights_are_told_as_one(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "split"
    folder.mkdir()
    first, second = write_shards(folder, TINY["llama"], 2)
    found = say("inspect", str(second), "--json")
    assert [each["path"] for each in found["files"]] == [str(first), str(second)]


def test_weights_may_be_named_as_elsewhere(say: Say, person: Path) -> None:
    path = person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf"
    assert say("inspect", "tiny-q8_0", "--json") == say("inspect", str(path), "--json")


def test_what_cannot_be_inspected_is_exit_3(say: Say, tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_text("<html>")
    assert "is not a GGUF file" in say("inspect", str(page), code=3).err
    assert json.loads(say("inspect", str(page), "--json", code=3).err)["error"]["kind"] == "not_gguf"
    assert "There is no file at" in say("inspect", str(tmp_path / "none.gguf"), code=3).err
    assert "is not on this machine" in say("inspect", "qwq-32b", code=2).err
