"""Tokens as columns: cut, set in a row, and asked what else could have stood there."""

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.tokens import Tokens, concat
from tests.store.figures import full_tokens


def same(one, other) -> bool:
    """Whether all columns hold the same numbers, in whatever kind of sequence; NaN is itself here."""
    columns = ("ids", "at", "lengths", "origins", "logprob", "sampled", "entropy", "confidence")
    wide = ("top_ids", "top_logprob", "top_sampled")
    return (one.k == other.k or not len(one)) and all(
        list(map(repr, map(float, getattr(one, name)))) == list(map(repr, map(float, getattr(other, name))))
        for name in columns + wide
    )


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))
def test_tokens_cut_anywhere_and_set_in_a_row_are_what_they_were(count, cut, k):
    whole = full_tokens(count, k=k)
    assert same(concat([whole.slice(0, cut), whole.slice(cut)]), whole)


def test_a_slice_takes_all_columns_along():
    part = full_tokens(6, k=3).slice(2, 4)
    whole = full_tokens(6, k=3)
    assert len(part) == 2
    assert (part.ids, part.lengths) == (tuple(whole.ids[2:4]), tuple(whole.lengths[2:4]))
    assert list(part.top_ids) == list(whole.top_ids[6:12])


def test_figures_that_only_one_part_has_are_unknown_in_the_other():
    bare = Tokens((7,), (0.0,), (1,))
    whole = concat([bare, full_tokens(1, k=2)])
    assert math.isnan(whole.logprob[0])
    assert not math.isnan(whole.logprob[1])
    assert (whole.k, list(whole.top_ids[:2]), tuple(whole.origins)) == (2, [-1, -1], (0, 0))
    assert whole.alternatives(0) == ()


def test_a_narrower_row_of_alternatives_is_filled_up():
    whole = concat([full_tokens(2, k=1), full_tokens(1, k=3)])
    assert whole.k == 3
    assert [len(whole.alternatives(token)) for token in range(3)] == [1, 1, 3]


def test_lengths_are_not_made_up():
    assert concat([Tokens((7,), (0.0,)), full_tokens(1)]).lengths == ()
    assert concat([Tokens(), full_tokens(1)]).lengths == full_tokens(1).lengths


def test_alternatives_are_told_with_both_probabilities():
    two = Tokens((5,), (0.0,), k=2, top_ids=(5, 9), top_logprob=(-0.5, -1.0), top_sampled=(0.0, -math.inf))
    assert two.alternatives(0) == ((5, -0.5, 0.0), (9, -1.0, -math.inf))
    assert Tokens((5,), (0.0,)).alternatives(0) == ()


@pytest.mark.parametrize(
    "columns",
    [
        {"ids": (1, 2), "at": (0.5,)},
        {"ids": (1,), "at": (0.5,), "lengths": (1, 1)},
        {"ids": (1,), "at": (0.5,), "entropy": array("f", [1, 2])},
        {"ids": (1,), "at": (0.5,), "k": 2, "top_ids": (1, 2, 3)},
        {"ids": (1,), "at": (0.5,), "top_ids": (1,)},
    ],
)
def test_columns_must_be_as_long_as_there_are_tokens(columns):
    with pytest.raises(ValueError, match="ids, but"):
        Tokens(**columns)
