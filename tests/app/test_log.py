"""The log file: written, rotated, and never a reason not to start."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log


@pytest.fixture(autouse=True)
def _leave_the_root_logger_alone() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    log.tear_down()
    logging.getLogger().setLevel(level)


def test_lines_go_to_the_file_with_time_level_and_source(sibian_home: Path) -> None:
    path = log.set_up(to_stderr=False)
    assert path == sibian_home / "logs" / "sibian.log"
    logging.getLogger(log.ENGINE_LOGGER).info("load 立春")
    logging.getLogger("x").debug("not for the file")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO engine: load 立春", lines[0])


@pytest.mark.parametrize(("to_stderr", "lines"), [(True, 1), (False, 0)])
def test_warnings_reach_stderr_only_where_asked(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, to_stderr: bool, lines: int
) -> None:
    log.set_up(to_stderr)
    with caplog.at_level(logging.WARNING):
        logging.getLogger("x").warning("mind this")
    logging.getLogger("x").info("never on stderr")
    assert len(capsys.readouterr().err.splitlines()) == lines


def test_setting_up_again_does_not_double_the_lines(sibian_home: Path) -> None:
    log.set_up(to_stderr=False)
    path = log.set_up(to_stderr=False)
    assert path is not None
    logging.getLogger("x").info("once")
    assert path.read_text(encoding="utf-8").count("once") == 1


def test_the_file_is_rotated_and_old_ones_are_dropped(sibian_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "FILE_BYTES", 2000)
    log.set_up(to_stderr=False)
    for number in range(200):
        logging.getLogger("x").info("line %d of a long story", number)
    files = sorted(file.name for file in (sibian_home / "logs").iterdir())
    assert files == ["sibian.log", "sibian.log.1", "sibian.log.2", "sibian.log.3"]
    assert all(file.stat().st_size <= 2000 for file in (sibian_home / "logs").iterdir())


def test_a_log_folder_that_cannot_be_made_does_not_stop_the_program(
    sibian_home: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    sibian_home.write_text("a file where the folder should be", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert log.set_up(to_stderr=False) is None
    assert "No log file" in capsys.readouterr().err


def test_tearing_down_leaves_other_handlers(caplog: pytest.LogCaptureFixture) -> None:
    before = list(logging.getLogger().handlers)
    log.set_up(to_stderr=True)
    log.tear_down()
    assert logging.getLogger().handlers == before
