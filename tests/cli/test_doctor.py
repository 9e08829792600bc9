"""The doctor says what is here, names what is missing with what mends it, and changes nothing."""

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import qt_libraries
from app.__main__ import main
from app.engine import launch
from models import library

Doctor = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str]) -> Doctor:
    """doctor(*words) runs `sibian doctor --json` and returns its exit code and its report."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(["doctor", "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return run


def mends(report: dict[str, Any]) -> str:
    return "\n".join(f"{each['what']} {each['mend']}" for each in report["problems"])


@pytest.mark.model
def test_a_whole_installation_is_usable(doctor: Doctor, starter_weights: Path, sibian_home: Path) -> None:
    code, report = doctor()
    assert (code, report["usable"], report["problems"]) == (0, True, [])
    assert report["starter"] == str(starter_weights)
    assert report["adapter"].endswith("thinking.gguf")
    assert report["paths"]["database"] == str(sibian_home / "sibian.db")
    assert any(device["kind"] == "cpu" for device in report["devices"])
    assert {"sibian", "python", "PySide6", "qt", "llama-cpp-python", "engine", "sqlite"} <= set(report["versions"])
    assert report["versions"]["qt"].startswith("6.")


def test_the_doctor_makes_no_database(doctor: Doctor, sibian_home: Path) -> None:
    doctor()
    assert not (sibian_home / "sibian.db").exists()


def test_the_report_for_people_names_versions_and_places(capsys: pytest.CaptureFixture[str], sibian_home: Path) -> None:
    main(["doctor"])
    said = capsys.readouterr().out
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in said
    assert str(sibian_home / "sibian.db") in said


def test_an_engine_that_does_not_start_is_exit_4_with_its_last_words(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [sys.executable, "-c", "import sys; print('libcuda is gone', file=sys.stderr); sys.exit(3)"]
    monkeypatch.setattr(launch.Launch, "command", property(lambda self: words))
    code, report = doctor()
    assert (code, report["usable"]) == (4, False)
    assert "make setup" in mends(report)
    assert "libcuda is gone" in report["problems"][0]["detail"]


def test_missing_starter_weights_are_exit_3(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "STARTER_PACKAGE", "no_such_package_anywhere")
    code, report = doctor()
    assert (code, report["starter"]) == (3, None)
    assert "make setup" in mends(report)


def test_a_place_that_cannot_be_written_is_exit_5(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    code, report = doctor("--db", str(tmp_path / "file" / "sibian.db"))
    assert code == 5
    assert str(tmp_path / "file") in mends(report)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_exit_5(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    assert doctor("--db", str(tmp_path / "closed" / "sibian.db"))[0] == 5


def test_a_damaged_database_is_exit_5_and_left_as_it_is(doctor: Doctor, tmp_path: Path) -> None:
    damaged = tmp_path / "sibian.db"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    before = damaged.read_bytes()
    code, report = doctor("--db", str(damaged))
    assert code == 5, report
    assert damaged.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("sibian.db")] == ["sibian.db"]


def test_missing_libraries_of_qt_matter_only_where_there_is_a_display(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = [qt_libraries.MissingLibrary("libxcb-cursor.so.0", "libxcb-cursor0")]
    monkeypatch.setattr(qt_libraries, "missing", lambda: lacking)
    for display, expected in ((True, 1), (False, 0)):
        monkeypatch.setattr(qt_libraries, "has_display", lambda display=display: display)
        code, report = doctor()
        assert code == expected
        assert "libxcb-cursor0" in mends(report)


def test_servers_that_do_not_answer_are_told_and_the_build_says_whether_it_could_use_them(doctor: Doctor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there, socket.create_server(("127.0.0.1", 0)) as gone:
        here, away = (f"127.0.0.1:{each.getsockname()[1]}" for each in (there, gone))
        gone.close()
        _, report = doctor("--rpc", f"{here},{away}", "--rpc", "nonsense", "--scripted", __file__)
    assert report["servers"] == {here: True, away: False, "nonsense": False}
    assert f"Nothing answers at {away}" in mends(report)
    assert (report["rpc"], "GGML_RPC" in mends(report)) == (False, True)
