"""Weights are opened by the names that `sibian model` shows, wherever weights can be named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import start
from app.errors import WeightsError
from tests.weights import TINY, write_weights

Say = Callable[..., Any]


def test_a_path_and_the_starter_are_what_they_were(person: Path, tmp_path: Path, starter_weights: Path) -> None:
    assert start.called("starter") == starter_weights
    assert start.called(str(tmp_path / "none.gguf")) == tmp_path / "none.gguf"
    path = tmp_path / "a file without suffix"
    path.touch()
    assert start.called(str(path)) == path


@pytest.mark.parametrize("name", ["Tiny-Q8_0", "tiny 立春"])
def test_weights_of_another_program_are_opened_by_its_name(person: Path, name: str) -> None:
    assert start.called(name) == person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf"


def test_weights_of_the_catalog_are_opened_by_their_id(person: Path) -> None:
    path = person / ".lmstudio/models/maker/repo/QwQ-32B-Q4_K_M.gguf"
    write_weights(path, TINY["qwen2"])
    assert start.called("qwq-32b") == path


def test_weights_of_the_catalog_that_are_not_here_are_told_with_the_command_that_gets_them(person: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        start.called("qwq-32b")
    assert caught.value.sentence == "QwQ 32B is not on this machine."
    assert caught.value.next_step == "Download it first: sibian model get qwq-32b"


def test_a_name_that_nobody_knows_is_no_file(person: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert start.called("nobody") == tmp_path / "nobody"
    assert start.called("half") == tmp_path / "half"
