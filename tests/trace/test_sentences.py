"""The default rule: what is one sentence, and what is never cut."""

import re
import time

import pytest

from app.trace.steps import Segmenter, segment
from tests.trace.traces import chinese, english

PAIRS = ("（(）)", "“”", "《》", "【】")


def cut(text: str) -> list[str]:
    return [step.text.strip() for step in segment(text)]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Is it so? Yes! It is.", ["Is it so?", "Yes!", "It is."]),
        ("先算一遍。对吗？对！好；再看。", ["先算一遍。", "对吗？", "对！", "好；", "再看。"]),
        ("One line\nand the next. Two.\n\nThree", ["One line\nand the next.", "Two.", "Three"]),
        ("Dr. Fu has 6.17 percent, e.g. in Fig. 3. So what?", ["Dr. Fu has 6.17 percent, e.g. in Fig. 3.", "So what?"]),
        ("Harry S. Truman and J. K. Rowling met. It ended.", ["Harry S. Truman and J. K. Rowling met.", "It ended."]),
        ("Put it on block B. Then take C. Next.", ["Put it on block B.", "Then take C.", "Next."]),
        ("It is from the U.S. Army etc. The rest is not.", ["It is from the U.S. Army etc.", "The rest is not."]),
        ("So 5! = 120 and (n-1)! is next. Good.", ["So 5! = 120 and (n-1)! is next.", "Good."]),
        ("Hmm... maybe. Wait... So no.", ["Hmm... maybe.", "Wait...", "So no."]),
        ("No. That is wrong. No. 5 is right.", ["No.", "That is wrong.", "No. 5 is right."]),
        ('He said "Stop. Now." Then he left.', ['He said "Stop. Now."', "Then he left."]),
        ("他说：“等等。不对！”然后走了。", ["他说：“等等。不对！”", "然后走了。"]),
        ("他说“不行。”，然后走了。好。", ["他说“不行。”，然后走了。", "好。"]),
        ("有一点（这很重要。真的！）要说。好。", ["有一点（这很重要。真的！）要说。", "好。"]),
        ("The (long. And odd.) way. Fine.", ["The (long. And odd.) way.", "Fine."]),
        ("Take $x. Y$ and \\(a. B\\). It costs $5. Or $6.", ["Take $x. Y$ and \\(a. B\\).", "It costs $5.", "Or $6."]),
        ("Call `a.b. C` now. Good.", ["Call `a.b. C` now.", "Good."]),
        ("真的吗?对的.好", ["真的吗?", "对的.", "好"]),
        ("Steps: 1. Take it. 2. Put it.", ["Steps: 1. Take it.", "2. Put it."]),
    ],
)
def test_a_sentence_is_one_step(text: str, steps: list[str]) -> None:
    assert cut(text) == steps


@pytest.mark.parametrize(
    "block",
    [
        "```python\na = 1.\n\nb = 2. C\n```",
        "\\[\na = b. C\n\\]",
        "$$\na. B\n$$",
        "1. Take it. Hold it.\n2. Put it down.\n   Then rest. Good.\n3. Go.",
        "- 一。二。\n- 三。",
        "| a. B | c |\n|---|---|\n| d. E | f |",
        "# A title. Two",
    ],
)
def test_a_block_is_one_step_between_its_neighbours(block: str) -> None:
    assert cut(f"Before it:\n\n{block}\n\nAfter it.") == ["Before it:", block, "After it."]


def test_what_stands_before_a_list_is_a_step_of_its_own() -> None:
    assert cut("The plan is this:\n1. One\n2. Two\nSo we go.") == ["The plan is this:", "1. One\n2. Two", "So we go."]


def test_a_long_item_is_prose_with_a_number_in_front() -> None:
    item = "1. " + " ".join(f"This is sentence {word} of it." for word in "abcdefghijklmn")
    assert len(cut(item)) == 14
    assert cut(item)[0] == "1. This is sentence a of it."


def test_an_open_quote_does_not_swallow_the_text() -> None:
    text = "He said “stop. " + "It went on. " * 100
    assert len(segment(text)) > 50


def test_code_whose_end_never_came_is_code() -> None:
    assert cut("See:\n```\nx. Y\n\nz. A") == ["See:", "```\nx. Y\n\nz. A"]


def balanced(text: str) -> bool:
    for pair in PAIRS:
        half = len(pair) // 2
        if sum(map(text.count, pair[:half])) != sum(map(text.count, pair[half:])):
            return False
    return True


def test_no_chinese_trace_is_cut_inside_brackets_or_quotes() -> None:
    looked_at = 0
    for trace in chinese():
        for paragraph in re.split(r"(?<=\n)\n+", trace["thinking"]):
            if balanced(paragraph):
                looked_at += 1
                assert [step.text for step in segment(paragraph) if not balanced(step.text)] == []
    assert looked_at > 4000


def test_a_real_trace_that_is_being_written_gives_what_the_whole_gives() -> None:
    for text in [trace["thinking"][:6000] for trace in chinese()[::60] + english()[::40]]:
        whole = segment(text)
        for size in (1, 7, 100):
            segmenter = Segmenter()
            done = [s for at in range(0, len(text), size) for s in segmenter.feed(text[at : at + size])]
            assert done + segmenter.finish() == whole


def test_a_sentence_is_there_soon_after_it_was_written() -> None:
    """What the outline of a running thinking waits for."""
    segmenter = Segmenter()
    assert segmenter.feed("好的，先看题。然后") == []
    assert [step.text for step in segmenter.feed("再算一下，看看到底对不对，应该是没有什么问题的吧")] == [
        "好的，先看题。"
    ]
    assert [step.text for step in segmenter.pending()] == ["然后再算一下，看看到底对不对，应该是没有什么问题的吧"]


@pytest.mark.parametrize(
    "noise", ["(", "“", "$", "`a", "\\(", "\\begin{a}", "“(", ". ", "A. ", "\n- a", "|", '"', "\n"]
)
def test_noise_costs_no_more_than_prose(noise: str) -> None:
    text = noise * (60_000 // len(noise))
    began = time.thread_time()
    steps = segment(text)
    assert time.thread_time() - began < 3
    assert steps[-1].end == len(text)
