"""The words that steering puts into a thinking, seen by the splitter as the model's own would be."""

import pytest

from runtime.bridges import PHRASES, bridge, closing, joined, language_of, layout, opened_with, phrases_for
from runtime.channels import Splitter, split
from runtime.markers import FAMILIES

PAIRS = [(name, opening) for name, row in FAMILIES.items() for opening in row.opens]
THINKING = [
    "Four and four is eight.",
    "Four and four is eight.\n",
    "Hm.\n\n",
    "四加四等于八。",
    "```py\nx = 1",
    "cut in the mid",
]


@pytest.mark.parametrize(("family", "opening"), PAIRS)
@pytest.mark.parametrize("thinking", THINKING)
def test_what_closes_a_thinking_leads_into_the_answer(family, opening, thinking):
    splitter = Splitter(family)
    splitter.feed(opening + thinking)
    said = bridge(family, thinking)
    splitter.feed(said + closing(family, thinking + said, opening))
    assert splitter.channel == "answer"
    assert not splitter.undecided
    result = split(opening + thinking + said + closing(family, thinking + said, opening) + "Eight.", family)
    assert result.answer == "Eight."
    assert result.thinking == (thinking + said).rstrip("\n")


@pytest.mark.parametrize("family", [name for name, row in FAMILIES.items() if row.pairs])
def test_a_thinking_that_the_prompt_opened_can_be_closed_without_knowing_how(family):
    splitter = Splitter(family, opened=True)
    splitter.feed("Hm." + closing(family))
    assert splitter.channel == "answer"


def test_the_exact_words_of_some_families():
    assert closing("deepseek-r1") == closing("R1") == "\n</think>\n\n"
    assert closing("gpt-oss") == "<|end|><|start|>assistant<|channel|>final<|message|>"
    assert closing("magistral") == "[/THINK]"
    assert closing("magistral", opening="<think>") == "\n</think>\n\n"
    assert closing("glm") == "</think>\n"
    assert closing("hunyuan") == "\n</think>\n<answer>\n"
    assert closing("kimi", opening="<|open|>think<|sep|>") == "<|close|>think<|sep|><|open|>response<|sep|>"
    assert closing("granite", opening="Here is my thought process:") == "\nHere is my response:\n\n"


def test_qwen3_hears_what_it_was_trained_on():
    said = (
        "\n\nConsidering the limited time by the user, I have to give the solution based on the thinking directly now."
    )
    assert bridge("qwen3", "So it is") == bridge("qwen3-moe", "所以") == said
    assert said + closing("qwen3", said) == said + "\n</think>\n\n"


def test_the_others_hear_their_own_language():
    assert language_of(bridge("deepseek-r1", "四加四等于八。")) == "zh"
    assert language_of(bridge("deepseek-r1", "Four and four is eight.")) == "en"
    assert "Considering" not in bridge("deepseek-r1", "Four")


def test_without_thinking_there_is_nothing_to_say():
    assert closing("none") == bridge("none", "abc") == ""
    assert layout("smollm2") is None


def test_an_unknown_family_is_an_error():
    with pytest.raises(KeyError):
        closing("no such")


def test_a_line_break_that_is_there_is_not_said_twice():
    assert closing("qwen3", "Hm.\n") == closing("qwen3", "Hm.\n\n") == "</think>\n\n"
    assert closing("openthinker", "Hm.\n").startswith("\n<|end_of_thought|>")
    assert closing("openthinker", "Hm.\n\n").startswith("<|end_of_thought|>")
    assert joined("Wait", "Hm.") == "\n\nWait"
    assert joined("Wait", "Hm.\n") == "\nWait"
    assert joined("Wait", "Hm.\n\n") == joined("Wait", "") == joined("Wait", "\n") == "Wait"
    assert joined("", "Hm.") == ""


@pytest.mark.parametrize(
    ("prompt", "raw", "family", "mark"),
    [
        ("…<｜Assistant｜><think>\n", "Hm.", "deepseek-r1", "<think>"),
        ("…assistant\n", "<think>\nHm. ◁think▷", "kimi", "<think>"),
        ("…assistant\n", "◁think▷Hm. <think>", "kimi", "◁think▷"),
        ("…<|open|>think<|sep|>", "", "kimi", "<|open|>think<|sep|>"),
        ("…", "Yes.", "kimi", ""),
        ("…<think>", "", "none", ""),
    ],
)
def test_the_mark_that_opened_the_thinking_is_found(prompt, raw, family, mark):
    assert opened_with(family, prompt, raw) == mark


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("1 + 1 = 2", "en"),
        ("So 四 it is, and that is all there is to say.", "en"),
        ("所以 x = 4。", "zh"),
        ("设函数 f(x) = sin(x)，则 f'(x) = cos(x)。", "zh"),
        ("English first. " * 500 + "然后一直用中文思考。" * 500, "zh"),
        ("これは日本語の文章です。漢字もあります。", "en"),
    ],
)
def test_the_language_of_a_thinking(text, language):
    assert language_of(text) == language


def test_the_phrases_are_in_the_language_of_the_thinking_and_hold_no_mark():
    assert phrases_for("我们来看。") == PHRASES["zh"]
    assert phrases_for("Let us see.") == PHRASES["en"]
    for phrases in PHRASES.values():
        assert len(set(phrases)) == len(phrases) >= 6
    for language, phrases in PHRASES.items():
        assert all(language_of(phrase) == language and phrase == phrase.strip() for phrase in phrases)
    for family, row in FAMILIES.items():
        for phrase in (*PHRASES["en"], *PHRASES["zh"]):
            splitter = Splitter(family, opened=bool(row.pairs))
            splitter.feed("Hm. " + phrase)
            assert not splitter.undecided
