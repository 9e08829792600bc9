"""`sibian chat`, from a pipe and in a terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ANSWER = "— thinking —\n九点一一，then 9.9.\n\n— answer —\n9.9 更大。\n因为 0.90 > 0.11。\n"


def test_each_line_of_a_pipe_is_a_question_of_one_conversation(sibian: Any) -> None:
    done = sibian("chat", text="第一问\n\n第二问\n")
    assert done.stdout == f"{ANSWER}\n{ANSWER}\n"
    (conversation,) = sibian.json("conversation", "list")
    kept = sibian.json("conversation", "show", str(conversation["id"]))
    assert [each["question"] for each in kept["exchanges"]] == ["第一问", "第二问"]


def test_a_backslash_goes_on_in_the_next_line(sibian: Any) -> None:
    sibian("chat", text="春眠\\\n  不觉晓\n末行\\")
    kept = sibian.json("conversation", "show", "1")
    assert [each["question"] for each in kept["exchanges"]] == ["春眠\n  不觉晓", "末行"]


def test_new_begins_another_conversation_and_quit_leaves(sibian: Any) -> None:
    sibian("chat", text="一\n/new\n二\n/quit\n三\n")
    assert sorted(each["title"] for each in sibian.json("conversation", "list")) == ["一", "二"]


def test_another_model_can_be_opened(sibian: Any) -> None:
    sibian("chat", text="一\n/model /w/other.gguf\n二\n")
    kept = sibian.json("conversation", "show", "1")
    assert len(kept["exchanges"]) == 2


def test_a_question_that_fails_does_not_end_the_talk(sibian: Any) -> None:
    done = sibian("chat", "--context", "64", text="短\n" + "很长" * 100 + "\n/new\n短\n", code=4)
    assert done.stdout.count("— thinking —") == 2
    assert "64" in done.stderr


def test_an_engine_that_dies_comes_back_for_the_next_question(sibian: Any) -> None:
    sibian.play({"match": "坏", "raw": "一二三四", "after": 2, "die": "abort"}, {"raw": "好</think>好"})
    done = sibian("chat", text="坏\n再来\n", code=4)
    assert "stopped unexpectedly" in done.stderr
    assert "— answer —\n好" in done.stdout


def test_a_conversation_can_be_gone_on_with(sibian: Any) -> None:
    sibian("ask", "第一问")
    sibian("chat", "--conversation", "1", text="第二问\n")
    assert len(sibian.json("conversation", "show", "1")["exchanges"]) == 2


class Terminal:
    """`sibian chat` on a pseudo-terminal, as a person has it."""

    def __init__(self, sibian: Any, *words: str, **environment: str) -> None:
        self.master, slave = pty.openpty()
        streams = {"stdin": slave, "stdout": slave, "stderr": slave}
        env = {"TERM": "xterm-256color", **environment}
        self.process: subprocess.Popen[bytes] = sibian.start(*words, env=env, start_new_session=True, **streams)
        os.close(slave)
        self.seen = ""

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def expect(self, pattern: str, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while not re.search(pattern, self.seen) and time.monotonic() < until:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.master, 65536).decode(errors="replace")
                except OSError:  # the other side has closed it
                    break
        assert re.search(pattern, self.seen), self.seen
        self.seen = self.seen[re.search(pattern, self.seen).end() :]  # type: ignore[union-attr]


@pytest.fixture
def terminal(sibian: Any) -> Iterator[Callable[..., Terminal]]:
    made: list[Terminal] = []

    def make(*words: str, **environment: str) -> Terminal:
        made.append(Terminal(sibian, *words, **environment))
        return made[-1]

    yield make
    for each in made:
        os.close(each.master)


def test_in_a_terminal_thinking_is_dimmed(terminal: Callable[..., Terminal]) -> None:
    chat = terminal("chat")
    chat.expect("script, context 8192")
    chat.expect("> ")
    chat.type("哪个更大？\n")
    chat.expect(re.escape("\x1b[2m九点一一，then 9.9.\x1b[0m\r\n\r\n") + ".*9.9 更大。")
    chat.expect("> ")
    chat.type("/help\n")
    chat.expect("/model PATH")
    chat.type("/quit\n")
    assert chat.process.wait(20) == 0


def test_no_color_is_honoured(terminal: Callable[..., Terminal]) -> None:
    ask = terminal("ask", "?", NO_COLOR="1")
    ask.expect("— thinking —\r\n九点一一，then 9.9.\r\n\r\n— answer —\r\n9.9")
    assert ask.process.wait(20) == 0
    assert "\x1b[2m" not in ask.seen


def test_ctrl_c_stops_the_answer_first_and_leaves_at_the_prompt(sibian: Any, terminal: Callable[..., Terminal]) -> None:
    sibian.play({"raw": "一二三四五六七八九十" * 50})
    chat = terminal("--speed", "50", "chat")
    chat.expect("> ")
    chat.type("数数\n")
    chat.expect("四")
    chat.process.send_signal(signal.SIGINT)
    chat.expect("> ")
    chat.type("再数\n")
    chat.expect("四")
    chat.process.send_signal(signal.SIGINT)
    chat.expect("> ")
    chat.process.send_signal(signal.SIGINT)
    assert chat.process.wait(20) == 0
    kept = sibian.json("conversation", "show", "1")["exchanges"]
    assert [each["ending"] for each in kept] == ["cancelled", "cancelled"]


def test_a_terminal_that_is_closed_keeps_what_was_said(sibian: Any, terminal: Callable[..., Terminal]) -> None:
    sibian.play({"raw": "一二三四五六七八九十" * 50})
    chat = terminal("--speed", "50", "chat")
    chat.expect("> ")
    chat.type("数数\n")
    chat.expect("四")
    chat.process.send_signal(signal.SIGHUP)
    assert chat.process.wait(20) == 128 + signal.SIGHUP
    kept = sibian.json("conversation", "show", "1")["exchanges"][0]
    assert kept["ending"] == "cancelled"
    assert kept["thinking"].startswith("一二三四")
