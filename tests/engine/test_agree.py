"""When the samples of a group agree."""

import pytest

from app.engine.agree import agreed, answer_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So \\boxed{1} or rather \\boxed{\\frac{1}{2}}.", "\\frac{1}{2}"),
        ("cut off: \\boxed{7} then \\boxed{8", "7"),
        ("First.\n\n**Answer:** 42.\n", "42"),
        ("The answer is 42", "42"),
        ("推理……\n最终答案：四十二。", "四十二"),
        ("９．９ 更大。", "9.9更大"),
        ("-5", "-5"),
        (".5", ".5"),
        ('> "Yes"!\n\n---\n', "yes"),
        ("", ""),
    ],
)
def test_an_answer_comes_down_to_its_box_or_its_last_line(text: str, expected: str) -> None:
    assert answer_of(text) == expected


def test_enough_samples_that_say_the_same_settle_it() -> None:
    assert agreed(["It is \\boxed{7}", "7", "Answer: 7."], 3)
    assert not agreed(["7", "7"], 3)
    assert not agreed(["7", "7", "8", "7"], 3)


def test_one_sample_never_agrees_with_itself_and_silence_with_nothing() -> None:
    assert not agreed(["7"], 1)
    assert not agreed(["", ""], 2)
