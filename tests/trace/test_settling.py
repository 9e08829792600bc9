"""An answer is settled from where on nothing changes any more, however high that is."""

from hypothesis import given
from hypothesis import strategies as st

from app.trace.settling import settled_from


def test_it_is_settled_where_the_fall_is_over() -> None:
    assert settled_from([2.5, 2.0, 1.0, 0.32, 0.3, 0.35, 0.3, 0.31]) == 3


def test_that_it_stays_high_is_no_less_settled() -> None:
    assert settled_from([1.5, 1.52, 1.49, 1.5, 1.51]) == 0


def test_what_changes_to_the_end_never_settled() -> None:
    assert settled_from([2.5, 2.0, 1.5, 1.0, 0.5]) is None
    assert settled_from([0.3, 0.3, 0.3, 0.3, 2.5]) is None


def test_a_handful_of_readings_says_nothing() -> None:
    assert settled_from([0.1, 0.1, 0.1]) is None


@given(st.lists(st.floats(0, 12), max_size=40))
def test_there_is_nothing_but_small_changes_after_it(entropies: list[float]) -> None:
    first = settled_from(entropies)
    if first is not None:
        rest = entropies[first:]
        assert max(rest) - min(rest) <= 2 * max(0.1, 0.1 * (max(entropies) - min(entropies))) + 1e-9
        assert len(rest) >= 3
