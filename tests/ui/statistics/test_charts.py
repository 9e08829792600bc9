"""Figures become points and boxes by what is chosen; axes carry round numbers."""

from dataclasses import replace

import pytest

from app.explore.gathering import Counted, Figures
from app.store.statistics import RunLine
from app.ui.statistics import present
from app.ui.statistics.axes import axis, nice
from app.ui.statistics.states import Choices

PLAIN = Figures(1000, 100, 300, 30, 10, 2.0, 1.0, 0.5, 6.0, 50.0, 15.0, 0.6, 2, 1, 0.4)


def counted(number: int, model: str = "R1", *, right: bool | None = None, imported: bool = False, **figures) -> Counted:
    run = RunLine(number, 1, f"title {number}", number, model, None, 0.0, imported, right, None)
    known = {name: getattr(PLAIN, name) for name in Figures.__struct_fields__} | figures
    return Counted(run, Figures(**known))


def test_a_point_stands_at_its_two_figures_and_says_whose_they_are() -> None:
    chart = present.chart([counted(7, tokens=1200, answer_tokens=80)], Choices())
    (dot,) = chart.dots
    assert (dot.answer, dot.x, dot.y) == (7, 1200, 80)
    assert "title 7" in dot.text
    assert "Tokens of thinking: 1" in dot.text


def test_what_has_no_such_figure_is_left_out_and_counted() -> None:
    chart = present.chart([counted(1), counted(2, tokens=None), counted(3, confidence=float("nan"))], Choices())
    assert [dot.answer for dot in chart.dots] == [1, 3]
    assert chart.left_out.endswith("1")
    nan = present.chart([counted(3, confidence=float("nan"))], Choices(view="confidence", y="confidence"))
    assert nan.dots == ()


def test_a_box_has_the_quartiles_of_its_group_and_whiskers_within_reach() -> None:
    some = [counted(number, characters=value) for number, value in enumerate((1, 2, 3, 4, 5, 100))]
    chart = present.chart(some, Choices(view="by_model", y="characters"))
    (box,) = chart.boxes
    assert box is not None
    assert (box.first, box.median, box.third) == (2.25, 3.5, 4.75)
    assert (box.low, box.high, box.count) == (1, 5, 6)
    assert len(chart.dots) == 6, "what lies beyond the whiskers is a point all the same"


def test_more_groups_than_colours_become_one() -> None:
    some = [counted(number, model=f"model {number % 10}") for number in range(30)]
    chart = present.chart(some, Choices())
    assert len(chart.groups) == present.MOST_GROUPS
    assert {dot.group for dot in chart.dots} == set(range(present.MOST_GROUPS))


def test_traces_are_told_apart_by_where_they_came_from_and_what_was_found() -> None:
    some = [counted(1, right=True), counted(2, right=False, imported=True), counted(3)]
    by_right = present.chart(some, replace(Choices(), group="right"))
    assert set(by_right.groups) == {"Right", "Wrong", "Not checked"}
    assert [dot.answer for dot in present.chart(some, replace(Choices(), origin="imported")).dots] == [2]
    assert [dot.answer for dot in present.chart(some, replace(Choices(), origin="here")).dots] == [1, 3]


@pytest.mark.parametrize("view", present.VIEWS)
def test_every_chart_that_is_offered_can_be_drawn(view: str) -> None:
    kind = present.VIEWS[view]
    chart = present.chart([counted(1), counted(2)], Choices(view, kind.x or "tokens", kind.y, kind.group))
    assert len(chart.dots) == 2
    assert bool(chart.boxes) == (kind.kind == "boxes")
    assert present.chart([], Choices(view, kind.x or "tokens", kind.y, kind.group)).dots == ()


def test_an_axis_has_all_values_and_round_numbers() -> None:
    made = axis([3.0, 997.0], 0, 500)
    assert made.low == 0
    assert made.at(3.0) >= 0
    assert made.at(997.0) <= 500
    ticks = made.ticks(80)
    assert len(ticks) >= 3
    assert all(tick % nice(1000 / 6.25) == 0 for tick in ticks)
    same = axis([5.0, 5.0], 0, 100)
    assert same.low < 5 < same.high
