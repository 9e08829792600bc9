"""Any tree becomes rows in which every message stands once, under what it follows, and lines that meet."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.branches import Twig
from app.ui.branches.lay import Row, rows


def twig(id: int, parent: int | None, cut: bool = False) -> Twig:
    return Twig(id, parent, "user" if id % 2 else "assistant", 0.0, str(id), 0, "", "stop", "", cut)


def drawn(*found: Row) -> list[str]:
    return [
        "  " * row.lane + str(row.twig.id) + ("*" if row.shown else "") + ("x" if row.gone else "") for row in found
    ]


def test_what_is_shown_runs_straight_and_others_leave_it() -> None:
    tree = [twig(1, None), twig(2, 1), twig(3, 2), twig(4, 3), twig(5, 1), twig(6, 5), twig(7, 5)]
    assert drawn(*rows(tree, {1, 2, 3, 4})) == ["1*", "  5", "    6", "  7", "2*", "3*", "4*"]
    assert drawn(*rows(tree, {1, 5, 7})) == ["1*", "  2", "  3", "  4", "5*", "  6", "7*"]


def test_what_follows_a_branch_thrown_away_is_gone_too() -> None:
    tree = [twig(1, None), twig(2, 1, cut=True), twig(3, 2), twig(4, 1)]
    assert drawn(*rows(tree, {1, 4})) == ["1*", "  2x", "  3x", "4*"]


def test_several_beginnings_and_a_missing_parent() -> None:
    assert drawn(*rows([twig(1, None), twig(2, None), twig(3, 99)], {2})) == ["  1", "  3", "2*"]
    assert rows([], set()) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), max_size=30), st.data())
def test_every_message_stands_once_below_what_it_follows(parents: list[int], data: st.DataObject) -> None:
    tree = [twig(n, parents[n - 1] % n or None) for n in range(1, len(parents) + 1)]
    shown: set[int] = set()
    at = data.draw(st.sampled_from(tree)).id if tree else None
    while at is not None:
        shown.add(at)
        at = tree[at - 1].parent
    laid = rows(tree, shown)
    assert sorted(row.twig.id for row in laid) == [each.id for each in tree]
    places = {row.twig.id: place for place, row in enumerate(laid)}
    for place, row in enumerate(laid):
        assert row.lane not in row.passing
        assert row.lane == 0 or row.shown is False or row.twig.id in shown
        if row.twig.parent is not None:
            assert places[row.twig.parent] < place
        above = laid[place - 1] if place else None
        if above is not None:  # whatever comes from above leaves the row above
            leaving = {*above.passing, *([above.lane] if above.below else [])}
            coming = {*row.passing, *([row.lane] if row.above else [])}
            assert coming <= leaving or row.twig.parent is None
    assert all(row.lane == 0 for row in laid if row.shown)


def test_a_long_conversation_is_no_deep_recursion() -> None:
    tree = [twig(n, n - 1 or None) for n in range(1, 5001)]
    assert len(rows(tree, {5000})) == 5000
