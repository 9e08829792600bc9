"""Doubt, switch and check are told apart, in English and Chinese, and not seen where they are not."""

import pytest

from app.trace.marks import MARKS, marks
from app.trace.steps import segment
from tests.trace.traces import english, labelled


def kinds(text: str) -> list[str]:
    return sorted({mark.kind for each in marks(segment(text)) for mark in each})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wait, that can't be.", ["doubt"]),
        ("But hold on, the problem says so.", ["doubt"]),
        ("Hmm, I'm not sure about this.", ["doubt"]),
        ("That doesn't make sense.", ["doubt"]),
        ("等等，这里可能有误。", ["doubt"]),
        ("哦，不对，应该是三。", ["doubt"]),
        ("这与条件矛盾。", ["doubt"]),
        ("Alternatively, use symmetry.", ["switch"]),
        ("Let me try another approach.", ["switch"]),
        ("或者，先算右边。", ["switch"]),
        ("换个角度看这个问题。", ["switch"]),
        ("Let me double-check the sum.", ["check"]),
        ("I should verify that it holds.", ["check"]),
        ("我重新计算一下。", ["check"]),
        ("验证这个结果。", ["check"]),
        ("Wait, let me check again.", ["check", "doubt"]),
    ],
)
def test_words_of_doubt_switch_and_check_are_seen(text: str, found: list[str]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "No one has ever two of them.",
        "苹果、梨等等都可以。",
        "矩阵不对称。",
        "There is no other way out.",
        "The waiter brought the check.",
        "他另外买了三个。",
        "So the answer is 4.",
    ],
)
def test_words_that_mean_something_else_are_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_a_mark_points_at_its_words() -> None:
    text = "It is four. Wait, let me double-check it."
    for each in marks(segment(text)):
        for mark in each:
            assert text[mark.start : mark.end] == mark.text


def test_doubt_goes_with_uncertainty_in_labelled_traces() -> None:
    """Better than every second one, where a step in twelve is labelled so."""
    labels = [
        (step["function_tags"][0], any(mark.kind == "doubt" for mark in found))
        for trace, steps in labelled()
        for step, found in zip(steps, marks(segment(trace["thinking"], "thought-anchors")), strict=True)
    ]
    marked = [label for label, doubt in labels if doubt]
    assert marked.count("uncertainty_management") / len(marked) > 0.4
    every = [doubt for label, doubt in labels if label == "uncertainty_management"]
    assert sum(every) / len(every) > 0.5


def test_switches_go_with_wrong_answers_and_doubts_do_not() -> None:
    """What was measured on these traces (mystery_blocksworld): the rate of switches carries signal."""
    rates: dict[tuple[bool, str], list[float]] = {}
    for trace in english():
        if "mystery" in trace["id"]:
            found = marks(segment(trace["thinking"]))
            for kind in MARKS:
                count = sum(any(mark.kind == kind for mark in each) for each in found)
                rates.setdefault((trace["correct"], kind), []).append(1000 * count / trace["reasoning_tokens"])
    median = {key: sorted(values)[len(values) // 2] for key, values in rates.items()}
    assert median[False, "switch"] > 1.2 * median[True, "switch"]
