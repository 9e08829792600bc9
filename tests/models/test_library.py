"""The starter is found where its package was installed, without running any of that package."""

import sys
from pathlib import Path

import pytest

from models import library


def test_the_starter_is_a_file_of_its_package(starter_weights: Path) -> None:
    assert starter_weights.suffix == ".gguf"
    assert starter_weights.parent.name == library.STARTER_PACKAGE
    assert library.STARTER_PACKAGE not in sys.modules


def test_without_the_package_there_is_no_starter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "STARTER_PACKAGE", "no_such_package_anywhere")
    assert library.starter() is None


def test_a_package_that_lost_its_weights_is_no_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hollow_package").mkdir()
    (tmp_path / "hollow_package" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(library, "STARTER_PACKAGE", "hollow_package")
    assert library.starter() is None
