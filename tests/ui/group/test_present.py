"""What the group's page is told: places, orders, what is said of the whole."""

from dataclasses import replace

import pytest

from app.ui.group.present import best, name_of, ordered, signal, summary
from app.ui.group.revision import revision
from app.ui.group.states import Finding, SampleState, Worth


def sample(number: int, reward: float | None = None, **fields: object) -> SampleState:
    return replace(SampleState(number, 100 + number, number, worth=Worth(reward)), **fields)


SAMPLES = (
    sample(1, 0.5, tokens=30, confidence=4.0, per_second=9.0),
    sample(2, None, tokens=90, phase="thinking"),
    sample(3, 0.9, tokens=10, confidence=6.0, per_second=7.0),
    sample(4, 0.5, tokens=50, confidence=5.0, per_second=8.0),
)


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("begun", [1, 2, 3, 4]),
        ("reward", [3, 1, 4, 2]),
        ("confidence", [3, 4, 1, 2]),
        ("length", [2, 4, 1, 3]),
        ("tempo", [1, 4, 3, 2]),
    ],
)
def test_the_highest_comes_first_and_what_is_unknown_last(order, numbers):
    assert [each.number for each in ordered(SAMPLES, order)] == numbers


def test_the_best_has_the_highest_reward_and_of_equals_is_the_surest():
    assert best(SAMPLES) == 3
    assert best([each for each in SAMPLES if each.number != 3]) == 4
    assert best([sample(1), sample(2)]) is None


def test_a_sample_that_still_runs_is_not_the_best():
    assert best([sample(1, 0.9, phase="answering"), sample(2, 0.1)]) == 2


def test_the_whole_is_said_in_a_line():
    assert summary(SAMPLES).split("  ·  ")[1:] == ["1 running", "best reward 0.90", "mean 0.63"]


def test_it_is_said_how_advantages_are_reckoned_and_why_there_are_none():
    assert "over all 3" in signal({1: 0.1, 2: 0.2, 3: 0.3}, {1: -1.2, 2: 0.0, 3: 1.2}, "population")
    assert "over 3 − 1" in signal({1: 0.1, 2: 0.2, 3: 0.3}, {1: -1.0, 2: 0.0, 3: 1.0}, "sample")
    assert signal({1: 0.1, 2: 0.1}, {1: None, 2: None}, "sample").startswith("No signal")
    assert "two samples" in signal({1: 0.1}, {1: None}, "population")


def test_a_group_in_a_list_is_short():
    assert name_of("一" * 60, 8) == "一" * 23 + "… × 8"


def test_a_revision_speaks_the_language_of_the_answer_and_names_the_faults_alone():
    worth = Worth(0.4, findings=(Finding("error", "第二句须押平声。"), Finding("note", "小拗。")))
    asked = revision(sample(1, answer="东风一夜到江城，细雨无声润草生。", worth=worth))
    assert "- 第二句须押平声。" in asked
    assert "小拗" not in asked
    assert asked.startswith("检查器")
    assert revision(sample(1, answer="The wind {report} came.")).startswith("A checker")
