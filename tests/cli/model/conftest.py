"""`sibian model` in a home of the test's own, with weights of LM Studio in it."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from tests.weights import TINY, write_weights

Say = Callable[..., Any]
VARIABLES = ("OLLAMA_MODELS", "HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "LLAMA_CACHE", "APPDATA",
             "LOCALAPPDATA", "HF_ENDPOINT", "HF_TOKEN", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
             "XDG_CACHE_HOME")  # fmt: skip


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folder with weights of LM Studio in it: a whole one and half of one."""
    for each in VARIABLES:
        monkeypatch.delenv(each, raising=False)
    home = tmp_path / "person"
    folder = home / ".lmstudio/models/maker/repo"
    folder.mkdir(parents=True)
    write_weights(folder / "Tiny-Q8_0.gguf", TINY["llama"], name="Tiny 立春")
    half = Path(shutil.copy(folder / "Tiny-Q8_0.gguf", folder / "half.gguf"))
    os.truncate(half, half.stat().st_size // 2)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for each in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(each, str(home))
    return home


@pytest.fixture
def say(person: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """say(*words, code=0) runs `sibian model …` in a home of its own; with --json its answer is read."""

    def run(*words: str, code: int = 0) -> Any:
        answer = main(["--scripted", os.devnull, "model", *words])
        told = capsys.readouterr()
        assert answer == code, told.err
        assert "Traceback" not in told.err
        return json.loads(told.out) if "--json" in words and not code else told

    return run
