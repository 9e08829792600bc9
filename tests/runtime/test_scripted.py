from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from runtime.channels import split
from runtime.protocol import Failed, Prepared
from runtime.scripted import DEMO, TextTokens, read_script

Start = Callable[..., Any]

POEMS = {
    "东风一夜到扬州，吹破寒冰万里流。我欲举杯邀北斗，斟春同上木兰舟。",
    "彩胜盘蔬又立春，江村残雪待耕人。今年但愿烽烟歇，一路锄声到四邻。",
}


def test_a_reply_is_found_by_a_word_of_the_question(start_scripted: Start) -> None:
    engine = start_scripted({"match": "", "raw": "other"}, {"match": "moon|月", "raw": "moon"})
    engine.load()
    assert engine.spoken(engine.ask("the moon", 2))[1] == "moon"
    assert engine.spoken(engine.ask("月", 3))[1] == "moon"
    assert engine.spoken(engine.ask("the sun", 4))[1] == "other"


def test_a_script_without_a_fitting_reply_says_so(start_scripted: Start) -> None:
    engine = start_scripted({"match": "moon", "raw": "moon"})
    engine.load()
    assert "no reply" in engine.spoken(engine.ask("sun"))[1]


def test_lines_with_the_same_match_play_in_turn(start_scripted: Start) -> None:
    engine = start_scripted({"match": "sun", "raw": "first"}, {"match": "sun", "raw": "second"}, {"raw": "other"})
    engine.load()
    said = [engine.spoken(engine.ask(question))[1] for question in ("sun", "sun", "moon", "sun")]
    assert said == ["first", "second", "other", "first"]


def test_the_speed_is_kept(start_scripted: Start) -> None:
    engine = start_scripted({"raw": "word " * 20}, speed=100)
    engine.load()
    for _ in range(2):  # the second time its prompt lies in the memory
        totals = engine.ask("question")[-1].totals
        assert totals.answer_tokens == 21
        assert 0.15 < totals.answer_s < 0.6


def test_a_load_fails_on_demand(start_scripted: Start) -> None:
    engine = start_scripted({"on": "load", "fail": "out_of_memory"})
    with pytest.raises(AssertionError, match="out_of_memory"):
        engine.load()


def test_a_load_dies_on_demand(start_scripted: Start) -> None:
    engine = start_scripted({"on": "load", "die": "abort"})
    with pytest.raises(EOFError):
        engine.load()
    assert engine.leave() < 0


def test_the_family_of_the_script_can_be_overridden(start_scripted: Start) -> None:
    engine = start_scripted({"family": "qwen3", "raw": "a"})
    assert engine.load().family == "qwen3"
    assert engine.load(family="none").family == "none"


def test_a_misspelt_script_is_refused(script: Callable[..., Path]) -> None:
    with pytest.raises(msgspec.ValidationError):
        read_script(script({"raww": "a"}))


def test_tokens_are_the_text_they_were_made_from() -> None:
    text = "<|user|>Poem: 立春\n\n  it's 9.11</think>\n\n"
    tokens = TextTokens()
    ids = tokens.of(text)
    assert b"".join(map(tokens.piece, ids)).decode() == text
    assert tokens.of(text) == ids


# ---- the demonstration that ships ---------------------------------------------------------------------------------


@pytest.mark.parametrize("reply", read_script(DEMO), ids=lambda reply: reply.match)
def test_every_demonstration_thinks_and_answers(reply: Any) -> None:
    parts = split(reply.raw, reply.family, opened=True)
    assert reply.family == "deepseek-r1"
    assert parts.thinking
    assert parts.answer
    assert "</think>" not in parts.thinking + parts.answer


@pytest.mark.parametrize("question", ["以立春为题材", "Which is larger, 9.11 or 9.9?", "The database hangs", "Hello"])
def test_the_demonstration_needs_nothing_but_its_name(start_engine: Start, question: str) -> None:
    engine = start_engine("--backend", "scripted")
    loaded = engine.load("demonstration")
    assert not loaded.system_prompt_advised
    assert (loaded.recommended.temperature, loaded.recommended.top_p) == (0.6, 0.95)
    events = engine.ask(question)
    assert isinstance(events[0], Prepared)
    assert not isinstance(events[-1], Failed)
    thinking, answer = engine.spoken(events)
    assert len(thinking) > 400
    assert len(answer) > 200


def test_the_demonstrated_poems_are_quatrains_of_seven_characters() -> None:
    (reply,) = (reply for reply in read_script(DEMO) if "立春" in reply.match)
    verses = [line[2:] for line in split(reply.raw, reply.family, opened=True).answer.splitlines() if line[:2] == "> "]
    assert {"".join(verses[:4]), "".join(verses[4:])} == POEMS
    assert all(len(verse) == 8 for verse in verses)
