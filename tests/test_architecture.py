"""The import contracts of pyproject.toml hold, and each of them has been seen to fail.

A contract that nobody has seen fail is decoration: for each one a forbidden import is planted in a copy of the
packages.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}
SHOWN_BY_RUNTIME = {"__init__", "bridges", "protocol", "framing", "channels", "markers"}


@dataclass(frozen=True)
class Crime:
    """A module to be written into the copy, and the contract that must notice."""

    contract: str
    module: str
    line: str


CRIMES = [
    Crime("layers", "models.planted", "import app.errors"),
    Crime("layers", "runtime.planted", "import app.errors"),
    Crime("layers", "runtime.planted", "import models.gguf"),
    Crime("layers", "models.planted", "import runtime.protocol"),
    *(
        Crime("no-qt", f"{package}.planted", "from PySide6 import QtCore")
        for package in (
            *("app.store", "app.trace", "app.text", "app.prompts", "app.library", "app.forms", "app.groups", "app.cli"),
            *("app.exchange", "app.explore"),
            *("runtime", "models"),
        )
    ),
    # By way of another module, which is how it would really happen.
    Crime("no-qt", "app.cli.planted", "import app.settings"),
    Crime("llama", "runtime.planted", "import llama_cpp"),
    Crime("no-llama-in-the-program", "app.planted", "from runtime import llama"),
    Crime("no-llama-in-the-program", "models.planted", "import llama_cpp"),
    Crime("sql", "app.ui.planted", "import sqlite3"),
    Crime("sql", "models.planted", "from sqlite_utils import Database"),
    Crime("engine", "app.ui.planted", "from runtime import protocol"),
    Crime("engine", "app.cli.planted", "from runtime.channels import split"),
    Crime("engine", "app.planted", "import runtime"),
    Crime("runtime-inside", "app.engine.planted", "from runtime import generate"),
    Crime("runtime-inside", "app.engine.planted", "import runtime.llama"),
    Crime("store-alone", "app.store.planted", "from app.engine import launch"),
    Crime("exchange-alone", "app.exchange.planted", "from app.store import records"),
    Crime("trace-alone", "app.trace.planted", "from app.store import records"),
    Crime("engine-below-window", "app.engine.planted", "from app.ui import feed"),
    Crime("forms-alone", "app.forms.planted", "from app.store import records"),
    Crime("v8", "app.ui.planted", "from py_mini_racer import MiniRacer"),
    Crime("no-cycles", "app.store.planted", "import app.store.planted_back"),
]


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in `folder`."""
    only = ["--contract", contract] if contract else []
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--config", str(ROOT / "pyproject.toml"), *only],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the three packages, small enough to be copied again for each crime."""
    folder = tmp_path_factory.mktemp("packages")
    for package in ("app", "runtime", "models"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_every_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_has_its_crime() -> None:
    assert {crime.contract for crime in CRIMES} == set(CONTRACTS)


@pytest.mark.parametrize("crime", CRIMES, ids=lambda crime: f"{crime.contract}: {crime.module}: {crime.line}")
def test_a_forbidden_import_breaks_its_contract(pristine: Path, tmp_path: Path, crime: Crime) -> None:
    folder = shutil.copytree(pristine, tmp_path / "packages")
    plant(folder, crime.module, crime.line)
    if crime.contract == "no-cycles":
        plant(folder, "app.store.planted_back", "import app.store.planted")
    done = lint(folder, crime.contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{CONTRACTS[crime.contract]['name']} BROKEN" in done.stdout
    assert "planted" in done.stdout


def plant(folder: Path, module: str, line: str) -> None:
    file = folder.joinpath(*module.split(".")).with_suffix(".py")
    file.write_text(f'"""Planted by a test."""\n\n{line}\n', encoding="utf-8")


def test_whatever_the_engine_does_not_show_is_protected() -> None:
    parts = [part for part in (ROOT / "runtime").iterdir() if part.suffix == ".py" or (part / "__init__.py").is_file()]
    modules = {f"runtime.{part.stem}" for part in parts if part.stem not in SHOWN_BY_RUNTIME}
    assert set(CONTRACTS["runtime-inside"]["protected_modules"]) == modules


def test_the_window_is_up_without_llama_cpp() -> None:
    """Seen in a real process, for imports that no contract can see."""
    program = "import sys, app.main; print(sorted({'llama_cpp', 'numpy', 'runtime.llama'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
