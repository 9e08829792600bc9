"""Weights of LM Studio, Ollama, Hugging Face, Jan, GPT4All and llama.cpp are found in place, by their names there."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.library import Found, homes, scan
from tests.models.stores import DIGEST, manifest, ollama, put

WriteWeights = Callable[..., Path]
WriteShards = Callable[[int], list[Path]]
OTHER = "sha256:" + "cd" * 32


@pytest.fixture
def weights(write_weights: WriteWeights) -> Path:
    return write_weights("made.gguf", title="Made")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    (tmp_path / "person").mkdir()
    return tmp_path / "person"


def of(person: Path, program: str) -> list[Found]:
    """What a scan of the whole machine finds of one program."""
    root = person / "root"
    every = list(scan(homes({}, person, "linux", root)))
    return [each for each in every if program in each.programs]


def test_weights_of_lm_studio_are_found_in_place(weights: Path, person: Path) -> None:
    path = put(weights, person / ".lmstudio/models/maker/repo/Made-Q4_K_M.gguf")
    (one,) = of(person, "LM Studio")
    assert (one.path, one.name, one.size, one.owned) == (path, "Made-Q4_K_M", path.stat().st_size, False)
    assert one.card is not None
    assert one.card.name == "Made"
    assert one.fault is None


def test_lm_studio_says_itself_where_its_downloads_are(weights: Path, person: Path) -> None:
    put(weights, person / "big disk/models/maker/repo/made.gguf")
    settings = person / ".lmstudio/settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"downloadsFolder": str(person / "big disk/models")}), encoding="utf-8")
    assert [each.name for each in of(person, "LM Studio")] == ["made"]


@pytest.mark.parametrize("settings", ["", "[]", '{"downloadsFolder": 7}', '{"downloadsFolder": "../x"}', "[" * 100_000])
def test_settings_that_make_no_sense_are_passed_over(weights: Path, person: Path, settings: str) -> None:
    put(weights, person / ".lmstudio/models/maker/repo/made.gguf")
    (person / ".lmstudio/settings.json").write_text(settings, encoding="utf-8")
    assert [each.name for each in of(person, "LM Studio")] == ["made"]


def test_weights_of_ollama_have_the_names_that_ollama_lists(weights: Path, person: Path) -> None:
    store = person / ".ollama/models"
    ollama(store, weights, manifest())
    ollama(store, None, manifest(), "registry.ollama.ai/library/qwen3/latest")
    ollama(store, None, manifest(), "registry.ollama.ai/somebody/mine/latest")
    ollama(store, None, manifest(), "hf.co/maker/repo/Q4_K_M")
    (one,) = of(person, "Ollama")
    assert one.path == store / "blobs" / DIGEST.replace(":", "-")
    assert sorted(place.name for place in one.places) == [
        "hf.co/maker/repo:Q4_K_M", "qwen3:8b", "qwen3:latest", "somebody/mine:latest"
    ]  # fmt: skip
    assert one.card is not None
    assert one.card.name == "Made"


def test_ollamas_store_for_all_users_is_looked_into(weights: Path, person: Path) -> None:
    ollama(person / "root/usr/share/ollama/.ollama/models", weights, manifest())
    assert [each.name for each in of(person, "Ollama")] == ["qwen3:8b"]


@pytest.mark.parametrize("kind", ["adapter", "projector", "license", "template"])
def test_other_layers_of_ollama_are_no_weights(weights: Path, person: Path, kind: str) -> None:
    ollama(person / ".ollama/models", weights, manifest(kind=kind))
    assert of(person, "Ollama") == []


@pytest.mark.parametrize(
    "hostile",
    [
        manifest("sha256:../../../../etc/passwd"),
        manifest("sha256:" + "AB" * 32),
        manifest("sha256:" + "ab" * 32 + "\n"),
        manifest("sha256-" + "ab" * 31),
        manifest("/etc/passwd"),
        manifest(None),
        manifest(OTHER),
        {"layers": 7},
        {"layers": [7, None, {}]},
        [],
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"layers": [' + b" " * (2 << 20) + b"]}",
    ],
    ids=range(14),
)
def test_a_hostile_manifest_leads_nowhere(weights: Path, person: Path, hostile: Any) -> None:
    ollama(person / ".ollama/models", weights, hostile)
    assert of(person, "Ollama") == []


def test_the_hugging_face_cache_is_read_through_its_links(weights: Path, person: Path) -> None:
    hub = person / ".cache/huggingface/hub"
    blob = put(weights, hub / "models--maker--Made-GGUF/blobs/0123abcd")
    link = hub / "models--maker--Made-GGUF/snapshots/deadbeef/Made-Q8_0.gguf"
    link.parent.mkdir(parents=True)
    link.symlink_to(os.path.relpath(blob, link.parent))
    put(weights, hub / "datasets--maker--x/snapshots/1/data.gguf")
    (one,) = of(person, "Hugging Face")
    assert (one.path, one.name) == (link, "maker/Made-GGUF: Made-Q8_0")


def test_split_weights_in_the_hugging_face_cache_are_whole(write_shards: WriteShards, person: Path) -> None:
    repository = person / ".cache/huggingface/hub/models--maker--big"
    snapshot = repository / "snapshots/deadbeef/Q4"
    snapshot.mkdir(parents=True)
    for shard in write_shards(3):
        (snapshot / shard.name).symlink_to(put(shard, repository / "blobs" / f"b{shard.name[6:11]}"))
    (one,) = of(person, "Hugging Face")
    assert one.path.name == "split-00001-of-00003.gguf"
    assert one.card is not None
    assert len(one.card.shards) == len(one.files) == 3


def test_weights_of_gpt4all_jan_and_llama_cpp_are_found(write_weights: WriteWeights, person: Path) -> None:
    put(write_weights("a.gguf"), person / ".local/share/nomic.ai/GPT4All/a.gguf")
    put(write_weights("b.gguf"), person / ".config/Jan/data/llamacpp/models/maker/b-8B/model.gguf")
    put(write_weights("c.gguf"), person / ".cache/llama.cpp/maker_repo_c.gguf")
    assert [each.name for each in of(person, "GPT4All")] == ["a"]
    assert [each.name for each in of(person, "Jan")] == ["b-8B"]
    assert [each.name for each in of(person, "llama.cpp")] == ["maker_repo_c"]


def test_weights_that_were_only_shown_to_jan_are_found_where_they_are(weights: Path, person: Path) -> None:
    path = put(weights, person / "elsewhere/made.gguf")
    note = person / "jan/models/mine/model.yml"
    note.parent.mkdir(parents=True)
    note.write_text(f'name: "My own"\nmodel_path: {path}\nsize_bytes: 1\n', encoding="utf-8")
    (one,) = of(person, "Jan")
    assert (one.path, one.name) == (path, "My own")


@pytest.mark.parametrize(
    "said", ["model_path: /dev/zero", "model_path: ../../made.gguf", "model_path: /proc/self/mem.gguf", "model_path: ["]
)
def test_a_note_of_jans_opens_nothing_but_weights(person: Path, said: str) -> None:
    note = person / "jan/models/mine/model.yml"
    note.parent.mkdir(parents=True)
    note.write_text(said, encoding="utf-8")
    assert of(person, "Jan") == []
