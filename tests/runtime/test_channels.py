"""Named cases of telling thinking from answer, each cut in eight ways; real traces; the cost of a long stream."""

import json
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from runtime.channels import Piece, Split, Splitter, split
from runtime.markers import FAMILIES
from runtime.watch import Role, Watch

CUTS = (1, 2, 3, 5, 7, 11, 23, 10**9)
TRACES = Path(__file__).parents[3] / "shared" / "data" / "traces"


def streamed(text: str, cut: int, family: str, opened: bool = False, settled: bool = False) -> Split:
    splitter = Splitter(family, opened, settled)
    pieces: list[Piece] = []
    for start in range(0, len(text), cut):
        pieces += splitter.feed(text[start : start + cut])
    pieces += splitter.finish()
    channels: dict[str, str] = {"thinking": "", "answer": ""}
    for piece in pieces:
        assert piece.text
        channels[piece.channel] += piece.text
    return Split(channels["thinking"], channels["answer"])


H = "<|start|>assistant<|channel|>"
FENCE = "```"

# name, family, text, thinking, answer — provenance unknown
UNKNOWN = [
    ("plain answer", "qwen3", "Just an answer.", "", "Just an answer."),
    ("both, as usual", "deepseek-r1", "<think>\nHm.\n</think>\n\nYes.", "Hm.", "Yes."),
    ("white space first", "qwen3", "\n\n <think>Hm.</think>Yes.", "Hm.", "Yes."),
    ("empty thinking", "qwen3", "<think>\n\n</think>\n\nYes.", "", "Yes."),
    ("empty thinking, glued", "qwen3", "<think></think>Yes.", "", "Yes."),
    ("only a closing tag", "qwq", "Hm.\n</think>\n\nYes.", "Hm.", "Yes."),
    ("only a closing tag, glued", "deepseek-r1", "思考内容</think>答案", "思考内容", "答案"),
    ("closing tag first", "deepseek-r1", "</think>Yes.", "", "Yes."),
    ("no closing tag", "deepseek-r1", "<think>Hm, and then", "Hm, and then", ""),
    ("no closing tag, white space kept", "deepseek-r1", "<think>Hm\n\n", "Hm\n\n", ""),
    ("no answer", "deepseek-r1", "<think>Hm.</think>\n\n", "Hm.", ""),
    ("nothing", "deepseek-r1", "", "", ""),
    ("white space only", "deepseek-r1", " \n ", "", " \n "),
    ("second closing tag", "qwen3", "<think>a</think>b</think>c", "a", "b</think>c"),
    ("nested opening tag", "qwen3", "<think>a<think>b</think>c", "a<think>b", "c"),
    ("several spans, glued", "qwen3", "<think>a</think>b<think>c</think>d", "a\n\nc", "bd"),
    ("several spans, apart", "qwen3", "<think>a</think>\n\nb.\n\n<think>c</think>\n\nd", "a\n\nc", "b.\n\nd"),
    ("break only after the span", "qwen3", "<think>a</think>b.<think>c</think>\n\nd", "a\n\nc", "b.\n\nd"),
    ("break shared by both sides", "qwen3", "<think>a</think>b.\n<think>c</think>\n\nd", "a\n\nc", "b.\n\nd"),
    ("two spans in a row, Chinese", "qwen3", "想</think><think>再想</think>答", "想\n\n再想", "答"),
    ("two spans in a row", "qwen3", "<think>a</think>\n<think>b</think>\nc", "a\n\nb", "c"),
    ("empty second span", "qwen3", "<think>a</think>b<think></think>c", "a", "bc"),
    ("text before the thinking", "qwen3", "Sure.\n<think>a</think>\nb", "a", "Sure.\nb"),
    ("text before, glued", "qwen3", "Sure<think>a</think>b", "a", "Sureb"),
    ("re-opened after a Chinese sentence", "qwen3", "<think>a</think>好。<think>b</think>了", "a\n\nb", "好。了"),
    ("re-opened at a line's end", "qwen3",
     "<think>a</think>Answer 42 <think>\nb\n</think> ok", "a\n\nb", "Answer 42 ok"),
    ("re-opened before trailing space", "qwen3", "Answer 42 <think> \nb\n</think> ok", "b", "Answer 42 ok"),
    ("space only after the span", "qwen3", "<think>a</think>b<think>c</think> d", "a\n\nc", "b d"),
    ("half an opening tag at the end", "qwen3", "<think>a</think>b <thi", "a", "b <thi"),
    ("half a closing tag at the end", "qwen3", "<think>a</thi", "a</thi", ""),
    ("half an opening tag is all", "qwen3", "<thi", "", "<thi"),
    ("a similar tag", "qwen3", "<think>a</thinking></think><thinker>b", "a</thinking>", "<thinker>b"),
    ("other family's tag", "qwen3", "[THINK]a[/THINK]b", "", "[THINK]a[/THINK]b"),
    ("indented code after the thinking", "qwen3", "<think>a</think>\n\n    x = 1\n", "a", "    x = 1\n"),
    ("Chinese indentation is kept", "qwen3", "<think>\n　　想\n</think>\n\n　　春\n", "　　想", "　　春\n"),
    ("CRLF", "qwen3", "<think>\r\na\r\n</think>\r\n\r\nb\r\n", "a", "b\r\n"),
    ("a fence left open in the thinking", "qwen3", f"<think>\n{FENCE}py\nx\n</think>\nb", f"{FENCE}py\nx", "b"),
    ("the same with no opening tag", "qwen3", f"So:\n{FENCE}py\nx\n</think>\nb", f"So:\n{FENCE}py\nx", "b"),
    # mentioned, not meant
    ("quoted in thinking", "qwen3", "<think>ends with `</think>`, or “</think>”.</think>b", None, "b"),
    ("both in prose", "qwen3", "It uses <think> and </think> tags.", "", None),
    ("both in Chinese prose", "qwen3", "使用<think>标签和</think>标签。", "", None),
    ("spaced Chinese prose", "qwen3", "用 <think> 与 </think> 包住", "", None),
    ("at a sentence's end", "qwen3", "The tag is called <think>.", "", None),
    ("in a list", "qwen3", "- <think> opens\n- </think> closes", "", None),
    ("in a fence", "qwen3", f"So:\n{FENCE}xml\n<think>\nx\n</think>\n{FENCE}\nDone.", "", None),
    ("closing tag alone in a fence", "qwen3", f"So:\n{FENCE}\n</think>\n{FENCE}\nDone.", "", None),
    ("in a tilde fence", "qwen3", "~~~\n<think>\n```\n<think>\n~~~\n", "", None),
    ("in an open fence", "qwen3", f"<think>a</think>{FENCE}\n<think>\nb", "a", f"{FENCE}\n<think>\nb"),
    ("in a code span", "qwen3", "Say `a <think> b` and `</think>`", "", None),
    ("in a long code span", "qwen3", "Say ``a ` <think>\tb`` ok", "", None),
    ("in a fence on one line", "qwen3", f"{FENCE}<think>x</think>{FENCE} is it", "", None),
    ("in indented code", "qwen3", "Thus:\n\n    <think>\n    x\n    </think>\n", "", None),
    ("in a block quote", "qwen3", "> <think>\n> x\n> </think>\n", "", None),
    ("in a table", "qwen3", "| tag | means |\n|---|---|\n| <think> | opens |\n", "", None),
    ("in a string", "qwen3", 'x.split("</think>")[-1]', "", None),
    ("in a regular expression", "qwen3", 're.sub(r"<think>.*?</think>", "", x)', "", None),
    ("in brackets", "qwen3", "the tag (<think>) opens", "", None),
    ("in 「」", "qwen3", "标签「<think>」表示开始", "", None),
    ("a whole pair in brackets", "qwen3", "thinks first (<think>x</think>) and answers", "", None),
    ("a whole pair in 「」", "qwen3", "写成「<think>思考</think>」的样子", "", None),
    ("in a fence round a fence", "qwen3", f"{FENCE}`\n{FENCE}\n<think>\n{FENCE}\n{FENCE}`\n", "", None),
    ("in a list of stars", "qwen3", "* <think> opens\n* </think> closes", "", None),
    ("in bold", "qwen3", "the **<think>** tag", "", None),
    ("after a mention, a real span", "qwen3", "The <think> tag.\n<think>a</think>b", "a", "The <think> tag.\nb"),
    ("after a closed fence, a real span", "qwen3",
     f"{FENCE}\nx\n{FENCE}\n<think>a</think>b", "a", f"{FENCE}\nx\n{FENCE}\nb"),
    ("after code on one line", "qwen3",
     f"{FENCE}x{FENCE} it is.\n<think>a</think>b", "a", f"{FENCE}x{FENCE} it is.\nb"),
    ("after a closed code span", "qwen3", "Use `x`. <think>a</think>b", "a", "Use `x`. b"),
    # families
    ("magistral", "magistral", "[THINK]a[/THINK]b", "a", "b"),
    ("seed-oss", "seed-oss", "<seed:think>a<seed:cot_budget_reflect>r</seed:cot_budget_reflect></seed:think>b",
     "a<seed:cot_budget_reflect>r</seed:cot_budget_reflect>", "b"),
    ("kimi", "kimi", "◁think▷a◁/think▷b", "a", "b"),
    ("kimi k2", "kimi", "<think>a</think>b", "a", "b"),
    ("kimi k3", "kimi",
     "<|open|>think<|sep|>a<|close|>think<|sep|><|open|>response<|sep|>b<|close|>response<|sep|>", "a", "b"),
    ("granite 3.2", "granite", "Here is my thought process: a\n\nHere is my response: b", "a", "b"),
    ("granite 3.2, glued", "granite", "Here's my thought process:aHere is my response:\nb", "a", "b"),
    ("granite 3.2, no thinking", "granite", "Well. Here is my response: b", "", "Well. Here is my response: b"),
    ("granite 3.3", "granite",
     "<think>a. Here is my response:</think><response>b</response>", "a. Here is my response:", "b"),
    ("gemma 4", "gemma4", "<|channel>thought\na\n<channel|>b", "a", "b"),
    ("gemma 4, empty", "gemma4", "<|channel>thought\n<channel|>b", "", "b"),
    ("hunyuan", "hunyuan", "<think>\na\n</think>\n<answer>\nb\n</answer>", "a", "b"),
    ("hunyuan without its wrapper", "hunyuan", "<think>a</think>b <answer>c</answer>", "a", "b <answer>c</answer>"),
    ("hunyuan, wrapper never closed", "hunyuan", "<think>a</think><answer>b\n\n", "a", "b\n\n"),
    ("exaone deep", "exaone", "<thought>\na</think>\n</thought>\n\nb", "a</think>", "b"),
    ("cohere", "cohere", "<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>b<|END_RESPONSE|>", "a", "b"),
    ("cohere, thinking not closed", "cohere", "<|START_THINKING|>a<|START_RESPONSE|>b", "a", "b"),
    ("openthinker", "openthinker",
     "<|begin_of_thought|>\n\na\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nb\n\n<|end_of_solution|>",
     "a", "b\n\n"),
    ("apriel", "apriel",
     "Here are my reasoning steps:\na\n[BEGIN FINAL RESPONSE]\nb\n[END FINAL RESPONSE]", "a", "b\n"),
    ("thinking", "thinking", "<thinking>a</thinking>b", "a", "b"),
    ("none", "none", "<think>a</think>b", "", "<think>a</think>b"),
    ("harmony", "gpt-oss", f"<|channel|>analysis<|message|>a<|end|>{H}final<|message|>b<|return|>", "a", "b"),
    ("harmony, full", "gpt-oss", f"{H}analysis<|message|>a<|end|>{H}final<|message|>b<|return|>", "a", "b"),
    ("harmony, stripped start", "gpt-oss", f"analysis<|message|>a<|end|>{H}final<|message|>b", "a", "b"),
    ("harmony, opened by the prompt", "gpt-oss", f"a<|end|>{H}final<|message|>b<|return|>", "a", "b"),
    ("harmony, no end mark", "gpt-oss", f"<|channel|>analysis<|message|>a{H}final<|message|>b", "a", "b"),
    ("harmony, no start mark", "gpt-oss", "<|channel|>analysis<|message|>a<|channel|>final<|message|>b", "a", "b"),
    ("harmony, commentary", "gpt-oss",
     f"<|channel|>analysis<|message|>a<|end|>{H}commentary to=functions.x <|constrain|>json<|message|>{{}}<|call|>",
     "a\n\n{}", ""),
    ("harmony, answer only", "gpt-oss", "<|channel|>final<|message|>b<|return|>", "", "b"),
    ("harmony, plain", "gpt-oss", "b<|return|>", "", "b"),
    ("harmony, header cut off", "gpt-oss", "<|channel|>analysis<|message|>a<|end|><|start|>assis", "a", ""),
    ("harmony, mentioned", "gpt-oss",
     "<|channel|>final<|message|>The `<|channel|>` and <|start|> tokens", "", "The `<|channel|>` and <|start|> tokens"),
    ("harmony, no header after all", "gpt-oss", "<|channel|>final<|message|>b\n<|start|>\nc", "", "b\n<|start|>\nc"),
]  # fmt: skip

# name, family, text, thinking, answer — the prompt opened the thinking
OPENED = [
    ("as usual", "deepseek-r1", "Hm.\n</think>\n\nYes.", "Hm.", "Yes."),
    ("tag repeated", "deepseek-r1", "<think>\nHm.</think>Yes.", "Hm.", "Yes."),
    ("tag repeated after white space", "deepseek-r1", "\n<think>\nHm.</think>Yes.", "Hm.", "Yes."),
    ("tag repeated twice", "deepseek-r1", "<think><think>a</think>b", "<think>a", "b"),
    ("closed at once", "deepseek-r1", "\n</think>\n\nYes.", "", "Yes."),
    ("never closed", "deepseek-r1", "Hm, and then", "Hm, and then", ""),
    ("re-opened later", "deepseek-r1", "a</think>b\n<think>\nc\n</think>\nd", "a\n\nc", "b\nd"),
    ("went on after a pause", "qwen3", "and so</think>\n\nYes.", "and so", "Yes."),
    ("mark in the first words", "deepseek-r1", "The <think> tag?</think>Yes.", "The <think> tag?", "Yes."),
    ("harmony", "gpt-oss", f"a<|end|>{H}final<|message|>b", "a", "b"),
    ("harmony, header repeated", "gpt-oss", f"<|channel|>analysis<|message|>a<|end|>{H}final<|message|>b", "a", "b"),
    ("granite, a sentence in it", "granite", "Here is my response: x</think>b", "Here is my response: x", "b"),
    ("apriel", "apriel", "a\n[BEGIN FINAL RESPONSE]\nb", "a", "b"),
    ("minimax", "minimax", "a\n</think>\n\nb", "a", "b"),
    ("none", "none", "a</think>b", "", "a</think>b"),
]

# name, family, text, thinking, answer — the caller knows that the prompt opened nothing
SETTLED = [
    ("answer at once", "qwen3", "Yes.", "", "Yes."),
    ("own thinking", "qwen3", "\n<think>\na\n</think>\n\nb", "a", "b"),
    ("closing tag is text", "qwen3", "a</think>b", "", "a</think>b"),
    ("closing tag first is text", "qwen3", "</think>b", "", "</think>b"),
    ("white space is kept", "qwen3", "\n\n b", "", "\n\n b"),
    ("opening tag later", "qwen3", "b\n<think>a</think>\nc", "a", "b\nc"),
]


def expected(text: str, thinking: str | None, answer: str | None) -> Split:
    """None stands for the text as it is (for the thinking: what is between the outermost tags)."""
    if thinking is None:
        thinking = text[text.index("<think>") + 7 : text.rindex("</think>")]
    return Split(thinking, text if answer is None else answer)


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("name", "family", "text", "thinking", "answer"), UNKNOWN, ids=[case[0] for case in UNKNOWN])
def test_case_of_unknown_provenance(name, family, text, thinking, answer, cut):
    assert streamed(text, cut, family) == expected(text, thinking, answer)
    assert split(text, family) == expected(text, thinking, answer)


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("name", "family", "text", "thinking", "answer"), OPENED, ids=[case[0] for case in OPENED])
def test_case_opened_by_the_prompt(name, family, text, thinking, answer, cut):
    assert streamed(text, cut, family, opened=True) == Split(thinking, answer)
    assert split(text, family, opened=True) == Split(thinking, answer)


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("name", "family", "text", "thinking", "answer"), SETTLED, ids=[case[0] for case in SETTLED])
def test_case_of_a_known_prompt(name, family, text, thinking, answer, cut):
    assert streamed(text, cut, family, settled=True) == Split(thinking, answer)


# ---- when text comes out ----------------------------------------------------------------------------------------


def test_text_comes_out_as_soon_as_it_is_certain():
    splitter = Splitter("deepseek-r1", opened=True)
    assert splitter.feed("Let me") == [Piece("thinking", "Let me")]
    assert splitter.feed(" see") == [Piece("thinking", " see")]
    assert splitter.feed(".\n</th") == [Piece("thinking", ".")]
    assert splitter.channel == "thinking"
    assert splitter.feed("ink>\n\n") == []
    assert splitter.channel == "answer"
    assert splitter.feed("9.9") == [Piece("answer", "9.9")]
    assert splitter.feed(" is <") == [Piece("answer", " is ")]
    assert splitter.feed("b") == [Piece("answer", "<b")]
    assert splitter.finish() == []


def test_a_known_prompt_lets_the_first_word_out_at_once():
    assert Splitter("qwen3", settled=True).feed("Y") == [Piece("answer", "Y")]
    assert Splitter("none").feed(" <think>") == [Piece("answer", " <think>")]


def test_text_of_unknown_provenance_is_held_until_known():
    splitter = Splitter("qwq")
    assert splitter.feed("Hm, let me") == []
    assert splitter.feed(" see.</think>Y") == [Piece("thinking", "Hm, let me see."), Piece("answer", "Y")]


def test_a_mentioned_tag_waits_for_two_characters_at_most():
    splitter = Splitter("qwen3", settled=True)
    splitter.feed("It uses ")
    assert splitter.feed("<think>") == []
    assert splitter.feed(" ") == []
    assert splitter.feed("a") == [Piece("answer", "<think> a")]


def test_no_tag_is_awaited_inside_code():
    splitter = Splitter("qwen3", settled=True)
    splitter.feed("```\n")
    assert splitter.feed("<thi") == [Piece("answer", "<thi")]


def test_finishing_twice_says_nothing_twice():
    splitter = Splitter("qwen3")
    splitter.feed("a <thi")
    assert splitter.finish() == [Piece("answer", "a <thi")]
    assert splitter.finish() == []


def test_an_unknown_family_is_refused_by_name():
    with pytest.raises(KeyError, match="deepseek-r1"):
        Splitter("no such thing")


def test_where_one_mark_begins_another_the_longer_one_decides():
    watch = Watch({"<a": Role.OPEN, "<ab>": Role.CLOSE})
    assert watch.match("<ab>", 0, final=False) == "<ab>"
    assert watch.match("<ab", 0, final=False) is None
    assert watch.match("<ab", 0, final=True) == "<a"
    assert watch.match("<ac", 0, final=False) == "<a"
    assert watch.match("<b", 0, final=False) == ""


# ---- cost -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<think>" + "Let me see.\n" * 8_000,
        "<think>a</think>" + "An answer with `code`.\n" * 4_000,
        "<" * 100_000,
        "</think" * 14_000,
        "`" * 100_000,
        "<think>a</think>" + "\n" * 100_000 + "b",
        "<think>" + " " * 100_000 + "</think>",
        "x" + " <think> " * 11_000,
    ],
    ids=["thinking", "answer", "brackets", "almost tags", "backticks", "line breaks", "spaces", "mentions"],
)
@pytest.mark.parametrize("family", ["deepseek-r1", "gpt-oss"])
def test_a_long_stream_costs_the_same_at_its_end_as_at_its_start(family, text):
    splitter = Splitter(family, settled=True)
    quarter = len(text) // 4
    costs = []
    for start in range(4):
        begun = time.process_time()
        for char in text[start * quarter : (start + 1) * quarter]:
            splitter.feed(char)
        costs.append(time.process_time() - begun)
    splitter.finish()
    # Quadratic growth would make this ratio 7; a noisy machine makes it 1.5 at times.
    assert costs[3] < 4 * costs[0] + 0.05


# ---- real text --------------------------------------------------------------------------------------------------


def traces() -> Iterator[tuple[str, str, str]]:
    for name in ("planbench_r1_en", "liarsbar_r1_zh", "thought_anchors_en"):
        with (TRACES / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["id"], row["thinking"] or "", row["answer"] or ""


@pytest.mark.skipif(not TRACES.is_dir(), reason="needs the real traces in ../shared/data, which are not shipped")
def test_real_traces_come_back_whole():
    count = 0
    for name, thinking, answer in traces():
        text = f"<think>\n{thinking}\n</think>\n\n{answer}"
        result = streamed(text, 4001, "deepseek-r1")
        assert result.thinking == thinking.strip(" \t\r\n"), name
        assert result.answer == answer.lstrip(" \t\r\n"), name
        assert split(text.removeprefix("<think>\n"), "deepseek-r1") == result, f"{name}, opened by the prompt, unknown"
        assert split(text.removeprefix("<think>\n"), "deepseek-r1", opened=True) == result, name
        count += 1
    assert count > 400


@pytest.mark.parametrize("family", FAMILIES)
def test_neighbouring_pieces_differ_in_channel(family):
    splitter = Splitter(family)
    marks = [mark for pair in FAMILIES[family].pairs for mark in pair]
    pieces = splitter.feed("a\n" + "b\n".join(marks) + "c") + splitter.finish()
    assert all(one.channel != other.channel for one, other in pairwise(pieces))


def test_a_possible_mark_is_undecided_and_waiting_white_space_is_not():
    splitter = Splitter("deepseek-r1", opened=True)
    counts = []
    for char in "Hm.\n</th":
        splitter.feed(char)
        counts.append(splitter.undecided)
    assert counts == [0, 0, 0, 0, 1, 2, 3, 4]
    splitter.feed("us")
    assert splitter.undecided == 0


def test_a_copy_undoes_what_was_fed_since():
    splitter = Splitter("deepseek-r1", opened=True)
    splitter.feed("Hm.\n</thi")
    saved = splitter.copy()
    splitter.feed("nk>\n\nYes.")
    assert splitter.channel == "answer"
    assert saved.channel == "thinking"
    assert saved.feed("s>") == [Piece("thinking", "\n</this>")]


def test_a_copy_costs_no_more_than_feeding_a_few_tokens():
    splitter = Splitter("qwen3", opened=True)
    for _ in range(30_000):
        splitter.feed("word ")

    def seconds(action) -> float:
        best = float("inf")
        for _ in range(7):
            begun = time.perf_counter()
            for _ in range(500):
                action()
            best = min(best, time.perf_counter() - begun)
        return best

    assert seconds(splitter.copy) < 5 * seconds(lambda: splitter.feed("word "))
