"""`sibian ask`, as a person and as a program uses it."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

THOUGHT, SAID = "九点一一，then 9.9.", "9.9 更大。\n因为 0.90 > 0.11。"


def test_json_is_one_object_with_everything_in_it(sibian: Any) -> None:
    found = sibian.json("ask", "哪个更大？", "--seed", "5")
    names = ["thinking", "answer", "raw", "ending", "model", "usage", "timings", "conversation", "generation"]
    assert list(found) == [*names, "happenings"]
    assert found["happenings"] == []
    assert (found["thinking"], found["answer"]) == (THOUGHT, SAID)
    assert found["raw"] == f"{THOUGHT}\n</think>\n\n{SAID}"
    assert (found["ending"], found["model"]) == ("stop", "script")
    assert list(found["usage"]) == ["prompt_tokens", "cached_tokens", "thinking_tokens", "answer_tokens"]
    assert min(found["usage"]["prompt_tokens"], found["usage"]["answer_tokens"]) > 0
    names = ["load_s", "first_token_s", "first_answer_token_s", "thinking_s", "answer_s", "tokens_per_s"]
    assert list(found["timings"]) == names
    kept = sibian.json("conversation", "show", str(found["conversation"]))
    assert kept["exchanges"][0]["answer"] == SAID


def test_thinking_comes_before_the_answer_with_a_heading_where_there_is_no_colour(sibian: Any) -> None:
    done = sibian("ask", "哪个更大？")
    assert done.stdout == f"— thinking —\n{THOUGHT}\n\n— answer —\n{SAID}\n"
    assert done.stderr == ""


def test_weights_that_do_not_think_print_their_answer_and_nothing_else(sibian: Any) -> None:
    sibian.play({"raw": "四十二", "family": "none"})
    assert sibian("ask", "?").stdout == "四十二\n"


def test_the_c_locale_can_ask_and_answer_in_chinese(sibian: Any) -> None:
    for locale in ("C", "POSIX"):
        assert SAID in sibian("ask", "立春？", env={"LC_ALL": locale, "PYTHONCOERCECLOCALE": "0"}).stdout
    titles = [each["title"] for each in sibian.json("conversation", "list")]
    assert titles == ["立春？", "立春？"]


def test_a_dash_reads_the_question_from_standard_input(sibian: Any) -> None:
    found = sibian.json("ask", "-", text="两行\n的问题\n")
    kept = sibian.json("conversation", "show", str(found["conversation"]))
    assert kept["exchanges"][0]["question"] == "两行\n的问题"


def test_options_may_stand_before_and_after_the_command(sibian: Any, tmp_path: Path) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    sibian("--db", str(one), "ask", "?")
    sibian("ask", "?", "--db", str(two))
    assert one.exists()
    assert two.exists()


def test_a_template_is_filled_in_and_brings_its_sampling(sibian: Any) -> None:
    words = ["--template", "jueju-two-poets", "--set", "term=清明", "--temperature", "0.5"]
    found = sibian.json("ask", *words)
    kept = sibian.json("conversation", "show", str(found["conversation"]))["exchanges"][0]
    rendered = sibian("template", "render", "jueju-two-poets", "--set", "term=清明").stdout
    assert kept["question"] + "\n" == rendered
    assert "清明" in rendered
    assert (kept["sampling"]["temperature"], kept["sampling"]["top_p"]) == (0.5, 0.95)


def test_a_conversation_can_be_gone_on_with(sibian: Any) -> None:
    first = sibian.json("ask", "第一问")["conversation"]
    second = sibian.json("ask", "第二问", "--conversation", str(first))
    assert second["conversation"] == first
    kept = sibian.json("conversation", "show", str(first))
    assert [each["question"] for each in kept["exchanges"]] == ["第一问", "第二问"]
    assert second["usage"]["prompt_tokens"] > 20


def test_max_tokens_and_a_full_context_are_told_apart(sibian: Any) -> None:
    assert sibian.json("ask", "?", "--max-tokens", "3")["ending"] == "length"
    assert sibian.json("ask", "?", "--context", "20")["ending"] == "context_full"


def test_what_a_model_says_cannot_command_the_terminal(sibian: Any) -> None:
    sibian.play({"raw": "a\x1b]0;owned\x07\x9b31mb\u202ec\r\nd", "family": "none"})
    assert sibian("ask", "?").stdout == "a␛]0;owned␇�31mb�c\nd\n"
    done = sibian("ask", "?", "--json")
    assert not {"\x1b", "\x9b", "\u202e"} & set(done.stdout)
    assert json.loads(done.stdout)["answer"] == "a\x1b]0;owned\x07\x9b31mb\u202ec\r\nd"


# ---- wrong use and faults -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask"], "no question"),
        (["ask", "  "], "no question"),
        (["ask", "?", "--temperature", "hot"], "not a number"),
        (["ask", "?", "--top-p", "2"], "out of bounds"),
        (["ask", "?", "--max-tokens", "-1"], "out of bounds"),
        (["ask", "?", "--template", "no-such"], "no template named no-such"),
        (["ask", "?", "--template", "jueju-two-poets", "--set", "term=Easter"], "term:"),
        (["ask", "?", "--template", "jueju-two-poets", "--set", "no_such=1"], "no_such:"),
        (["ask", "?", "--set", "a=b"], "--template"),
        (["ask", "?", "--set", "novalue"], "NAME=VALUE"),
        (["ask", "?", "--conversation", "99"], "no conversation 99"),
        (["ask", "?", "--family", "no-such"], "family"),
        (["conversation", "show", "nine"], "no conversation nine"),
        (["frobnicate"], "invalid choice"),
        (["--scripted", "/nowhere.jsonl", "ask", "?"], "no script"),
    ],
)
def test_wrong_use_leaves_with_2_and_a_sentence(sibian: Any, words: list[str], said: str) -> None:
    done = sibian(*words, code=2)
    assert said in done.stderr
    assert done.stdout == ""


def test_an_unreadable_argument_is_wrong_use(sibian: Any) -> None:
    process = sibian.start("ask", os.fsdecode(b"\xff\xfe?"))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"UTF-8" in err


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("none.gguf", None, "no_such_file"),
        ("poem.gguf", "立春".encode(), "not_gguf"),
        ("cut.gguf", b"GGUF\3", "truncated"),
    ],
)
def test_bad_weights_leave_with_3(sibian: Any, tmp_path: Path, name: str, content: bytes | None, kind: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = sibian("ask", "?", "--model", str(path), "--json", code=3, scripted=False)
    assert done.stdout == ""
    error = json.loads(done.stderr)["error"]
    assert error["kind"] == kind
    assert error["next_step"]


def test_an_engine_that_fails_leaves_with_4_and_keeps_the_question(sibian: Any) -> None:
    sibian.play({"fail": "out_of_memory", "on": "load"})
    assert "memory" in sibian("ask", "?", code=3).stderr  # the weights are too large for this machine
    sibian.play({"die": "abort", "on": "load"})
    assert "while opening script.jsonl" in sibian("ask", "?", code=4).stderr
    sibian.play({"raw": "一二三四五六七八", "after": 4, "die": "abort"})
    done = sibian("--speed", "20", "ask", "说到一半", "--json", code=4)
    found = json.loads(done.stdout)
    assert (found["ending"], found["thinking"]) == ("failed", "一二三四")
    assert json.loads(done.stderr)["error"]["kind"] == "engine_died"
    assert sibian.json("conversation", "show", str(found["conversation"]))["exchanges"][0]["raw"] == "一二三四"


def test_a_prompt_that_does_not_fit_leaves_with_4_and_the_numbers(sibian: Any) -> None:
    done = sibian("ask", "很长" * 100, "--context", "64", code=4)
    assert "64" in done.stderr
    assert done.stdout == ""


def test_a_database_that_cannot_be_used_leaves_with_5(sibian: Any, tmp_path: Path) -> None:
    path = tmp_path / "no.db"
    path.write_bytes(b"not a database, " * 100)
    done = sibian("ask", "?", "--db", str(path), code=5)
    assert str(path) in done.stderr
    assert path.read_bytes() == b"not a database, " * 100


def test_a_database_that_is_open_elsewhere_is_refused_politely(sibian: Any) -> None:
    sibian.play({"raw": "慢" * 100})
    first = sibian.start("--speed", "5", "chat")
    first.stdin.write(b"?\n")
    first.stdin.flush()
    assert first.stdout.readline()
    done = sibian("ask", "!", code=5)
    assert "already open" in done.stderr
    assert "?" in sibian("conversation", "list").stdout
    assert "jueju" in sibian("template", "list").stdout
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=30)


# ---- stopping -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_the_run_and_keeps_what_was_said(sibian: Any, number: int, code: int) -> None:
    sibian.play({"raw": "一二三四五六七八九十" * 20})
    process = sibian.start("--speed", "50", "ask", "数数")
    said = b""
    while b"\xe5\x9b\x9b" not in said:  # 四
        said += os.read(process.stdout.fileno(), 100)
    process.send_signal(number)
    rest, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (code, b"")
    shown = (said + rest).decode().removeprefix("— thinking —\n").rstrip("\n")
    kept = sibian.json("conversation", "show", "1")["exchanges"][0]
    assert (kept["ending"], kept["thinking"]) == ("cancelled", shown)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command", [["ask", "?"], ["chat"]])
def test_a_signal_while_loading_ends_quietly(sibian: Any, command: list[str], number: int, code: int) -> None:
    sibian.play({"raw": "x"}, {"on": "load", "read_s": 60})
    process = sibian.start(*command)
    until = time.monotonic() + 30
    while not psutil.Process(process.pid).children() and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (code, b"")


def test_an_engine_that_hears_nothing_is_left_behind(sibian: Any) -> None:
    sibian.play({"raw": "一二三四五六", "after": 4, "hang": True})
    process = sibian.start("ask", "?")
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert sibian.json("conversation", "show", "1")["exchanges"][0]["ending"] == "cancelled"


def test_a_reader_that_leaves_is_no_accident(sibian: Any) -> None:
    sibian.play({"raw": "一二三四五六七八九十" * 50})
    process = sibian.start("--speed", "300", "ask", "?")
    assert process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    assert (process.wait(30), err) == (141, b"")
    kept = sibian.json("conversation", "show", "1")["exchanges"][0]
    assert kept["ending"] == "cancelled"
    assert kept["thinking"].startswith("一")


def test_lists_can_be_cut_short_by_a_pipe(sibian: Any) -> None:
    process = sibian.start("template", "show", "pianwen-tengwang", stdout=subprocess.PIPE)
    process.stdout.close()
    err = process.stderr.read()
    process.wait(30)
    assert err == b""


def test_the_engine_is_gone_when_the_program_is_killed(sibian: Any) -> None:
    sibian.play({"raw": "一" * 1000})
    process = sibian.start("--speed", "50", "ask", "?")
    assert process.stdout.readline()
    (engine,) = psutil.Process(process.pid).children()
    process.kill()
    process.communicate(timeout=10)
    _, alive = psutil.wait_procs([engine], timeout=2)
    assert alive == []
    found = sibian.json("conversation", "show", "1")["exchanges"][0]
    assert found["ending"] == "interrupted"


def test_nothing_of_the_conversation_is_written_to_the_log(sibian: Any) -> None:
    sibian("ask", "秘密的问题 4711")
    logs = "".join(each.read_text(encoding="utf-8") for each in (sibian.home / "logs").iterdir())
    assert "4711" not in logs
    assert "更大" not in logs
    rows = sqlite3.connect(sibian.home / "sibian.db").execute("SELECT text FROM parts").fetchall()
    assert ("秘密的问题 4711",) in rows
