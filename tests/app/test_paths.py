"""Where things lie, with and without SIBIAN_HOME."""

from pathlib import Path

import platformdirs
import pytest

from app import paths


def test_home_variable_takes_data_and_logs_to_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIBIAN_HOME", str(tmp_path / "思辨 here"))
    assert paths.data_dir() == tmp_path / "思辨 here"
    assert paths.database().parent == paths.data_dir()
    assert paths.log_dir().is_relative_to(paths.data_dir())
    assert not paths.data_dir().exists(), "asking for a path must make nothing"


def test_a_relative_home_stays_where_it_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIBIAN_HOME", "here")
    assert paths.data_dir() == tmp_path / "here"


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_systems_folders_are_used(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("SIBIAN_HOME")
    if value is not None:
        monkeypatch.setenv("SIBIAN_HOME", value)
    assert paths.data_dir() == Path(platformdirs.user_data_dir("sibian", appauthor=False))


def test_assets_are_where_the_packages_are() -> None:
    assert paths.templates_dir().is_dir()
    assert any(paths.templates_dir().glob("*.toml"))
