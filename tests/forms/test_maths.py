"""Results are compared as they are meant."""

import time

import pytest

from app.forms import CheckerSpec, Sample, judge, judge_group, read_spec
from app.forms.finals import boxes, majority
from app.forms.maths import equal

SAME = [
    (r"\frac{1}{2}", "0.5", "exact"),
    ("1/2", r"\dfrac12", "exact"),
    ("x = 3", "3", "exact"),
    (r"a_{10}=19", "19", "exact"),
    (r"2\sqrt{3}", r"\sqrt{12}", "numeric"),
    ("1{,}000", "1000", "exact"),
    (r"\{1,2\}", r"\{2, 1\}", "exact"),
    (r"x=1 \text{ or } x=2", "2, 1", "exact"),
    ("x^2-1", "(x-1)(x+1)", "symbolic"),
    (r"\sin^2 x+\cos^2 x", "1", "symbolic"),
    (r"40^\circ", "40", "exact"),
    (r"\text{Monday}", "monday", "exact"),
    ("2^{10}", "1024", "exact"),
    (r"\sqrt[3]{8}", "2", "numeric"),
    (r"\log_2 8", "3", "numeric"),
    (r"1.5\times10^3", "1500", "exact"),
    (r"\binom{5}{2}", "10", "exact"),
    ("n(n+1)/2", r"\frac{n^2+n}{2}", "symbolic"),
]
OTHER = [
    ("(1,2)", "(2,1)"),
    ("0.333", "1/3"),
    ("[0,1)", "[0,1]"),
    (r"\frac{\pi}{2}", "90"),
    ("x+1", "x+2"),
    ("1,2", "1,2,3"),
    ("cat", "act"),
    ("", ""),
    ("9^{9^{9^9}}", "9^{9^{9^9}}+1"),
]
HOSTILE = [
    "9^" * 900 + "9",
    "(" * 1900,
    "{" * 900 + "}" * 900,
    r"\frac" * 300,
    "-" * 1999 + "1",
    "9!" + "!" * 1000,
    "\\" * 1999,
]


@pytest.mark.parametrize(("one", "two", "how"), SAME)
def test_results_that_mean_the_same_are_equal(one: str, two: str, how: str) -> None:
    assert equal(one, two) == equal(two, one) == how


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_results_that_differ_are_not(one: str, two: str) -> None:
    assert equal(one, two) == equal(two, one) == ""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_result_takes_long_to_compare(text: str) -> None:
    begun = time.process_time()
    equal(text, "1")
    equal(text, text + "+x")
    assert time.process_time() - begun < 1


def test_a_box_may_hold_braces_and_the_last_one_counts() -> None:
    answer = r"First \boxed{3}. No: \boxed{\frac{1}{\sqrt{2}}}."
    assert [text for text, _ in boxes(answer)] == ["3", r"\frac{1}{\sqrt{2}}"]
    for text, (start, end) in boxes(answer):
        assert answer[start:end] == rf"\boxed{{{text}}}"
    verdict = judge(read_spec({"kind": "boxed", "expected": r"\sqrt{2}/2"}), "", answer)
    assert (verdict.reward, verdict.passed) == (1.0, True)
    assert [each.kind for each in verdict.findings] == ["several_boxes"]
    assert boxes(r"\boxed{never closed") == []


@pytest.fixture
def boxed() -> CheckerSpec:
    return read_spec({"kind": "boxed"})


def test_without_a_reference_the_majority_is_one(boxed: CheckerSpec) -> None:
    said = [r"\boxed{0.5}", r"\boxed{2}", r"so \boxed{\frac12}", "no result"]
    verdicts = judge_group(boxed, [Sample("", answer) for answer in said])
    assert [verdict.reward for verdict in verdicts] == [1.0, 0.0, 1.0, 0.0]
    assert [each.kind for each in verdicts[3].findings] == ["no_box"]
    assert "\\boxed{}" in verdicts[3].findings[0].sentence


def test_a_tie_is_no_majority(boxed: CheckerSpec) -> None:
    assert majority([r"\boxed{1}", r"\boxed{2}"]) is None
    verdicts = judge_group(boxed, [Sample("", r"\boxed{1}"), Sample("", r"\boxed{2}")])
    assert [verdict.reward for verdict in verdicts] == [1.0, 1.0]


def test_a_known_reference_is_not_overruled_by_the_group(boxed: CheckerSpec) -> None:
    verdicts = judge_group(boxed, [Sample("", r"\boxed{1}"), Sample("", r"\boxed{1}")], reference="2")
    assert [verdict.passed for verdict in verdicts] == [False, False]
