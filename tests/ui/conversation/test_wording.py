"""Figures as a reader sees them."""

import pytest
from PySide6.QtCore import QLocale

from app.ui.conversation import wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.04, "0.0 s"),
        (12.44, "12.4 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min 00 s"),
        (65, "1 min 05 s"),
        (3599.6, "1 h 00 min"),
        (7380, "2 h 03 min"),
    ],
)
def test_a_duration_is_as_exact_as_it_is_useful(seconds: float, words: str) -> None:
    assert wording.duration(seconds) == words


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert wording.tokens(12345).startswith("12,345 ")
    QLocale.setDefault(QLocale("de"))
    assert wording.tokens(12345).startswith("12.345 ")
    assert wording.duration(12.4) == "12,4 s"


def test_a_speed_that_would_be_noise_is_left_out() -> None:
    assert wording.speed(1, 3.0) == ""
    assert wording.speed(100, 0.0) == ""
    assert wording.speed(63, 10.0) == "6.3 tokens/s"
    assert wording.speed(4120, 100.0) == "41 tokens/s"


def test_a_channel_that_cost_nothing_says_nothing() -> None:
    assert wording.cost(0, 3.0) == ""
