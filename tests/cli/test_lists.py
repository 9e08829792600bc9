"""Reading what is kept: conversations, templates, traces; and the command line itself."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def test_an_empty_database_has_an_empty_list_and_a_hint(sibian: Any) -> None:
    assert sibian.json("conversation", "list") == []
    done = sibian("conversation", "list")
    assert done.stdout == ""
    assert "sibian ask" in done.stderr


def test_a_conversation_is_shown_as_it_was_held(sibian: Any) -> None:
    sibian("ask", "第一行\n第二行", "--max-tokens", "4")
    done = sibian("conversation", "show", "1")
    assert "> 第一行\n> 第二行\n" in done.stdout
    assert "— thinking —\n九点一一" in done.stdout
    assert "[cut at the limit of tokens]" in done.stdout
    (row,) = sibian("conversation", "list").stdout.splitlines()
    assert row.startswith("1  20")
    assert row.endswith("  第一行")


def test_a_conversation_thrown_away_is_not_listed(sibian: Any) -> None:
    from app.engine.convert import split_for_store
    from app.store.store import Store

    sibian("ask", "留")
    sibian("ask", "弃")
    with Store.open(sibian.home / "sibian.db", split_for_store) as store:
        store.conversations.delete(2).result(20)
    assert [each["title"] for each in sibian.json("conversation", "list")] == ["留"]
    assert "no conversation 2" in sibian("conversation", "show", "2", code=2).stderr


def test_templates_are_listed_shown_and_filled_in(sibian: Any) -> None:
    slugs = {each["slug"] for each in sibian.json("template", "list")}
    assert {"jueju-two-poets", "pianwen-tengwang"} <= slugs
    assert len(sibian("template", "list").stdout.splitlines()) == len(slugs)
    shown = sibian("template", "show", "jueju-two-poets").stdout
    assert "--set term=" in shown
    assert "立春" in shown
    rendered = sibian("template", "render", "jueju-two-poets", "--set", "poet_1=白居易").stdout
    assert "白居易" in rendered
    assert "{{" not in rendered


def test_an_unknown_template_is_wrong_use(sibian: Any) -> None:
    assert "sibian template list" in sibian("template", "render", "no-such", code=2).stderr


@pytest.mark.parametrize("opened", [True, False])
def test_a_trace_is_split(sibian: Any, opened: bool) -> None:
    path = sibian.folder / "trace.txt"
    path.write_bytes(("" if opened else "<think>").encode() + "想\r\n</think>\n\n答".encode())
    words = ["trace", "split", "trace.txt", "--family", "deepseek-r1", *(["--opened"] if opened else [])]
    assert sibian.json(*words) == {"thinking": "想", "answer": "答"}
    assert sibian(*words).stdout == "— thinking —\n想\n\n— answer —\n答\n"


def test_a_trace_comes_from_standard_input_too(sibian: Any) -> None:
    found = sibian.json("trace", "split", "-", "--family", "DeepSeek-R1", text="想</think>答")
    assert found == {"thinking": "想", "answer": "答"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["split", "nowhere.txt", "--family", "think"], "nowhere.txt"),
        (["split", "bytes.bin", "--family", "think"], "UTF-8"),
        (["split", "trace.txt", "--family", "no-such"], "deepseek-r1"),
        (["split", "trace.txt"], "--family"),
        ([], "ACTION"),
    ],
)
def test_a_trace_that_cannot_be_split_is_wrong_use(sibian: Any, words: list[str], said: str) -> None:
    (sibian.folder / "bytes.bin").write_bytes(b"\xff\xfe\xfd")
    (sibian.folder / "trace.txt").write_text("x")
    assert said in sibian("trace", *words, code=2).stderr


def test_the_command_line_never_imports_qt() -> None:
    code = """
import importlib, json, pkgutil, sys
import app.cli, app.__main__
for module in pkgutil.iter_modules(app.cli.__path__):
    importlib.import_module(f"app.cli.{module.name}")
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"PySide6", "shiboken6", "llama_cpp", "numpy"} & set(json.loads(done.stdout))


def test_version_and_help_are_there(sibian: Any) -> None:
    assert sibian("--version", scripted=False).stdout.startswith("sibian 0.")
    for words in ([], ["ask"], ["chat"], ["conversation"], ["template", "render"], ["trace", "split"]):
        assert "usage: sibian" in sibian(*words, "--help").stdout


def test_without_a_display_the_window_points_to_the_terminal(sibian: Any) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = sibian(env=nothing, code=1)
    assert "sibian chat" in done.stderr
    assert sibian("window", env=nothing, code=1).stderr == done.stderr
