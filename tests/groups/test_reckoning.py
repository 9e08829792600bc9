"""Advantages and votes, held against numpy."""

import math

import numpy as np
import pytest

from app.groups.reckoning import Voter, gains, votes
from app.store.records import Judged

REWARDS = {7: 0.25, 9: 1.0, 11: 0.0, 12: 0.6666, 15: 0.25}


@pytest.mark.parametrize(("spread", "ddof"), [("population", 0), ("sample", 1)])
def test_advantages_are_those_of_numpy(spread, ddof):
    values = np.array(list(REWARDS.values()))
    wanted = (values - values.mean()) / values.std(ddof=ddof)
    found = gains(REWARDS, spread)
    assert list(found) == list(REWARDS)
    assert np.allclose(list(found.values()), wanted, rtol=1e-12, atol=0)


@pytest.mark.parametrize("rewards", [{}, {1: 0.5}, {1: 0.1 + 0.2, 2: 0.1 + 0.2, 3: 0.1 + 0.2}])
def test_where_all_are_equal_there_is_no_signal(rewards):
    assert gains(rewards) == dict.fromkeys(rewards)


def test_equal_answers_stand_together_and_are_counted():
    found = votes([Voter(1, "so it is \\boxed{42}"), Voter(2, "\\boxed{41}"), Voter(3, "The answer is 42.")])
    assert [(each.answer, each.numbers) for each in found.clusters] == [("42", (1, 3)), ("41", (2,))]
    assert [each.share for each in found.clusters] == pytest.approx([2 / 3, 1 / 3])
    assert (found.majority, found.weighted) == (0, None)


def test_confidence_may_outweigh_number():
    found = votes([Voter(1, "a", 2.0), Voter(2, "a", 2.0), Voter(3, "b", 9.0)])
    assert (found.majority, found.weighted) == (0, 1)
    assert math.isclose(found.clusters[1].weight, 9 / 13)


def test_a_draw_has_no_winner():
    found = votes([Voter(1, "a"), Voter(2, "b"), Voter(3, "b"), Voter(4, "a")])
    assert (found.majority, found.weighted) == (None, None)


def test_the_checker_says_what_an_answer_is_and_may_say_that_there_is_none():
    said = Voter(1, "…", judged=Judged(1, 1.0, answer="x = 2"))
    poem = Voter(2, "床前明月光", judged=Judged(2, 0.3))
    assert [(each.answer, each.numbers) for each in votes([said, poem]).clusters] == [("x = 2", (1,))]


def test_nobody_voted():
    assert votes([Voter(1, "  \n")]).clusters == ()
    assert votes([]).majority is None


def test_a_number_is_the_same_however_it_is_written():
    found = votes(
        [Voter(1, "\\boxed{42}"), Voter(2, "\\boxed{42.0}"), Voter(3, "\\boxed{84/2}"), Voter(4, "\\boxed{x+1}")]
    )
    assert [(each.answer, each.numbers) for each in found.clusters] == [("42", (1, 2, 3)), ("x+1", (4,))]
