"""A few of the damaged databases of `python -m tests.crash --damaged N`, one of each kind."""

from pathlib import Path

import pytest

from tests.crash.corruption import corrupt
from tests.crash.damage import WAYS


@pytest.mark.logs_warnings
def test_a_damaged_database_never_keeps_the_program_from_starting_and_what_is_whole_is_saved(tmp_path: Path) -> None:
    report = corrupt(tmp_path, len(WAYS), seed=7, compare=False)
    assert report.faults == []
    assert report.saved > 0
    assert len(report.outcomes) > 2
