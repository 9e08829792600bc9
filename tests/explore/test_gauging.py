"""Where it is looked how settled the answer was, and which step each reading belongs to."""

import pytest

from app.explore import assemble, gauging
from app.store.records import Happening
from app.store.tokens import Tokens
from tests.explore import traces


@pytest.fixture(scope="module")
def view():
    return assemble.view(traces.made())


def test_it_is_looked_at_the_end_of_every_paragraph_and_of_the_thinking(view) -> None:
    places = gauging.places(view)
    said = [view.source.raw[: sum(view.source.tokens.lengths[:place])] for place in places]
    assert len(places) == len(traces.THINKING.split("\n\n"))
    assert all(each.endswith("\n\n") for each in said[:-1])
    assert said[-1] == traces.THINKING


def test_of_very_many_paragraphs_some_are_left_out_but_never_the_last() -> None:
    view = assemble.view(traces.made("\n\n".join(f"Step {number} is done." for number in range(900)), "Done."))
    places = gauging.places(view)
    assert gauging.MOST // 2 <= len(places) <= gauging.MOST
    assert places[-1] == view.ranges[-1][1]
    assert list(places) == sorted(set(places))


def test_a_trace_without_tokens_cannot_be_looked_at() -> None:
    assert gauging.places(assemble.view(assemble.imported("?", "R1", traces.THINKING, traces.ANSWER))) == ()


def test_a_lot_is_small_in_number_and_in_length() -> None:
    assert gauging.lot([10, 20, 30]) == (10, 20, 30)
    assert gauging.lot(range(0, 40, 2)) == tuple(range(0, 2 * gauging.LOT, 2))
    assert gauging.lot([10, 5000, 6000]) == (10,)


def test_what_was_seen_while_it_thought_counts_from_where_its_own_tokens_begin() -> None:
    happened = (Happening("gauge", 5, entropy=1.5), Happening("budget", 6), Happening("gauge", 9, entropy=0.5))
    assert gauging.known({24: 0.25}, happened, 15) == {20: 1.5, 24: 0.25}


def test_neither_what_was_carried_over_nor_what_was_typed_counts_as_said() -> None:
    tokens = Tokens(range(8), [0.0] * 8, [1] * 8, [0, 0, 0, 2, 2, 0, 1, 0])
    assert gauging.carried(tokens, 3) == 5
    assert gauging.carried(Tokens(), 0) == 0


def test_a_step_is_told_the_reading_at_the_end_of_its_paragraph_and_the_one_before(view) -> None:
    first, second, *_ = gauging.places(view)
    levels = gauging.levels(view, {first: 2.0, second: 1.0})
    assert [(each.row, each.entropy) for each in levels] == [(levels[0].row, 2.0), (levels[1].row, 1.0)]
    assert [view.ranges[each.row][1] for each in levels] == [first, second]
    assert gauging.at_row(levels, 0) == (levels[0], None)
    assert gauging.at_row(levels, levels[0].row) == (levels[0], None)
    assert gauging.at_row(levels, levels[0].row + 1) == (levels[1], levels[0])
    assert gauging.at_row(levels, len(view.ranges) - 1) == (None, levels[1])
