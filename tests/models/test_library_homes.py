"""Where programs keep weights on each system, from the environment and folder of a person."""

import json
from pathlib import Path

import pytest

from models.library import Home, home_of, homes


@pytest.fixture
def person(tmp_path: Path) -> Path:
    return tmp_path


def folders(person: Path, platform: str = "linux", **environ: str) -> dict[str, list[str]]:
    """Folders by program, as seen from the person's own."""
    found: dict[str, list[str]] = {}
    for home in homes(environ, person, platform, person / "root"):
        assert home.folder.is_relative_to(person), home
        found.setdefault(home.program, []).append(home.folder.relative_to(person).as_posix())
    return found


def test_linux(person: Path) -> None:
    assert folders(person) == {
        "LM Studio": [".lmstudio/models", ".cache/lm-studio/models"],
        "Hugging Face": [".cache/huggingface/hub"],
        "llama.cpp": [".cache/llama.cpp"],
        "GPT4All": [".local/share/nomic.ai/GPT4All"],
        "Jan": [
            "jan/llamacpp/models", "jan/models",
            ".config/Jan/data/llamacpp/models", ".config/Jan/data/models",
            ".local/share/Jan/data/llamacpp/models", ".local/share/Jan/data/models",
        ],
        "Ollama": [".ollama/models", "root/usr/share/ollama/.ollama/models"],
    }  # fmt: skip


def test_macos(person: Path) -> None:
    found = folders(person, "darwin")
    assert found["GPT4All"] == ["Library/Application Support/nomic.ai/GPT4All"]
    assert found["llama.cpp"] == ["Library/Caches/llama.cpp"]
    assert found["Hugging Face"] == [".cache/huggingface/hub"]
    assert "Library/Application Support/Jan/data/llamacpp/models" in found["Jan"]
    assert ".ollama/models" in found["Ollama"]


def test_windows(person: Path) -> None:
    found = folders(person, "win32")
    assert found["GPT4All"] == ["AppData/Local/nomic.ai/GPT4All"]
    assert found["llama.cpp"] == ["AppData/Local/llama.cpp"]
    assert "AppData/Roaming/Jan/data/llamacpp/models" in found["Jan"]
    assert found["Ollama"] == [".ollama/models"]


def test_variables_say_otherwise(person: Path) -> None:
    found = folders(
        person,
        OLLAMA_MODELS=str(person / "o"),
        HF_HOME=str(person / "h"),
        LLAMA_CACHE=str(person / "l"),
        XDG_DATA_HOME=str(person / "d"),
    )
    assert found["Ollama"][0] == "o"
    assert found["Hugging Face"] == ["h/hub"]
    assert found["llama.cpp"] == ["l"]
    assert found["GPT4All"] == ["d/nomic.ai/GPT4All"]
    assert folders(person, HF_HOME=str(person / "h"), HF_HUB_CACHE=str(person / "c"))["Hugging Face"] == ["c"]
    assert folders(person, XDG_CACHE_HOME=str(person / "x"))["Hugging Face"] == ["x/huggingface/hub"]
    assert folders(person, OLLAMA_MODELS="~/o")["Ollama"][0] == "o"


@pytest.mark.parametrize("value", ["", "relative/folder", "../..", "a\0b"])
def test_a_variable_that_names_no_whole_path_is_passed_over(person: Path, value: str) -> None:
    assert folders(person, OLLAMA_MODELS=value, HF_HOME=value, LLAMA_CACHE=value) == folders(person)


def test_settings_of_programs_are_read(person: Path) -> None:
    (person / ".lmstudio-home-pointer").write_text(f"{person / 'lm'}\n")
    (person / ".config/Jan").mkdir(parents=True)
    (person / ".config/Jan/settings.json").write_text(json.dumps({"data_folder": str(person / "jan data")}))
    found = folders(person)
    assert found["LM Studio"][0] == "lm/models"
    assert "jan data/llamacpp/models" in found["Jan"]


def test_a_folder_that_a_person_adds_may_be_a_store_of_another_program(tmp_path: Path) -> None:
    (tmp_path / "o/manifests").mkdir(parents=True)
    (tmp_path / "o/blobs").mkdir()
    (tmp_path / "h/models--a--b").mkdir(parents=True)
    (tmp_path / "f").mkdir()
    assert home_of(tmp_path / "o") == Home("", tmp_path / "o", "ollama")
    assert home_of(tmp_path / "h").how == "huggingface"
    assert home_of(tmp_path / "f").how == home_of(tmp_path / "none").how == "folder"
