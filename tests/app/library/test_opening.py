"""The library is put together from settings that may be anything, and from folders that tests name."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.library import opening
from models.download import ENDPOINTS, Hub
from models.library import OURS


def test_without_settings_downloads_go_into_the_data_folder(sibian_home: Path) -> None:
    chosen = opening.choices()
    assert chosen == opening.Choices(sibian_home / "weights")


def test_settings_are_taken_over(tmp_path: Path) -> None:
    kept = {"weights_folder": str(tmp_path), "weights_folders": ["/a", "/b"], "hub": "modelscope", "hub_proxy": "p"}
    chosen = opening.choices(kept.get)
    assert chosen == opening.Choices(tmp_path, (Path("/a"), Path("/b")), "modelscope", "", "p")


@pytest.mark.parametrize("nonsense", [7, None, {}, [1, None, ""], "text"])
def test_settings_that_make_no_sense_are_passed_over(nonsense: Any, sibian_home: Path) -> None:
    chosen = opening.choices(lambda name, default: nonsense if name != "hub" else default)
    assert chosen.weights_folders == ()
    assert chosen.hub == "huggingface"


MIRROR = {"HF_ENDPOINT": "https://mirror.example/", "HF_TOKEN": "t"}


@pytest.mark.parametrize(
    ("chosen", "environ", "said", "hub"),
    [
        ({}, {}, {}, Hub()),
        ({}, MIRROR, {}, Hub(endpoint="https://mirror.example", token="t")),
        ({}, MIRROR, {"kind": "modelscope"}, Hub("modelscope", ENDPOINTS["modelscope"])),
        ({"hub": "modelscope", "hub_proxy": "p"}, {}, {}, Hub("modelscope", ENDPOINTS["modelscope"], proxy="p")),
        (
            {"hub": "other", "hub_address": "https://own.example"},
            MIRROR,
            {},
            Hub(endpoint="https://own.example", token="t"),
        ),
        ({"hub": "other"}, {}, {}, Hub()),
        ({"hub": "huggingface", "hub_address": "https://left.over"}, {}, {}, Hub()),
        ({"hub": "modelscope"}, {}, {"endpoint": "https://said.example"}, Hub(endpoint="https://said.example")),
    ],
)
def test_which_hub(chosen: dict[str, str], environ: dict[str, str], said: dict[str, Any], hub: Hub) -> None:
    assert opening.hub(opening.Choices(Path("w"), **chosen), environ, **said) == hub  # type: ignore[arg-type]


def test_everything_is_looked_for_below_the_given_folders(
    tmp_path: Path, write_tiny: Callable[[str], Path], starter_weights: Path
) -> None:
    person, mine, ours = tmp_path / "person", tmp_path / "mine", tmp_path / "ours"
    written = write_tiny("a.gguf")
    for target in (person / ".lmstudio/models/x/y/lm.gguf", mine / "own.gguf", ours / "hub--it/it.gguf"):
        target.parent.mkdir(parents=True)
        shutil.copy(written, target)
    chosen = opening.Choices(ours, (mine,))
    library = opening.library(chosen, {}, person, lambda path: path.is_relative_to(ours))
    found = {each.name: each for each in library.scan()}
    assert found["it"].owned
    assert found["it"].programs == (OURS,)
    assert found["lm"].programs == ("LM Studio",)
    assert found["own"].programs == ("",)
    assert found[starter_weights.stem].programs == (opening.SHIPPED,)
    assert not found["lm"].owned
    assert paths.library_cache("cards.json").is_file()
