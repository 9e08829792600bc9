"""A few rounds of `python -m tests.crash`, one for each phase and each kind of program."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crash.notes import FILE
from tests.crash.rounds import kill_engine, kill_program
from tests.crash.scene import PHASES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL"),
]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE, "")
    monkeypatch.setenv("PYTHONPATH", os.getcwd())


def test_an_engine_killed_at_any_moment_costs_no_committed_text(qapp: Any, tmp_path: Path) -> None:
    report = kill_engine(tmp_path, len(PHASES) + 1, seed=7)
    assert report.faults == []
    assert len(report.losses) >= 3


def test_a_program_killed_at_any_moment_costs_no_committed_text(tmp_path: Path) -> None:
    report = kill_program(tmp_path, 2 * len(PHASES), seed=7)
    assert report.faults == []
    assert len(report.losses) >= 4
