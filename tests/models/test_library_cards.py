"""A header is read once; what is kept of it is believed only while the files are as they were."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.card import Card
from models.gguf import BadGguf
from models.library import Cards, Home, Library

WriteWeights = Callable[..., Path]
WriteShards = Callable[[int], list[Path]]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache/cards.json"


def test_a_second_scan_reads_no_header(write_weights: WriteWeights, write_shards: WriteShards, tmp_path: Path) -> None:
    write_weights()
    write_shards(3)
    cards = Cards()
    library = Library([Home("", tmp_path)], cards=cards)
    first = list(library.scan())
    assert cards.read == 2
    assert list(library.scan()) == first
    assert cards.read == 2


def test_cards_are_kept_on_the_disk(write_weights: WriteWeights, tmp_path: Path, kept: Path) -> None:
    write_weights("好 model.gguf", title="立春")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF")
    first = list(Library([Home("", tmp_path)], cards=Cards(kept)).scan())
    cards = Cards(kept)
    second = list(Library([Home("", tmp_path)], cards=cards).scan())
    assert cards.read == 0
    assert [each.card for each in second] == [each.card for each in first]
    assert [str(each.fault) for each in second] == [str(each.fault) for each in first]
    assert isinstance(second[1].card or second[0].card, Card)


def test_weights_that_changed_are_read_again(write_weights: WriteWeights, tmp_path: Path, kept: Path) -> None:
    path = write_weights()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    cards = Cards(kept)
    assert isinstance(cards.get([path]), BadGguf)
    path.write_bytes(whole)
    assert isinstance(cards.get([path]), Card)
    os.utime(path, (1, 1))
    cards.get([path])
    assert cards.read == 3


def test_a_shard_that_changed_has_the_whole_read_again(write_shards: WriteShards) -> None:
    shards, cards = write_shards(3), Cards()
    assert isinstance(cards.get(shards), Card)
    os.truncate(shards[2], 100)
    assert isinstance(cards.get(shards), BadGguf)


def test_a_missing_shard_is_looked_for_anew(write_shards: WriteShards, tmp_path: Path, kept: Path) -> None:
    shards = write_shards(2)
    aside = tmp_path / "aside"
    shutil.move(shards[1], aside)
    cards = Cards(kept)
    assert isinstance(cards.get(shards[:1]), BadGguf)
    cards.save()
    shutil.move(aside, shards[1])
    assert isinstance(Cards(kept).get(shards[:1]), Card)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": "", "cards": {"x": {"marks": 7}}}', "[" * 100_000])
def test_a_broken_file_of_cards_is_no_fault(write_weights: WriteWeights, kept: Path, text: str) -> None:
    path = write_weights()
    kept.parent.mkdir()
    kept.write_text(text)
    cards = Cards(kept)
    assert isinstance(cards.get([path]), Card)
    cards.save()
    again = Cards(kept)
    again.get([path])
    assert again.read == 0


def test_what_another_version_read_is_read_again(write_weights: WriteWeights, kept: Path) -> None:
    path = write_weights()
    old = Cards(kept, "1")
    old.get([path])
    old.save()
    new = Cards(kept, "2")
    new.get([path])
    assert new.read == 1


def test_a_name_that_is_no_utf8_is_not_kept_and_harms_nothing(write_weights: WriteWeights, kept: Path) -> None:
    path = write_weights(os.fsdecode(b"caf\xe9.gguf"))
    plain = write_weights("plain.gguf")
    cards = Cards(kept)
    cards.get([path])
    cards.get([plain])
    cards.save()
    again = Cards(kept)
    again.get([plain])
    assert again.read == 0


def test_a_giant_template_is_not_kept(write_weights: WriteWeights, kept: Path) -> None:
    path = write_weights(template="x" * 300_000)
    cards = Cards(kept)
    cards.get([path])
    cards.save()
    assert kept.stat().st_size < 1000


def test_a_folder_that_cannot_be_written_costs_the_file_alone(write_weights: WriteWeights, tmp_path: Path) -> None:
    path = write_weights()
    (tmp_path / "file").write_text("")
    cards = Cards(tmp_path / "file" / "cards.json")
    assert isinstance(cards.get([path]), Card)
    cards.save()
