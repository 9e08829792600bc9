"""Advantages are numpy's, and votes count equal answers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.rewards import advantages, vote

REWARDS = st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=32)


@given(rewards=REWARDS)
def test_advantages_equal_numpys(rewards: list[float]) -> None:
    found = advantages(rewards)
    array = np.array(rewards)
    assert found.mean == pytest.approx(array.mean())
    if found.signal:
        assert found.deviation == "population"
        assert found.std == pytest.approx(np.std(array), rel=1e-6, abs=1e-12)
        if found.std > 1e-6:
            assert found.values == pytest.approx(((array - array.mean()) / array.std()).tolist(), abs=1e-6)


def test_equal_rewards_give_no_signal() -> None:
    found = advantages([0.1, 0.1, 0.1])
    assert not found.signal
    assert found.values == (0.0, 0.0, 0.0)
    assert advantages([]).values == ()


def test_the_majority_wins_and_confidence_can_overrule_it() -> None:
    answers = ["40", "40.0", None, "41"]
    same = lambda one, two: float(one) == float(two)  # noqa: E731
    plain = vote(answers, same=same)
    assert plain.winner is not None
    assert (plain.winner.members, plain.winner.share) == ((0, 1), pytest.approx(2 / 3))
    assert plain.silent == (2,)
    sure = vote(answers, [1.0, 1.0, 9.0, 5.0], same)
    assert sure.winner is not None
    assert (sure.winner.answer, sure.winner.weight) == ("41", 5.0)
    assert sure.entropy == pytest.approx(-(2 / 7) * math.log(2 / 7) - (5 / 7) * math.log(5 / 7))


def test_a_sample_of_unknown_confidence_votes_with_the_mean() -> None:
    assert vote(["a", "b", "b"], [3.0, None, 1.0]).clusters[0].weight == 3.0
    assert vote([]).winner is None
