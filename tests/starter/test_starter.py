"""What the starter's adapter is taught and asked: right, balanced, and not the same twice."""

import re
from collections import Counter
from random import Random

import pytest

from tests.starter.arithmetic import add_columns, subtract_columns
from tests.starter.comparing import compare, count
from tests.starter.data import CHAT, DEMOS, FAMILIES, KEPT, NEVER, evaluation_samples, training_samples
from tests.starter.evaluate import Said, family_figures
from tests.starter.report import verdict
from tests.starter.sample import Family, Sample, draw, is_held_out, is_right

MANY = 400


def drawn(family: Family, number: int = MANY) -> list[Sample]:
    random = Random(7)
    return [draw(family, random, held_out=False, new_wording=False) for _ in range(number)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_answer_says_what_is_expected_and_a_changed_one_is_wrong(family: Family) -> None:
    samples = drawn(family)
    for sample in samples:
        assert is_right(sample.answer, family.pattern, sample.expected), sample
        assert not is_right("", family.pattern, sample.expected)
        assert not is_right(f"{sample.answer} {sample.answer}", family.pattern, sample.expected)
        other = next(one for one in samples if one.expected != sample.expected)
        assert not is_right(other.answer, family.pattern, sample.expected)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_who_always_says_the_same_is_seldom_right(family: Family) -> None:
    guesses = Counter(sample.guess for sample in drawn(family))
    assert guesses.most_common(1)[0][1] / MANY <= 0.57


def told(thinking: list[str]) -> int:
    """The number that columns spell: the last digit of each but the last, of which all."""
    *lower, highest = (line.removesuffix(".").replace(", carry 1", "").split("=")[-1] for line in thinking)
    return int(highest + "".join(digits[-1] for digits in reversed(lower)))


@pytest.mark.parametrize("first", [7, 10, 48, 99, 123, 500, 999])
@pytest.mark.parametrize("second", [3, 10, 48, 99, 100, 377, 999])
def test_columns_spell_the_result_and_every_step_in_them_is_true(first: int, second: int) -> None:
    low, high = sorted((first, second))
    added, taken = add_columns(first, second), subtract_columns(high, low)
    assert told(added) == first + second
    assert told(taken) == high - low
    for line in (*added, *taken):
        for left, right in re.findall(r"([\d+-]+)=(\d+)", line):
            assert sum(int(part) for part in re.findall(r"[+-]?\d+", left)) == int(right), line


def test_decimals_are_compared_by_place_not_by_length() -> None:
    assert compare("9.11", "9.9").expected == ("9.9",)
    assert compare("9.9", "9.11").guess == "first"
    assert compare("12.3", "9.9").expected == ("12.3",)
    assert compare("3.4", "3.41").thinking.endswith("Hundredths: 0<1.")


def test_the_letters_of_strawberry_are_counted_on_the_way() -> None:
    task = count("strawberry", "r")
    assert task.thinking == "Count r: s t r1 a w b e r2 r3 y."
    assert task.answer == "strawberry has 3 r's."
    assert count("banana", "z").expected == ("0",)


def test_sums_in_the_thinking_are_true_for_every_family() -> None:
    for family in FAMILIES:
        for sample in drawn(family, 60):
            for left, sign, right, result in re.findall(r"\b(\d+)([+*-])(\d+)=(\d+)", sample.thinking):
                value = {"+": int(left) + int(right), "-": int(left) - int(right), "*": int(left) * int(right)}[sign]
                # "5-1-2=2" and "3+4+1=8" end with a sum of a longer chain, looked at elsewhere.
                chained = re.search(rf"[+-]{left}{re.escape(sign)}{right}={result}", sample.thinking)
                assert value == int(result) or chained, sample


def test_what_is_evaluated_was_never_trained_on() -> None:
    trained = list(training_samples(4000, 1))
    asked = evaluation_samples(200, 5)
    keys = {sample.key for sample in asked}
    assert len(keys) == 200
    assert all(is_held_out(key) for key in keys)
    assert not keys & {sample.key for sample in trained}
    assert not NEVER & {sample.key for sample in trained}
    questions = {sample.question for sample in trained}
    assert not questions & {*(sample.question for sample in asked), *DEMOS, *CHAT["unseen"]}


def test_half_of_the_evaluation_is_worded_as_nothing_before() -> None:
    asked = evaluation_samples(len(KEPT) * 4, 5)
    assert sum(sample.new_wording for sample in asked) == len(KEPT) * 2
    assert Counter(sample.family for sample in asked) == {family.name: 4 for family in KEPT}


def test_the_same_seed_makes_the_same_data() -> None:
    assert list(training_samples(50, 3)) == list(training_samples(50, 3))
    assert list(training_samples(50, 3)) != list(training_samples(50, 4))


def test_only_thinking_and_answer_with_a_proper_end_are_well_formed() -> None:
    assert Said("", "a", "b", "stop").well_formed
    assert not Said("", "", "b", "stop").well_formed
    assert not Said("", "a", " ", "stop").well_formed
    assert not Said("", "a", "b", "length").well_formed
    assert not Said("", "a", "b</think>", "stop").well_formed


def test_a_family_is_weighed_against_its_best_constant_guess() -> None:
    family = next(family for family in FAMILIES if family.name == "parity")
    samples = drawn(family, 20)
    odd = sum(sample.expected == ("odd",) for sample in samples)
    figure = family_figures(samples, [Said("", "x", "It is odd.", "stop") for _ in samples])
    assert figure["right"] == odd
    assert figure["guess_share"] == max(odd, 20 - odd) / 20
    whole = {"right_share": 0.9, "well_formed_share": 1.0, "families": {"parity": figure}, "demonstrations": []}
    assert not verdict(whole)["above_guessing"]
