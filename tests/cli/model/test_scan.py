"""`sibian model scan`: weights of other programs, in place, and the names it gives them."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]


def test_a_scan_tells_what_is_here_and_where(say: Say, person: Path) -> None:
    rows = {each["name"]: each for each in say("scan", "--json")}
    whole = rows["Tiny-Q8_0"]
    assert whole["card"]["name"] == "Tiny 立春"
    assert whole["card"]["architecture"] == "llama"
    assert whole["places"] == [
        {
            "program": "LM Studio",
            "name": "Tiny-Q8_0",
            "path": str(person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf"),
        }
    ]
    assert whole["owned"] is False
    assert rows["half"]["card"] is None
    assert rows["half"]["fault"]["kind"] == "truncated"


def test_people_read_names_faults_and_paths(say: Say, person: Path) -> None:
    said = say("scan").out
    assert "Tiny-Q8_0\n  Tiny 立春, " in said
    assert f"{person / '.lmstudio/models/maker/repo/Tiny-Q8_0.gguf'}  (LM Studio)" in said
    assert "half is incomplete: " in said


def test_a_folder_may_be_added(say: Say, tmp_path: Path, person: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf", other / "mine.gguf")
    assert "mine" in [each["name"] for each in say("scan", str(other), "--json")]
    assert "mine" not in [each["name"] for each in say("scan", "--json")]


def test_a_folder_that_is_none_is_wrong_use(say: Say, tmp_path: Path) -> None:
    assert "There is no folder at" in say("scan", str(tmp_path / "none"), code=2).err


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be there")
def test_names_that_would_move_the_cursor_are_shown_and_not_obeyed(say: Say, person: Path) -> None:
    folder = person / ".lmstudio/models/maker/repo"
    (folder / "Tiny-Q8_0.gguf").rename(folder / "\x1b[2Jred\u202e.gguf")
    said = say("scan").out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "␛[2Jred" in said
    assert "\\u001b[2Jred" in json.dumps(say("scan", "--json"))


def test_no_database_is_made(say: Say, sibian_home: Path) -> None:
    say("scan")
    assert not (sibian_home / "sibian.db").exists()


def test_the_windows_folders_are_looked_into(say: Say, tmp_path: Path, person: Path, sibian_home: Path) -> None:
    from app.engine.convert import split_for_store
    from app.store.store import Store

    other = tmp_path / "chosen in the window"
    other.mkdir()
    shutil.copy(person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf", other / "mine.gguf")
    sibian_home.mkdir()
    with Store.open(sibian_home / "sibian.db", split_for_store) as store:
        store.settings.set("weights_folders", [str(other)]).result()
    assert "mine" in [each["name"] for each in say("scan", "--json")]
