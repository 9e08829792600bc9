"""Importance by resampling is what the formulas of Thought Anchors say, computed here anew from the same samples."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trace.importance import Continuation, accuracy, clusters, distribution, entropy, importance, kl
from app.trace.likeness import likeness

STEP = "So we multiply both sides by two."
SAME, OTHER = "So, we multiply both sides by two.", "Let me look at the table again."
BEFORE = [
    Continuation("4", SAME),
    Continuation("\\frac{8}{2}", SAME),
    Continuation("5", OTHER),
    Continuation("5.0", "Perhaps it is odd."),
    Continuation(None, OTHER),
]
AFTER = [Continuation("4"), Continuation("4"), Continuation("4.0"), Continuation("5")]

answers = st.lists(st.sampled_from(["1", "2", "3", None]), min_size=1, max_size=12)


def test_accuracies_and_their_differences() -> None:
    found = importance(STEP, BEFORE, AFTER, reference="4")
    assert (found.before, found.after) == (5, 4)
    assert (found.accuracy_before, found.accuracy_after) == (2 / 5, 3 / 4)
    assert found.resampling == pytest.approx(3 / 4 - 2 / 5)
    # Of the three whose step differs none comes to 4.
    assert found.counterfactual == pytest.approx(3 / 4 - 0.0)
    assert found.different == pytest.approx(3 / 5)
    assert found.overdetermined == pytest.approx(1 - 3 / 5)


def test_without_a_reference_the_distributions_are_compared() -> None:
    found = importance(STEP, BEFORE, AFTER)
    assert (found.resampling, found.counterfactual, found.accuracy_after) == (None, None, None)
    # By hand: three answers (4, 5, none), each count raised by one half.
    after = [3.5 / 5.5, 1.5 / 5.5, 0.5 / 5.5]
    before = [2.5 / 6.5, 2.5 / 6.5, 1.5 / 6.5]
    assert found.resampling_kl == pytest.approx(sum(p * math.log(p / q) for p, q in zip(after, before, strict=True)))
    other = [0.5 / 4.5, 2.5 / 4.5, 1.5 / 4.5]
    assert found.counterfactual_kl == pytest.approx(sum(p * math.log(p / q) for p, q in zip(after, other, strict=True)))


def test_somebody_else_may_say_how_alike_two_steps_are() -> None:
    found = importance(STEP, BEFORE, AFTER, "4", likenesses=[0.9, 0.5, 0.9, 0.9, 0.9])
    assert found.different == pytest.approx(1 / 5)
    assert found.counterfactual == pytest.approx(3 / 4 - 1.0)


def test_nothing_sampled_says_nothing() -> None:
    found = importance(STEP, [], [], "4")
    assert (found.accuracy_before, found.resampling, found.counterfactual_kl, found.different) == (None, None, None, 0)


def test_equal_answers_are_one_cluster_however_written() -> None:
    found = clusters(["0.5", "1/2", None, "\\frac12", "3", "3.0"])
    assert [(each.value, each.members) for each in found] == [("0.5", (0, 1, 3)), ("3", (4, 5)), ("", (2,))]
    assert distribution(["a", "a", "b", None]) == {"a": 0.5, "b": 0.25, "": 0.25}
    assert entropy({"a": 0.5, "b": 0.5}) == pytest.approx(math.log(2))
    assert accuracy([None, "4", "5"], "4.0") == pytest.approx(1 / 3)
    assert accuracy([], "4") is None


@given(answers, answers)
def test_a_divergence_is_never_negative_and_nothing_from_itself(p: list[str | None], q: list[str | None]) -> None:
    assert kl(p, q) >= -1e-12
    assert kl(p, p) == pytest.approx(0)


def test_likeness_is_of_letters() -> None:
    assert likeness(STEP, STEP) == pytest.approx(1)
    assert likeness(STEP, SAME) > 0.8 > likeness(STEP, OTHER)
    assert likeness("首句写江边渔火", "首句写江边的渔火") > likeness("首句写江边渔火", "末句写思乡")
    assert likeness("", "") >= 0
