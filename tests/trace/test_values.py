"""Answers are compared as values, however they are written."""

import pytest

from app.trace.values import normalise


@pytest.mark.parametrize(
    "same",
    [
        ("1/2", "0.5", "\\dfrac{1}{2}", "\\frac12", "$\\frac{1}{2}$", "０．５", "x = 1/2"),
        ("-1/4027", "-\\frac{1} { 4027}", "−1/4027", "-\\dfrac{1}{4027}"),
        ("362880", "362,880", "\\(362{,}880\\)".replace("{,}", ","), "**362880**."),
        ("d", "(D)", "D.", "\\text{(D)}"),
        ("6.17", "6.17%", "6.17\\%", "6.170"),
        ("\\sqrt{3}", "\\left\\sqrt{3}\\right", " \\sqrt {3} "),
        ("春", "春。", "“春”"),
    ],
)
def test_the_same_answer_is_the_same_text(same: tuple[str, ...]) -> None:
    assert len({normalise(each) for each in same}) == 1, [normalise(each) for each in same]


@pytest.mark.parametrize(
    ("one", "other"), [("1/2", "1/3"), ("-1", "1"), ("12", "1,2"), ("(A)", "(B)"), ("x^2", "x^3"), ("1/0", "0")]
)
def test_another_answer_is_another_text(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_number_of_a_million_digits_is_not_computed() -> None:
    assert len(normalise("9" * 1_000_000)) == 2000
    assert normalise("1e999999999") == "1e999999999"
